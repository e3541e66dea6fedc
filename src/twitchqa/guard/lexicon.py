"""The word lists of the rules, and the chart of a sentence that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.guard.patterns import Chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Lexicon:
    """The word lists: which phrases belong to which class, and which word endings do.

    Two classes are counted: NUMEROUS is a whole number of eight or more, QUANTITY any number.
    """

    def __init__(
        self, lists: Mapping[str, Iterable[str]], endings: Mapping[str, Iterable[str]]
    ) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                words = tuple(phrase.split())
                self.phrases.setdefault(words[0], []).append((words, name))
        self._endings = {tail: name for name, tails in endings.items() for tail in tails}
        self._tails = tuple(self._endings)
        self.classes = frozenset(lists) | set(endings) | {"NUMEROUS", "QUANTITY"}

    @property
    def vocabulary(self) -> set[str]:
        """Every word of every list."""
        return {word for many in self.phrases.values() for words, _ in many for word in words}

    def chart(self, words: tuple[str, ...], pauses: frozenset[int]) -> Chart:
        """Where each class stands in the words.

        A clause starts at the first word, after a pause and at a phrase of the class JOINER.
        """
        ends = [self._classes(words, at) for at in range(len(words))]
        _hide_now(ends)
        joins = {at for at, here in enumerate(ends) if "JOINER" in here}
        return Chart(words, pauses, frozenset({0} | pauses | joins), ends)

    def _classes(self, words: tuple[str, ...], at: int) -> dict[str, list[int]]:
        """The classes whose phrases begin at a word, with where they end."""
        word = words[at]
        here: dict[str, list[int]] = {}
        for phrase, name in self.phrases.get(word, ()):
            stop = at + len(phrase)
            if len(phrase) == 1 or words[at:stop] == phrase:
                here.setdefault(name, []).append(stop)
        if word[0].isdigit():
            here["QUANTITY"] = [at + 1]
            if word.isdecimal() and len(word) < 5 and int(word) >= 8:
                here["NUMEROUS"] = [at + 1]
        elif len(word) > 5 and word.endswith(self._tails):
            for tail, name in self._endings.items():
                if word.endswith(tail):
                    here.setdefault(name, []).append(at + 1)
        return here


def _hide_now(ends: list[dict[str, list[int]]]) -> None:
    """The 'now' of 'for years now' is no word of this very time."""
    for at, here in enumerate(ends):
        for stop in here.get("CHRONIC", ()):
            for inside in ends[at:stop]:
                inside.pop("NOW", None)
