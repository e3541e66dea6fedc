"""Fits how a reader's numbers become an answer, on validation data, into `models/decision.json`.

    python -m training.fit --source ../shared/data --models models

Calibration is logistic regression (Platt, 1999) on the questions of `health-validation`, with
two kinds of questions that the folder lacks: `written/validation-off-topic.txt` and questions
that `health-train` asks of documents which are not in the corpus. They carry an eighth of the
weight. Every question is asked twice: of the whole corpus, and of one document alone, since a
corpus may be a single article. The answer threshold answers 94 % of the answerable questions; the
evidence threshold gives the most fully right answers, with half the weight on point recall and
precision.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from training import fit_evidence
from training.fit_rows import Row, ask_all, elsewhere_questions, read_rows
from twitchqa.corpus import load_corpus
from twitchqa.encoder import Encoder
from twitchqa.index import index_documents
from twitchqa.reader import Reader, SimilarityReader, TrainedReader
from twitchqa.retrieval import Retriever

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRITTEN = Path(__file__).parent / "written" / "validation-off-topic.txt"
OUTSIDE = 0.15  # the weight of off-topic questions beside that of the others
SUBJECT_FEATURES = ("best_hit", "unknown_share")
ANSWER_FEATURES = ("best_answerability", "second_answerability", "best_evidence", "best_hit")
ANSWERED = 0.94
"""The share of answerable questions to answer; that decided rightly is flat, its maximum chance."""
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
    probabilities: NDArray[np.float64], labels: list[bool], weights: list[float]
) -> float:
    """The middle of the thresholds that decide the largest weighted share rightly."""
    truth, weight = np.array(labels), np.array(weights)
    grid = np.linspace(0.05, 0.95, 181)
    shares = [float((((probabilities >= edge) == truth) * weight).sum()) for edge in grid]
    best = [edge for edge, share in zip(grid, shares, strict=True) if share >= max(shares) - 1e-9]
    return round(float(best[len(best) // 2]), 4)


@dataclass(frozen=True)
class Corpora:
    """The validation corpus as one index, and each of its documents as an index of its own."""

    together: Retriever
    alone: dict[str, Retriever]


def open_corpora(source: Path, encoder: Encoder) -> Corpora:
    """Index the validation corpus in memory."""
    documents = load_corpus(source / "health-validation" / "corpus").documents
    return Corpora(
        Retriever(index_documents(documents, encoder), encoder),
        {item.id: Retriever(index_documents([item], encoder), encoder) for item in documents},
    )


def fit_reader(reader: Reader, corpora: Corpora, source: Path, passages: int) -> dict[str, Any]:
    """All the numbers of one reader; see `twitchqa.decision.Decision` for what they mean."""
    rows = read_rows(source / "health-validation" / "questions.jsonl") * 2
    half = len(rows) // 2
    names = sorted(corpora.alone)
    inside = ask_all(
        [(row.question, corpora.together) for row in rows[:half]]
        + [(row.question, corpora.alone[row.document]) for row in rows[half:]],
        reader,
        passages,
    )
    off_topic = WRITTEN.read_text(encoding="utf-8").splitlines() + elsewhere_questions(source)
    outside = ask_all(
        [(question, corpora.together) for question in off_topic]
        + [
            (question, corpora.alone[names[place % len(names)]])
            for place, question in enumerate(off_topic)
        ],
        reader,
        passages,
    )
    features = [asked.features for asked in (*inside, *outside)]
    answerable = [row.answerable for row in rows] + [False] * len(outside)
    weights = [1.0] * len(inside) + [OUTSIDE * len(inside) / len(outside)] * len(outside)
    answer = fit_logistic(features, answerable, weights, list(ANSWER_FEATURES))
    threshold = round(float(np.quantile(answer.probabilities[answerable], 1 - ANSWERED)), 4)
    on_subject = [True] * len(inside) + [False] * len(outside)
    subject = fit_logistic(features, on_subject, weights, list(SUBJECT_FEATURES))
    return {
        "passages": passages,
        "answer": answer.model,
        "threshold": threshold,
        "subject": subject.model,
        "subject_threshold": best_threshold(subject.probabilities, on_subject, weights),
        "subject_floor": round(float(np.quantile(subject.probabilities[: len(inside)], FLOOR)), 4),
        **fit_evidence.fit(rows, inside, answer.probabilities[: len(rows)] >= threshold),
        "figures": {
            "together": figures(rows[:half], answer.probabilities[:half], threshold),
            "alone": figures(rows[half:], answer.probabilities[half : 2 * half], threshold),
            "off_topic_declined": share(
                (answer.probabilities[2 * half :] < threshold)
                | (
                    subject.probabilities[2 * half :]
                    < np.quantile(subject.probabilities[: 2 * half], FLOOR)
                )
            ),
            "off_topic_named_so": share(subject.probabilities[2 * half :] < 0.5),
            "on_topic_named_so": share(subject.probabilities[: 2 * half] >= 0.5),
        },
    }


def share(right: NDArray[np.bool_]) -> str:
    """A share with its count, as '0.91 of 218'."""
    return f"{right.mean():.3f} of {len(right)}"


def figures(
    rows: list[Row], probabilities: NDArray[np.float64], threshold: float
) -> dict[str, str]:
    """How often the decision was right on the data it was fitted on, with counts."""
    answerable = np.array([row.answerable for row in rows])
    near = np.array([row.kind == "near_miss" for row in rows])
    right = (probabilities >= threshold) == answerable
    return {
        "decision_accuracy": share(right),
        "answerable_answered": share(right[answerable]),
        "near_misses_declined": share(right[near]),
    }


def main() -> None:
    """Fit every reader that is there and write the decision file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="the data folder")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=5, help="how many passages are read")
    chosen = parser.parse_args()
    encoder = Encoder(chosen.models / "encoder")
    corpora = open_corpora(chosen.source, encoder)
    readers: dict[str, Reader] = {"similarity": SimilarityReader(encoder)}
    if (chosen.models / "reader").is_dir():
        readers["trained"] = TrainedReader(chosen.models / "reader")
    content = {
        "format": 1,
        "fitted_on": "health-validation, off-topic questions written for it, health-train's "
        "questions as questions about other documents",
        "command": f"python -m training.fit --passages {chosen.passages}",
        "readers": {
            name: fit_reader(reader, corpora, chosen.source, chosen.passages)
            for name, reader in readers.items()
        },
    }
    path = chosen.models / "decision.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for name, numbers in content["readers"].items():  # type: ignore[attr-defined]
        print(name, json.dumps(numbers["figures"]))


if __name__ == "__main__":
    main()
