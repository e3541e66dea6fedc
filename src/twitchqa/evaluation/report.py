"""The evaluation as one HTML page that needs nothing else: no script, no font, no image."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from twitchqa.errors import ReportError
from twitchqa.evaluation.faults import wrong_questions
from twitchqa.evaluation.markup import box, dot, html_table, line, scrolling
from twitchqa.evaluation.measures import MEASURES, figures
from twitchqa.evaluation.plots import (
    coverage_plot,
    outcomes_plot,
    reliability_plot,
    scores_plot,
)
from twitchqa.evaluation.table import KIND_COLUMNS, percent, shown_figures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twitchqa.evaluation.evaluation import Evaluation
    from twitchqa.evaluation.scores import Score

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title><style>{style}</style></head>
<body><main>{body}</main></body></html>
"""


def write_report(evaluation: Evaluation, path: Path) -> None:
    """Write the page to `path`; raises ReportError when that cannot be."""
    try:
        path.write_text(report(evaluation), encoding="utf-8")
    except OSError as error:
        raise ReportError(
            f"{path} cannot be written ({type(error).__name__}).", "Give a path that can be."
        ) from error


def report(evaluation: Evaluation) -> str:
    """The page as text; every word that comes from questions or documents is escaped."""
    style = files("twitchqa.evaluation").joinpath("report.css").read_text(encoding="utf-8")
    body = "".join(
        (
            _header(evaluation),
            _section("Figures", _figures(evaluation)),
            _section("By kind of question", _kinds(evaluation)),
            *_plots(evaluation),
            _section("Wrong questions", wrong_questions(evaluation.results)),
        )
    )
    return PAGE.format(title=f"Evaluation: {escape(evaluation.questions)}", style=style, body=body)


def _header(evaluation: Evaluation) -> str:
    latency = evaluation.latency()
    headline = evaluation.figures().get("fully_right")
    big = (
        f'<p class="headline"><b>{percent(headline.value)}</b> fully right <span>95 % interval '
        f"{percent(headline.low)} to {percent(headline.high)}, {headline.count} questions"
        "</span></p>"
        if headline
        else ""
    )
    missing = "".join(
        f"<li>Question {escape(text.case)}, not in {escape(text.document)}: "
        f"{escape(text.text)}</li>"
        for text in evaluation.missing
    )
    warning = f'<div class="warning"><p>Texts that no quote can cover:</p><ul>{missing}</ul></div>'
    return (
        f"<h1>Evaluation: {escape(evaluation.questions)}</h1>{big}"
        f"<p>{len(evaluation.results)} questions, index <code>{escape(evaluation.index)}</code>, "
        f"median time {latency.median:.1f} ms, 95th percentile {latency.p95:.1f} ms. "
        "Fully right is an answer that quotes every required point with at least half of its "
        "quotes to the point, or a decline where there should be one.</p>"
        f"{warning if missing else ''}"
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>"


def _figures(evaluation: Evaluation) -> str:
    rows = "".join(
        f'<tr><th scope="row">{MEASURES[name].title}</th><td class="number">{percent(s.value)}</td>'
        f'<td class="number">{percent(s.low)} to {percent(s.high)}</td>'
        f'<td class="number">{s.count}</td><td>{_whisker(s)}</td>'
        f"<td><code>{name}</code></td></tr>"
        for name, s in shown_figures(evaluation.figures()).items()
    )
    return html_table(
        "Figures", ("Measure", "Figure", "95 % interval", "Count", "0 to 100 %", "Name"), rows
    )


def _whisker(score: Score) -> str:
    """The figure and its interval on a line from 0 to 100 %; the numbers stand beside it."""
    parts = [
        box(5, 9, 150, 1, "track"),
        line((5 + 150 * score.low, 9.5), (5 + 150 * score.high, 9.5), "whisker"),
        dot(5 + 150 * score.value, 9.5, "point"),
    ]
    return f'<svg class="row" viewBox="0 0 160 19" aria-hidden="true">{"".join(parts)}</svg>'


def _kinds(evaluation: Evaluation) -> str:
    rows = []
    for kind, results in evaluation.kinds().items():
        scores = figures(results)
        cells = "".join(
            f'<td class="number">{escape(str(scores[name])) if name in scores else "-"}</td>'
            for name in KIND_COLUMNS
        )
        rows.append(
            f'<tr><th scope="row">{escape(kind)}</th><td class="number">{len(results)}</td>'
            f"{cells}</tr>"
        )
    titles = (MEASURES[name].title.capitalize() for name in KIND_COLUMNS)
    return html_table("By kind", ("Kind", "Count", *titles), "".join(rows))


def _plots(evaluation: Evaluation) -> Iterable[str]:
    results = evaluation.results
    for title, plot, caption in (
        (
            "Answered and declined, by kind",
            outcomes_plot(results),
            "How many questions of each kind were answered / declined.",
        ),
        (
            "Scores of answerable and unanswerable questions",
            scores_plot(results, evaluation.threshold),
            "Questions by the probability that they are answerable. Those declined before "
            "anything was read (emergencies, decisions for a doctor, no question) are left out.",
        ),
        (
            "Coverage against accuracy",
            coverage_plot(results),
            "How many decisions would be right if only the most confident were kept.",
        ),
        (
            "Reliability of the confidence",
            reliability_plot(results),
            "Right decisions among those of equal confidence, with 95 % intervals and counts. "
            "On the dashed line, confidence is what it claims to be.",
        ),
    ):
        figure = f"<figure>{scrolling(title, plot)}<figcaption>{caption}</figcaption></figure>"
        yield _section(title, figure)
