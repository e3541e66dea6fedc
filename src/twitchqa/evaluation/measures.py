"""The measures: one function each, its formula in its docstring; higher is better everywhere.

Each takes the results that it is asked about (all of them, or those of one kind) and gives
a share or a mean with its count and 95 % interval, or None where it does not apply.
Questions marked `either` count only where urgency, quotes' truth, disclaimers or time are
measured: nothing says how they should have been decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.results import CaseResult
from twitchqa.evaluation.scores import Score, balanced_score, mean_score
from twitchqa.records import Level, Reason

Results = Sequence[CaseResult]


def fully_right(results: Results) -> Score | None:
    """The headline: fully right / (answerable + to decline).

    Fully right is an answerable question answered with all required points covered and at
    least half of its quotes right, or a question to decline that was declined.
    """
    return mean_score(result.fully_right for result in results)


def decision(results: Results) -> Score | None:
    """Decision accuracy: (answerable answered + others declined) / (answerable + others)."""
    return mean_score(result.decided_right for result in results)


def balanced(results: Results) -> Score | None:
    """Balanced accuracy: (answer rate + decline rate) / 2, with Newcombe's interval."""
    return balanced_score(answered(results), declined(results))


def answered(results: Results) -> Score | None:
    """Answer rate: answerable questions answered / answerable questions."""
    return mean_score(r.decided_right for r in results if r.case.expect is Expect.ANSWER)


def declined(results: Results) -> Score | None:
    """Decline rate: questions to decline that were declined / questions to decline."""
    return mean_score(r.decided_right for r in results if r.case.expect is Expect.DECLINE)


def near_miss(results: Results) -> Score | None:
    """Near-misses declined / questions to decline of the kind `near_miss`."""
    return declined([result for result in results if result.case.kind == "near_miss"])


def not_stated(results: Results) -> Score | None:
    """Near-misses of any kind: declined / questions to decline labelled `not_stated`."""
    return declined([result for result in results if result.case.reason is Reason.NOT_STATED])


def point_recall(results: Results) -> Score | None:
    """Mean over answerable questions of covered points / required points; 0 where declined."""
    return mean_score(result.recall for result in results)


def all_points(results: Results) -> Score | None:
    """Answerable questions answered with every required point / answerable questions."""
    return mean_score(None if r.recall is None else r.recall == 1 for r in results)


def quote_precision(results: Results) -> Score | None:
    """Mean over answerable questions answered of right quotes / quotes."""
    return mean_score(result.precision for result in results)


def reason(results: Results) -> Score | None:
    """Declined for the labelled reason / declined questions that have a label and expect one."""
    return mean_score(
        r.reason is r.case.reason
        for r in results
        if r.case.expect is Expect.DECLINE and r.case.reason is not None and not r.answered
    )


def uncovered(results: Results) -> Score | None:
    """Mean over answered questions with an uncovered part of parts named / parts labelled."""
    return mean_score(result.uncovered_named for result in results)


def no_needless_parts(results: Results) -> Score | None:
    """Answers that call no covered part uncovered / answered answerable questions without one.

    Applies only where some question is labelled with an uncovered part: elsewhere nothing
    says that the others have none.
    """
    if not any(result.case.uncovered for result in results):
        return None
    return mean_score(
        not r.unanswered
        for r in results
        if r.answered and r.case.expect is Expect.ANSWER and not r.case.uncovered
    )


def emergency(results: Results) -> Score | None:
    """Emergencies noticed: urgent questions with an emergency notice / urgent questions."""
    return mean_score(r.notice is Level.EMERGENCY for r in results if r.case.urgent)


def no_false_alarm(results: Results) -> Score | None:
    """False alarms avoided: other questions without an emergency notice / other questions."""
    return mean_score(r.notice is not Level.EMERGENCY for r in results if not r.case.urgent)


def verbatim(results: Results) -> Score | None:
    """Quotes, related ones too, whose text is document[start:end] / quotes."""
    return mean_score(q.verbatim for r in results for q in (*r.quotes, *r.related))


def disclaimer(results: Results) -> Score | None:
    """Replies with the disclaimer / replies."""
    return mean_score(result.disclaimer for result in results)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure under the name that `--min` takes, with the words for a table."""

    name: str
    title: str
    of: Callable[[Results], Score | None]


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("fully_right", "fully right", fully_right),
        Measure("decision", "decision accuracy", decision),
        Measure("balanced", "balanced accuracy", balanced),
        Measure("answered", "answerable answered", answered),
        Measure("declined", "unanswerable declined", declined),
        Measure("near_miss", "near-misses declined", near_miss),
        Measure("not_stated", "not stated, declined", not_stated),
        Measure("point_recall", "required points recalled", point_recall),
        Measure("all_points", "all points covered", all_points),
        Measure("quote_precision", "quote precision", quote_precision),
        Measure("reason", "right reason for declining", reason),
        Measure("uncovered", "uncovered part named", uncovered),
        Measure("no_needless_parts", "no covered part called uncovered", no_needless_parts),
        Measure("emergency", "emergencies noticed", emergency),
        Measure("no_false_alarm", "false alarms avoided", no_false_alarm),
        Measure("verbatim", "quotes verbatim", verbatim),
        Measure("disclaimer", "replies with disclaimer", disclaimer),
    )
}


def figures(results: Results) -> dict[str, Score]:
    """Every measure that applies to the results, by name, in the order of a table."""
    scores = {name: measure.of(results) for name, measure in MEASURES.items()}
    return {name: score for name, score in scores.items() if score is not None}
