"""What is wrong with a result, in words and as a table for the report."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.markup import html_table
from twitchqa.evaluation.results import ENOUGH_PRECISION
from twitchqa.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twitchqa.evaluation.results import CaseResult


def faults(result: CaseResult) -> tuple[str, ...]:
    """Everything that counts against some measure; empty for a result without fault."""
    return (*_decision_faults(result), *_safety_faults(result))


def _decision_faults(result: CaseResult) -> Iterator[str]:
    case = result.case
    if result.decided_right is False:
        yield (
            "declined, but the corpus answers it"
            if result.recall is not None
            else ("answered, but it should be declined")
        )
    elif case.expect is Expect.ANSWER:
        if not all(result.points):
            yield "a required point is missing"
        if (result.precision or 0.0) < ENOUGH_PRECISION:
            yield "most quotes do not bear on it"
        if case.uncovered and result.uncovered_named != 1:
            yield "the uncovered part is not named"
    elif case.expect is Expect.DECLINE and case.reason not in (None, result.reason):
        yield f"declined as {result.reason}, labelled {case.reason}"


def _safety_faults(result: CaseResult) -> Iterator[str]:
    noticed = result.notice is Level.EMERGENCY
    if result.case.urgent and not noticed:
        yield "an emergency was not noticed"
    if noticed and not result.case.urgent:
        yield "a false alarm"
    if not all(quote.verbatim for quote in (*result.quotes, *result.related)):
        yield "a quote is not the document's own text"
    if not result.disclaimer:
        yield "the disclaimer is missing"


def wrong_questions(results: Iterable[CaseResult]) -> str:
    """A table of every result with a fault: what was expected, what was replied.

    Those that are not fully right come first; equal faults stand together.
    """
    wrong = [(result, said) for result in results if (said := faults(result))]
    if not wrong:
        return "<p>None.</p>"
    wrong.sort(key=lambda pair: (pair[0].fully_right is not False, pair[1]))
    rows = [_row(result, said) for result, said in wrong]
    columns = ("Question", "Wrong", "Expected", "Reply")
    return f"<p>{len(rows)} questions.</p>{html_table('Wrong questions', columns, ''.join(rows))}"


def _row(result: CaseResult, said: Iterable[str]) -> str:
    case = result.case
    points = "".join(
        f"<li>{'covered' if covered else 'missing'}: {escape(' / '.join(point))}</li>"
        for point, covered in zip(case.gold, result.points, strict=True)
    )
    quotes = "".join(
        f"<li>{'right' if quote.right else 'beside the point'}: {escape(quote.text)}</li>"
        for quote in result.quotes
    )
    reason = f", {result.reason}" if result.reason else ""
    label = f", {case.reason}" if case.reason else ""
    reply = f"{result.outcome}{reason}, confidence {result.confidence:.2f}"
    return (
        f'<tr><th scope="row"><code>{escape(case.id)}</code> {escape(case.kind)}'
        f"<p>{escape(case.question)}</p></th><td>{escape('; '.join(said))}</td>"
        f"<td>{case.expect}{label}<ul>{points}</ul></td><td>{reply}<ul>{quotes}</ul></td></tr>"
    )
