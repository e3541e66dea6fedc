"""A question -> its parts, where it asks two or more things at once.

A part begins a new question word or verb after 'and', a comma, a semicolon, a dash, a new line or
the end of a sentence, so that 'cramps and spasms' stays together and 'what does it do, and what
does it cost?' does not. What is said before the first of them ('my son has SVT: what is that, and
how long does it last?') asks nothing; every part is read with it. The parts are exact stretches
of the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WH = (
    r"(?:what(?:['\u2019]?s)?|which|who(?:['\u2019]s|m|se)?|when|where(?:['\u2019]s)?|why|"
    r"how(?:['\u2019]?s)?)\b"
)
HAVE = r"(?:has|have)\b"
VERB = (
    r"(?:am(?=\s+i\b)|is|are|was|were|do|does|did|can(?!['\u2019]t\b)|could|should|would|will|has|"
    r"have|must|may|might)\b(?!\s+(?:appreciate|be|been|like|love|not|to)\b)"
)
PRONOUN = r"(?:i|you|he|she|it|we|they)\b"
OWN = r"(?:the|an?|my|your|his|her|its|our|their|this|that|these|those|there)\b"
PREPOSITION = r"(?:after|at|by|for|from|in|of|on|since|to|under|until|with|within)"
AFTER_PREPOSITION = rf"{PREPOSITION}\s+{WH}\s+(?!{OWN})(?:\w+\s+){{0,3}}?{VERB}"
REQUEST = (
    r"(?:(?:can|could|will|would)\s+you\s+)?(?:please\s+)?(?:"
    r"(?:describe|explain)\s+(?!(?:it|me|please|that|this|to|why)\b)\w|"
    rf"tell\s+(?:me|us)\s+(?:about|{WH}))"
)
ASKS = (
    rf"(?:(?:then|rather|well|also)\s+|so\s+(?={WH}))?"
    rf"(?:{WH}|{AFTER_PREPOSITION}|{VERB}|{REQUEST})"
)
NUMBER = r"\(?[1-9][.)]\s+"
ITEM = re.compile(rf"\s*{NUMBER}")
BREAK = re.compile(
    r"(?P<mark>(?<!\?)\?++\s*+|(?<=[^\W_]{2})[.!\u2026]++\s++|[,;]\s*+|:\s++|"
    r"(?<!\s)(?:\s++[-\u2013\u2014]++\s++|(?=[^\S\r\n]*+[\r\n])\s++|\s++(?=and\b)))"
    rf"(?:{NUMBER})?(?:(?:and|or|but|also|if\s+(?:not|so))\b,?\s*)*(?={ASKS})",
    re.IGNORECASE,
)
STARTS_ASKING = re.compile(
    rf"(?!(?:{HAVE}|was\b|were\b)\s+(?:been|got|no|some|told|\w+ed)\b)(?!when\s+(?:{PRONOUN}|{OWN})){ASKS}",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    rf"{WH}\s+(?:(?:far|long|many|much|often|old|soon)\s+)?{PRONOUN}", re.IGNORECASE
)
"""'how it ends': no question of its own beside another of the kind, as in 'of when it begins'."""

RELATIVE = re.compile(
    rf"(?!(?:who|{PREPOSITION}\s+{WH}(?:\s+\w+){{0,3}}?)\s+{VERB}\s+(?:{PRONOUN}|{OWN}))(?:"
    rf"(?:which|who(?:m|se)?)\s+(?:{VERB}|{PRONOUN}|{OWN})|(?:when|where)\s+(?!{VERB})|"
    rf"{AFTER_PREPOSITION})",
    re.IGNORECASE,
)
"""'which is getting worse': after no more than a comma, it says something of what was named."""

TOLD = re.compile(r"(?:which|who(?:m|se)?|when|where)\b[^?!.\r\n]*+\.\s", re.IGNORECASE)
"""'which frightens me.' goes on telling, whatever its verb, where a full stop ends it."""

INVERTED = (
    rf"(?!{VERB})|(?!{HAVE}){VERB}\s+{PRONOUN}|{HAVE}\s+(?:i|you|he|she|we|they)\b|has\s+it\b"
)
ASKS_AFTER_AND = re.compile(INVERTED, re.IGNORECASE)
ASKS_AFTER_MARK = re.compile(rf"{INVERTED}|(?!{HAVE}){VERB}\s+{OWN}", re.IGNORECASE)
"""After a statement: 'she has X and is tired' still says, 'and is she ill' asks."""

FEWEST_WORDS = 3
SHORT = re.compile(r"(?:what|who|how|where)['\u2019]?s\s+\w+", re.IGNORECASE)  # 'whats that'
MOST_PARTS = 6
EDGES = " ,;:?!-\u2013\u2014\r\n\t"

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


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks.

    `text` is an exact stretch of the question. `alone` is that with what was said before the
    first part, `in_context` with the first part as well, so that 'it' has a meaning.
    """

    text: str
    alone: str
    in_context: str


