"""Sets instructions to the service aside: what is left is treated on the usual rules."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.guard.patterns import Index
    from twitchqa.guard.reading import Reading
    from twitchqa.guard.rules import Rule

VOWELS = frozenset("aeiouy")


class Instructions:
    """Finds the clauses that speak to the service and not of a question."""

    def __init__(self, index: Index[Rule]) -> None:
        self._index = index

    def set_aside(self, text: str, readings: Sequence[Reading]) -> str | None:
        """The text without instructions; None when it holds none, '' when it holds no more."""
        told = [self._commands(reading) for reading in readings]
        if not any(told):
            return None
        rest = [
            clause
            for reading, spans in zip(readings, told, strict=True)
            for clause in self._rest(text, reading, spans)
        ]
        asking = [clause for clause, asks in rest if asks]
        return " ".join(asking)

    def _commands(self, reading: Reading) -> list[tuple[int, int]]:
        """The stretches of a sentence that are instructions."""
        return [(at, stop) for _, at, stop in self._index.fits(reading.chart)]

    def _rest(
        self, text: str, reading: Reading, told: Sequence[tuple[int, int]]
    ) -> list[tuple[str, bool]]:
        """The clauses of a sentence without an instruction, each with whether it asks."""
        words, places = reading.sentence.words, reading.sentence.places
        bounds = [*sorted(reading.chart.starts), len(words)]
        left: list[tuple[str, bool]] = []
        for begin, end in itertools.pairwise(bounds):
            if begin == end or any(at < end and begin < stop for at, stop in told):
                continue
            mark = "?" if reading.sentence.mark == "?" and end == len(words) else ""
            clause = text[places[begin][0] : places[end - 1][1]] + mark
            left.append((clause, asks(reading, begin, end)))
        return left


def asks(reading: Reading, begin: int, end: int) -> bool:
    """Whether words ask something: a question word and a word of substance, none for a bot."""
    words = reading.chart.words[begin:end]
    if reading.chart.holds("SERVICE", begin, end) or reading.chart.holds("RULEBOOK", begin, end):
        return False
    return any(
        len(word) > 2
        and not reading.chart.holds("POLITE", at, at + 1)
        and not reading.chart.holds("ASKING", at, at + 1)
        and not reading.chart.holds("ROLE", at, at + 1)
        for at, word in enumerate(words, begin)
    )


def worth_asking(readings: Sequence[Reading]) -> bool:
    """Whether a message holds a word with a meaning beyond greetings, numbers and noise."""
    return any(
        _meaningful(word) and not reading.chart.holds("POLITE", at, at + 1)
        for reading in readings
        for at, word in enumerate(reading.chart.words)
    )


def _meaningful(word: str) -> bool:
    """Whether a word could be one: two letters or more, not all the same, with a vowel or known
    as an abbreviation by its shortness; words in other scripts count.
    """
    if word.isdigit() or len(set(word)) < 2:
        return False
    return not word.isascii() or len(word) <= 4 or bool(VOWELS & set(word))
