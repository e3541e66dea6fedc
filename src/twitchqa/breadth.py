"""Whether a question asks for several points, as 'Which signs ...?' and 'What helps with ...?' do.

Its words and pairs of words say so, by logistic regression: `training.fit_breadth` fits it on how
many points the labelled questions have, into `breadth.json`. Corpus and encoder have no part in it.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The weight of each word and pair of words, in log-odds, and where they start from."""

    intercept: float
    weights: Mapping[str, float]


def several_points(question: str) -> float:
    """The probability that a question asks for more than one point."""
    known = _packaged()
    total = known.intercept + sum(known.weights.get(term, 0.0) for term in terms(question))
    return 1 / (1 + math.exp(-total))


def terms(question: str) -> set[str]:
    """The words of a question and its pairs of neighbours, without capitals and marks."""
    words = WORD.findall(question.casefold().replace("\u2019", "'"))
    return {*words, *map(" ".join, itertools.pairwise(words))}


@cache
def _packaged() -> Terms:
    content = json.loads((files("twitchqa") / "breadth.json").read_text(encoding="utf-8"))
    return Terms(content["intercept"], content["weights"])
