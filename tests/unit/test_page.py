"""The page's own parts: blocks of an article, example questions, views, feedback."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.datastructures import Headers

from twitchqa.api.page import same_origin
from twitchqa.corpus import document_from_text
from twitchqa.editor import Editor, Note, Term
from twitchqa.records import Answer, Decline, Document, Level, Notice, Reason, Reply, Span
from twitchqa.web.article import blocks, parse_place
from twitchqa.web.examples import candidates, examples
from twitchqa.web.feedback import Feedback, keep, read_feedback
from twitchqa.web.rendering import environment, load_assets
from twitchqa.web.view import QuoteView, heading_of, kind_of, numbers, subject, view_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "First 😴 line.\nSecond line.\n\nIt is mild."


def article() -> Document:
    """A paragraph of two lines, and one more."""
    return document_from_text("a", "Weak Muscles: A Guide", TEXT, "plain")


def marked(document: Document, span: Span) -> str:
    """The marked characters, joined."""
    return "".join(
        piece.text for block in blocks(document, span) for piece in block.pieces if piece.marked
    )


def made(title: str, text: str) -> Document:
    """A document of Markdown."""
    return document_from_text("d", title, text)


def test_headings_and_paragraphs_stand_where_the_text_has_them() -> None:
    """Each block begins at its offset and holds the text's own characters."""
    document = made("T", "One.\n\n## Two\n\nThree.")
    found = [(b.start, b.heading, b.pieces[0].text) for b in blocks(document)]
    assert found == [(0, False, "One."), (6, True, "Two"), (11, False, "Three.")]


@given(some.text(alphabet="ab. \n😴", min_size=1, max_size=60), some.data())
def test_exactly_the_span_is_marked(text: str, draw: some.DataObject) -> None:
    """The marked characters are the span's own, less the line ends between blocks."""
    document = Document("d", "T", text, (), article().provenance, "")
    start = draw.draw(some.integers(0, len(text) - 1))
    end = draw.draw(some.integers(start + 1, len(text)))
    wanted = text[start:end]
    assert "".join(marked(document, Span(start, end)).split()) == "".join(wanted.split())
    if "\n" not in wanted and wanted.strip():
        assert marked(document, Span(start, end)).strip() == wanted.strip()


def test_only_the_first_marked_piece_carries_the_anchor() -> None:
    """A span over two paragraphs has one place to open at."""
    document = made("T", "One.\n\nTwo.")
    pieces = [p for b in blocks(document, Span(0, 10)) for p in b.pieces if p.marked]
    assert [(piece.text, piece.first) for piece in pieces] == [("One.", True), ("Two.", False)]


@pytest.mark.parametrize("place", ["", "5", "5-5", "9-3", "0-999999", "-1-4", "a-b", "0-4x"])
def test_a_place_that_is_none_marks_nothing(place: str) -> None:
    """Only `start-end` within the text names a span."""
    assert parse_place(place, article()) is None


def test_a_place_names_a_span() -> None:
    """Both ends are code points."""
    assert parse_place("0-4", article()) == Span(0, 4)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Muscular Dystrophy", "muscular dystrophy"),
        ("Bell's Palsy", "Bell's palsy"),
        ("Amyotrophic Lateral Sclerosis (ALS)", "amyotrophic lateral sclerosis (ALS)"),
        ("Muscle Twitching: Causes and More", "muscle twitching"),
    ],
)
def test_a_heading_is_said_in_small_letters_but_names_are_kept(heading: str, said: str) -> None:
    """A capital stays where the sentences of the text have one."""
    document = made("T", "In most people Bell's palsy and ALS are not muscular.")
    assert subject(heading, document) == said


def test_examples_ask_about_the_headings() -> None:
    """A heading that names no one thing makes no question."""
    text = (
        "Weak muscles are common.\n\n## Symptoms\n\nPain.\n\n## When to See a Doctor\n\nSoon.\n\n"
        "## Conditions that May Cause It\n\nMany.\n\n## Is it safe?\n\nYes.\n\n## Myopathy\n\nRare."
    )
    assert list(candidates(made("Weak Muscles", text))) == [
        ("What are weak muscles?",),
        ("What are the symptoms of weak muscles?",),
        ("When should I see a doctor?",),
        ("Is it safe?",),
        (
            "What is myopathy?",
            "How is myopathy treated?",
            "What are the symptoms of myopathy?",
        ),
    ]


