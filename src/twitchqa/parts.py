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

PAIR = re.compile(
    r"(?P<before>.*\b(?P<place>about|against|by|for|from|in|of|on|to|with)\s+)(?P<one>[^,;?.]+?)"
    r"\s+and\s+(?P=place)\s+(?P<other>[^,;?.]+?)(?P<after>[\s?.!]*)",
    re.IGNORECASE | re.DOTALL,
)
WEIGHED = re.compile(
    r"\b(?:between|compare[ds]?|comparing|differ\w*|distinguish|both|than|versus|vs|common)\b",
    re.IGNORECASE,
)
MOST_WORDS = 5


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


def for_each(question: str) -> tuple[str, ...]:
    """'What helps in A and in B?' as 'What helps in A?' and 'What helps in B?', else nothing.

    One question seldom finds what two sections say; two do. What is asked of both together, as
    a difference is, cannot be asked of each.
    """
    pair = PAIR.fullmatch(question.strip())
    if pair is None or WEIGHED.search(question) or len(split_question(question)) > 1:
        return ()
    each = (pair["one"], pair["other"])
    if any(len(name.split()) > MOST_WORDS or STARTS_ASKING.match(name) for name in each):
        return ()
    return tuple(f"{pair['before']}{name}{pair['after']}" for name in each)
