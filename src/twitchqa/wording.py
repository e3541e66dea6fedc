"""The few words around the quotes: lead-ins, declines, and when a sentence needs its neighbour."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twitchqa.records import Document, Quote

HANGING = re.compile(
    r"^(?:however|though|although|but|also|instead|therefore|thus|in addition|besides|"
    r"it|its|they|their|them|these|those|this|that|such|he|she|his|her|both|some|others?|"
    r"the (?:affected|patient|condition|disease|disorder|drug|treatment|symptoms?|type)|"
    r"in (?:these|such|some|this|later|the later|the absence))\b|^\w+:",
    re.IGNORECASE,
)
"""Sentences that lean on what was said before them begin like this, or with a label."""

NAMELESS = re.compile(
    r"\b(?:this|these|that|those|such) (?:drug|medicine|medication|pill|tablet)s?\b", re.IGNORECASE
)
"""A sentence about a medicine that another sentence names. Shown alone, it could be taken for
advice about any medicine, so it is never shown without the sentence before it."""


def leans(text: str) -> bool:
    """Whether a sentence needs one before it to be understood; a label is enough by itself."""
    start = HANGING.match(text)
    return bool(NAMELESS.search(text)) or (start is not None and not start[0].endswith(":"))


def answer_text(
    quotes: Sequence[Quote], documents: Mapping[str, Document], unanswered: Sequence[str]
) -> str:
    """The quoted sentences in order, a paragraph for each section, with lead-ins.

    A section's heading leads in unless the first sentence names it: the sentence may be about
    another illness than the one that was asked about, and whoever reads it must see that.
    """
    several = len({(quote.document, quote.section) for quote in quotes}) > 1
    paragraphs = []
    for _, group in groupby(quotes, key=lambda quote: (quote.document, quote.section)):
        members = list(group)
        hangs = any(_hangs(quote, documents[quote.document], members) for quote in members)
        named = members[0].section is None or _names(members[0].text, members[0].section)
        needed = several or hangs or not named
        lead = f"{members[0].section or members[0].title}: " if needed else ""
        paragraphs.append(lead + " ".join(quote.text for quote in members))
    if unanswered:
        parts = "; ".join(
            f"\N{LEFT DOUBLE QUOTATION MARK}{part}\N{RIGHT DOUBLE QUOTATION MARK}"
            for part in unanswered
        )
        paragraphs.append(f"The articles do not answer this part of your question: {parts}.")
    return "\n\n".join(paragraphs)


def _names(text: str, heading: str) -> bool:
    """Whether the text names what the heading names, leaving out what stands in brackets."""
    return re.sub(r"\s*\(.*?\)", "", heading).casefold() in text.casefold()


def _hangs(quote: Quote, document: Document, shown: Sequence[Quote]) -> bool:
    """Whether the sentence leans on one before it that is not shown."""
    if not HANGING.match(quote.text):
        return False
    return not any(
        other.span.end <= quote.span.start
        and not document.text[other.span.end : quote.span.start].strip()
        for other in shown
    )


def not_in_corpus_text(documents: Mapping[str, Document]) -> str:
    """Says what the corpus is about, so that the next question can fit."""
    titles = [document.title for document in documents.values()]
    if len(titles) == 1:
        return (
            "I cannot answer this. I only know one article, "
            f"\N{LEFT DOUBLE QUOTATION MARK}{titles[0]}\N{RIGHT DOUBLE QUOTATION MARK}, "
            "and your question seems to be about something else. "
            "If it is not, ask again and name what it is about. I only read English."
        )
    named = ", ".join(titles[:5])
    more = f" and {len(titles) - 5} more" if len(titles) > 5 else ""
    return (
        f"I cannot answer this. I only know articles about: {named}{more}. "
        "If your question is about one of them, ask again and name it. I only read English."
    )


def not_stated_text(related: Sequence[Quote]) -> str:
    """Says that the articles are silent, and that what is shown beside it is no answer."""
    shown = " The lines below come closest, but they are not an answer." if related else ""
    return f"I could not find this in the article.{shown} A doctor or a pharmacist may know."
