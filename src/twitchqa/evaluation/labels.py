"""Where the labelled texts stand in the documents, and what quotes hold of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from twitchqa.errors import QuestionFileError
from twitchqa.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twitchqa.evaluation.cases import Case
    from twitchqa.records import Document

COVERED = 0.9
"""The share of a text's characters that quotes must hold, since sentences may be cut elsewhere."""
RIGHT = 0.5
"""The share of a quote that must lie in texts that may be quoted."""


@dataclass(frozen=True, slots=True)
class MissingText:
    """A labelled text that does not occur in its document, and so can never be covered."""

    case: str
    document: str
    text: str


@lru_cache(maxsize=16384)
def occurrences(text: str, document_text: str) -> tuple[Span, ...]:
    """Every place where `text` stands, in order; any white space matches any other.

    Labels are exact text, but a loader may have joined the lines of a paragraph.
    """
    words = (re.escape(word) for word in text.split())
    # The look-ahead finds places that overlap each other as well.
    pattern = re.compile("(?=(" + r"\s+".join(words) + "))")
    return tuple(Span(*found.span(1)) for found in pattern.finditer(document_text))


def held(span: Span, by: Iterable[Span]) -> int:
    """How many characters of `span` lie in at least one of the other spans."""
    count, reached = 0, span.start
    for other in sorted(by):
        start, end = max(other.start, reached), min(other.end, span.end)
        if start < end:
            count, reached = count + end - start, end
    return count


def covered(text: str, document_text: str, quotes: Sequence[Span]) -> bool:
    """Whether the quotes hold at least 90 % of the characters of one occurrence of `text`."""
    return any(
        held(place, quotes) >= COVERED * len(place) for place in occurrences(text, document_text)
    )


def point_covered(point: Iterable[str], document_text: str, quotes: Sequence[Span]) -> bool:
    """Whether one of the alternatives of a required point is covered."""
    return any(covered(text, document_text, quotes) for text in point)


def right(quote: Span, texts: Iterable[str], document_text: str) -> bool:
    """Whether at least half of the quote's characters lie in texts that may be quoted."""
    places = [place for text in texts for place in occurrences(text, document_text)]
    return held(quote, places) >= RIGHT * len(quote)


def check_cases(
    cases: Iterable[Case], documents: Mapping[str, Document]
) -> tuple[MissingText, ...]:
    """The labelled texts that do not occur in their document, in the order of the cases.

    Raises QuestionFileError when a case with such texts is about a document that is not
    in the corpus, since every measure would then be about something else.
    """
    missing = []
    for case in cases:
        if not case.texts:
            continue
        if case.document not in documents:
            raise QuestionFileError(
                f"Question {case.id} is about the document '{case.document}', "
                "which is not in the corpus.",
                "Evaluate over the corpus that the questions were written for.",
            )
        document_text = documents[case.document].text
        missing += [
            MissingText(case.id, case.document, text)
            for text in case.texts
            if not occurrences(text, document_text)
        ]
    return tuple(missing)
