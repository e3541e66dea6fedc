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


def mean_probability(one: float, other: float, share: float = 0.5) -> float:
    """The mean of two probabilities' log-odds as a probability, `share` of it `other`'s."""
    return 1 / (1 + math.exp(-(1 - share) * log_odds(one) - share * log_odds(other)))


def mean_evidence(one: float, other: float, share: float = 0.5) -> float:
    """The same of a sentence's evidence; 0 says that a reader took in too little to see it."""
    return mean_probability(one, other, share) if one and other else max(one, other)


def averaged(one: Reading, other: Reading, share: float = 0.5) -> Reading:
    """Two readings of one passage as one: means of their log-odds, `share` of each `other`'s.

    A sentence that only one of them has read counts as that one says.
    """
    evidence = zip(one.evidence, other.evidence, strict=True)
    return Reading(
        one.passage,
        mean_probability(one.answerability, other.answerability, share),
        tuple(mean_evidence(*pair, share) for pair in evidence),
        one.twice or other.twice,
    )
