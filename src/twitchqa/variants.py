"""British and American spellings of one word: 'oesophagus' and 'esophagus', 'tumour' and 'tumor'.

A question may be written in one and the articles in the other. The rules are those that the
dictionaries give for whole classes of words, each in both directions; whether the other spelling
is a word at all is for the caller to know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_LETTERS, MOST_LETTERS = 5, 25
"""Shorter words seldom differ, and too many of them are words in both spellings: 'four', 'for'. The
time grows with the square of the length, and longer ones are no words."""

MOST_CHANGES = 2
"""'anaesthetised' has two."""


def variants(word: str) -> set[str]:
    """How a word of small letters might be spelt on the other side of the Atlantic."""
    found = {word} if FEWEST_LETTERS <= len(word) <= MOST_LETTERS else set()
    for _ in range(MOST_CHANGES):
        found |= {
            one[: place.start()] + other + one[place.end() :]
            for one in found
            for rule, other in RULES
            for place in rule.finditer(one)
        }
    return found - {word}


def _rules() -> Iterator[tuple[re.Pattern[str], str]]:
    verb = r"(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
    noun = r"(?=(?:s|ed|ing|al|able|ful|less)?$)"
    stem, inside = r"(?<=[a-z]{2})", r"(?!s?$)"
    pairs = [
        ("", "ae", "e", inside),
        ("", "oe", "e", inside),
        (stem, "our", "or", noun),
        (stem, "is", "iz", verb),
        (stem, "ys", "yz", verb),
        (stem, "re", "er", "(?=s?$)"),
        (stem, "ll", "l", "(?=(?:ed|ing|er|ers)$)"),
        ("", "sulph", "sulf", ""),
        ("", "neurone", "neuron", ""),
        ("", "programme", "program", ""),
        ("", "mould", "mold", ""),
    ]
    for before, british, american, after in pairs:
        yield re.compile(before + british + after), american
        yield re.compile(before + american + after), british


RULES = tuple(_rules())
