"""Markdown: the marks go, the words stay."""

import pytest

from twitchqa.corpus import document_from_text
from twitchqa.errors import CorpusError
from twitchqa.records import Provenance


def text_of(markdown: str) -> str:
    """The text of a document made from `markdown`."""
    return document_from_text("notes", "Notes", markdown).text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("It **is** _very_ `small`.", "It is very small."),
        ("See [the doctor](https://x.org).", "See the doctor."),
        ("See <https://x.org/a>.", "See https://x.org/a."),
        ("Before ![a picture](x.png)after.", "Before after."),
        ("One\nline.", "One line."),
        ("One  \nTwo", "One\nTwo"),
        ("One.\n\n\n\nTwo.", "One.\n\nTwo."),
        ("- one\n- two\n  - three\n\nEnd.", "one\ntwo\nthree\n\nEnd."),
        ("1. wash\n2. dry", "1. wash\n2. dry"),
        ("> Quoted.\n\nNot.", "Quoted.\n\nNot."),
        ("```\na  b\nc\n```", "a b\nc"),
        ("A <b>bold</b> word<br>and a line.", "A bold word\nand a line."),
        ("A <script>alert(1)</script> word.", "A word."),
        ("Text.\n\n<script>\nalert(1)\n</script>\n\nMore.", "Text.\n\nMore."),
        ("<p>Raw <i>words</i>.</p>\n\nMore.", "Raw words.\n\nMore."),
        ("Text.\n\n<!-- hidden -->\n\n***\n\nMore.", "Text.\n\nMore."),
        ("a\u00a0b\tc\u200bd\u00ad e", "a b cd e"),
        ("cafe\u0301", "caf\u00e9"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
    ],
)
def test_words_stay(markdown: str, text: str) -> None:
    """Only what a reader sees is text."""
    assert text_of(markdown) == text


def test_table_by_rows() -> None:
    """A table is one line for each row, each cell with its column's name."""
    table = "| Type | Onset |\n|---|---|\n| I | 6 months |\n| IV | in the 20s |"
    assert text_of(table) == "Type: I; Onset: 6 months\nType: IV; Onset: in the 20s"


def test_headings_are_sections() -> None:
    """A section begins with its heading's line and ends where the next begins."""
    document = document_from_text("a", "A", "Intro.\n\n## One\nText *one*.\n\n### Two\n\nText two.")
    assert document.text == "Intro.\n\nOne\n\nText one.\n\nTwo\n\nText two."
    assert [
        (section.heading, document.text[section.span.start : section.span.end])
        for section in document.sections
    ] == [
        (None, "Intro.\n\n"),
        ("One", "One\n\nText one.\n\n"),
        ("Two", "Two\n\nText two."),
    ]


def test_heading_in_a_list() -> None:
    """A heading inside a list is a heading, and the words after it are not."""
    document = document_from_text("a", "A", "- ## Head\n\n  Words.\n- more")
    assert [section.heading for section in document.sections] == ["Head"]
    assert document.text == "Head\n\nWords.\nmore"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Title\n\nText.", "Text."),
        ("# TITLE\n\nText.", "Text."),
        ("# Another\n\nText.", "Another\n\nText."),
    ],
)
def test_repeated_title(markdown: str, text: str) -> None:
    """A first heading that repeats the title is no text; another one stays."""
    document = document_from_text("a", "Title", markdown)
    assert (document.title, document.text) == ("Title", text)


def test_front_matter_of_a_text() -> None:
    """Front matter says where a text comes from; the call's own title wins."""
    document = document_from_text("a", "Mine", "---\ntitle: Theirs\nauthor: B\n---\nText.")
    assert (document.title, document.text) == ("Mine", "Text.")
    assert document.provenance == Provenance(author="B")


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x]\nb: *a",
        "a: !!python/object/apply:os.system [ls]",
        "a: !!int x",
        "a: [",
        "just words",
        "- a\n- list",
        "[" * 5000,
        "a: " + "x" * 70_000,
        "? [a]\n: b",
        "a: \x00",
    ],
)
def test_hostile_front_matter(front: str) -> None:
    """Front matter that is not plain fields is refused, and the file is named."""
    with pytest.raises(CorpusError, match=r"^notes: the front matter cannot be read"):
        text_of(f"---\n{front}\n---\nText.")


def test_front_matter_values() -> None:
    """Dates stay as written, lists are joined, null and empty mean that nothing is said."""
    document = document_from_text(
        "a",
        "A",
        "---\nauthor: [B, C]\n"
        "published: 2020-01-31\nreviewed: null\nsource: ''\nlicence: ~\n---\nT.",
    )
    assert document.provenance == Provenance(author="B, C", published="2020-01-31")


@pytest.mark.parametrize("markdown", ["", " \n", "# Only a title", "## A\n\n## B", "![x](y.png)"])
def test_nothing_to_read(markdown: str) -> None:
    """A text without a sentence is refused, and the next step named."""
    with pytest.raises(CorpusError, match=r"there is no text in it\. Add text"):
        text_of(markdown)


def test_endless_paragraph() -> None:
    """A paragraph that no person wrote is refused before it costs minutes."""
    with pytest.raises(CorpusError, match="a paragraph is longer than 50,000 characters"):
        text_of("[" * 60_000)


def test_plain_markup() -> None:
    """Plain text keeps its marks."""
    document = document_from_text("a", "A", "5 * 6 is *not* small.", markup="plain")
    assert document.text == "5 * 6 is *not* small."
