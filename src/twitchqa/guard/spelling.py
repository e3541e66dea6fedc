"""Mends a slip of the finger towards the words the rules know, and only towards those.

Two neighbours of a four-letter word of the rules may be swapped; in one of five letters or more
one letter may be missing, added, wrong or swapped; in one of eight or more, two. A real English
word is never mended: those that lie near a word of the rules stand in the rules' own list.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT, USUAL, LONG = 4, 5, 8


class Spelling:
    """Known words and their neighbourhood, found by leaving letters out (as SymSpell does)."""

    def __init__(self, vocabulary: Iterable[str], real_words: Iterable[str]) -> None:
        targets = {word for word in vocabulary if word.isalpha()}
        self._known = targets | set(real_words)
        self._near: dict[str, list[str]] = {}
        for word in sorted(targets):
            for shorter in _neighbourhood(word):
                self._near.setdefault(shorter, []).append(word)
        self._swaps = {swap: word for word in sorted(targets) for swap in _swaps(word)}

    def mend(self, word: str) -> str:
        """The known word that was meant, or the word itself."""
        if word in self._known or len(word) < SHORT or len(word) > 20 or not word.isalpha():
            return word
        if len(word) == SHORT and word in self._swaps:
            return self._swaps[word]
        best = min(
            ((distance(word, near), near) for near in self._candidates(word)), default=(9, word)
        )
        return best[1] if best[0] <= 2 else word

    def _candidates(self, word: str) -> set[str]:
        """Known words within the reach that their length allows."""
        near: set[str] = set()
        for shorter in _neighbourhood(word):
            near.update(self._near.get(shorter, ()))
        return {
            known
            for known in near
            if word[0] == known[0] and distance(word, known) <= _reach(known)
        }


def _reach(word: str) -> int:
    """How many slips a word of this length may hold."""
    return 0 if len(word) < USUAL else 1 if len(word) < LONG else 2


def _neighbourhood(word: str) -> set[str]:
    """The word and what is left when one letter goes, or two of a long word."""
    reach = 1 if len(word) < LONG - 1 else 2
    if len(word) < SHORT:
        return {word}
    found = {word}
    for count in range(1, reach + 1):
        for gone in combinations(range(len(word)), count):
            found.add("".join(letter for at, letter in enumerate(word) if at not in gone))
    return found


def _swaps(word: str) -> Iterable[str]:
    """The word with two neighbouring letters swapped, for words of four letters."""
    if len(word) != SHORT:
        return
    for at in range(SHORT - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped != word:
            yield swapped


def distance(left: str, right: str) -> int:
    """Letters missing, added, wrong or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
