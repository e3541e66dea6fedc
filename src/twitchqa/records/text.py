"""Documents and the parts of them; offsets are code points, end-exclusive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span needs 0 <= start < end, not {self.start}, {self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """How many code points the two spans share; 0 when they are apart."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document comes from; None where the source does not say."""

    author: str | None = None
    author_credentials: str | None = None
    source: str | None = None
    licence: str | None = None
    published: str | None = None
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it; the sections of a document partition its text.

    `heading` is None for the text before the first heading. The span begins with the
    heading's own line.
    """

    heading: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article as plain text: headings on lines of their own, paragraphs apart by a blank line.

    `sha256` is of `text` in UTF-8, in hexadecimal.
    """

    id: str
    title: str
    text: str
    sections: tuple[Section, ...]
    provenance: Provenance
    sha256: str

    def section_of(self, span: Span) -> str | None:
        """The heading of the section in which `span` begins."""
        for section in self.sections:
            if section.span.start <= span.start < section.span.end:
                return section.heading
        return None

    def cut(self, span: Span, score: float | None = None) -> Quote:
        """The only way to make a quote: its words are the document's own.

        Raises ValueError when the span reaches beyond the text.
        """
        if span.end > len(self.text):
            raise ValueError(f"{span} reaches beyond the {len(self.text)} characters of {self.id}.")
        words = self.text[span.start : span.end]
        return Quote(words, self.id, self.title, self.section_of(span), span, score)


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section, the unit that is indexed, retrieved and read.

    The spans of a document's passages partition its text, so `span` may begin with a
    heading line and end with white space; `sentences` are the tight spans of the sentences
    inside it, in order. `text == document.text[span.start:span.end]`.
    """

    document: str
    title: str
    section: str | None
    span: Span
    text: str
    sentences: tuple[Span, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(
                f"A passage of {self.document} has a text of another length than its span."
            )
        if not all(self.span.holds(sentence) for sentence in self.sentences):
            raise ValueError(f"A sentence of {self.document} lies outside its passage {self.span}.")

    @property
    def id(self) -> str:
        """`document:start-end`, unique within a corpus."""
        return f"{self.document}:{self.span.start}-{self.span.end}"

    @property
    def header(self) -> str:
        """Title and section, the context that every model reads before the sentences."""
        return self.title if self.section is None else f"{self.title} - {self.section}"

    def sentence_texts(self) -> tuple[str, ...]:
        """The words of each sentence, in order."""
        return tuple(
            self.text[sentence.start - self.span.start : sentence.end - self.span.start]
            for sentence in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a document; made by `Document.cut` and nowhere else.

    `score` is the calibrated probability that the quote bears on the question, or None for
    a related passage of a decline.
    """

    text: str
    document: str
    title: str
    section: str | None
    span: Span
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The provenance of a document that a reply names."""

    document: str
    title: str
    provenance: Provenance
    sha256: str
