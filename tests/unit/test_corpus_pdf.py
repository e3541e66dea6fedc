"""PDF: lines become paragraphs; what holds no text is refused."""

from pathlib import Path

import pytest

from tests.pdfs import locked, pdf_of
from twitchqa.corpus import load_document
from twitchqa.corpus.pdf_lines import paragraphs_of_pages
from twitchqa.corpus.pdf_process import pages_of
from twitchqa.corpus.read_pdf import read_pdf
from twitchqa.errors import CorpusError
from twitchqa.records import Provenance

PAGE = [
    "Twitches of the Eye",
    "A twitch is a small movement of a muscle that you do not plan, and it is most of",
    "the time harm-",
    "less. It often comes with long-term stress, or with too much coffee (and too little",
    "sleep), and it ends when the long-term stress does.",
    "What to Do",
    "Rest, drink water, and see a doctor when it lasts for more than a few days or when",
    "it spreads.",
]


def test_text_of_a_pdf(tmp_path: Path) -> None:
    """Lines are paragraphs again, headings stand apart, and the author is named."""
    path = tmp_path / "eye.pdf"
    path.write_bytes(pdf_of(PAGE, author="A. Writer"))
    document = load_document(path)
    assert document.title == "Twitches of the Eye"
    assert document.provenance == Provenance(author="A. Writer")
    assert document.text == (
        "A twitch is a small movement of a muscle that you do not plan, and it is most of the "
        "time harmless. It often comes with long-term stress, or with too much coffee (and too "
        "little sleep), and it ends when the long-term stress does.\n\n"
        "What to Do\n\n"
        "Rest, drink water, and see a doctor when it lasts for more than a few days or when it "
        "spreads."
    )
    assert [section.heading for section in document.sections] == [None, "What to Do"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (locked(pdf_of(PAGE), "secret"), "a.pdf: it is locked with a password. Save it without"),
        (pdf_of([]), "a.pdf: it holds pictures of text, or no text. Run text recognition"),
        (pdf_of(PAGE)[:200], "a.pdf: it is damaged, or no PDF. Save or export it again."),
        (b"no pdf", "a.pdf: it is damaged, or no PDF. Save or export it again."),
    ],
)
def test_refused(content: bytes, words: str) -> None:
    """A locked, scanned or damaged file is refused with the next step."""
    with pytest.raises(CorpusError) as caught:
        read_pdf(content, "a.pdf")
    assert str(caught.value).startswith(words)


def test_locked_against_changes_only() -> None:
    """A file that opens without a password is read."""
    assert "A twitch is" in pages_of(locked(pdf_of(PAGE), ""))["pages"][0]


def test_patience() -> None:
    """A file that keeps the parser busy is given up."""
    with pytest.raises(CorpusError, match="took longer than 0 seconds"):
        read_pdf(pdf_of(PAGE), "a.pdf", patience_s=0.001)


def test_running_heads_go() -> None:
    """The lines that every page repeats, and page numbers, are no text."""
    pages = [
        f"The Journal {page}\nThis is page text {'abc'[page]} that goes on\nPage {page} of 3"
        for page in range(3)
    ]
    assert paragraphs_of_pages(pages) == [
        "This is page text a that goes on This is page text b that goes on "
        "This is page text c that goes on"
    ]


def test_lists_and_short_ends() -> None:
    """A bullet begins a paragraph, and so does the line after a short last one."""
    page = (
        "This line is as long as the column is wide, which is long.\n"
        "It ends here.\n"
        "\u2022 one thing\n\u2022 two \ufb01ne things\n"
        "This line is as long as the column is wide, which is it.\n\nNext."
    )
    assert paragraphs_of_pages([page]) == [
        "This line is as long as the column is wide, which is long. It ends here.",
        "one thing",
        "two fine things",
        "This line is as long as the column is wide, which is it.",
        "Next.",
    ]


@pytest.mark.parametrize("pages", [[], [""], ["", "\n", "1"]])
def test_empty_pages(pages: list[str]) -> None:
    """Empty pages hold no paragraph."""
    assert paragraphs_of_pages(pages) == []
