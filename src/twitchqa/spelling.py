"""Misspelt words of a question, mended towards the words of the articles.

A word that no dictionary and no article knows is mended in two cases: where one letter (missing,
added, wrong or swapped with its neighbour) divides it from a word of the articles, and where it
sounds like one and few letters divide them: 'fasiculashun' is read as 'fasciculation'. What only
looks alike at two letters' distance is another word: 'prednisolone' is not 'prednisone'. Words of
plain English that sound the same compete, so 'stres' is 'stress' and not an article's 'sores'.

The choice is the noisy channel's (M. Kernighan, K. Church and W. Gale, 1990): how usual is the
word, here and in English, and how likely is the slip? pyspellchecker has the dictionary, the
frequencies and the edits, jellyfish the sounds (L. Philips's Metaphone) and the distances.

The guard mends in its own way, towards the words of its rules (`twitchqa.guard.spelling`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spellchecker import SpellChecker

FEWEST_LETTERS = 5
"""Among shorter words, too many lie one letter apart."""

FEWEST_TO_SOUND = 4
"""Among shorter words, too many sound alike."""

COMMON = 1.4e-5
"""From this share of an English text's words on, a word replaces one that nothing knows."""

RARE = 1e-6
"""Below this share of an English text's words, nobody is taken to have meant a word."""

MOST_USUAL = 5e-4
"""The highest probability of a word: more usual ones say little, and seldom matter."""

NOT = "nt"
"""How 'mustnt' and its like end. A question is never mended into its contrary."""

EDIT, OTHER_SOUND = 2.0, 3.5
"""What a letter and a change of sound cost, in natural logarithms of probability; chosen on the
misspelt questions of the written articles that the readers were trained on."""

UNSEEN = 1e-9
"""The probability of a word without a frequency."""

SMALL_WORDS = """
shud:should wud:would cud:could wen:when wot:what wat:what wots:what's wats:what's dus:does
hav:have giv:give bak:back becos:because coz:because cuz:because thru:through ppl:people yor:your
evry:every wich:which
"""
SHORT = dict(pair.split(":") for pair in SMALL_WORDS.split())
"""Spellings of small words that people have agreed on, so to speak, or all find by ear."""

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
SOFT_SC, HARD_SCH = re.compile(r"sc(?=[eiy])"), re.compile(r"sch")


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
        )
        words = self._words.word_frequency.words()
        self._alike = by_sound(word for word in words if len(word) >= FEWEST_TO_SOUND)

    def mend(self, question: str) -> str:
        """The question with its misspelt words as the articles, or else a dictionary, spell them.

        A capital inside of the question is taken for a name's, which sounds like nothing else.
        """
        return WORD.sub(
            lambda match: self._mended(match[0], match.start() > 0 and match[0][0].isupper()),
            question,
        )

    def _mended(self, word: str, is_name: bool) -> str:
        folded = word.casefold()
        if folded in self._words or word.isupper() or not word.isalpha():
            return word
        if folded in SHORT:
            return SHORT[folded]
        known = folded in self._english or folded in contractions()
        if known or len(folded) < FEWEST_TO_SOUND:
            return word
        slips = edits(folded)
        alike = () if is_name else self._alike.get(sound(folded), ())
        meant = {*self._words.known(slips), *self._english.known(slips), *alike}
        if not is_name:
            meant.update(english_by_sound().get(sound(folded), ()))
        if not meant:
            return word
        usage = self._english.word_usage_frequency
        likeliest = min(meant, key=lambda one: (self._cost(folded, one), -usage(one), one))
        return likeliest if self._may_replace(folded, likeliest) else word

    def _cost(self, word: str, other: str) -> float:
        """The negative logarithm of how likely `other` was meant, but for a constant."""
        here = self._words.word_usage_frequency(other) if other in self._words else 0.0
        usual = (here + self._english.word_usage_frequency(other)) / 2
        heard = OTHER_SOUND * (sound(word) != sound(other))
        return EDIT * distance(word, other) + heard - math.log(min(usual, MOST_USUAL) + UNSEEN)

    def _may_replace(self, word: str, other: str) -> bool:
        """Whether `other` is near enough; what is in no article has to be nearer and common.

        A name or a Latin word that nothing here knows is right as it is.
        """
        if word.endswith(NOT) and not other.endswith(NOT):
            return False
        letters, apart = len(word), distance(word, other)
        if sound(word) != sound(other):
            near = apart == 1 and letters >= FEWEST_LETTERS and other[0] == word[0]
            return near and other in self._words
        if other in self._words:
            return apart <= (1 if letters < 6 else 2 if letters < 9 else 0.4 * letters)
        near = letters >= FEWEST_LETTERS and apart <= (1 if letters < 8 else 2)
        return near and self._english.word_usage_frequency(other) >= COMMON


def sound(word: str) -> str:
    """How a word sounds, roughly: Metaphone, with a soft 'sc' heard once and no half-vowel Y.

    'fasciculation' is then heard as 'fasiculashun' is.
    """
    from jellyfish import metaphone

    return metaphone(HARD_SCH.sub("sk", SOFT_SC.sub("s", word))).replace("Y", "")


def distance(word: str, other: str) -> int:
    """How many letters are missing, added, wrong or swapped with their neighbour.

    'ph' and 'f' are the same letter, since those who write by ear cannot know which it is.
    """
    from jellyfish import damerau_levenshtein_distance

    return damerau_levenshtein_distance(word.replace("ph", "f"), other.replace("ph", "f"))


def edits(word: str) -> set[str]:
    """All words that are one letter away from a word."""
    return english().edit_distance_1(word)


def by_sound(words: Iterable[str]) -> Mapping[str, list[str]]:
    """The words, by how they sound."""
    found = defaultdict(list)
    for word in words:
        found[sound(word)].append(word)
    return dict(found)


@cache
def english_by_sound() -> Mapping[str, list[str]]:
    """The words of English that are not rare, by how they sound; found once, in 0.2 seconds."""
    words = english().word_frequency.words()
    usage = english().word_usage_frequency
    return by_sound(word for word in words if word.isalpha() and usage(word) >= RARE)


@cache
def contractions() -> frozenset[str]:
    """Contractions as people type them, without the apostrophe: 'theres', 'dont'."""
    usage = english().word_usage_frequency
    return frozenset(
        word.replace("'", "")
        for word in english().word_frequency.words()
        if "'" in word and usage(word) >= RARE
    )


@cache
def english() -> SpellChecker:
    """The words of an English dictionary; loaded once, in a tenth of a second."""
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)
