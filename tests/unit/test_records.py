"""Facts about the values that flow: the wrong thing cannot be built."""

from __future__ import annotations

import dataclasses

import pytest

from tests.fakes import document_of
from twitchqa.records import (
    DISCLAIMER,
    Answer,
    Decline,
    Outcome,
    Passage,
    Reading,
    Reason,
    Reply,
    Span,
)

TEA = document_of("Tea is a drink. It is hot.")


def reply_of(result: Answer | Decline) -> Reply:
    """A reply around a result."""
    return Reply("1", "What is tea?", result, None, (), "index", 1.0)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_is_never_empty(start: int, end: int) -> None:
    """A span needs 0 <= start < end."""
    with pytest.raises(ValueError, match="start < end"):
        Span(start, end)


def test_spans_overlap_by_what_they_share() -> None:
    """Two spans that touch share nothing."""
    assert [Span(0, 5).overlap(other) for other in (Span(3, 9), Span(5, 9), Span(1, 2))] == [
        2,
        0,
        1,
    ]
    assert Span(0, 5).holds(Span(1, 5))
    assert not Span(0, 5).holds(Span(1, 6))


def test_a_quote_is_the_documents_own_words() -> None:
    """Cutting gives exactly text[start:end]."""
    quote = TEA.cut(Span(16, 26), 0.5)
    assert (quote.text, quote.document, quote.section, quote.score) == (
        "It is hot.",
        "tea",
        None,
        0.5,
    )


def test_a_quote_cannot_reach_beyond_the_text() -> None:
    """A span past the end is refused, not shortened."""
    with pytest.raises(ValueError, match="beyond"):
        TEA.cut(Span(16, 27))


def test_a_passage_checks_itself() -> None:
    """Its text is as long as its span and its sentences lie inside."""
    with pytest.raises(ValueError, match="another length"):
        Passage("tea", "Tea", None, Span(0, 4), "Tea", ())
    with pytest.raises(ValueError, match="outside"):
        Passage("tea", "Tea", None, Span(0, 3), "Tea", (Span(0, 4),))


def test_a_reading_has_a_number_for_each_sentence() -> None:
    """Fewer or more numbers than sentences are refused."""
    passage = Passage("tea", "Tea", None, Span(0, 3), "Tea", (Span(0, 3),))
    with pytest.raises(ValueError, match="each sentence"):
        Reading(passage, 0.5, (0.1, 0.2))


def test_an_answer_needs_a_quote() -> None:
    """Nothing is answered without words of the corpus."""
    with pytest.raises(ValueError, match="quote"):
        Answer((), "Tea is a drink.", 0.9)


def test_only_not_stated_has_related_passages() -> None:
    """An emergency shows nothing of the corpus."""
    with pytest.raises(ValueError, match="related"):
        Decline(Reason.EMERGENCY, "Call now.", 1.0, (TEA.cut(Span(0, 15)),))


def test_the_disclaimer_is_no_argument() -> None:
    """Every reply has it; none can be made or changed to be without it."""
    reply = reply_of(Decline(Reason.NOT_IN_CORPUS, "No.", 0.9))
    assert reply.disclaimer == DISCLAIMER
    with pytest.raises(TypeError):
        Reply("1", "q", reply.result, None, (), "index", 1.0, disclaimer="")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="init=False"):
        dataclasses.replace(reply, disclaimer="")
    with pytest.raises(dataclasses.FrozenInstanceError):
        reply.disclaimer = ""  # type: ignore[misc]


def test_a_reply_knows_its_outcome() -> None:
    """Outcome, reason and quotes follow from the result."""
    quote = TEA.cut(Span(0, 15))
    answered = reply_of(Answer((quote,), quote.text, 0.9, unanswered=("what does it cost",)))
    declined = reply_of(Decline(Reason.NOT_STATED, "No.", 0.9, (quote,)))
    assert (answered.outcome, answered.reason, answered.quotes, answered.related) == (
        Outcome.ANSWERED,
        None,
        (quote,),
        (),
    )
    assert (declined.outcome, declined.reason, declined.quotes, declined.related) == (
        Outcome.DECLINED,
        Reason.NOT_STATED,
        (),
        (quote,),
    )
    assert (answered.unanswered, declined.unanswered) == (("what does it cost",), ())
    assert (answered.answer, declined.answer) == ("Tea is a drink.", "No.")