def test_only_questions_that_are_answered_become_examples() -> None:
    """Each is tried first; documents take turns, and the same question stands once."""
    first = made("Cramp", "A cramp hurts.\n\n## Myopathy\n\nRare.")
    second = made("Tremor", "A tremor shakes.\n\n## Myopathy\n\nRare.")
    tried: list[str] = []

    def answered(question: str) -> bool:
        tried.append(question)
        return "tremor" not in question

    assert examples([first, second], answered) == ("What is cramp?", "How is myopathy treated?")
    assert tried == ["What is cramp?", "What is tremor?", "How is myopathy treated?"]
    tried.clear()
    examples([first, second], lambda question: answered(question) and "How" not in question)
    assert tried[2:] == ["How is myopathy treated?", "What are the symptoms of myopathy?"]
    assert len(examples([first, second], answered, tries=2)) == 1


def test_the_page_is_named_for_its_one_article() -> None:
    """With more, it is named for all of them."""
    one = made("Muscle Twitching: All of It", "Twitching is common.")
    assert heading_of([one]) == "Ask about muscle twitching"
    assert heading_of([one, one]) == "Ask our health articles"
    assert heading_of([]) == "Ask our health articles"


def test_despair_has_a_kind_of_its_own() -> None:
    """An emergency is one kind; someone who may harm themselves is met in another way."""
    decline = Decline(Reason.EMERGENCY, "Call.", 1.0)
    for rule, kind in (("self-harm", "self_harm"), ("no-breath", "emergency")):
        notice = Notice(Level.EMERGENCY, "Call.", rule)
        assert kind_of(Reply("1", "q", decline, notice, (), "i", 1.0)) == kind


def test_notes_and_words_travel_beside_the_quotes() -> None:
    """A quote has the notes that touch it; a part that the answer names itself is not repeated."""
    document = made("T", "Cramp hurts. It goes.")
    first, second = document.cut(Span(0, 12)), document.cut(Span(13, 21))
    note = Note("d", "It goes.", "Not always.", "Ed", 13, 21)
    editor = Editor((note,), (Term("cramp", (), "d", "A cramp is a pull."),))
    answer = Answer((first, second), "Cramp hurts. No word on x.", 0.9, unanswered=("x", "y"))
    view = view_of(Reply("1", "q", answer, None, (), "i", 1.0), editor)
    assert view.quotes == (QuoteView(first), QuoteView(second, (note,)))
    assert view.unanswered == ("y",)
    assert view.glossary == (("cramp", "A cramp is a pull."),)


def test_numbers_to_call_are_found() -> None:
    """Numbers of two or three digits, and a crisis line's of six; no others."""
    text = "Call 112 or 116 123, in 2026 le 15."
    assert [number for _, number in numbers(text) if number] == ["112", "116123", "15"]
    assert "".join(part for part, _ in numbers(text)) == text


def test_templates_escape_what_they_are_given() -> None:
    """Markup in a value comes out as text."""
    page = environment(load_assets()).from_string("{{ value }}")
    assert page.render(value="<img onerror=x>") == "&lt;img onerror=x&gt;"


def test_feedback_needs_a_verdict_and_an_outcome() -> None:
    """Anything else in the form is no feedback."""
    fields = {"outcome": "declined", "reason": "not_stated", "index": "i", "verdict": "no"}
    assert read_feedback(fields) == Feedback("declined", "not_stated", "i", "no", None)
    for wrong in (
        {"verdict": "maybe"},
        {"outcome": "x"},
        {"reason": "x"},
        {"index": "i" * 101},
        {"question": "q" * 1001},
    ):
        assert read_feedback(fields | wrong) is None


def test_feedback_is_one_line_and_has_no_question_unless_sent(tmp_path: Path) -> None:
    """The question's field is missing, not empty; line ends in it do not break the line."""
    file, time = tmp_path / "feedback.jsonl", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    keep(Feedback("answered", None, "i", "yes", None), file, time)
    keep(Feedback("answered", None, "i", "no", "a\nb"), file, time)
    first, second = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert first == {
        "outcome": "answered",
        "reason": None,
        "index": "i",
        "verdict": "yes",
        "time": "2026-01-02T03:04:05+00:00",
    }
    assert second["question"] == "a\nb"


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://a:1", "host": "a:1"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://a:1", "host": "a:1"}, True),
        ({"origin": "http://b", "host": "a:1"}, False),
        ({"origin": "null", "host": "a:1"}, False),
        ({"host": "a:1"}, False),
        ({}, False),
    ],
)
def test_only_our_own_page_may_send_feedback(headers: dict[str, str], same: bool) -> None:
    """The browser's word decides; where it gives none, nobody is let in."""
    assert same_origin(Headers(headers)) is same
