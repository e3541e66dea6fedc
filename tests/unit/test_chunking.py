"""Sentences and passages: whole, in order, and nothing lost."""

import subprocess
import sys

import pytest
from langchain_core.documents import Document as Chunk

from twitchqa.chunking import PassageLimits, sentences, split_document
from twitchqa.chunking.grouping import balanced
from twitchqa.chunking.splitter import SentenceSplitter
from twitchqa.corpus import document_from_text
from twitchqa.records import Passage


def words(text: str) -> list[str]:
    """The words of each sentence."""
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Mrs. Jones saw Prof. Lee at St. Mary.",
        "Take care, e.g. with tea, i.e. not at all, vs. coffee.",
        "See Fig. 3, No. 5, vol. 2 and p. 7 of the leaflet.",
        "It takes approx. 3.5 mg, or 0.25 ml, at 9 a.m. on most days.",
        "It is motor neuron disease or Lou Gehrig's disease in the U.S. Army.",
        "J. R. Smith et al. found it in T. b. gambiense.",
        "Tea, coffee, etc. are to blame.",
        "Is it (why?) a sign of harm?",
        'He asked "Why me?" and left.',
        "It waits... and then it comes.",
        "Look at https://www.example.org/a.b?c=d.e for more.",
        "It (this happens a lot. Really.) goes on.",
        "Kan\u2019t say \u201cStop. Go.\u201d and be done.",
        "\u00c9tude n. 3 caf\u00e9 \U0001f600 is one.",
    ],
)
def test_one_sentence(text: str) -> None:
    """Abbreviations, initials, decimals, addresses and marks inside do not end a sentence."""
    assert words(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["It is small.", "It goes away."],
        ['He said "Stop."', "Then he left."],
        ["It is rare (it is mild.)", "It ends."],
        ["(It is rare.)", "It ends."],
        ["\u201cIt ends.\u201d", "So it does."],
        ["Is it bad?", "No!", "It ends."],
        ["He waited...", "Then it came."],
        ["There is no cure for MS.", "Many people do well."],
        ["It happens in the U.S.", "Most people do not know."],
        ["It is hepatitis C.", "It is treated."],
        ["It turns red.", "Fingers hurt."],
        ["It was shown.2", "Others agree."],
        ["It was shown.[12]", "Others agree."],
        ["We use X ray.", "They see it."],
        ["The loss is worst in IE.", "It is slow."],
        ["A fit is 120/80 mmHg.", "(The unit is old.)", "It ends."],
        ["But you get it.", '"Inherited" means that you have it.'],
        ["There are two: 1. An ache.", "2. A pain."],
        ["It has forms.", "(1) One is mild.", "(2) One is not."],
        ["It comes at 9 p.m.", "Then it ends."],
        ["Bring tea, coffee, etc.", "Then rest."],
        ["It takes 3.5 mg.", "1.5 mg is less."],
    ],
)
def test_sentences_apart(parts: list[str]) -> None:
    """A sentence ends with the marks that close it."""
    assert words(" ".join(parts)) == parts


def test_lost_space() -> None:
    """Two sentences that lost the space between them are still two; an address is not."""
    assert words("It comes with age.Older people have it.") == [
        "It comes with age.",
        "Older people have it.",
    ]
    assert words("Go to www.Health.Org or a@Mail.Org.") == ["Go to www.Health.Org or a@Mail.Org."]


def test_lines_are_apart() -> None:
    """Items on lines of their own do not run together; a line of marks is no sentence."""
    assert words("Signs:\ncramps\n***\n\n1. weakness. 2. fatigue") == [
        "Signs:",
        "cramps",
        "1. weakness.",
        "2. fatigue",
    ]


@pytest.mark.parametrize("text", ["", " \n ", "...", "\U0001f600"])
def test_no_sentence(text: str) -> None:
    """A text without a letter or a digit holds no sentence."""
    assert sentences(text) == ()


def passages(
    markdown: str, limits: PassageLimits | None = None
) -> list[tuple[str | None, list[str]]]:
    """The section and the sentences of each passage."""
    document = document_from_text("a", "A", markdown)
    return [
        (passage.section, list(passage.sentence_texts()))
        for passage in split_document(document, limits=limits)
    ]


