"""Fits which sentences are quoted: calibration and thresholds on the answerable questions.

There are two thresholds: one for questions that ask for several points, and one for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from twitchqa.decision import evidence_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.fit_rows import Asked, Row

NAMES = ["evidence", "evidence_gap", "answerability", "answerability_gap", "hit_gap"]
MOST_QUOTES = 6


EDGES = np.linspace(0.05, 0.9, 86)


def fit(
    rows: list[Row],
    asked: list[Asked],
    weights: list[float],
    answered: NDArray[np.bool_],
    broad: NDArray[np.bool_],
) -> dict[str, Any]:
    """Logistic regression of 'this sentence is in gold or ok', then the best thresholds.

    `answered` and `broad` say which questions are answered, and which ask for several points.
    """
    from training.fit import fit_logistic

    table = [
        sentence
        for place, (row, found, shown) in enumerate(zip(rows, asked, answered, strict=True))
        if row.answerable and shown
        for sentence in sentences_of(place, row, found)
    ]
    features = [{name: sentence[name] for name in NAMES} for sentence in table]
    weighing = [weights[sentence["row"]] for sentence in table]
    fitted = fit_logistic(features, [s["fine"] for s in table], weighing, NAMES)
    for sentence, probability in zip(table, fitted.probabilities, strict=True):
        sentence["probability"] = float(probability)
    by_question: dict[int, list[dict[str, Any]]] = {}
    for sentence in table:
        by_question.setdefault(sentence["row"], []).append(sentence)
    edges, marks, counts = {}, [], []
    for several in (False, True):
        places = [place for place in by_question if broad[place] == several]
        weighed = np.array([weights[place] for place in places])
        questions = [by_question[place] for place in places]
        edges[several], mark = best(questions, weighed)
        marks.append(mark)
        counts.append(float(weighed.sum()))
    together = Mark(*(float(value) for value in np.average(marks, axis=0, weights=counts)))
    return {
        "evidence": fitted.model,
        "evidence_threshold": edges[False],
        "evidence_figures": {**rounded(together), "questions": len(by_question)},
        "broad": {
            "evidence_threshold": edges[True],
            "evidence_figures": {**rounded(marks[True]), "questions": len(places)},
        },
    }


def best(questions: list[list[dict[str, Any]]], weights: NDArray[np.float64]) -> tuple[float, Mark]:
    """The threshold that gives the best quotes, and how good they are."""
    marks = [quality(questions, weights, float(edge)) for edge in EDGES]
    at = int(np.argmax([mark.full + mark.recall + mark.precision / 4 for mark in marks]))
    return round(float(EDGES[at]), 4), marks[at]


def sentences_of(place: int, row: Row, found: Asked) -> list[dict[str, Any]]:
    """Each sentence that was read, with its numbers and what the labels say of it."""
    listed = []
    numbers = evidence_features(found.hits, found.readings)
    for reading, rows in zip(found.readings, numbers, strict=True):
        mine = reading.passage.document == row.document
        for text, features in zip(reading.passage.sentence_texts(), rows, strict=True):
            points = [
                number
                for number, point in enumerate(row.gold)
                if mine and any(_same(text, label) for label in point)
            ]
            fine = mine and any(_same(text, label) for label in row.fine)
            listed.append(
                {**features, "row": place, "fine": fine, "points": points, "of": len(row.gold)}
            )
    return listed


def _same(text: str, label: str) -> bool:
    return text in label or label in text


class Mark(NamedTuple):
    """How good the quotes of the answered questions are, as means over the questions.

    `full` is the share with all points and at least half of the quotes fine.
    """

    full: float
    recall: float
    precision: float


def rounded(mark: Mark) -> dict[str, float]:
    """Its figures by name."""
    return {name: round(value, 4) for name, value in mark._asdict().items()}


def quality(
    questions: list[list[dict[str, Any]]], weights: NDArray[np.float64], edge: float
) -> Mark:
    """The quotes' quality, weighed by question, when sentences from `edge` on are quoted."""
    marks = []
    for sentences in questions:
        ranked = sorted(sentences, key=lambda sentence: -sentence["probability"])
        chosen = [s for s in ranked if s["probability"] >= edge][:MOST_QUOTES] or ranked[:1]
        covered = {point for sentence in chosen for point in sentence["points"]}
        recall = len(covered) / chosen[0]["of"]
        precision = sum(sentence["fine"] for sentence in chosen) / len(chosen)
        marks.append((float(recall == 1 and precision >= 0.5), recall, precision))
    return Mark(*(float(value) for value in np.average(marks, axis=0, weights=weights)))
