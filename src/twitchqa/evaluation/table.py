"""Evaluations as plain text for a terminal."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

from twitchqa.evaluation.measures import MEASURES, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twitchqa.evaluation.evaluation import Evaluation
    from twitchqa.evaluation.scores import Score

KIND_COLUMNS = ("fully_right", "decision", "point_recall", "quote_precision")


def table(evaluation: Evaluation) -> str:
    """The figures overall, the main ones by kind, the time, and what to know about the file."""
    latency = evaluation.latency()
    lines = [
        f"{evaluation.questions}: {len(evaluation.results)} questions, index {evaluation.index}",
        "",
        *_columns(_overall(shown_figures(evaluation.figures()))),
        "",
        *_columns(_by_kind(evaluation)),
        "",
        f"Time for a question: median {latency.median:.1f} ms, "
        f"95th percentile {latency.p95:.1f} ms ({latency.count} questions).",
        *_notes(evaluation),
    ]
    return "\n".join(lines)


def shown_figures(scores: Mapping[str, Score]) -> dict[str, Score]:
    """The scores without `not_stated` where it says the same as `near_miss`."""
    same = scores.get("not_stated") == scores.get("near_miss")
    return {name: score for name, score in scores.items() if name != "not_stated" or not same}


def compare(evaluations: Mapping[str, Evaluation]) -> str:
    """Several evaluations side by side; two over the same questions are also paired.

    The pairing counts the questions that only one of them got fully right and gives the
    probability of a split at least as uneven if both were equally good (exact sign test).
    """
    scores = {name: evaluation.figures() for name, evaluation in evaluations.items()}
    measured = {name for figures_of_one in scores.values() for name in figures_of_one}
    rows = [["", *evaluations]]
    for name, measure in MEASURES.items():
        if name in measured:
            rows.append([measure.title, *(_cell(scores[one].get(name)) for one in evaluations)])
    rows.append(
        ["median time", *(f"{one.latency().median:.1f} ms" for one in evaluations.values())]
    )
    lines = _columns(rows)
    if len(evaluations) == 2:
        lines += _paired(*evaluations.items())
    return "\n".join(lines)


def _cell(score: Score | None) -> str:
    return "-" if score is None else f"{score} of {score.count}"


def _paired(first: tuple[str, Evaluation], second: tuple[str, Evaluation]) -> list[str]:
    before, after = (
        {result.case.id: result.fully_right for result in evaluation.results}
        for _, evaluation in (first, second)
    )
    both = [case for case in before if case in after and before[case] is not None]
    lost = sum(1 for case in both if before[case] and not after[case])
    won = sum(1 for case in both if after[case] and not before[case])
    chance = sign_test(won, lost)
    return [
        "",
        f"Fully right in '{second[0]}' only: {won}; in '{first[0]}' only: {lost} "
        f"(of {len(both)} shared questions, sign test p = {chance:.3g}).",
    ]


def sign_test(won: int, lost: int) -> float:
    """The two-sided probability of a split at least as uneven among fair coin tosses.

    min(1, 2 * sum of C(n, i) for i up to min(won, lost) / 2^n), with n = won + lost.
    """
    tosses = won + lost
    tail = sum(comb(tosses, heads) for heads in range(min(won, lost) + 1))
    return min(1.0, 2 * tail / (1 << tosses))


def _overall(scores: Mapping[str, Score]) -> list[list[str]]:
    rows = [["", "figure", "95 % interval", "count"]]
    for name, score in scores.items():
        low, high = percent(score.low), percent(score.high)
        title = f"{MEASURES[name].title} ({name})"
        rows.append([title, percent(score.value), f"{low} to {high}", str(score.count)])
    return rows


def _by_kind(evaluation: Evaluation) -> list[list[str]]:
    rows = [["kind", "count", *(MEASURES[name].title for name in KIND_COLUMNS)]]
    for kind, results in evaluation.kinds().items():
        scores = figures(results)
        shown = (scores.get(name) for name in KIND_COLUMNS)
        rows.append([kind, str(len(results)), *(str(score) if score else "-" for score in shown)])
    return rows


def percent(number: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{100 * number:.1f} %"


def _notes(evaluation: Evaluation) -> Iterable[str]:
    for text in evaluation.missing:
        yield f"Not in '{text.document}', so never covered (question {text.case}): {text.text}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with the first column flush left and the others flush right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        ).rstrip()
        for row in rows
    ]
