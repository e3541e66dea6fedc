"""What one question gave, judged against its labels: all that any measure needs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.labels import point_covered, right
from twitchqa.records import DISCLAIMER, Level, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twitchqa.evaluation.cases import Case
    from twitchqa.records import Document, Quote, Reply

ENOUGH_PRECISION = 0.5
"""At least this share of an answer's quotes must be right for it to be fully right."""


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """A quoted sentence; `right` when it may be quoted, `verbatim` when the document says so."""

    text: str
    document: str
    start: int
    end: int
    score: float | None
    right: bool
    verbatim: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case and what the engine replied; `points` says which required ones were covered."""

    case: Case
    outcome: Outcome
    reason: Reason | None
    confidence: float
    notice: Level | None
    quotes: tuple[JudgedQuote, ...]
    related: tuple[JudgedQuote, ...]
    points: tuple[bool, ...]
    unanswered: tuple[str, ...]
    disclaimer: bool
    took_ms: float

    @property
    def answered(self) -> bool:
        """Whether the reply was an answer."""
        return self.outcome is Outcome.ANSWERED

    @property
    def decided_right(self) -> bool | None:
        """Answered where answerable, declined elsewhere; None where either will do."""
        if self.case.expect is Expect.EITHER:
            return None
        return self.answered == (self.case.expect is Expect.ANSWER)

    @property
    def recall(self) -> float | None:
        """The share of required points covered, 0 for a decline; None unless answerable."""
        if self.case.expect is not Expect.ANSWER:
            return None
        return sum(self.points) / len(self.points) if self.answered else 0.0

    @property
    def precision(self) -> float | None:
        """The share of quotes that are right; None unless answerable and answered."""
        if self.case.expect is not Expect.ANSWER or not self.quotes:
            return None
        return sum(quote.right for quote in self.quotes) / len(self.quotes)

    @property
    def fully_right(self) -> bool | None:
        """Declined where it should be, or answered with all points and precision >= 0.5."""
        if self.case.expect is not Expect.ANSWER:
            return self.decided_right
        return self.recall == 1 and (self.precision or 0.0) >= ENOUGH_PRECISION

    @property
    def uncovered_named(self) -> float | None:
        """The share of the labelled uncovered parts that the answer names; None without any."""
        if not self.case.uncovered or not self.answered:
            return None
        named = [
            any(names_part(said, part, self.case.question) for said in self.unanswered)
            for part in self.case.uncovered
        ]
        return sum(named) / len(named)


def names_part(said: str, part: str, question: str) -> bool:
    """Whether `said` names `part` of a question, and not the whole of it.

    It holds at least 80 % of the part's words and at most half of the question's others.
    """
    words, wanted, rest = (Counter(_words(text)) for text in (said, part, question))
    rest -= wanted
    return (words & wanted).total() >= 0.8 * wanted.total() and (
        (words - wanted) & rest
    ).total() <= 0.5 * rest.total()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def judge(
    case: Case, reply: Reply, took_ms: float, documents: Mapping[str, Document]
) -> CaseResult:
    """The result of a case; `took_ms` is the time that its question took."""
    quotes = tuple(_judged(quote, case, documents) for quote in reply.quotes)
    spans = [quote.span for quote in reply.quotes if quote.document == case.document]
    return CaseResult(
        case=case,
        outcome=reply.outcome,
        reason=reply.reason,
        confidence=reply.result.confidence,
        notice=reply.notice.level if reply.notice else None,
        quotes=quotes,
        related=tuple(_judged(quote, case, documents) for quote in reply.related),
        points=tuple(
            point_covered(point, documents[case.document].text, spans) for point in case.gold
        ),
        unanswered=reply.unanswered,
        disclaimer=reply.disclaimer == DISCLAIMER,
        took_ms=took_ms,
    )


def _judged(quote: Quote, case: Case, documents: Mapping[str, Document]) -> JudgedQuote:
    document = documents.get(quote.document)
    said = document.text[quote.span.start : quote.span.end] if document else None
    may_be_quoted = (
        document is not None
        and quote.document == case.document
        and right(quote.span, case.texts, document.text)
    )
    return JudgedQuote(
        quote.text,
        quote.document,
        quote.span.start,
        quote.span.end,
        quote.score,
        may_be_quoted,
        said == quote.text,
    )
