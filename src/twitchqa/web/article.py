"""A document's text as blocks for the page, with one span of it marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twitchqa.records import Document

_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block; `first` is true for the first marked piece of the document."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph; `start` is its first code point in the document's text."""

    start: int
    heading: bool
    pieces: tuple[Piece, ...]


def blocks(document: Document, marked: Span | None = None) -> tuple[Block, ...]:
    """Headings and paragraphs in order; all but the line ends between them is kept.

    The marked pieces are exactly the characters of `marked`, less those line ends.
    """
    made = []
    seen = False
    for span, heading in _lines(document):
        pieces = tuple(_pieces(document.text, span, marked, first=not seen))
        seen = seen or any(piece.marked for piece in pieces)
        made.append(Block(span.start, heading, pieces))
    return tuple(made)


def parse_place(place: str, document: Document) -> Span | None:
    """The span that `start-end` names, or None when it names none of this document."""
    found = _PLACE.fullmatch(place)
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return Span(start, end) if start < end <= len(document.text) else None


def _lines(document: Document) -> Iterator[tuple[Span, bool]]:
    """The paragraphs' and headings' spans; a paragraph is a run of lines that are not blank."""
    headings = {section.span.start for section in document.sections if section.heading}
    start = end = position = 0
    for line in document.text.split("\n"):
        is_heading = position in headings
        if end > start and (is_heading or not line.strip()):
            yield Span(start, end), False
            start = end
        if is_heading:
            yield Span(position, position + len(line)), True
        elif line.strip():
            start = start if end > start else position
            end = position + len(line)
        position += len(line) + 1
    if end > start:
        yield Span(start, end), False


def _pieces(text: str, span: Span, marked: Span | None, *, first: bool) -> Iterator[Piece]:
    """The block cut at the edges of the marked span."""
    if marked is None or not span.overlap(marked):
        yield Piece(text[span.start : span.end])
        return
    start, end = max(span.start, marked.start), min(span.end, marked.end)
    if span.start < start:
        yield Piece(text[span.start : start])
    yield Piece(text[start:end], marked=True, first=first)
    if end < span.end:
        yield Piece(text[end : span.end])
