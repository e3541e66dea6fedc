"""SQuAD 2.0, rebuilt: windows of its paragraphs around the gold sentence, and near-misses."""

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from training.augment import STOP_WORDS, restyle
from training.examples import Example
from training.windows import Windows

Paragraph = dict[str, Any]
"""As in the file: title, sentences, questions."""


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of the file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_held_out(title: str, share: float = 0.05) -> bool:
    """Whether a whole article is kept from training; decided by its title alone."""
    digest = hashlib.sha256(title.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < share


def content_words(text: str) -> frozenset[str]:
    """Lower-case words of a text without stop words."""
    return frozenset(re.findall(r"\w+", text.lower())) - STOP_WORDS


class WordWeights:
    """Inverse document frequency of words over sentences: log(sentences / sentences with it)."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._counts = Counter(word for text in sentences for word in content_words(text))
        self._total = len(sentences)

    def most_alike(self, question: str, sentences: Sequence[str]) -> int:
        """The index of the sentence that shares most weight with the question, first of equals."""
        asked = content_words(question)

        def shared(place: int) -> float:
            common = asked & content_words(sentences[place])
            return sum(log(self._total / (1 + self._counts[word])) for word in sorted(common))

        return max(range(len(sentences)), key=lambda place: (shared(place), -place))


def balanced_questions(
    paragraphs: Sequence[Paragraph], choice: random.Random
) -> Iterator[tuple[Paragraph, dict[str, Any]]]:
    """Every near-miss with an answerable question of its own paragraph, paragraphs shuffled.

    Paragraphs without near-misses give nothing. Answerable questions without a gold sentence
    are skipped.
    """
    order = [paragraph for paragraph in paragraphs if not _all_answerable(paragraph)]
    choice.shuffle(order)
    for paragraph in order:
        misses = [one for one in paragraph["questions"] if not one["answerable"]]
        answerable = [one for one in paragraph["questions"] if one["answerable"] and one["gold"]]
        choice.shuffle(answerable)
        for question in misses + answerable[: max(len(misses), 1)]:
            yield paragraph, question


def _all_answerable(paragraph: Paragraph) -> bool:
    return all(question["answerable"] for question in paragraph["questions"])


def to_example(
    paragraph: Paragraph,
    question: dict[str, Any],
    weights: WordWeights,
    windows: Windows,
    styled: bool = True,
) -> Example:
    """One question on a window around its gold sentence, or around the sentence most like it."""
    sentences, choice = paragraph["sentences"], windows.choice
    gold = question.get("gold") or []
    answerable = bool(question["answerable"])
    text = " ".join(question["q"].split())
    anchor = choice.choice(gold) if answerable else weights.most_alike(text, sentences)
    window = windows.around(sentences, anchor)
    with_title = choice.random() >= 0.25 or not styled
    return Example(
        id=question["id"],
        source="squad",
        kind="direct" if answerable else "near_miss",
        question=restyle(text, choice) if styled else text,
        title=unquote(paragraph["title"]).replace("_", " ") if with_title else None,
        section=None,
        sentences=tuple(sentences[place] for place in window),
        evidence=tuple(float(answerable and place in gold) for place in window),
        answerable=float(answerable),
        expected=answerable,
        answer=_answer_span(sentences, window, anchor, question) if answerable else None,
    )


def _answer_span(
    sentences: Sequence[str], window: range, anchor: int, question: dict[str, Any]
) -> tuple[int, int, int] | None:
    for answer in question.get("answers") or []:
        start = sentences[anchor].find(answer)
        if start >= 0:
            return anchor - window.start, start, start + len(answer)
    return None