def numbered(count: int) -> str:
    """A paragraph of `count` equal sentences."""
    return " ".join(f"The number {place} is a number that stands here." for place in range(count))


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (4, [4]), (5, [2, 3]), (6, [3, 3]), (7, [3, 4]), (9, [3, 3, 3])]
)
def test_balanced(count: int, sizes: list[int]) -> None:
    """A paragraph is cut into as few pieces as can be, of even size."""
    assert sorted(len(found) for _, found in passages(numbered(count))) == sizes


def test_paragraphs_stay_whole() -> None:
    """A paragraph that fits stays whole, beside its neighbour."""
    found = passages(f"{numbered(3)}\n\n{numbered(2)}")
    assert [len(found) for _, found in found] == [3, 2]


def test_short_paragraph_joins() -> None:
    """A paragraph of one short sentence joins its neighbour, but not over a heading."""
    found = passages("## A\n\nIt is so.\n\nIt is small. It ends.\n\n## B\n\nAlone.")
    assert found == [
        ("A", ["It is so.", "It is small.", "It ends."]),
        ("B", ["Alone."]),
    ]


def test_heading_is_no_sentence() -> None:
    """A heading belongs to the passage after it, is none of its sentences, and is not lost."""
    document = document_from_text("a", "A", "Intro.\n\n## One\n\n## Two\n\nText.\n\n## Three")
    found = split_document(document)
    assert [(passage.section, passage.text) for passage in found] == [
        (None, "Intro.\n\n"),
        ("Two", "One\n\nTwo\n\nText.\n\nThree"),
    ]
    assert found[1].sentence_texts() == ("Text.",)


def test_long_sentence_stands_alone() -> None:
    """A sentence beyond the limit is not cut."""
    long = "It " + "goes on and " * 60 + "ends."
    assert [len(found) for _, found in passages(f"It is. {long} It was.")] == [1, 1, 1]


def test_own_count_of_tokens() -> None:
    """The caller's count decides what fits."""
    document = document_from_text("a", "A", "It is. It was. It will be.")
    found = split_document(document, lambda _: 100)
    assert [len(passage.sentences) for passage in found] == [1, 1, 1]


def test_no_words() -> None:
    """A text without a sentence is one passage without one."""
    [passage] = split_document(document_from_text("a", "A", "\\*\\*\\*"))
    assert (passage.text, passage.sentences) == ("***", ())


def test_limits_are_positive() -> None:
    """Limits that nothing can keep are refused."""
    with pytest.raises(ValueError, match="1 or more"):
        PassageLimits(sentences=0)


def test_runs_keep_order() -> None:
    """The runs follow each other without a gap, and a size beyond the limit is alone."""
    assert balanced([50, 200, 50, 50], PassageLimits()) == [(0, 1), (1, 2), (2, 4)]
    assert balanced([], PassageLimits()) == []


def test_langchain_places_are_counted() -> None:
    """A chunk's place is right where the same words come twice."""
    text = f"{numbered(4)}\n\n{numbered(4)}"
    chunks = SentenceSplitter().split_documents([Chunk(page_content=text, metadata={"a": 1})])
    assert "".join(chunk.page_content for chunk in chunks) == text
    assert [chunk.metadata for chunk in chunks] == [
        {"a": 1, "start_index": 0, "end_index": len(numbered(4)) + 2},
        {"a": 1, "start_index": len(numbered(4)) + 2, "end_index": len(text)},
    ]


def test_langchain_empty_text() -> None:
    """No text, no chunks."""
    assert SentenceSplitter().create_documents([""]) == []


def test_passages_know_their_document() -> None:
    """A passage names its document, and its text is the document's."""
    document = document_from_text("a", "A", numbered(9))
    for passage in split_document(document):
        assert isinstance(passage, Passage)
        assert (passage.document, passage.title) == ("a", "A")
        assert passage.text == document.text[passage.span.start : passage.span.end]


def test_import_is_light() -> None:
    """Splitting imports no LangChain; the LangChain splitter no model library and no tracer."""
    code = (
        "import sys, twitchqa.chunking, twitchqa.corpus\n"
        "assert 'langchain_core' not in sys.modules\n"
        "assert not {'bs4', 'pypdf', 'markdown_it', 'lxml'} & set(sys.modules)\n"
        "import twitchqa.chunking.splitter as s\n"
        "s.SentenceSplitter().create_documents(['A b.'])\n"
        "heavy = {'torch', 'transformers', 'spacy', 'nltk', 'sentence_transformers', 'langsmith'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
