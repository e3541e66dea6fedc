"""The word lists of the rules, and the chart of a sentence that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.guard.patterns import Chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The 'now' of 'for years now' is no word of this very time, and the 'cramp' of an illness's name
# is no sign of it.
HIDDEN = (("CHRONIC", "NOW"), ("ILL", "SIGN"), ("ILL", "TWITCH"))


class Lexicon:
    """The word lists: which phrases belong to which class, and which word endings do.

    Three classes are counted: NUMEROUS is a whole number of eight or more, QUANTITY any number,
    YEAR one such as 2010.
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
        self.classes = frozenset(lists) | set(endings) | {"NUMEROUS", "QUANTITY", "YEAR"}

    @property
    def vocabulary(self) -> set[str]:
        """Every word of every list."""
        return {word for many in self.phrases.values() for words, _ in many for word in words}

    def chart(self, words: tuple[str, ...], pauses: frozenset[int]) -> Chart:
        """Where each class stands in the words.

        A clause starts at the first word, after a pause and at a phrase of the class JOINER.
        """
        ends = [self._classes(words, at) for at in range(len(words))]
        _hide(ends)
        where: dict[str, list[int]] = {}
        for at, here in enumerate(ends):
            for name in here:
                where.setdefault(name, []).append(at)
        starts = frozenset({0}).union(pauses, where.get("JOINER", ()))
        return Chart(words, pauses, starts, ends, where)

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
            if len(word) == 4 and word[:2] in {"19", "20"}:
                here["YEAR"] = [at + 1]
        elif len(word) > 5 and word.endswith(self._tails):
            for tail, name in self._endings.items():
                if word.endswith(tail):
                    here.setdefault(name, []).append(at + 1)
        return here


def _hide(ends: list[dict[str, list[int]]]) -> None:
    """A longer name hides what it holds: see HIDDEN."""
    for at, here in enumerate(ends):
        for outer, inner in HIDDEN:
            for stop in here.get(outer, ()):
                for inside in ends[at:stop]:
                    inside.pop(inner, None)