def split_question(question: str) -> tuple[Part, ...]:
    """The parts of a question in order; where it has one part, that is the whole question."""
    whole = question.strip()
    pieces = list(_pieces(question))
    said = [piece for piece, asks in pieces[:1] if not asks]
    asking = [piece for piece, _ in pieces[len(said) :]]
    if not 2 <= len(asking) <= MOST_PARTS:
        return (Part(whole, whole, whole),)
    return tuple(
        Part(text, ": ".join([*said, text]), ": ".join([*said, *asking[: min(place, 1)], text]))
        for place, text in enumerate(asking)
    )


def _pieces(question: str) -> list[tuple[str, bool]]:
    """The question cut where something is asked anew, and whether each piece asks.

    Only the first may ask nothing; it does ask where a question mark ends it. What asks in two
    words ('Why?') stays with the piece before it, or with the next where it is the first.
    """
    rest = question.rstrip()
    item = ITEM.match(rest)
    start = item.end() if item else 0
    found: list[tuple[int, int, bool]] = []
    for cut in BREAK.finditer(rest):
        piece = rest[start : cut.start()].strip(EDGES)
        asks = "?" in cut["mark"] or STARTS_ASKING.match(piece) is not None
        within = CLAUSE.match(rest, cut.end()) and CLAUSE.search(piece, 1)
        if piece and "?" not in cut["mark"] and (within or not _begins_anew(rest, cut, asks)):
            continue
        if piece:
            found.append((start, cut.start(), asks))
        start = cut.end()
    last = rest[start:].strip(EDGES)
    found.append((start, len(rest), STARTS_ASKING.match(last) is not None))
    return [(rest[begin:end].strip(EDGES), asks) for begin, end, asks in _joined(rest, found)]


def _joined(text: str, found: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """The same stretches, where two ask and one of them is too short to stand alone as one."""
    joined = [found[0]]
    for begin, end, asks in found[1:]:
        before, until, asked = joined[-1]
        pair = (text[before:until], text[begin:end])
        if asks and asked and not all(_is_long_enough(one.strip(EDGES)) for one in pair):
            joined[-1] = (before, end, True)
        else:
            joined.append((begin, end, asks))
    return joined


def _begins_anew(text: str, cut: re.Match[str], asks: bool) -> bool:
    """Whether what follows a possible cut asks something of its own; `asks`: so does the last."""
    mark, joint = cut["mark"].strip(), cut.group().strip()
    loose = joint == "," or (not asks and mark in {"", ","})
    if loose and RELATIVE.match(text, cut.end()):
        return False
    if not asks and mark == "," and TOLD.match(text, cut.end()):
        return False
    joined = joint.casefold().isalpha()  # by 'and' alone
    inverted = ASKS_AFTER_AND if joined else ASKS_AFTER_MARK
    return (asks and joint != "") or inverted.match(text, cut.end()) is not None


def _is_long_enough(piece: str) -> bool:
    return len(piece.split()) >= FEWEST_WORDS or bool(SHORT.fullmatch(piece))


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
