"""Misspelt words of a question, mended towards the words of the articles.

A word that no dictionary and no article knows is mended in three cases: where one letter
(missing, added, wrong or swapped with its neighbour) divides it from a word of the articles,
where it sounds like one and few letters divide them ('fasiculashun' is 'fasciculation'), and
where it sounds like a common word of English. Where two words may be meant, it stays as it is.
'Prednisolone' is not 'prednisone': `medical-words.txt` has the words of medicine that a
dictionary of English lacks, for as much as the written articles use them (`training.lexicon`).

The choice is the noisy channel's (M. Kernighan, K. Church and W. Gale, 1990): how usual is the
word, here and in English, and how likely is the slip? pyspellchecker has the dictionary, the
frequencies and the edits, jellyfish the sounds (L. Philips's Metaphone) and the distances.

What is spelt as on the other side of the Atlantic is respelt as in the articles (`variants`).
The guard mends in its own way, towards the words of its rules (`twitchqa.guard.spelling`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from twitchqa.variants import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spellchecker import SpellChecker

FEWEST_LETTERS = 5
"""Among shorter words, too many lie one letter apart."""

FEWEST_TO_SOUND = 4
"""Among shorter words, too many sound alike."""

FEWEST_LOUD = 3
"""From so many words on, a question in capitals is not all abbreviations."""

FEWEST_OF_A_NAME = 9
"""From so many letters on, a word with a capital is mended: 'Moderna' is not 'modern'."""

COMMON = 1.4e-5
"""From this share of an English text's words on, a word replaces one that nothing knows."""

RARE = 1e-6
"""Below this share of an English text's words, nobody is taken to have meant a word."""

MOST_USUAL = 5e-4
"""The highest probability in English of a word: more usual ones say little, and seldom matter."""

EDIT, OTHER_SOUND = 2.0, 3.5
"""What a letter and a change of sound cost, in natural logarithms of probability; chosen on
misspelt questions of the written articles that the readers learnt from."""

LONGEST_ENDING = 3
"""What an article's word may have more than the word that is taken for its like: '-ing'."""

OF_OURS, OF_MEDICINE = 1e-4, 2e-5
"""The probability of what an article's word begins with, as 'twitch' of 'twitching', and of a word
that only `medical-words.txt` has."""

MARGIN = 2.0
"""How much cheaper a word has to be than another that is as near, in the same unit."""

UNSEEN = 1e-9
"""What is added to the probability of every word, so that those without a frequency have one."""

SMALL_WORDS = """
shud:should wud:would cud:could wen:when wot:what wat:what wots:what's wats:what's dus:does
hav:have giv:give bak:back becos:because coz:because cuz:because thru:through ppl:people yor:your
evry:every wich:which
"""
SHORT = dict(pair.split(":") for pair in SMALL_WORDS.split())
"""Spellings of small words that people have agreed on, so to speak, or all find by ear."""

