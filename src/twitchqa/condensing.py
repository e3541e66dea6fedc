"""A long message -> what the models can read of it.

Encoder and reader see a limited number of tokens, and a question behind a long tale would be cut
off unread. What asks is kept, with what stands before it and with the beginning, where most people
say what it is about; of a tale that asks nothing, the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twitchqa.chunking import sentences
from twitchqa.parts import STARTS_ASKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 45
"""About 60 tokens; with as many again and more, a passage of four sentences fits beside them."""

CLAUSE_END = re.compile(r"(?<=[,;:])\s+|\s+(?=[-\u2013\u2014]\s)|\n")


def condensed(message: str) -> str:
    """The message where it is short, else the sentences of it that say most of what is asked.

    They come in their own order. Of a single sentence that is too long, the clauses, and of a
    clause the words, at its end are kept.
    """
    if len(message.split()) <= MOST_WORDS:
        return message
    stretches = [message[span.start : span.end] for span in sentences(message)] or [message]
    if len(stretches) == 1:
        stretches = [part for part in CLAUSE_END.split(message) if part.strip()]
    kept: set[int] = set()
    room = MOST_WORDS
    for place in by_worth(stretches):
        size = len(stretches[place].split())
        if place not in kept and size <= room:
            kept.add(place)
            room -= size
        elif not kept:
            last = stretches[place].split()[-MOST_WORDS:]
            return " ".join(last)
    return " ".join(stretches[place].strip() for place in sorted(kept))


def by_worth(stretches: list[str]) -> Iterator[int]:
    """Places to keep: those that ask from the last on, what stands before these, the first."""
    places = range(len(stretches) - 1, -1, -1)
    asking = [place for place in places if asks(stretches[place])]
    yield from asking or places
    yield from (place - 1 for place in asking if place)
    yield 0


def asks(stretch: str) -> bool:
    """Whether a sentence or clause asks something."""
    words = stretch.strip()
    return words.endswith("?") or STARTS_ASKING.match(words) is not None
