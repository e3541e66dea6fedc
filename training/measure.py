"""How well a reader tells answerable from unanswerable, by passage and by question."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from training.examples import Example

Score = tuple[np.ndarray, float]
"""Evidence logits of the sentences, and the answerability logit, of one example."""

Scorer = Callable[[Sequence[Example]], list[Score]]


@dataclass(frozen=True)
class Judged:
    """One thing that was scored, whether it should score high, and its kind."""

    score: float
    positive: bool
    kind: str


def auc(judged: Sequence[Judged]) -> float | None:
    """P(a positive scores above a negative), ties half (Mann-Whitney); none without both."""
    scores = np.array([one.score for one in judged])
    positive = np.array([one.positive for one in judged], dtype=bool)
    wins, losses = int(positive.sum()), int((~positive).sum())
    if not wins or not losses:
        return None
    ordered = np.sort(scores[~positive])
    below = np.searchsorted(ordered, scores[positive], side="left")
    up_to = np.searchsorted(ordered, scores[positive], side="right")
    return float((below + up_to).sum() / 2 / (wins * losses))


def wilson(successes: int, total: int) -> tuple[float, float]:
    """95 % Wilson score interval of a share (z = 1.96); (0, 1) when nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    z = 1.96
    share = successes / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def best_threshold(judged: Sequence[Judged]) -> tuple[float, float]:
    """The score at which most are decided rightly, and that share; lowest such score of equals."""
    candidates = sorted({one.score for one in judged})
    positive = np.array([one.positive for one in judged], dtype=bool)
    scores = np.array([one.score for one in judged])
    rights = [(float(((scores >= at) == positive).mean()), -at) for at in candidates]
    share, negated = max(rights)
    return -negated, share


def by_passage(examples: Sequence[Example], scores: Sequence[Score]) -> list[Judged]:
    """One entry per passage whose answerability is known."""
    return [
        Judged(answer, example.answerable == 1, example.kind)
        for example, (_, answer) in zip(examples, scores, strict=True)
        if example.answerable in (0, 1)
    ]


def by_question(examples: Sequence[Example], scores: Sequence[Score]) -> list[Judged]:
    """One entry per question: the best answerability over its passages."""
    rows: dict[str, list[tuple[Example, float]]] = defaultdict(list)
    for example, (_, answer) in zip(examples, scores, strict=True):
        rows[example.id].append((example, answer))
    return [
        Judged(max(answer for _, answer in group), group[0][0].expected, group[0][0].kind)
        for group in rows.values()
    ]


def by_sentence(examples: Sequence[Example], scores: Sequence[Score]) -> list[Judged]:
    """One entry per sentence labelled yes or no, in passages that answer."""
    return [
        Judged(float(logit), label == 1, example.kind)
        for example, (logits, _) in zip(examples, scores, strict=True)
        if example.answerable == 1
        for label, logit in zip(example.evidence, logits, strict=False)
        if label in (0, 1)
    ]


def summary(examples: Sequence[Example], scores: Sequence[Score]) -> dict[str, float | None]:
    """The figures of the learning curve: AUC by passage, question and sentence, best accuracy."""
    questions = by_question(examples, scores)
    return {
        "passage_auc": auc(by_passage(examples, scores)),
        "question_auc": auc(questions),
        "sentence_auc": auc(by_sentence(examples, scores)),
        "question_accuracy_at_best": best_threshold(questions)[1],
        "top_sentence_right": top_sentence_right(examples, scores),
    }


def top_sentence_right(examples: Sequence[Example], scores: Sequence[Score]) -> float | None:
    """Share of answering passages, of two sentences or more, whose likeliest sentence is gold."""
    found = [
        example.evidence[int(np.argmax(logits[: len(example.sentences)]))] > 0
        for example, (logits, _) in zip(examples, scores, strict=True)
        if example.answerable == 1 and len(example.sentences) > 1
    ]
    return sum(found) / len(found) if found else None
