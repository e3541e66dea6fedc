"""The editor's words beside the corpus: notes on passages, and a glossary in the corpus's words.

`notes.toml` and `glossary.toml` lie in the corpus folder; either may be missing. A note says
something about a passage and is always marked as the editor's. A glossary entry says nothing
of its own: it points at the sentence of a document that explains the term. Text that is not
in its document is an error, so that neither can outlive a change of the article.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twitchqa.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twitchqa.records import Document, Quote

NOTES, GLOSSARY = "notes.toml", "glossary.toml"


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor says of a passage; `start` and `end` are where it stands in the document."""

    document: str
    quote: str
    note: str
    author: str
    start: int = -1
    end: int = -1

    def touches(self, quote: Quote) -> bool:
        """Whether the note's passage and the quote share a character."""
        same = self.document == quote.document
        return same and self.start < quote.span.end and quote.span.start < self.end


@dataclass(frozen=True, slots=True)
class Term:
    """A hard word and the document's own words that explain it."""

    term: str
    variants: tuple[str, ...]
    document: str
    text: str

    def stands_in(self, text: str) -> bool:
        """Whether the term or a variant of it is one of the text's words."""
        return any(_whole_word(form, text) for form in (self.term, *self.variants))


@dataclass(frozen=True, slots=True)
class Editor:
    """All notes and terms of a corpus. Empty when the corpus has none."""

    notes: tuple[Note, ...] = ()
    glossary: tuple[Term, ...] = ()

    def notes_on(self, quote: Quote) -> tuple[str, ...]:
        """The notes that touch a quote, each marked as the editor's."""
        return tuple(
            f"Note from {note.author}: {note.note}" for note in self.notes if note.touches(quote)
        )

    def terms_in(self, quotes: Iterable[Quote]) -> tuple[tuple[str, str], ...]:
        """Terms of the quotes with the corpus's words on them, in the glossary's order.

        A term that a quote explains itself is left out.
        """
        texts = [quote.text for quote in quotes]
        return tuple(
            (term.term, term.text)
            for term in self.glossary
            if any(term.stands_in(text) for text in texts)
            and not any(term.text in text for text in texts)
        )


def load_notes(folder: Path) -> tuple[Note, ...]:
    """The notes of a corpus folder, not yet held against its documents.

    Raises CorpusError when the file cannot be read or a note lacks a field.
    """
    return tuple(_note(table, folder / NOTES) for table in _tables(folder / NOTES, "note"))


def load_glossary(folder: Path) -> tuple[Term, ...]:
    """The glossary of a corpus folder, not yet held against its documents.

    Raises CorpusError when the file cannot be read or a term lacks a field.
    """
    return tuple(_term(table, folder / GLOSSARY) for table in _tables(folder / GLOSSARY, "term"))


def load_editor(folder: Path, documents: Mapping[str, Document]) -> Editor:
    """Notes and glossary of a corpus folder, every text found in its document.

    Raises CorpusError for a text that its document does not hold. Words about a document that
    the corpus does not hold are left out: the corpus may be a part of a larger one.
    """
    notes = (note for note in load_notes(folder) if note.document in documents)
    terms = tuple(term for term in load_glossary(folder) if term.document in documents)
    for term in terms:
        _find(term.text, documents[term.document], folder / GLOSSARY)
    return Editor(tuple(_placed(note, documents[note.document], folder) for note in notes), terms)


def read_editor(content: Mapping[str, Any]) -> Editor:
    """The editor's words from what `dataclasses.asdict` makes of them, through JSON or not."""
    notes = tuple(Note(**table) for table in content.get("notes", ()))
    terms = (
        Term(**{**table, "variants": tuple(table["variants"])})
        for table in content.get("glossary", ())
    )
    return Editor(notes, tuple(terms))


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    """The tables [[name]] of a TOML file; none when there is no file."""
    if not path.is_file():
        return []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    except (OSError, ValueError) as problem:
        raise CorpusError(f"{path.name} cannot be read: {problem}.", "Mend the file.") from problem
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CorpusError(f"{path.name} holds no list of [[{name}]].", "Mend the file.")
    return tables


def _note(table: Mapping[str, Any], path: Path) -> Note:
    text = _texts(table, ("document", "quote", "note", "author"), path)
    return Note(text["document"], text["quote"], text["note"], text["author"])


def _term(table: Mapping[str, Any], path: Path) -> Term:
    variants = table.get("variants", [])
    if not isinstance(variants, list) or not all(isinstance(form, str) for form in variants):
        raise _wrong_field("variants", path)
    text = _texts(table, ("term", "document", "text"), path)
    return Term(text["term"], tuple(variants), text["document"], text["text"])


def _texts(table: Mapping[str, Any], names: Iterable[str], path: Path) -> dict[str, str]:
    """The named fields, each of which must be a text with something in it."""
    for name in names:
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise _wrong_field(name, path)
    return {name: table[name] for name in names}


def _wrong_field(name: str, path: Path) -> CorpusError:
    return CorpusError(f"An entry of {path.name} has no right field '{name}'.", "Mend the entry.")


def _placed(note: Note, document: Document, folder: Path) -> Note:
    start = _find(note.quote, document, folder / NOTES)
    end = start + len(note.quote)
    return Note(note.document, note.quote, note.note, note.author, start, end)


def _find(text: str, document: Document, path: Path) -> int:
    """Where a text stands in its document."""
    start = document.text.find(text)
    if start < 0:
        raise CorpusError(
            f"{path.name} quotes words that {document.id} does not hold: {text[:60]!r}.",
            "Copy the words from the document as it is now, or take the entry out.",
        )
    return start


def _whole_word(form: str, text: str) -> bool:
    """Whether the form stands in the text with no letter right before or after it."""
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None
