"""Documents and passages as JSON Lines and back, with every span checked on the way in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from twitchqa.errors import IndexDamaged
from twitchqa.records import Document, Passage, Provenance, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REBUILD = "Run 'twitchqa build' to make the index anew."


def document_row(document: Document) -> dict[str, Any]:
    """A document as plain values."""
    return {
        "id": document.id,
        "title": document.title,
        "text": document.text,
        "sections": [
            {"heading": part.heading, "start": part.span.start, "end": part.span.end}
            for part in document.sections
        ],
        "provenance": asdict(document.provenance),
        "sha256": document.sha256,
    }


def passage_row(passage: Passage) -> dict[str, Any]:
    """A passage as plain values."""
    return {
        "document": passage.document,
        "section": passage.section,
        "start": passage.span.start,
        "end": passage.span.end,
        "sentences": [[span.start, span.end] for span in passage.sentences],
        "text": passage.text,
    }


def to_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON Lines in UTF-8; the same rows give the same bytes."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def read_documents(content: bytes) -> dict[str, Document]:
    """The documents by id; raises IndexDamaged where a row or a span is wrong."""
    documents = {}
    for number, row in _rows(content):
        try:
            document = Document(
                id=row["id"],
                title=row["title"],
                text=row["text"],
                sections=tuple(
                    Section(part["heading"], Span(part["start"], part["end"]))
                    for part in row["sections"]
                ),
                provenance=Provenance(**row["provenance"]),
                sha256=row["sha256"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamaged(f"Document {number} of the index is broken.", REBUILD) from error
        if hashlib.sha256(document.text.encode()).hexdigest() != document.sha256:
            raise IndexDamaged(f"The text of {document.id} does not match its hash.", REBUILD)
        require_partition([part.span for part in document.sections], document)
        documents[document.id] = document
    return documents


def read_passages(content: bytes, documents: Mapping[str, Document]) -> tuple[Passage, ...]:
    """The passages in order; raises IndexDamaged where one is not its document's own text."""
    passages = []
    for number, row in _rows(content):
        try:
            document = documents[row["document"]]
            passage = Passage(
                document=document.id,
                title=document.title,
                section=row["section"],
                span=Span(row["start"], row["end"]),
                text=row["text"],
                sentences=tuple(Span(*pair) for pair in row["sentences"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamaged(f"Passage {number} of the index is broken.", REBUILD) from error
        if document.text[passage.span.start : passage.span.end] != passage.text:
            raise IndexDamaged(f"Passage {passage.id} is not the document's own text.", REBUILD)
        passages.append(passage)
    require_lossless(passages, documents)
    return tuple(passages)


def require_lossless(passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
    """Raise IndexDamaged unless the passages of each document partition its text."""
    spans: dict[str, list[Span]] = {name: [] for name in documents}
    for passage in passages:
        spans[passage.document].append(passage.span)
    for name, document in documents.items():
        require_partition(spans[name], document)


def require_partition(spans: Sequence[Span], document: Document) -> None:
    """Raise IndexDamaged unless the spans follow each other from the text's start to its end."""
    borders = [0, *(span.end for span in spans)]
    if [span.start for span in spans] != borders[:-1] or borders[-1] != len(document.text):
        raise IndexDamaged(f"The parts of {document.id} do not add up to its text.", REBUILD)


def _rows(content: bytes) -> Iterable[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            yield number, json.loads(line)
        except ValueError as error:
            raise IndexDamaged(f"Line {number} of the index is no JSON.", REBUILD) from error
