"""A sentence that has been read: its words, its word lists and what the others say of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.guard.patterns import Chart
    from twitchqa.guard.words import Sentence


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences before, and the message as a whole, say about a sentence."""

    fiction: bool = False
    past: bool = False
    ill: bool = False
    lasting: bool = False
    person: bool = False


class Reading:
    """One sentence with its chart and its setting."""

    def __init__(self, sentence: Sentence, chart: Chart, setting: Setting) -> None:
        self.sentence = sentence
        self.chart = chart
        self.setting = setting
        self.size = len(chart.words)
        self._bounds = [*sorted(chart.starts), self.size]

    def has(self, name: str, begin: int = 0, end: int | None = None) -> bool:
        """Whether a phrase of the class begins from word `begin` up to, not with, `end`."""
        return self.chart.holds(name, begin, self.size if end is None else end)

    def clause(self, at: int) -> tuple[int, int]:
        """The words of the clause that word `at` belongs to, end-exclusive."""
        next_one = bisect_right(self._bounds, at)
        return self._bounds[next_one - 1], self._bounds[min(next_one, len(self._bounds) - 1)]

    def sudden(self) -> bool:
        """Whether the sentence has a word of suddenness or of this very time."""
        return self.has("SUDDEN") or self.urgent()

    def urgent(self) -> bool:
        """Whether the sentence says now, or calls for help."""
        return self.has("NOW") or self.has("BRIEF") or self.has("HELP")

    def person(self, begin: int = 0, end: int | None = None) -> bool:
        """Whether the asker or somebody near is named from `begin` up to, not with, `end`."""
        return self.has("SELF", begin, end) or self.has("NEAR", begin, end)

    def asking(self, begin: int) -> bool:
        """Whether a clause begins as a question does; 'can not breathe' does not."""
        after = self.chart.words[begin + 1 : begin + 2]
        told = after in {("not",), ("hardly",), ("barely",)}
        return self.has("OPENER", begin, begin + 1) and not told

    def nearest(self, at: int) -> str:
        """Who was named last before the word: NEAR, PEOPLE, SOMEONE or nobody ('').

        The asker counts as NEAR.
        """
        last = {name: self.chart.last(name, at) for name in ("SELF", "NEAR", "PEOPLE", "SOMEONE")}
        name = max(last, key=lambda one: last[one])
        if last[name] < 0:
            return ""
        return "NEAR" if name == "SELF" else name


def settle(found: Sequence[Sentence], charts: Sequence[Chart]) -> list[Reading]:
    """Give every sentence its setting: what those before it and the whole message say."""

    def anywhere(name: str) -> bool:
        return any(chart.places(name) for chart in charts)

    fiction, ill, lasting = anywhere("FICTION"), anywhere("ILLNESS"), anywhere("LASTING")
    readings: list[Reading] = []
    past = person = False
    for sentence, chart in zip(found, charts, strict=True):
        reading = Reading(sentence, chart, Setting(fiction, past, ill, lasting, person))
        readings.append(reading)
        past = reading.has("PAST") and not reading.has("NOW")
        person = person or reading.person()
    return readings
