"""A question -> its parts, where it asks two or more things at once.

A part begins a new question word or verb after 'and', 'or', a semicolon or a question mark,
so that 'cramps and spasms' stays together and 'what does it do, and what does it cost?' does
not. The parts are exact stretches of the question.
"""

from __future__ import annotations

import re

ASKS = (
    r"(?:what(?:'s)?|which|who(?:m|se)?|when|where|why|how|is|are|was|were|do|does|did|can|could|"
    r"should|would|will|has|have|must|may)\b"
)
BREAK = re.compile(
    rf"(?:\?+\s*|[,;]\s+|\s+(?=and\b))(?:(?:and|or|but|also)\b,?\s*)*(?={ASKS})",
    re.IGNORECASE,
)
STARTS_ASKING = re.compile(rf"{ASKS}", re.IGNORECASE)
FEWEST_WORDS = 3
MOST_PARTS = 4


def split_question(question: str) -> tuple[str, ...]:
    """The parts of a question in order, or the question itself where it has one part."""
    pieces = [piece.strip(" ,;?") for piece in BREAK.split(question)]
    pieces = [piece for piece in pieces if piece]
    whole = (question.strip(),)
    if not 2 <= len(pieces) <= MOST_PARTS:
        return whole
    if any(len(piece.split()) < FEWEST_WORDS for piece in pieces):
        return whole
    if not STARTS_ASKING.match(pieces[0]):
        return whole
    return tuple(pieces)


def in_context(part: str, question: str) -> str:
    """A later part with the whole question before it, so that 'it' and 'they' have a meaning."""
    if question.startswith(part):
        return part
    first = BREAK.split(question, maxsplit=1)[0].strip()
    return f"{first}: {part}"
