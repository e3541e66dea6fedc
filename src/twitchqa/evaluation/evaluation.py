"""An evaluation: the results of all cases, and the figures that follow from them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from math import ceil
from typing import TYPE_CHECKING, Any

from twitchqa.errors import QuestionFileError
from twitchqa.evaluation.cases import Case, Expect
from twitchqa.evaluation.labels import MissingText
from twitchqa.evaluation.measures import figures
from twitchqa.evaluation.results import CaseResult, JudgedQuote
from twitchqa.evaluation.table import table
from twitchqa.records import Level, Outcome, Reason

if TYPE_CHECKING:
    from pathlib import Path

    from twitchqa.evaluation.scores import Score

FORMAT = 1
"""The version of the JSON form; it changes when a field changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long questions took, in milliseconds: nearest-rank percentiles."""

    median: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an engine did with a question file.

    `questions` and `sha256` name the file, `index` the index that answered. `threshold` is
    the probability from which the engine answers, where it is known. `missing` lists the
    labelled texts that no quote can ever cover.
    """

    questions: str
    sha256: str
    index: str
    results: tuple[CaseResult, ...]
    missing: tuple[MissingText, ...] = ()
    threshold: float | None = None

    def figures(self) -> dict[str, Score]:
        """Every measure that applies, over all questions."""
        return figures(self.results)

    def kinds(self) -> dict[str, tuple[CaseResult, ...]]:
        """The results of each kind of question, kinds in alphabetical order."""
        kinds = sorted({result.case.kind for result in self.results})
        return {kind: tuple(r for r in self.results if r.case.kind == kind) for kind in kinds}

    def latency(self) -> Latency:
        """The time that a question took, in the middle and at the slow end."""
        times = sorted(result.took_ms for result in self.results)
        median, p95 = (times[ceil(share * len(times)) - 1] for share in (0.5, 0.95))
        return Latency(median, p95, len(times))

    def table(self) -> str:
        """The figures for a terminal, overall and by kind."""
        return table(self)

    def to_json(self) -> str:
        """All of it as JSON; but for times, the same engine and file give the same text."""
        return json.dumps(
            {
                "format": FORMAT,
                "version": version("twitchqa"),
                "questions": self.questions,
                "sha256": self.sha256,
                "index": self.index,
                "threshold": self.threshold,
                "figures": _plain(self.figures()),
                "kinds": {kind: _plain(figures(rs)) for kind, rs in self.kinds().items()},
                "latency_ms": asdict(self.latency()),
                "missing": [asdict(text) for text in self.missing],
                "results": [asdict(result) for result in self.results],
            },
            ensure_ascii=False,
            indent=1,
        )


def read_evaluation(path: Path) -> Evaluation:
    """The evaluation that was written as JSON; its figures are computed afresh.

    Raises QuestionFileError when the file is not one, or of another format.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if fields["format"] == FORMAT:
            return Evaluation(
                fields["questions"],
                fields["sha256"],
                fields["index"],
                tuple(_result(result) for result in fields["results"]),
                tuple(MissingText(**text) for text in fields["missing"]),
                fields["threshold"],
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionFileError(
            f"{path} is not an evaluation ({type(error).__name__}).",
            "Give a file that 'twitchqa evaluate --json' wrote.",
        ) from error
    raise QuestionFileError(
        f"{path} is an evaluation of format {fields['format']}, not {FORMAT}.",
        "Evaluate again with this version.",
    )


def _plain(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {name: asdict(score) for name, score in scores.items()}


def _result(fields: dict[str, Any]) -> CaseResult:
    """The result that `asdict` took apart."""
    case = fields["case"]
    read = {
        "case": Case(
            **case
            | {
                "expect": Expect(case["expect"]),
                "gold": tuple(tuple(point) for point in case["gold"]),
                "ok": tuple(case["ok"]),
                "reason": case["reason"] and Reason(case["reason"]),
                "uncovered": tuple(case["uncovered"]),
            }
        ),
        "outcome": Outcome(fields["outcome"]),
        "reason": fields["reason"] and Reason(fields["reason"]),
        "notice": fields["notice"] and Level(fields["notice"]),
        "quotes": tuple(JudgedQuote(**quote) for quote in fields["quotes"]),
        "related": tuple(JudgedQuote(**quote) for quote in fields["related"]),
        "points": tuple(fields["points"]),
        "unanswered": tuple(fields["unanswered"]),
    }
    return CaseResult(**fields | read)
