"""From hits and readings to one calibrated probability, with numbers fitted on validation data.

The numbers come from `models/decision.json`, which `training/` fits and which says on what
and with what figures; a build copies them into the index's manifest. Probabilities are made
by logistic regression over a few features (Platt, 1999).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twitchqa.errors import ModelError
from twitchqa.reader import Rereading, Widening, log_odds
from twitchqa.runtime import REINSTALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twitchqa.records import Hit, Reading


@dataclass(frozen=True, slots=True)
class Logistic:
    """The probability is 1 / (1 + exp(-(intercept + the sum of weight x feature)))."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Of the event that was fitted; raises KeyError when a feature is missing."""
        total = self.intercept + sum(
            weight * features[name] for name, weight in self.weights.items()
        )
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@dataclass(frozen=True, slots=True)
class Broad:
    """What else is read and quoted for a question that asks for several points.

    A question is taken for one from `probability` on (`twitchqa.breadth`). Passages whose
    log-odds lie at most `within` under the likeliest one's are then all read a second time, and
    sentences are quoted from `evidence_threshold` on.
    """

    probability: float
    within: float
    evidence_threshold: float


@dataclass(frozen=True, slots=True)
class Decision:
    """How one reader's numbers become an answer.

    `answer` gives the probability that the corpus answers the question; at `threshold` and
    above it is answered. `subject` gives the probability that the corpus is about the
    question's subject, which tells `not_stated` from `not_in_corpus`; under `subject_floor`
    nothing is answered, however sure the reader is. `evidence` calibrates one sentence's
    probability; a sentence is quoted from `evidence_threshold` on, but see `broad`. `passages` is
    how many passages are read, `again` says which of them are read a second time, and `wider` how
    much around the likeliest sentence is read at last.
    """

    passages: int
    again: Rereading
    wider: Widening
    answer: Logistic
    threshold: float
    subject: Logistic
    subject_threshold: float
    subject_floor: float
    evidence: Logistic
    evidence_threshold: float
    broad: Broad


def answer_features(
    hits: Sequence[Hit], readings: Sequence[Reading], unknown_share: float
) -> dict[str, float]:
    """What the decision looks at, for one question; there is at least one hit.

    `reading_gap` is how far the passage that answers best lies under the first hit.
    """
    answerable = sorted((reading.answerability for reading in readings), reverse=True)
    best = max(range(len(readings)), key=lambda row: readings[row].answerability)
    evidence = max((number for reading in readings for number in reading.evidence), default=0.0)
    second = answerable[1] if len(answerable) > 1 else 0.0
    return {
        "best_answerability": log_odds(answerable[0]),
        "second_answerability": log_odds(second),
        "mean_answerability": sum(map(log_odds, answerable)) / len(answerable),
        "best_evidence": log_odds(evidence),
        "reading_gap": hits[0].score - hits[best].score,
        "best_hit": hits[0].score,
        "unknown_share": unknown_share,
    }


def evidence_features(
    hits: Sequence[Hit], readings: Sequence[Reading]
) -> list[list[dict[str, float]]]:
    """What is looked at for each sentence of each reading, hit by hit.

    Beside its own numbers stands their distance to the best of the question, since what is
    quoted is chosen among what was read.
    """
    evidence = [[log_odds(number) for number in reading.evidence] for reading in readings]
    answerable = [log_odds(reading.answerability) for reading in readings]
    best_sentence = max((number for numbers in evidence for number in numbers), default=0.0)
    best_passage = max(answerable, default=0.0)
    best_hit = max((hit.score for hit in hits), default=0.0)
    return [
        [
            {
                "evidence": number,
                "evidence_gap": number - best_sentence,
                "answerability": passage,
                "answerability_gap": passage - best_passage,
                "hit_gap": hit.score - best_hit,
            }
            for number in numbers
        ]
        for hit, passage, numbers in zip(hits, answerable, evidence, strict=True)
    ]


def read_decision(content: Mapping[str, Any], reader: str) -> Decision:
    """The numbers fitted for one reader; raises ModelError when there are none.

    `reader` is 'similarity', 'fast' or 'accurate'.
    """
    try:
        numbers = content["readers"][reader]
        return Decision(
            passages=int(numbers["passages"]),
            again=Rereading(**numbers["again"]),
            wider=Widening(**numbers["wider"]),
            answer=Logistic(**numbers["answer"]),
            threshold=float(numbers["threshold"]),
            subject=Logistic(**numbers["subject"]),
            subject_threshold=float(numbers["subject_threshold"]),
            subject_floor=float(numbers["subject_floor"]),
            evidence=Logistic(**numbers["evidence"]),
            evidence_threshold=float(numbers["evidence_threshold"]),
            broad=Broad(
                **{name: float(numbers["broad"][name]) for name in Broad.__dataclass_fields__}
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"The decision file has no numbers for '{reader}'.", REINSTALL) from error


def load_decision_file(path: Path) -> dict[str, Any]:
    """The content of `models/decision.json`; raises ModelError when it is missing or broken."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"The decision file {path} cannot be read.", REINSTALL) from error
    return content
