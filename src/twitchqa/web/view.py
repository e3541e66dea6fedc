"""What the page shows beside a reply: where a quote stands, notes on it and words explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.records import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.editor import Editor, Note
    from twitchqa.records import Document, Quote, Reply


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with the editors' notes that touch it."""

    quote: Quote
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The quotes of a reply, or a decline's related passages, and the words explained in them.

    `unanswered` holds the parts of the question that the answer's text does not name itself.
    """

    quotes: tuple[QuoteView, ...] = ()
    unanswered: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()


def view_of(reply: Reply, editor: Editor) -> ReplyView:
    """The reply's quotes with what the editors say of them."""
    quotes = reply.quotes or reply.related
    return ReplyView(
        tuple(
            QuoteView(quote, tuple(note for note in editor.notes if note.touches(quote)))
            for quote in quotes
        ),
        tuple(part for part in reply.unanswered if part not in reply.answer),
        editor.terms_in(quotes),
    )


def kind_of(reply: Reply) -> str:
    """`answered`, or the reason of the decline: each has a look of its own.

    Someone who may harm themselves is met with calm words and colours: `self_harm`.
    """
    if reply.reason is None:
        return reply.outcome.value
    if reply.reason is Reason.EMERGENCY and reply.notice and reply.notice.rule == "self-harm":
        return "self_harm"
    return reply.reason.value


def heading_of(documents: Sequence[Document]) -> str:
    """What the page is called: for one article, its subject."""
    if len(documents) != 1:
        return "Ask our health articles"
    return f"Ask about {subject(documents[0].title, documents[0])}"


def subject(heading: str, document: Document) -> str:
    """The heading's first part in small letters, names kept.

    A word is a name when it has a capital inside ('ALS') or the document's sentences write it
    with a capital after a small word ('Bell').
    """
    first = re.split(r"\s*[:?]\s*", heading.strip(), maxsplit=1)[0]
    sentences = (line for line in document.text.split("\n") if line.endswith("."))
    names = set(re.findall(r"\b[a-z][\w'-]*[,;]? (?=([A-Z]\w*))", "\n".join(sentences)))

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in names or word[1:] != word[1:].lower() else word.lower()

    return re.sub(r"\w+", lowered, first)


def place(quote: Quote, one: bool) -> str:
    """Where the quote stands, in words; with one article, its name need not be said."""
    if quote.section is None:
        return quote.title
    return quote.section if one else f"{quote.section} · {quote.title}"


def address_path(quote: Quote) -> str:
    """The path of the article's own page, opened at the quote."""
    return f"/documents/{quote.document}?quote={quote.span.start}-{quote.span.end}#quote"


def numbers(text: str) -> list[tuple[str, str]]:
    """The text in parts, each with the number to call when it is one, such as 112 or 116 123."""
    parts = re.split(r"(?<!\d)(\d{2,3}(?: \d{3})?)(?!\d)", text)
    return [
        (part, part.replace(" ", "") if place % 2 else "")
        for place, part in enumerate(parts)
        if part
    ]
