"""Reading twice: a small network reads every passage, a large one the likeliest again."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        near = places_near(readings, self.within)
        if not near or readings[near[0]].answerability < self.hopeful:
            return []
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
        readings = self._fast.read(question, passages)
        return self._read_again(question, readings, self._rereading.chosen(readings))

    def read_more(
        self, question: str, readings: Sequence[Reading], within: float
    ) -> tuple[Reading, ...]:
        """The same readings, where the accurate reader has read all that lies so near."""
        near = places_near(readings, within)
        return self._read_again(question, readings, [at for at in near if not readings[at].twice])

    def _read_again(
        self, question: str, readings: Sequence[Reading], places: Sequence[int]
    ) -> tuple[Reading, ...]:
        again = self._accurate.read(question, [readings[place].passage for place in places])
        joined = list(readings)
        for place, reading in zip(places, again, strict=True):
            both = averaged(readings[place], reading, self._rereading.share)
            joined[place] = replace(both, twice=True)
        return tuple(joined)


def read_more(
    reader: Reader, question: str, readings: Sequence[Reading], within: float
) -> tuple[Reading, ...]:
    """The same readings; a reader that reads twice has read all that lies so near twice."""
    if isinstance(reader, TwoStageReader):
        return reader.read_more(question, readings, within)
    return tuple(readings)


def places_near(readings: Sequence[Reading], within: float) -> list[int]:
    """The places of those at most so far under the likeliest, in log-odds, the likeliest first."""
    likeliest = sorted(range(len(readings)), key=lambda at: -readings[at].answerability)
    least = log_odds(readings[likeliest[0]].answerability) - within if likeliest else 0.0
    return [at for at in likeliest if log_odds(readings[at].answerability) >= least]
