"""Misspelt words of a question, mended towards the words of the articles.

A word is mended only when no English dictionary knows it and one letter (missing, added, wrong
or swapped with its neighbour) divides it from a word that the articles use: 'fasiculation' is
read as 'fasciculation'. More than one letter is not mended: 'prednisolone' is not 'prednisone'.
pyspellchecker (P. Norvig's method) has the dictionary and the edits.

The guard mends in its own way, towards the words of its rules (`twitchqa.guard.spelling`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spellchecker import SpellChecker

FEWEST_LETTERS = 5
"""Among shorter words, too many lie one letter apart."""

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


class CorpusSpelling:
    """The words of some texts, and how to mend a question's words towards them."""

    def __init__(self, texts: Iterable[str]) -> None:
        from spellchecker import SpellChecker

        self._english = english()
        self._words = SpellChecker(language=None, distance=1)
        self._words.word_frequency.load_words(
            word
            for text in texts
            for found in WORD.findall(text.casefold())
            if (word := found.replace("\u2019", "'").removesuffix("'s")).isalpha()
            and len(word) >= FEWEST_LETTERS
        )

    def mend(self, question: str) -> str:
        """The question with its misspelt words as the articles spell them."""
        return WORD.sub(lambda match: self._mended(match[0]), question)

    def _mended(self, word: str) -> str:
        folded = word.casefold()
        odd = len(folded) < FEWEST_LETTERS or word.isupper() or not word.isalpha()
        if odd or folded in self._words or folded in self._english:
            return word
        near = self._words.known(self._words.edit_distance_1(folded))
        meant = [other for other in near if other[0] == folded[0]]
        return min(meant, key=lambda other: (-self._words[other], other), default=word)


@cache
def english() -> SpellChecker:
    """The words of an English dictionary; loaded once, in a tenth of a second."""
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)
