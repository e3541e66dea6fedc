"""A message as the guard reads it: sentences of plain, folded words that know where they stood.

Folding takes case, accents, curly quotes, drawn-out letters ('heeelp') and markup away and
spells contractions out, so that a rule is written once. Every expression used here has one
character class per step and no nested repeat: the time is linear in the length.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Respell = Callable[[str], str]

_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_TAG = re.compile(r"<![^<>]*+>|</?[a-zA-Z][\w-]*+(?:\s[^<>=]*+=[^<>]*+|\s*+/?)>")
"""A tag has a name alone, or attributes with values: in 'K<Na or Ca>Mg' is none."""
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)*|\s[-\u2013\u2014]+\s|[^\w\s]|\n")
_QUOTES = str.maketrans("\u2018\u2019\u02b9\u02bc\u00b4\u2032`\uff07", "'" * 8)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ENDS = frozenset(".!?\n\u2026\u3002\uff1f\uff01;\u00bf\u00a1")
_PAUSES = frozenset(',:()[]{}"/|\u2013\u2014*#=>\u201c\u201d\u00ab\u00bb')
_TAILS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
_SUBJECTS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "that", "what", "who", "there", "where", "how"]
)
_IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall"}


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and the span of the visible text it was read from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words up to a full stop, a question or exclamation mark or a line end.

    A pause is the number of a word before which stood a comma, a colon, a bracket or a dash.
    `mark` is the character that ended the sentence, or '' at the end of the message.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    pauses: frozenset[int]
    mark: str


def visible(message: str) -> str:
    """The message without markup, scripts and characters that nobody sees.

    Letters and their accents are put together (NFC); some systems send them apart.
    """
    text = html.unescape(message.translate(_UNSEEN)) if "&" in message else message
    text = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    if "<" not in text:
        return text
    return _TAG.sub(" ", _SCRIPT.sub(" ", text))


def fold(word: str) -> str:
    """Lower case without accents; a letter written three times or more is written once."""
    plain = word.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _DRAWN_OUT.sub(r"\1", plain)


def spell_out(word: str) -> tuple[str, ...]:
    """A contraction as its words: "isn't" is ('is', 'not'), "dad's" is ('dad', 's')."""
    if "'" not in word:
        return (word,)
    if word in _IRREGULAR:
        return (_IRREGULAR[word], "not")
    for tail, full in _TAILS.items():
        if word.endswith(tail) and len(word) > len(tail):
            return (word.removesuffix(tail), full)
    head, _, tail = word.rpartition("'")
    if tail == "s" and head in _SUBJECTS:
        return (head, "is")
    return tuple(part for part in word.split("'") if part)


def sentences(text: str, expand: Mapping[str, tuple[str, ...]], respell: Respell) -> list[Sentence]:
    """The sentences of a visible text. `expand` spells short forms out, `respell` mends typos."""
    found: list[Sentence] = []
    words: list[Word] = []
    pauses: set[int] = set()
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        mark = piece[0]
        if mark in _ENDS:
            _close(found, words, pauses, mark)
        elif mark in _PAUSES or mark[0].isspace():
            pauses.add(len(words))
        elif mark[0].isalnum():
            for part in filter(None, spell_out(fold(mark))):
                for word in expand.get(part) or expand.get(mended := respell(part)) or (mended,):
                    words.append(Word(word, *piece.span()))
        elif mark in "&+":
            words.append(Word("and", *piece.span()))
    _close(found, words, pauses, "")
    return found


def _close(found: list[Sentence], words: list[Word], pauses: set[int], mark: str) -> None:
    """Put the words gathered so far down as a sentence, if there are any."""
    if words:
        texts = tuple(word.text for word in words)
        places = tuple((word.start, word.end) for word in words)
        found.append(Sentence(texts, places, frozenset(pauses - {0}), mark))
    words.clear()
    pauses.clear()
