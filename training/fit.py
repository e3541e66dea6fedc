"""Fits how a reader's numbers become an answer, on validation data, into `models/decision.json`.

    python -m training.fit --source ../shared/data --models models

Calibration is logistic regression (Platt, 1999) on the questions of `health-validation` and of
the held-out written articles (`fit_sets`), which weigh the same, with two kinds of questions
that neither has: `written/validation-off-topic.txt` and questions that `health-train` asks of
documents which are not in the corpus. They carry an eighth of the weight. The answer threshold
is the lowest that decides a little less of the weight rightly than the best one (`SLACK`); the
evidence thresholds give the most fully right answers, together with point recall and a quarter of
precision: to leave a point out is worse than to quote a sentence too many.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from training import fit_evidence
from training.fit_sets import Sets, open_sets
from training.remembering import RememberingReader
from twitchqa.breadth import several_points
from twitchqa.encoder import Encoder
from twitchqa.reader import (
    FAST,
    SECOND,
    Reader,
    Rereading,
    SimilarityReader,
    TrainedReader,
    TwoStageReader,
    Widening,
    read_more,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.fit_rows import Row

OUTSIDE = 0.15  # the weight of off-topic questions beside that of the others
SUBJECT_FEATURES = ("best_hit", "unknown_share")
ANSWER_FEATURES = (
    "best_answerability",
    "second_answerability",
    "mean_answerability",
    "best_evidence",
    "best_hit",
    "reading_gap",
    "unknown_share",
)
SLACK = {"similarity": 0.004, "fast": 0.004, "accurate": 0.003}
"""Right decisions that may be given up for answering more: the share is flat near its best, and
fewer questions are unanswerable in use than in the sets. Chosen on development questions."""

AGAIN = Rereading(most=4, within=3.0, share=0.75, hopeful=0.01)
"""Which passages the accurate reader reads; two or three of most questions."""

NEVER = Rereading(most=0, within=0.0, share=0.0, hopeful=1.0)

WIDER = Widening(reach=2, share=0.67, doubt=0.03)
"""How much around the likeliest sentence the accurate reader reads; see training/README.md."""

SEVERAL, NEAR = 0.25, 6.0
"""From which probability on a question is taken to ask for several points, and how near to the
likeliest passage, in log-odds, it is read twice; chosen on the same questions as the rest."""

AS_CUT = Widening(reach=0, share=0.0, doubt=1.0)

ASTRAY = 0.01
"""The share of the questions on the subject that may be told that they are not: who is told so gets
no related quotes."""

FLOOR = 0.002  # the share of questions on the subject that may fall under its floor


@dataclass(frozen=True)
class Fitted:
    """A logistic model as JSON values, and its probability for each row it was fitted on."""

    model: dict[str, Any]
    probabilities: NDArray[np.float64]


def fit_logistic(
    features: list[dict[str, float]], labels: list[bool], weights: list[float], names: list[str]
) -> Fitted:
    """Logistic regression with a light penalty on standardised features."""
    table = np.array([[row[name] for name in names] for row in features])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit((table - middle) / spread, labels, sample_weight=weights)
    slopes = model.coef_[0] / spread
    intercept = float(model.intercept_[0] - (slopes * middle).sum())
    probabilities = model.predict_proba((table - middle) / spread)[:, 1]
    fitted = {
        "intercept": round(intercept, 5),
        "weights": {
            name: round(float(slope), 5) for name, slope in zip(names, slopes, strict=True)
        },
    }
    return Fitted(fitted, probabilities)


def best_threshold(
    probabilities: NDArray[np.float64], labels: list[bool], weights: list[float], slack: float
) -> float:
    """The lowest threshold that decides at most `slack` of the weight less rightly than any."""
    truth, weight = np.array(labels), np.array(weights)
    grid = np.linspace(0.05, 0.95, 181)
    shares = [float((((probabilities >= edge) == truth) * weight).sum()) for edge in grid]
    enough = max(shares) - slack * float(weight.sum())
    return round(float(next(e for e, one in zip(grid, shares, strict=True) if one >= enough)), 4)


def fit_reader(
    reader: Reader, sets: Sets, passages: int, wider: Widening, slack: float
) -> dict[str, Any]:
    """All the numbers of one reader; see `twitchqa.decision.Decision` for what they mean."""
    asked, outside = sets.ask(reader, passages, wider)
    inside = [one for found in asked for one in found]
    rows = [row for one in sets.labelled for row in one.rows]
    features = [one.features for one in (*inside, *outside)]
    answerable = [row.answerable for row in rows] + [False] * len(outside)
    heaviest = sum(len(one.rows) for one in sets.labelled[:-1])
    weights = [1.0] * heaviest + [heaviest / len(sets.labelled[-1].rows)] * len(asked[-1])
    weights += [OUTSIDE * sum(weights) / len(outside)] * len(outside)
    answer = fit_logistic(features, answerable, weights, list(ANSWER_FEATURES))
    threshold = best_threshold(answer.probabilities, answerable, weights, slack)
    on_subject = [True] * len(inside) + [False] * len(outside)
    subject = fit_logistic(features, on_subject, weights, list(SUBJECT_FEATURES))
    within = subject.probabilities[: len(inside)]
    floor = round(float(np.quantile(within, FLOOR)), 4)
    answered = (answer.probabilities >= threshold) & (subject.probabilities >= floor)
    broad = np.array([several_points(one.question) >= SEVERAL for one in inside])
    inside = [
        replace(one, readings=read_more(reader, one.question, one.readings, NEAR))
        if several and shown and row.answerable
        else one
        for one, row, several, shown in zip(inside, rows, broad, answered, strict=False)
    ]
    quoted = fit_evidence.fit(rows, inside, weights, answered[: len(rows)], broad)
    return {
        "passages": passages,
        "wider": asdict(wider),
        "answer": answer.model,
        "threshold": threshold,
        "subject": subject.model,
        "subject_threshold": round(float(np.quantile(within, ASTRAY)), 4),
        "subject_floor": floor,
        **quoted,
        "broad": {"probability": SEVERAL, "within": NEAR, **quoted["broad"]},
        "figures": {
            **figures_of(sets, answered),
            "off_topic_declined": share(~answered[len(inside) :]),
            "off_topic_named_so": share(subject.probabilities[len(inside) :] < 0.5),
            "on_topic_named_so": share(subject.probabilities[: len(inside)] >= 0.5),
        },
    }


def figures_of(sets: Sets, answered: NDArray[np.bool_]) -> dict[str, dict[str, str]]:
    """The figures of each labelled set."""
    found, start = {}, 0
    for one in sets.labelled:
        found[one.name] = figures(one.rows, answered[start : start + len(one.rows)])
        start += len(one.rows)
    return found


def share(right: NDArray[np.bool_]) -> str:
    """A share with its count, as '0.91 of 218'."""
    return f"{right.mean():.3f} of {len(right)}"


def figures(rows: list[Row], answered: NDArray[np.bool_]) -> dict[str, str]:
    """How often the decision was right on the data it was fitted on, with counts."""
    answerable = np.array([row.answerable for row in rows])
    near = np.array([row.kind == "near_miss" for row in rows])
    right = answered == answerable
    return {
        "decision_accuracy": share(right),
        "answerable_answered": share(right[answerable]),
        "near_misses_declined": share(right[near]),
    }


def open_readers(models: Path, encoder: Encoder) -> dict[str, Reader]:
    """The readers whose networks are there, by their names in the decision file."""
    readers: dict[str, Reader] = {"similarity": SimilarityReader(encoder)}
    if (models / FAST).is_dir():
        readers["fast"] = RememberingReader(TrainedReader(models / FAST, threads=2))
    if (models / SECOND).is_dir():
        second = RememberingReader(TrainedReader(models / SECOND, threads=2))
        readers["accurate"] = TwoStageReader(readers["fast"], second, AGAIN)
    return readers


def main() -> None:
    """Fit every reader that is there and write the decision file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="the data folder")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=8, help="how many passages are read")
    chosen = parser.parse_args()
    encoder = Encoder(chosen.models / "encoder")
    sets = open_sets(chosen.source, encoder)
    readers = open_readers(chosen.models, encoder)
    content = {
        "format": 1,
        "fitted_on": "health-validation, held-out written articles, off-topic questions written "
        "for it, health-train's questions as questions about other documents",
        "command": f"python -m training.fit --passages {chosen.passages}",
        "readers": {
            name: {
                "again": asdict(AGAIN if name == "accurate" else NEVER),
                **fit_reader(
                    reader,
                    sets,
                    chosen.passages,
                    WIDER if name == "accurate" else AS_CUT,
                    SLACK[name],
                ),
            }
            for name, reader in readers.items()
        },
    }
    path = chosen.models / "decision.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for name, numbers in content["readers"].items():  # type: ignore[attr-defined]
        print(name, json.dumps(numbers["figures"]))


if __name__ == "__main__":
    main()
