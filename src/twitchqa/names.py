"""Other names that the articles themselves give: 'ALS, also called motor neuron disease'.

A question that uses the other name is read with the name that heads the section or the article,
since a passage says it once and then speaks of 'this condition'.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twitchqa.records import Passage

CALLED = re.compile(
    r"\b(?:also|otherwise|sometimes|commonly|formerly)\s+"
    r"(?:called|known\s+as|referred\s+to\s+as)\s+(?:the\s+|an?\s+)?"
    r"(?P<names>[^.;:()]+?)(?=,\s|[.;:()]|\s+(?:is|are|was|refers?|means)\b|$)",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s+or\s+")
BRACKETS = re.compile(r"\s*\(.*?\)")
FEWEST_WORDS, MOST_WORDS = 2, 5


class OtherNames:
    """The other names in some passages, each with the heading or title that it stands for."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        found: dict[str, set[str]] = {}
        for passage in passages:
            for name, heading in _other_names(passage):
                found.setdefault(_folded(name), set()).add(heading)
        # A name with several meanings says nothing about which one is meant.
        self._headings = {name: min(meant) for name, meant in found.items() if len(meant) == 1}
        longest = sorted(self._headings, key=lambda name: (-len(name), name))
        # An apostrophe may be left out or curly.
        names = "|".join(re.escape(name).replace("'", "['\u2019]?") for name in longest)
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None
        self._bare = {_bare(name): heading for name, heading in self._headings.items()}

    def in_own_words(self, question: str) -> str:
        """The question with headings in the place of other names."""
        if self._pattern is None:
            return question
        # Letters that an expression takes for each other may not fold alike, as 'i' without a dot.
        return self._pattern.sub(lambda match: self._bare.get(_bare(match[0]), match[0]), question)


def _other_names(passage: Passage) -> Iterator[tuple[str, str]]:
    """Names of a few words that a sentence gives to what the heading or the title names."""
    for sentence in passage.sentence_texts():
        for match in CALLED.finditer(sentence):
            before = sentence[: match.start()].casefold()
            for heading in (passage.section, passage.title):
                own = BRACKETS.sub("", heading or "").casefold()
                if own and own in before:
                    names = JOINED.split(match["names"])
                    fitting = (name for name in names if _is_name(name) and _folded(name) != own)
                    yield from ((name, str(heading)) for name in fitting)
                    break


def _is_name(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("\u2019", "'").split())


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name.casefold())
