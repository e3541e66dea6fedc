"""Whether a question is in English, the language of the models and of the articles.

Told by function words: people who write English, however badly, use some of its own. The lists are
bm25s's; a foreign word that English has, too ('die', 'war'), or that the articles use ('ALS' is
'als' in German), is no sign of another language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from twitchqa.spelling import SHORT, english

if TYPE_CHECKING:
    from collections.abc import Container

WORD = re.compile(r"[^\W\d_]+")

COMMON = 3e-5
"""From this share of an English text's words on, a word is English, too."""

FEWEST = 2
"""Foreign words without which nothing is said of the language."""

TYPED_FOR_ENGLISH = frozenset({"im", "til", *SHORT})
"""Words of other languages that people type for English ones: 'dus' for 'does'."""

LANGUAGES = (
    *("DANISH", "DUTCH", "FRENCH", "GERMAN", "ITALIAN", "NORWEGIAN"),
    *("PORTUGUESE", "SPANISH", "SWEDISH", "TURKISH"),
)


def is_english(question: str, known: Container[str]) -> bool:
    """False where most of the question's telling words are another language's.

    A word of two letters or more, not all ASCII, that neither a dictionary nor the articles
    (`known`, in lower case) have is telling. Too few of them, as in a list of key words, are taken
    for English.
    """
    own, foreign = function_words()
    words = WORD.findall(question.casefold())
    spoken = sum(word in own for word in words)
    others = sum(
        word in foreign or (not word.isascii() and word not in english())
        for word in words
        if len(word) > 1 and word not in known
    )
    return others < FEWEST or others <= spoken


@cache
def function_words() -> tuple[frozenset[str], frozenset[str]]:
    """Function words that only English has, and those that only others have."""
    from bm25s import stopwords

    own = {*stopwords.STOPWORDS_EN, *stopwords.STOPWORDS_EN_PLUS}
    others = {word for name in LANGUAGES for word in getattr(stopwords, f"STOPWORDS_{name}")}
    usage = english().word_usage_frequency
    foreign = {word for word in others - own if len(word) > 1 and usage(word) < COMMON}
    return frozenset(own - others), frozenset(foreign) - TYPED_FOR_ENGLISH
