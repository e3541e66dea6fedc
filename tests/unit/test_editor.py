"""Notes and glossary: the editor's words, and the corpus's own."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from twitchqa.corpus import load_corpus
from twitchqa.editor import Editor, load_editor, load_glossary, load_notes, read_editor
from twitchqa.errors import CorpusError
from twitchqa.records import Document, Provenance, Quote, Section, Span

CORPUS = Path(__file__).parent.parent.parent / "corpus"
TEXT = "A fasciculation is a twitch. Fasciculations pass. It ends."


@pytest.fixture
def document() -> Document:
    """An article of three sentences."""
    sections = (Section(None, Span(0, len(TEXT))),)
    return Document("article", "Article", TEXT, sections, Provenance(), "0" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus folder with one note and one term."""
    (tmp_path / "notes.toml").write_text(
        '[[note]]\ndocument = "article"\nquote = "Fasciculations pass."\nnote = "Most do."\n'
        'author = "the editor"\n'
    )
    (tmp_path / "glossary.toml").write_text(
        '[[term]]\nterm = "fasciculation"\nvariants = ["fasciculations"]\ndocument = "article"\n'
        'text = "A fasciculation is a twitch."\n'
    )
    return tmp_path


def cut(document: Document, words: str) -> Quote:
    """The quote of these words."""
    start = document.text.index(words)
    return document.cut(Span(start, start + len(words)))


def test_a_note_stands_beside_quotes_of_its_passage_only(folder: Path, document: Document) -> None:
    """It is marked as the editor's."""
    editor = load_editor(folder, {"article": document})
    assert editor.notes_on(cut(document, "Fasciculations pass.")) == (
        "Note from the editor: Most do.",
    )
    assert editor.notes_on(cut(document, "It ends.")) == ()


def test_a_term_is_explained_in_the_corpus_s_words(folder: Path, document: Document) -> None:
    """A variant of it in a quote is enough."""
    editor = load_editor(folder, {"article": document})
    assert editor.terms_in([cut(document, "Fasciculations pass.")]) == (
        ("fasciculation", "A fasciculation is a twitch."),
    )


def test_a_quote_that_explains_a_term_needs_no_glossary(folder: Path, document: Document) -> None:
    """The explaining sentence is not shown twice."""
    editor = load_editor(folder, {"article": document})
    assert editor.terms_in([cut(document, "A fasciculation is a twitch.")]) == ()
    assert editor.terms_in([cut(document, "It ends.")]) == ()


@pytest.mark.parametrize("name", ["notes.toml", "glossary.toml"])
def test_words_that_the_document_does_not_hold_are_an_error(
    folder: Path, document: Document, name: str
) -> None:
    """Neither note nor term outlives a change of the article."""
    path = folder / name
    path.write_text(path.read_text().replace("pass.", "stay.").replace("a twitch", "a jerk"))
    with pytest.raises(CorpusError, match="does not hold"):
        load_editor(folder, {"article": document})


def test_words_about_other_documents_are_left_out(folder: Path) -> None:
    """A part of a corpus can be built."""
    assert load_editor(folder, {}) == Editor()


def test_a_folder_without_the_files_has_no_words(tmp_path: Path) -> None:
    """Both files may be missing."""
    assert load_notes(tmp_path) == ()
    assert load_glossary(tmp_path) == ()


@pytest.mark.parametrize(
    "content",
    ["[[note", 'note = "one"', '[[note]]\ndocument = "a"', '[[note]]\ndocument = 3\nquote = "q"'],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    """The error says which file to mend."""
    (tmp_path / "notes.toml").write_text(content)
    with pytest.raises(CorpusError, match=r"notes\.toml"):
        load_notes(tmp_path)


def test_variants_are_a_list_of_words(tmp_path: Path) -> None:
    """A single word is not a list."""
    (tmp_path / "glossary.toml").write_text(
        '[[term]]\nterm = "a"\nvariants = "b"\ndocument = "c"\ntext = "d"\n'
    )
    with pytest.raises(CorpusError, match="variants"):
        load_glossary(tmp_path)


def test_the_editor_survives_json(folder: Path, document: Document) -> None:
    """The index keeps the editor's words as JSON."""
    editor = load_editor(folder, {"article": document})
    assert read_editor(json.loads(json.dumps(asdict(editor)))) == editor


def test_the_article_s_own_words_hold() -> None:
    """Every note and term of the shipped corpus is found in it; the SMA note is there."""
    documents = {document.id: document for document in load_corpus(CORPUS).documents}
    editor = load_editor(CORPUS, documents)
    article = documents["muscle-twitching"]
    start = article.text.index("Spinal muscular dystrophy (SMA)")
    (note,) = editor.notes_on(article.cut(Span(start, start + 30)))
    assert "spinal muscular atrophy" in note
    assert len(editor.glossary) == len(load_glossary(CORPUS))


def test_each_term_stands_in_the_words_that_explain_it_or_beside_them() -> None:
    """No explanation is made up: the term is in its text or in the sentence before."""
    documents = {document.id: document for document in load_corpus(CORPUS).documents}
    for term in load_glossary(CORPUS):
        text = documents[term.document].text
        at = text.index(term.text)
        assert term.stands_in(text[max(0, at - 120) : at + len(term.text)]), term.term
