"""A folder: what can be read is read, what cannot is named with the next step."""

import hashlib
import os
from pathlib import Path

import pytest

from twitchqa.corpus import load_corpus, load_document
from twitchqa.corpus.files import LARGEST_TEXT
from twitchqa.corpus.normalise import normalise, slug
from twitchqa.errors import CorpusError


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes the files into `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems(folder: Path) -> list[str]:
    """The words of each problem."""
    return [str(problem) for problem in load_corpus(folder).problems]


def test_every_kind(tmp_path: Path) -> None:
    """Documents come sorted by id; hidden files are passed over, other kinds by name."""
    write(
        tmp_path,
        {
            "b.md": "---\nid: zz\n---\n# B\n\nText.",
            "a.txt": "Text.",
            "deep/c.HTML": "<p>Text.",
            "notes.toml": "x",
            "glossary.toml": "x",
            "a.questions.jsonl": "{}",
            ".hidden.md": "Text.",
            ".git/x.md": "Text.",
            "picture.png": b"\x89PNG",
        },
    )
    corpus = load_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a", "c", "zz"]
    assert [document.title for document in corpus.documents] == ["A", "C", "B"]
    assert {document.text for document in corpus.documents} == {"Text."}
    assert corpus.problems == ()
    assert corpus.passed_over == ("picture.png",)


def test_hash_is_of_the_text(tmp_path: Path) -> None:
    """The hash is of the text, not of the file."""
    write(tmp_path, {"a.md": "# A\r\n\r\nCaf\u00e9."})
    document = load_document(tmp_path / "a.md")
    assert document.sha256 == hashlib.sha256("Caf\u00e9.".encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.md", b"ok \xff\xfe", "x.md: it is not UTF-8: byte 3 cannot be read. Save"),
        ("x.txt", b" \n", "x.txt: it is empty. Add text"),
        ("x.md", b"\xef\xbb\xbf \n", "x.md: there is no text in it. Add text"),
        ("x.md", b"a" * (LARGEST_TEXT + 1), "x.md: it has 2,097,153 bytes, more than"),
        ("x.md", b"---\nid: ../a\n---\nText", "x.md: its id cannot stand in an address. Give it"),
        ("x.html", b"<script>x</script>", "x.html: there is no text in it."),
        ("x.pdf", b"%PDF-1.4 nothing", "x.pdf: it is damaged, or no PDF."),
    ],
)
def test_refused_by_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    """A file that cannot be read is named, and the others load."""
    write(tmp_path, {name: content, "good.md": "Text."})
    assert [document.id for document in load_corpus(tmp_path).documents] == ["good"]
    [problem] = problems(tmp_path)
    assert problem.startswith(words)


def test_duplicate_id(tmp_path: Path) -> None:
    """Of two files with one id the first is read, and both are named."""
    write(tmp_path, {"a.md": "First.", "b.md": "---\nid: a\n---\nSecond."})
    corpus = load_corpus(tmp_path)
    assert [document.text for document in corpus.documents] == ["First."]
    assert problems(tmp_path) == [
        "b.md: its id 'a' is also that of a.md. Give one of the two another id in its front "
        "matter, or rename the file."
    ]


def test_links_that_leave(tmp_path: Path) -> None:
    """A link out of the folder, or to another folder, is refused; one inside it is read."""
    corpus = write(tmp_path / "corpus", {"a.md": "Text."})
    write(tmp_path, {"secret.md": "Secret.", "other/x.md": "Secret."})
    (corpus / "leaves.md").symlink_to(tmp_path / "secret.md")
    (corpus / "folder").symlink_to(tmp_path / "other", target_is_directory=True)
    (corpus / "nowhere.md").symlink_to(corpus / "missing.md")
    (corpus / "same.md").symlink_to(corpus / "a.md")
    loaded = load_corpus(corpus)
    assert [document.id for document in loaded.documents] == ["a", "same"]
    assert [problem.problem.split(":")[0] for problem in loaded.problems] == [
        "folder",
        "leaves.md",
        "nowhere.md",
    ]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe is not waited for."""
    write(tmp_path, {"a.md": "Text."})
    os.mkfifo(tmp_path / "pipe.md")
    assert [document.id for document in load_corpus(tmp_path).documents] == ["a"]


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is an error with the next step."""
    with pytest.raises(CorpusError, match=r"There is no corpus folder .*none\. Make it"):
        load_corpus(tmp_path / "none")


def test_nothing_read(tmp_path: Path) -> None:
    """A folder in which nothing could be read is an error that says why."""
    with pytest.raises(CorpusError, match="There is no article in"):
        load_corpus(tmp_path)
    write(tmp_path, {"a.md": ""})
    with pytest.raises(CorpusError, match=r"No file of .* could be read.*a\.md: it is empty"):
        load_corpus(tmp_path)


def test_unknown_kind(tmp_path: Path) -> None:
    """A file of another kind, asked for by name, is refused."""
    write(tmp_path, {"a.docx": "x"})
    with pytest.raises(
        CorpusError, match=r"a\.docx: it is of a kind that is not read\. Use one of"
    ):
        load_document(tmp_path / "a.docx")
    with pytest.raises(CorpusError, match=r"b\.md: it cannot be opened"):
        load_document(tmp_path / "b.md")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("a-b-", "a-b-"),
        ("My Article (2)", "my-article-2"),
        ("\u00c9t\u00e9", "ete"),
        ("\u65e5", ""),
    ],
)
def test_slug(name: str, identity: str) -> None:
    """A file's name becomes an id that stands in addresses."""
    assert slug(name) == identity


def test_name_without_latin_letters(tmp_path: Path) -> None:
    """A file whose name gives no id gets one from its hash, the same each time."""
    write(tmp_path, {"\u65e5.md": "Text."})
    assert load_document(tmp_path / "\u65e5.md").id.startswith("document-")


def test_normalise_line_ends() -> None:
    """Every line end becomes one kind; what cannot be seen goes."""
    assert normalise("a\r\nb\rc\u2028d\x85e \t f\x00\ue000\ud800") == "a\nb\nc\nd\ne f"
