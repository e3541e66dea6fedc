"""Reading twice: a small network reads every passage, a large one the likeliest again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.reader.protocol import averaged, log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.reader.protocol import Reader
    from twitchqa.records import Passage, Reading


@dataclass(frozen=True, slots=True)
class Rereading:
    """Which passages are read a second time, and how much that counts.

    Those whose log-odds lie at most `within` under the likeliest passage's, `most` of them at
    the most; none where the first reader finds no passage at least `hopeful`. What both have
    read counts with the mean of their log-odds, of which `share` is the second one's.
    """

    most: int
    within: float
    share: float
    hopeful: float

    def chosen(self, readings: Sequence[Reading]) -> list[int]:
        """The places of the readings to read again, the likeliest first."""
        likeliest = sorted(range(len(readings)), key=lambda at: -readings[at].answerability)
        if not likeliest or readings[likeliest[0]].answerability < self.hopeful:
            return []
        least = log_odds(readings[likeliest[0]].answerability) - self.within
        near = [at for at in likeliest if log_odds(readings[at].answerability) >= least]
        return near[: self.most]


class TwoStageReader:
    """The fast reader reads all passages, the accurate one those that `rereading` chooses."""

    def __init__(self, fast: Reader, accurate: Reader, rereading: Rereading) -> None:
        self._fast = fast
        self._accurate = accurate
        self._rereading = rereading
        self.id = f"{fast.id}+{accurate.id}"

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading for each passage, in the order given."""
        readings = list(self._fast.read(question, passages))
        chosen = self._rereading.chosen(readings)
        again = self._accurate.read(question, [passages[place] for place in chosen])
        for place, reading in zip(chosen, again, strict=True):
            readings[place] = averaged(readings[place], reading, self._rereading.share)
        return tuple(readings)
