"""A document becomes passages: whole sentences of one section, few enough to read at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.chunking.grouping import balanced, joined_short
from twitchqa.chunking.sentences import sentences
from twitchqa.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twitchqa.records import Document, Section

_BLANK = re.compile(r"\n\s*\n")
_LETTERS_PER_TOKEN = 4.5


@dataclass(frozen=True, slots=True)
class PassageLimits:
    """The most that a passage holds; a single longer sentence stands alone.

    A paragraph of one sentence of at most `short` tokens joins its neighbour.
    """

    sentences: int = 4
    tokens: int = 110
    short: int = 30

    def __post_init__(self) -> None:
        if min(self.sentences, self.tokens, self.short) < 1:
            raise ValueError("The limits of a passage are 1 or more.")


def rough_tokens(text: str) -> int:
    """About as many as a WordPiece tokenizer would count, without one."""
    return 1 + int(len(text) / _LETTERS_PER_TOKEN)


def split_document(
    document: Document,
    count_tokens: Callable[[str], int] = rough_tokens,
    limits: PassageLimits | None = None,
) -> tuple[Passage, ...]:
    """Passages in document order; no character of the text is lost.

    Their spans partition the text. A heading belongs to the span of the passage after it, but
    is no sentence. No passage reaches over a heading that has text before and after it.
    """
    parts = split_text(document.text, document.sections, count_tokens, limits or PassageLimits())
    return tuple(
        Passage(
            document.id,
            document.title,
            part.section.heading,
            part.span,
            document.text[part.span.start : part.span.end],
            part.sentences,
        )
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, the section that its sentences stand in, and the sentences."""

    section: Section
    span: Span
    sentences: tuple[Span, ...]


def split_text(
    text: str,
    sections: Sequence[Section],
    count_tokens: Callable[[str], int],
    limits: PassageLimits,
) -> tuple[Part, ...]:
    """The parts of `text`, whose sections partition it as the parts do."""
    groups: list[tuple[Section, int, tuple[Span, ...]]] = []
    waiting: int | None = None  # where headings begin that have no sentences under them
    for section in sections:
        begin = section.span.start if waiting is None else waiting
        found = split_section(text, section, count_tokens, limits)
        waiting = None if found else begin
        for place, group in enumerate(found):
            groups.append((section, group[0].start if place else begin, group))
    if not groups and sections:
        groups = [(sections[0], 0, ())]
    ends = [start for _, start, _ in groups[1:]] + [len(text)]
    return tuple(
        Part(section, Span(start, end), group)
        for (section, start, group), end in zip(groups, ends, strict=True)
    )


def split_section(
    text: str, section: Section, count_tokens: Callable[[str], int], limits: PassageLimits
) -> list[tuple[Span, ...]]:
    """The sentences of one section of `text`, grouped into passages; its heading is none."""
    begin = section.span.start + len(section.heading or "")
    paragraphs = []
    for start, end in _paragraphs(text, begin, section.span.end):
        found = [
            Span(start + sentence.start, start + sentence.end)
            for sentence in sentences(text[start:end])
        ]
        sizes = [count_tokens(text[sentence.start : sentence.end]) for sentence in found]
        paragraphs.extend(_cut(found, sizes, limits))
    return [group for group, _ in joined_short(paragraphs, limits)]


def _cut(
    found: Sequence[Span], sizes: Sequence[int], limits: PassageLimits
) -> list[tuple[tuple[Span, ...], int]]:
    """A paragraph's sentences in balanced groups, each with its count of tokens."""
    return [
        (tuple(found[start:end]), sum(sizes[start:end])) for start, end in balanced(sizes, limits)
    ]


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the paragraphs between `start` and `end` lie."""
    edges = [start]
    for gap in _BLANK.finditer(text, start, end):
        edges += [gap.start(), gap.end()]
    edges.append(end)
    return list(zip(edges[::2], edges[1::2], strict=True))
