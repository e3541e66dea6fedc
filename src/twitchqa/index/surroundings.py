"""The sentences around a sentence, whatever passages they were cut into."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twitchqa.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Surroundings:
    """What stands around a sentence, over the passages of an index in the order of their texts."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._rows = {(passage.document, passage.span): row for row, passage in enumerate(passages)}

    def of(self, passage: Passage, sentence: Span, reach: int) -> Passage:
        """The sentence with `reach` neighbours on each side, as far as its section has them."""
        row = self._rows[passage.document, passage.span]
        first = row
        while first > max(0, row - reach) and not self._opens(first):
            first -= 1
        last = row
        while last < min(len(self._passages) - 1, row + reach) and not self._opens(last + 1):
            last += 1
        near = self._passages[first : last + 1]
        sentences = [one for each in near for one in each.sentences]
        place = sentences.index(sentence)
        return _cut(near, tuple(sentences[max(0, place - reach) : place + reach + 1]))

    def _opens(self, row: int) -> bool:
        """Whether a passage begins a section or a document: its heading is no sentence of it."""
        passage, before = self._passages[row], self._passages[row - 1]
        if row == 0 or (before.document, before.section) != (passage.document, passage.section):
            return True
        own = passage.sentences
        return not own or passage.text[: own[0].start - passage.span.start].strip() != ""


def _cut(near: Sequence[Passage], sentences: tuple[Span, ...]) -> Passage:
    """These sentences of neighbouring passages as one passage."""
    span = Span(sentences[0].start, sentences[-1].end)
    start = near[0].span.start
    text = "".join(passage.text for passage in near)[span.start - start : span.end - start]
    return replace(near[0], span=span, text=text, sentences=sentences)