APOSTROPHES = "\u2018\u2019\u201b\u02b9\u02bc\u00b4\u2032`\uff07"
WORD = re.compile(rf"[^\W\d_]+(?:['{APOSTROPHES}][^\W\d_]+)?")
STRAIGHT = str.maketrans(APOSTROPHES, "'" * len(APOSTROPHES))
POSSESSIVE = re.compile(r"'s?$")
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
            for found in WORD.findall(text.casefold().translate(STRAIGHT))
            if (word := found.removesuffix("'s")).isalpha()
        )
        words = list(self._words.word_frequency.words())
        self._alike = by_sound(word for word in words if len(word) >= FEWEST_TO_SOUND)
        self._beginnings = {
            word[:end]
            for word in words
            for end in range(max(FEWEST_TO_SOUND, len(word) - LONGEST_ENDING), len(word))
        }

    def mend(self, question: str) -> str:
        """The question with its misspelt words as the articles, or else a dictionary, spell them.

        A capital inside of the question is taken for a name's, which sounds like nothing else;
        capitals alone are an abbreviation's, unless all of the question is written in them.
        """
        loud = question.isupper() and len(question.split()) >= FEWEST_LOUD

        def mended(match: re.Match[str]) -> str:
            word = match[0]
            if word.isupper() and not loud:
                return word
            is_name = match.start() > 0 and word[0].isupper() and not loud
            return self._mended(word, is_name)

        return WORD.sub(mended, question)

    def _mended(self, word: str, is_name: bool) -> str:
        folded = word.casefold().translate(STRAIGHT)
        if folded in self._words or folded in contractions():
            return word
        if folded in SHORT:
            return SHORT[folded]
        bare = POSSESSIVE.sub("", folded)
        if overseas := variants(bare) & self._words.word_frequency.dictionary.keys():
            return min(overseas) + folded[len(bare) :]
        known = bare in self._words or bare in self._english or bare in medical()
        if known or not bare.isalpha() or len(bare) < FEWEST_TO_SOUND:
            return word
        if is_name and len(bare) < FEWEST_OF_A_NAME:
            return word
        meant = self._meant(bare) or self._meant_with_s(bare)
        return word if meant is None else meant + folded[len(bare) :]

    def _meant_with_s(self, word: str) -> str | None:
        """For a plural or genitive that no article has: what its root sounds like, with the 's'."""
        root = word.removesuffix("s")
        meant = None if root == word else self._meant(root)
        return f"{meant}s" if meant and sounds_like(root, meant) else None

    def _meant(self, word: str) -> str | None:
        """The word that was meant, or None where that is not plain."""
        slips = edits(word)
        meant = {*self._words.known(slips), *self._english.known(slips), *(slips & medical())}
        if heard := sound(word):
            meant.update(self._alike.get(heard, ()), english_by_sound().get(heard, ()))
        if not meant:
            return None
        costs = {other: self._cost(word, other) for other in meant}
        usage = self._english.word_usage_frequency
        likeliest = min(meant, key=lambda one: (costs[one], -usage(one), one))
        sure = self._may_replace(word, likeliest) and not any(
            self._rivals(word, other, likeliest, costs[other] - costs[likeliest])
            for other in meant - {likeliest}
        )
        return likeliest if sure else None

    def _rivals(self, word: str, other: str, likeliest: str, dearer: float) -> bool:
        """Whether `other` may as well be meant, which costs so much more. An inflection is none.

        One that is as near is a rival within the margin, and always if it is a medicine's name;
        one that is in an article rivals what is in none within twice the margin.
        """
        if other.startswith(likeliest[:-1]) or likeliest.startswith(other[:-1]):
            return False
        if self._is_ours(other) and not self._is_ours(likeliest) and dearer < 2 * MARGIN:
            return True
        near = nearness(word, other) <= nearness(word, likeliest)
        return near and (dearer < MARGIN or other in medical())

    def _cost(self, word: str, other: str) -> float:
        """The negative logarithm of how likely `other` was meant, but for a constant."""
        if other in self._words:
            here = self._words.word_usage_frequency(other)
        else:
            here = OF_OURS if other in self._beginnings else OF_MEDICINE * (other in medical())
        usual = (here + min(self._english.word_usage_frequency(other), MOST_USUAL)) / 2
        heard = OTHER_SOUND * (not sounds_like(word, other))
        return EDIT * nearness(word, other) + heard - math.log(usual + UNSEEN)

    def _is_ours(self, word: str) -> bool:
        """Whether an article has the word, or one that begins with it: 'twitch' of 'twitching'."""
        return word in self._words or word in self._beginnings

    def _may_replace(self, word: str, other: str) -> bool:
        """Whether `other` is near enough; what is in no article has to be nearer and common.

        A name or a Latin word that nothing here knows is right as it is, and what may be
        'mustn't' is never read as 'must'.
        """
        if len(other) < FEWEST_TO_SOUND or (other in negatable() and word[-1] in "nt"):
            return False
        letters, apart, ours = len(word), distance(word, other), self._is_ours(other)
        if apart > 1 and other[0] != word[0]:
            return False
        if not sounds_like(word, other):
            return ours and apart == 1 and letters >= FEWEST_LETTERS and other[0] == word[0]
        if ours:
            return apart <= (1 if letters < 6 else 2 if letters < 9 else 0.4 * letters)
        near = letters >= FEWEST_LETTERS and apart <= (1 if letters < 8 else 2)
        return near and self._english.word_usage_frequency(other) >= COMMON


def sound(word: str) -> str:
    """How a word sounds, roughly: Metaphone, with a soft 'sc' heard once and no half-vowel Y.

    'fasciculation' is then heard as 'fasiculashun' is.
    """
    from jellyfish import metaphone

    return metaphone(HARD_SCH.sub("sk", SOFT_SC.sub("s", word))).replace("Y", "")


def sounds_like(word: str, other: str) -> bool:
    """Whether two words sound the same, roughly."""
    return sound(word) == sound(other)


def distance(word: str, other: str) -> int:
    """How many letters are missing, added, wrong or swapped with their neighbour.

    'ph' may stand for 'f', since those who write by ear cannot know which it is.
    """
    from jellyfish import damerau_levenshtein_distance as apart

    return min(apart(word, other), apart(word.replace("ph", "f"), other.replace("ph", "f")))


def nearness(word: str, other: str) -> float:
    """Their distance; half a letter where the same letters stand in another order."""
    return 0.5 if sorted(word) == sorted(other) else float(distance(word, other))


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
def negatable() -> frozenset[str]:
    """The words that have a negative form: 'must', 'could'."""
    return frozenset(word[:-2] for word in contractions() if word.endswith("nt"))


@cache
def medical() -> frozenset[str]:
    """Words of medicine that a dictionary of English lacks."""
    words = files("twitchqa") / "medical-words.txt"
    return frozenset(words.read_text(encoding="utf-8").split())


@cache
def english() -> SpellChecker:
    """The words of an English dictionary; loaded once, in a tenth of a second."""
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)
