"""What a reader is, and two readings of one passage as one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from twitchqa.records import Passage, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

EDGE = 1e-4
"""Probabilities are kept this far from 0 and 1 before their log-odds are taken."""


class Reader(Protocol):
    """Reads passages with a question in mind."""

    @property
    def id(self) -> str:
        """Names the reader's bytes."""
        ...

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading for each passage, in the order given."""
        ...


def log_odds(probability: float) -> float:
    """log(p / (1 - p)), with p kept away from 0 and 1."""
    kept = min(1 - EDGE, max(EDGE, probability))
    return math.log(kept / (1 - kept))


def averaged(one: Reading, other: Reading, share: float = 0.5) -> Reading:
    """Two readings of one passage as one: means of their log-odds, `share` of each `other`'s."""

    def mean(left: float, right: float) -> float:
        return 1 / (1 + math.exp(-(1 - share) * log_odds(left) - share * log_odds(right)))

    return Reading(
        one.passage,
        mean(one.answerability, other.answerability),
        tuple(map(mean, one.evidence, other.evidence)),
    )
