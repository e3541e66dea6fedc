"""Where sentences begin and end: sentencex decides, a few general rules mend it.

sentencex (Wikimedia) is written in Rust; it counts bytes inside and stops the whole call on
some characters. It is therefore given a shadow of the text: as long, but ASCII only, with
brackets and quotation marks blanked, since it never ends a sentence inside them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sentencex  # type: ignore[import-untyped]  # it ships no types

from twitchqa.chunking.rules import added_ends, is_end, masked_pairs, with_closers
from twitchqa.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"\s*\(?(?:\d{1,3}|[a-z])[.)]\s*")
_UNSURE = re.compile(r"(?:[A-Z]{2}|[A-Z]\.[A-Z])\.\Z|[a-z)]\.\d{1,2}\Z")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]|[\"()\[\]{}]")
_SAME = {"…": ".", "。": ".", "！": "!", "？": "?", "’": "'", "‘": "'", "–": "-", "—": "-"}  # noqa: RUF001 - the characters themselves are meant


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of running text, in order, without the white space around them.

    A sentence never reaches over a line end. A line without a letter or a digit holds none.
    """
    return tuple(
        Span(line.start() + start, line.start() + end)
        for line in _LINE.finditer(text)
        for start, end in _within(line[0])
    )


def unsure_end(text: str, end: int) -> bool:
    """Whether the sentence that ends at `end` may in truth go on.

    A stop after capitals may belong to an abbreviation ('the U.S. Army') and end nothing; one
    without a blank after it, or with the number of a footnote, is a slip of the text. Other
    splitters go on there, those that the question sets were labelled with among them.
    """
    return bool(_UNSURE.search(text, max(0, end - 12), end)) or text[end : end + 1].isalnum()


def _within(line: str) -> Iterator[tuple[int, int]]:
    """The tight sentences of one line."""
    start = 0
    for end in (*_ends(line), len(line)):
        piece = line[start:end]
        if not any(character.isalnum() for character in piece):
            continue  # a bullet or a stray mark goes with what follows
        if end < len(line) and _MARKER.fullmatch(piece):
            continue  # so does the number of an item
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _ends(line: str) -> list[int]:
    """The offsets inside a line at which a sentence ends, in order."""
    said = sentencex.get_sentence_boundaries("en", _shadow(line))
    proposed = {with_closers(line, int(boundary["end_index"])) for boundary in said[:-1]}
    pairs = masked_pairs(line)
    return sorted(end for end in proposed | set(added_ends(line)) if is_end(line, end, pairs))


def _shadow(line: str) -> str:
    """`line` in ASCII, character for character, brackets and quotation marks blanked."""
    return _NOT_PLAIN.sub(lambda match: _plain(match[0]), line)


def _plain(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "0" if character.isdigit() else " "
