"""The corpus as JSON: what there is, and each document's text, sections and provenance."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict

from twitchqa.editor import Editor

if TYPE_CHECKING:
    from twitchqa import records


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class ProvenanceOut(_Wire):
    """Where a document comes from; null where the source does not say."""

    author: str | None
    author_credentials: str | None
    source: str | None
    licence: str | None
    published: str | None
    reviewed: str | None


class SectionOut(_Wire):
    """A heading and all that stands under it; the first may have none (null)."""

    heading: str | None
    start: int
    end: int


class DocumentSummary(_Wire):
    """A document without its text. `sha256` is of the text in UTF-8."""

    id: str
    title: str
    characters: int
    provenance: ProvenanceOut
    sha256: str

    @classmethod
    def of(cls, document: records.Document) -> Self:
        """All but the text."""
        return cls(
            id=document.id,
            title=document.title,
            characters=len(document.text),
            provenance=ProvenanceOut(**asdict(document.provenance)),
            sha256=document.sha256,
        )


class DocumentList(_Wire):
    """Every document that the index knows."""

    documents: list[DocumentSummary]


class NoteOut(_Wire):
    """What an editor says of the characters from `start` to `end`; no word of the article."""

    start: int
    end: int
    note: str
    author: str


class TermOut(_Wire):
    """A hard word of the document, its other forms, and the corpus's own words that explain it."""

    term: str
    variants: list[str]
    text: str


class DocumentOut(DocumentSummary):
    """A document: plain text and its sections; offsets count Unicode code points.

    `notes` and `glossary` are the editors' words beside it, not part of its text.
    """

    text: str
    sections: list[SectionOut]
    notes: list[NoteOut]
    glossary: list[TermOut]

    @classmethod
    def of(cls, document: records.Document, editor: Editor | None = None) -> Self:
        """The whole document."""
        said = editor or Editor()
        return cls(
            **DocumentSummary.of(document).model_dump(),
            text=document.text,
            sections=[
                SectionOut(heading=part.heading, start=part.span.start, end=part.span.end)
                for part in document.sections
            ],
            notes=[
                NoteOut(start=note.start, end=note.end, note=note.note, author=note.author)
                for note in said.notes
                if note.document == document.id
            ],
            glossary=[
                TermOut(term=term.term, variants=list(term.variants), text=term.text)
                for term in said.glossary
                if term.stands_in(document.text)
            ],
        )
