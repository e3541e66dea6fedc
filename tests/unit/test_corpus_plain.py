"""Plain text: headings by their looks, carefully."""

import pytest

from twitchqa.corpus import document_from_text
from twitchqa.records import Document

LONG = "This is a sentence that goes on for a while, so that nobody takes it for a heading at all."


def plain(text: str) -> Document:
    """A document of plain text."""
    return document_from_text("a", "A", text, markup="plain")


def headings(document: Document) -> list[str | None]:
    """The headings of its sections."""
    return [section.heading for section in document.sections]


def test_headings_by_looks() -> None:
    """A short line without end punctuation, alone before a paragraph, is a heading."""
    document = plain(f"{LONG}\n\nWhat Causes It\n\n{LONG}\n\nTreatment\n\n{LONG}\n")
    assert headings(document) == [None, "What Causes It", "Treatment"]


@pytest.mark.parametrize(
    "line",
    ["It is small.", "it is small", "The signs are:", "10 + 5", "Apples, pears,", "A " * 15, "---"],
)
def test_no_heading(line: str) -> None:
    """A sentence, a small beginning, a lead-in, a long line or a rule is none."""
    assert headings(plain(f"{LONG}\n\n{line}\n\n{LONG}")) == [None]


def test_list_is_no_heading() -> None:
    """Short lines one after the other are a list, not headings."""
    assert headings(plain(f"{LONG}\n\nCramps\n\nWeakness\n\nFatigue\n\n{LONG}")) == [None]


def test_title_line() -> None:
    """The first line, when it looks like a heading and is the title, is not repeated."""
    document = document_from_text("a", "My Title", f"My Title\n\n{LONG}", markup="plain")
    assert document.text == LONG


def test_wrapped_lines_join() -> None:
    """Lines wrapped at a margin are one paragraph; a blank line ends it."""
    assert plain("One two\nthree four.\n\nFive.").text == "One two three four.\n\nFive."
    assert plain("A long-\nterm thing -\nor not.").text == "A long-term thing - or not."


def test_long_lines_are_paragraphs() -> None:
    """Where lines are not wrapped, each is a paragraph."""
    assert plain(f"{LONG} {LONG}\n{LONG}").text == f"{LONG} {LONG}\n\n{LONG}"


def test_bullets_keep_their_lines() -> None:
    """The items of a list do not run together, and their bullets go."""
    assert plain("Signs:\n- one\n\u2022 two\n  goes on\n1. three").text == (
        "Signs:\none\ntwo goes on\n1. three"
    )


def test_underlined_heading() -> None:
    """A line underlined with hyphens stands alone."""
    assert headings(plain(f"{LONG}\n\nCauses\n------\n{LONG}")) == [None, "Causes"]
