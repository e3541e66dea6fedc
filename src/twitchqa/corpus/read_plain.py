"""Plain text: paragraphs by blank lines, headings by their looks, carefully."""

from __future__ import annotations

import re

from twitchqa.corpus.draft import Block, Draft
from twitchqa.corpus.normalise import normalise

_BLANK = re.compile(r"\n\s*\n")
BULLET = re.compile(r"^(?:[-*+•‣◦▪●·\u2013\u2014]\s+)")
NUMBER = re.compile(r"^\(?\d{1,3}[.)]\s+")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,}|~{3,})$")
_HEADING_LENGTH = 80
_HEADING_WORDS = 12
_LONG_LINE = 160


def read_plain(text: str) -> Draft:
    """The draft of a plain text; its first line is the title when it looks like a heading."""
    paragraphs = [
        paragraph
        for chunk in _BLANK.split(normalise(text))
        for paragraph in _paragraphs([line for line in chunk.split("\n") if line])
    ]
    return Draft(tuple(blocks_by_looks(paragraphs)))


def blocks_by_looks(paragraphs: list[str]) -> list[Block]:
    """The paragraphs as blocks; one that looks like a heading, and leads on to text, is one."""
    return [Block(text, _level(paragraphs, place)) for place, text in enumerate(paragraphs)]


def _paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of lines without a blank one between them.

    Wrapped lines are joined; where a line is long the file does not wrap, and each is a
    paragraph. Items of a list keep their lines.
    """
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        return [lines[0], *_paragraphs(lines[2:])]
    if any(len(line) > _LONG_LINE for line in lines):
        return lines
    pieces: list[str] = []
    for line in lines:
        item = BULLET.sub("", line)
        if pieces:
            pieces.append(_between(pieces[-1], line))
        pieces.append(item)
    return ["".join(pieces)] if pieces else []


def _between(before: str, line: str) -> str:
    """What joins two lines; words with a hyphen are wrapped after it."""
    if BULLET.match(line) or NUMBER.match(line):
        return "\n"
    return "" if _HYPHEN.search(before) else " "


def looks_like_heading(text: str) -> bool:
    """Whether `text` is one short line that starts like a title and does not end a sentence."""
    return (
        "\n" not in text
        and len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".!:;,"
        and any(character.isalpha() for character in text)
    )


def _level(paragraphs: list[str], place: int) -> int:
    """1 for a title, 2 for another heading, 0 for text.

    A short line among other short lines is more likely an item of a list.
    """
    text = paragraphs[place]
    if place + 1 == len(paragraphs):
        return 0
    if place == 0:
        return int(looks_like_heading(text[:1].upper() + text[1:]))
    if not looks_like_heading(text):
        return 0
    after_text = place == 1 or not looks_like_heading(paragraphs[place - 1])
    return 2 if after_text and not looks_like_heading(paragraphs[place + 1]) else 0
