"""The lines of a PDF's pages become paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from twitchqa.corpus.normalise import normalise
from twitchqa.corpus.read_plain import BULLET, NUMBER, looks_like_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HYPHENED = re.compile(r"([^\W\d_]+)[-\u2010]$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")


def paragraphs_of_pages(pages: Sequence[str]) -> list[str]:
    """Paragraphs in reading order: running heads and page numbers gone, broken words joined."""
    by_page = [_lines(page) for page in pages]
    repeated = _repeated(by_page)
    lines: list[str] = []
    for page in by_page:
        lines.extend(_body(page, repeated))
    full = "\n".join(lines).casefold()
    width = _width(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if not line or not paragraphs or _breaks(previous, line, width):
            if line:
                paragraphs.append(line)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line, full)
        previous = line
    return [_without_bullets(paragraph) for paragraph in paragraphs]


def _lines(page: str) -> list[str]:
    return normalise(page.translate(_LIGATURES)).strip("\n").split("\n")


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The first and last lines, digits aside, that more than half of the pages share."""
    if len(pages) < 3:
        return set()
    seen = Counter(
        key for page in pages for key in {_DIGITS.sub("0", edge) for edge in (page[0], page[-1])}
    )
    return {key for key, count in seen.items() if key and count > len(pages) / 2}


def _body(page: Sequence[str], repeated: set[str]) -> list[str]:
    """A page's lines without its running head, foot and number."""

    def is_edge(line: str) -> bool:
        return bool(_PAGE_NUMBER.match(line)) or _DIGITS.sub("0", line) in repeated

    lines = list(page)
    while lines and (not lines[0] or is_edge(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1] or is_edge(lines[-1])):
        lines.pop()
    return lines


def _width(lines: Sequence[str]) -> int:
    """The length of a full line: nine in ten lines are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _breaks(previous: str, line: str, width: int) -> bool:
    """Whether `line` begins a paragraph."""
    if not previous:
        return True
    if BULLET.match(line) or NUMBER.match(line):
        return True
    ended = previous[-1] in '.!?:"\u201d)'
    if ended and (len(previous) < 0.75 * width or looks_like_heading(line)):
        return True
    return len(previous) < 0.6 * width and line[:1].isupper()


def _joined(paragraph: str, line: str, full: str) -> str:
    """The paragraph with one more line; a word broken at the line end is whole again.

    A hyphen stays when the document writes the word with one elsewhere.
    """
    broken, rest = _HYPHENED.search(paragraph), _FIRST_WORD.match(line)
    if not broken or not rest or not rest[0][0].islower():
        return f"{paragraph} {line}"
    written = f"{broken[1]}-{rest[0]}".casefold()
    return (paragraph if written in full else paragraph[:-1]) + line


def _without_bullets(paragraph: str) -> str:
    return BULLET.sub("", paragraph)
