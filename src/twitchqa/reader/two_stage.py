"""Reading twice: a small network reads every passage, a large one the likeliest again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.reader.protocol import averaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.reader.protocol import Reader
    from twitchqa.records import Passage, Reading


class TwoStageReader:
    """The fast reader reads all, the accurate one reads the `again` likeliest of them once more.

    What both have read counts with the mean of their log-odds, of which `share` is the accurate
    one's. Where the fast reader finds no passage at least `hopeful`, nothing is read again.
    """

    def __init__(
        self, fast: Reader, accurate: Reader, again: int, share: float, hopeful: float
    ) -> None:
        self._fast = fast
        self._accurate = accurate
        self._again = again
        self._share = share
        self._hopeful = hopeful
        self.id = f"{fast.id}+{accurate.id}"

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading for each passage, in the order given."""
        readings = list(self._fast.read(question, passages))
        likeliest = sorted(range(len(readings)), key=lambda place: -readings[place].answerability)
        chosen = likeliest[: self._again]
        if not chosen or readings[chosen[0]].answerability < self._hopeful:
            return tuple(readings)
        again = self._accurate.read(question, [passages[place] for place in chosen])
        for place, reading in zip(chosen, again, strict=True):
            readings[place] = averaged(readings[place], reading, self._share)
        return tuple(readings)
