"""What is found in passages on the way to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twitchqa.records.text import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage; a higher score is better, everywhere."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage: probabilities from 0 to 1.

    `evidence` has one number for each sentence of the passage, in order. `twice` says whether
    both of two readers have read it.
    """

    passage: Passage
    answerability: float
    evidence: tuple[float, ...]
    twice: bool = False

    def __post_init__(self) -> None:
        if len(self.evidence) != len(self.passage.sentences):
            raise ValueError("A reading needs one evidence probability for each sentence.")
