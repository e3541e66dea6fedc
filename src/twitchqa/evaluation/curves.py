"""The numbers behind the report's plots; pure, so that each can be checked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.scores import Score, mean_score
from twitchqa.records import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.evaluation.results import CaseResult

READ = (None, Reason.NOT_IN_CORPUS, Reason.NOT_STATED)
"""The reasons of replies that come from reading the corpus, None being an answer's."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many questions of one kind and one expectation were answered and declined."""

    kind: str
    expect: Expect
    answered: int
    declined: int


@dataclass(frozen=True, slots=True)
class Bin:
    """The decisions whose confidence lies in one stretch: what was claimed and what was so."""

    claimed: float
    right: Score


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """The `coverage` most confident share of the questions, and how many of them are right."""

    coverage: float
    decided: float
    fully: float


def outcomes_by_kind(results: Sequence[CaseResult]) -> tuple[Outcomes, ...]:
    """Counts for each kind, those to be answered first, then to be declined, then either."""
    keys = {(list(Expect).index(r.case.expect), r.case.kind) for r in results}
    counted = []
    for number, kind in sorted(keys):
        expect = list(Expect)[number]
        some = [r.answered for r in results if r.case.kind == kind and r.case.expect is expect]
        counted.append(Outcomes(kind, expect, sum(some), len(some) - sum(some)))
    return tuple(counted)


def answer_probability(result: CaseResult) -> float | None:
    """The engine's probability that the question is answerable.

    An answer's confidence is that probability, a decline's is the probability of the
    contrary. None where the question was declined before anything was read.
    """
    if result.reason not in READ:
        return None
    return result.confidence if result.answered else 1 - result.confidence


def histogram(results: Sequence[CaseResult], expect: Expect, bins: int) -> tuple[int, ...]:
    """How many questions of an expectation have an answer probability in each equal stretch."""
    counts = [0] * bins
    for result in results:
        probability = answer_probability(result)
        if result.case.expect is expect and probability is not None:
            counts[min(bins - 1, int(probability * bins))] += 1
    return tuple(counts)


def coverage_curve(results: Sequence[CaseResult]) -> tuple[CoveragePoint, ...]:
    """Accuracy of the most confident decisions, from the first one to all of them.

    Questions of equal confidence enter together, so that no order among them is invented.
    """
    judged = sorted(
        (r for r in results if r.decided_right is not None), key=lambda r: -r.confidence
    )
    points = []
    for kept in range(1, len(judged) + 1):
        if kept < len(judged) and judged[kept].confidence == judged[kept - 1].confidence:
            continue
        decided = sum(bool(r.decided_right) for r in judged[:kept]) / kept
        fully = sum(bool(r.fully_right) for r in judged[:kept]) / kept
        points.append(CoveragePoint(kept / len(judged), decided, fully))
    return tuple(points)


def reliability(results: Sequence[CaseResult], bins: int = 10) -> tuple[Bin, ...]:
    """Mean confidence against the share of right decisions, in equal stretches of confidence.

    Stretches without a question are left out.
    """
    drawn = []
    for number in range(bins):
        some = [
            r
            for r in results
            if r.decided_right is not None and min(bins - 1, int(r.confidence * bins)) == number
        ]
        right = mean_score(r.decided_right for r in some)
        if right is not None:
            drawn.append(Bin(sum(r.confidence for r in some) / len(some), right))
    return tuple(drawn)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: mean of |claimed - right|, weighted by count; None if empty."""
    count = sum(one.right.count for one in bins)
    if count == 0:
        return None
    return sum(one.right.count * abs(one.claimed - one.right.value) for one in bins) / count
