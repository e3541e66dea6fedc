"""The report's four plots. Each comes with words for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.curves import (
    Outcomes,
    calibration_error,
    coverage_curve,
    histogram,
    outcomes_by_kind,
    reliability,
)
from twitchqa.evaluation.markup import Frame, box, dot, line, path, picture, words
from twitchqa.evaluation.table import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.evaluation.results import CaseResult

GROUPS = {
    Expect.ANSWER: "Should be answered",
    Expect.DECLINE: "Should be declined",
    Expect.EITHER: "Either will do",
}
BINS = 20
ROW = 26
SQUARE = Frame(52, 30, 480, 280)


def outcomes_plot(results: Sequence[CaseResult]) -> str:
    """Stacked bars: the share of each kind that was answered and declined."""
    rows = outcomes_by_kind(results)
    parts, y, group = _legend(("answered", "answered"), ("declined", "declined")), 34.0, None
    for row in rows:
        if row.expect is not group:
            group = row.expect
            parts.append(words(0, y + 14, GROUPS[group], "group"))
            y += ROW
        parts += _outcome_bar(row, y)
        y += ROW
    said = "; ".join(
        f"{row.kind} ({GROUPS[row.expect].lower()}): "
        f"{row.answered} answered, {row.declined} declined"
        for row in rows
    )
    return picture("outcomes", (640, y + 6), f"Outcomes by kind. {said}.", parts)


def _outcome_bar(row: Outcomes, y: float) -> list[str]:
    left, width = 170.0, 360.0
    part = width * row.answered / (row.answered + row.declined)
    return [
        words(left - 10, y + 14, row.kind, "tick", "end"),
        box(left, y, part - (2 if row.declined else 0), 18, "answered"),
        box(left + part, y, width - part, 18, "declined"),
        words(left + width + 12, y + 14, f"{row.answered} / {row.declined}", "tick"),
    ]


def _legend(*entries: tuple[str, str]) -> list[str]:
    """Coloured squares and their names, in one row at the top."""
    parts, x = [], 0.0
    for kind, name in entries:
        parts += [box(x, 2, 12, 12, kind), words(x + 18, 13, name, "tick")]
        x += 40 + 7.5 * len(name)
    return parts


def scores_plot(results: Sequence[CaseResult], threshold: float | None) -> str:
    """Back-to-back histograms of the answer probability: answerable up, unanswerable down."""
    up = histogram(results, Expect.ANSWER, BINS)
    down = histogram(results, Expect.DECLINE, BINS)
    frame, middle = Frame(52, 40, 480, 280), 180.0
    unit, wide = 120 / max(1, *up, *down), frame.width / BINS
    parts = _legend(("answered", "answerable (up)"), ("declined", "unanswerable (down)"))
    for number, (answerable, others) in enumerate(zip(up, down, strict=True)):
        x = frame.x(number / BINS) + 1
        parts.append(box(x, middle - answerable * unit, wide - 2, answerable * unit, "answered"))
        parts.append(box(x, middle, wide - 2, others * unit, "declined"))
    parts += [line((frame.left, middle), (frame.left + frame.width, middle), "rule")]
    parts += frame.x_axis("probability that the question is answerable")
    for counts, side, gap in ((up, -1, -5), (down, 1, 14)):
        tallest = frame.x((counts.index(max(counts)) + 0.5) / BINS)
        y = middle + side * max(counts) * unit + gap
        parts.append(words(tallest, y, str(max(counts)), "tick", "middle"))
    if threshold is not None:
        parts.append(line((frame.x(threshold), frame.top), (frame.x(threshold), 320), "mark"))
        label = f"answers from {percent(threshold)}"
        parts.append(words(frame.x(threshold) + 6, frame.top + 6, label, "tick"))
    return picture("scores", (580, 366), _scores_words(up, down, threshold), parts)


def _scores_words(up: Sequence[int], down: Sequence[int], threshold: float | None) -> str:
    half = BINS // 2
    told = (
        f"Of {sum(up)} answerable questions, {sum(up[half:])} have an answer probability of "
        f"at least one half; of {sum(down)} unanswerable ones, {sum(down[half:])}."
    )
    return told if threshold is None else f"{told} The threshold is {percent(threshold)}."


def coverage_plot(results: Sequence[CaseResult]) -> str:
    """Two lines: accuracy of the most confident share of the questions."""
    curve = coverage_curve(results)
    decided = [SQUARE.at(point.coverage, point.decided) for point in curve]
    fully = [SQUARE.at(point.coverage, point.fully) for point in curve]
    parts = [*SQUARE.y_axis("right"), *SQUARE.x_axis("most confident share of the questions")]
    parts += [path(decided, "decided"), path(fully, "fully")]
    said = "No question has a label to be right about."
    if curve:
        end = curve[-1]
        gap = 9 if end.decided - end.fully < 0.06 else 0
        parts.append(words(SQUARE.x(1) + 6, SQUARE.y(end.decided) + 4 - gap, "decision", "tick"))
        parts.append(words(SQUARE.x(1) + 6, SQUARE.y(end.fully) + 4 + gap, "fully right", "tick"))
        half = next(point for point in curve if point.coverage >= 0.5)
        said = (
            f"Of all questions {percent(end.decided)} are decided right and {percent(end.fully)} "
            f"fully right; of the most confident {percent(half.coverage)}, "
            f"{percent(half.decided)} and {percent(half.fully)}."
        )
    return picture("coverage", (620, 356), f"Coverage against accuracy. {said}", parts)


def reliability_plot(results: Sequence[CaseResult]) -> str:
    """Claimed confidence against the share of right decisions, with 95 % intervals."""
    bins = reliability(results)
    parts = [*SQUARE.y_axis("decided right"), *SQUARE.x_axis("confidence claimed")]
    parts.append(line(SQUARE.at(0, 0), SQUARE.at(1, 1), "even"))
    for one in bins:
        x = SQUARE.x(one.claimed)
        parts.append(line((x, SQUARE.y(one.right.low)), (x, SQUARE.y(one.right.high)), "whisker"))
        parts.append(dot(x, SQUARE.y(one.right.value), "point"))
        # The count stands at the foot of its interval, where no other mark can be.
        parts.append(words(x, SQUARE.y(one.right.low) + 14, str(one.right.count), "tick", "middle"))
    said = "; ".join(
        f"claimed {percent(one.claimed)}, right {percent(one.right.value)} of {one.right.count}"
        for one in bins
    )
    error = calibration_error(bins)
    told = "" if error is None else f" Mean distance {percent(error)}."
    return picture("reliability", (580, 356), f"Reliability. {said}.{told}", parts)
