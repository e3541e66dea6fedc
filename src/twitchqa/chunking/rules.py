"""The small general rules that mend sentencex: abbreviations, brackets, quotes, footnotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSERS = "\"')]}\u201d\u2019\u00bb"
_OPENERS = "\"'([{\u201c\u2018\u00ab"
_STOPS = ".!?\u2026"

# Words whose full stop never ends a sentence, and those where a number must follow.
_TITLES = re.compile(
    r"(?:Drs?|Mrs?|Ms|Prof|Rev|Hon|St|Sr|Mt|Ft|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres)\Z"
)
_ABBREVIATIONS = re.compile(r"(?:[Ee]\.?g|[Ii]\.?e|vs?|viz|cf|ca|[Aa]pprox|al|resp|incl|esp)\Z")
_NUMBERED = re.compile(r"(?:nos?|figs?|eq|vols?|pp?|ch|sec|art|tab|refs?|ver)\Z", re.IGNORECASE)
# Words that end a sentence only where no small letter follows; so does any single letter.
_OPEN = re.compile(
    r"(?:etc|a\.m|p\.m|inc|ltd|co|corp|jr|ave|dept|est|max|min|[^\W\d_])\Z", re.IGNORECASE
)

_STOP = re.compile(r"[.!?\u2026]+")
_TAIL = re.compile(r"(?:[\"')\]}\u201d\u2019\u00bb]|\[\d{1,3}\]|(?<=[a-z)]\.)\d{1,2}(?=\s+[A-Z]))*")
_WORD = re.compile(r"[^\s(\[{\"'\u201c\u2018]*\Z")
_WHOLE_WORD = re.compile(r"[A-Za-z]{2}\Z|\d\Z|[A-Za-z0-9]\)\Z")
_ITEM = re.compile(r"\s+\(?\d{1,2}[.)](?=\s)")
_ITEM_NUMBER = re.compile(r"[:;,]\s+\(?\d{1,2}\.\Z")
_PAIR = re.compile(
    r"[(\[][^()\[\]]{0,400}[)\]]"
    r"|(?<![^\s(\[])\"(?=\S)[^\"]{0,400}?(?<=\S)\""
    r"|\u201c[^\u201c\u201d]{0,400}\u201d"
)
_ADDRESS = re.compile(r"://|@|www\.|/")


def with_closers(line: str, end: int) -> int:
    """`end` moved back over white space, then on over the marks that close the sentence."""
    end = len(line[:end].rstrip())
    match = _TAIL.match(line, end)
    return match.end() if match else end


def added_ends(line: str) -> Iterator[int]:
    """Ends that need no list of words: a stop after a whole word, then a capital."""
    for stop in _STOP.finditer(line):
        tail = _TAIL.match(line, stop.end())
        end = tail.end() if tail else stop.end()
        if end >= len(line) or not line[end].isspace():
            continue
        item = _ITEM.match(line, end, end + 8)
        begin = item.end() if item else end
        following = line[begin : begin + 8].lstrip().lstrip(_OPENERS)
        if not following[:1].isupper():
            if not any(character.isalnum() for character in line[end : end + 8]):
                yield end
            continue
        before = line[max(0, stop.start() - 3) : stop.start()]
        if end > stop.end() or stop[0] != "." or _WHOLE_WORD.search(before):
            yield end


def masked_pairs(line: str) -> list[tuple[int, int]]:
    """Brackets and quotations that stand inside a sentence: nothing ends within them."""
    pairs = []
    for match in _PAIR.finditer(line):
        before = line[max(0, match.start() - 8) : match.start()].rstrip()
        if before and before[-1] not in _STOPS + ":" + _CLOSERS:
            pairs.append((match.start(), match.end()))
    return pairs


def is_end(line: str, end: int, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence may end at `end`."""
    place = bisect_left(pairs, (end, 0)) - 1
    if place >= 0 and pairs[place][0] < end < pairs[place][1]:
        return False
    rest = line[end:]
    following = rest[:8].lstrip()
    if not following:
        return False
    stop = end
    while stop and line[stop - 1] in _CLOSERS:
        stop -= 1
    if not rest[0].isspace():
        return _ends_without_space(line, end)
    opened = following.lstrip(_OPENERS)[:1]
    if (stop < end or line[stop - 1] == "\u2026" or line[:stop].endswith("..")) and (
        opened.islower()
    ):
        return False
    if _ITEM_NUMBER.search(line[max(0, stop - 8) : stop]):
        return False
    return not (line[stop - 1] == "." and _abbreviated(line, stop - 1, opened))


def _ends_without_space(line: str, end: int) -> bool:
    """Whether 'age.Older' is two sentences that lost their space, and no address or name."""
    start = max(line.rfind(" ", 0, end), end - 60) + 1
    stop = line.find(" ", end)
    token = line[start : stop if stop >= 0 else end + 60]
    before = re.search(r"[a-z)]{2}[.!?][)\"\u201d]?\Z", line[max(0, end - 4) : end])
    after = re.match(r"[A-Z][a-z]*(?![.\w])", line[end : end + 30])
    return bool(before and after) and not _ADDRESS.search(token)


def _abbreviated(line: str, dot: int, opened: str) -> bool:
    """Whether the full stop at `dot` belongs to a word that does not end its sentence here."""
    match = _WORD.search(line[max(0, dot - 20) : dot])
    word = match[0] if match else ""
    if _TITLES.match(word) or _ABBREVIATIONS.match(word):
        return True
    if _NUMBERED.match(word):
        return opened.isdigit()
    return bool(_OPEN.match(word)) and opened.islower()
