"""What flows through twitchqa: plain, frozen values that check themselves.

Nothing here reads a file, a clock or the environment, and nothing here imports another
module of ours. Offsets are Unicode code points of a document's text, end-exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

DISCLAIMER = (
    "This is general information from the articles named here. It is not medical advice "
    "and does not take the place of a doctor who can examine you. If you are worried, or "
    "if something changes or gets worse, talk to a doctor. In an emergency, call your "
    "local emergency number."
)


class Outcome(StrEnum):
    """Whether the corpus answered the question."""

    ANSWERED = "answered"
    DECLINED = "declined"


class Reason(StrEnum):
    """Why a question was declined, in the order in which the reasons are tried."""

    EMERGENCY = "emergency"
    NOT_A_QUESTION = "not_a_question"
    PERSONAL_MEDICAL_DECISION = "personal_medical_decision"
    NOT_IN_CORPUS = "not_in_corpus"
    NOT_STATED = "not_stated"


class Level(StrEnum):
    """How urgent a notice is."""

    EMERGENCY = "emergency"
    SEE_A_DOCTOR = "see_a_doctor"
    MEDICINE = "medicine"


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
class Hit:
    """A retrieved passage; a higher score is better, everywhere."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage: probabilities from 0 to 1.

    `evidence` has one number for each sentence of the passage, in order.
    """

    passage: Passage
    answerability: float
    evidence: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.evidence) != len(self.passage.sentences):
            raise ValueError("A reading needs one evidence probability for each sentence.")


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


@dataclass(frozen=True, slots=True)
class Notice:
    """Advice beside a reply, whatever its outcome; `rule` is the id of the rule that gave it."""

    level: Level
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes in reading order and the text made of them.

    `unanswered` holds the parts of the question that the corpus does not cover.
    """

    quotes: tuple[Quote, ...]
    text: str
    confidence: float
    truncated: bool = False
    unanswered: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("An answer needs at least one quote; decline instead.")


@dataclass(frozen=True, slots=True)
class Decline:
    """Why there is no answer, in words for the reader.

    `confidence` is the probability that declining is right; `related` holds the nearest
    passages' sentences and is filled only for `not_stated`.
    """

    reason: Reason
    text: str
    confidence: float
    related: tuple[Quote, ...] = ()

    def __post_init__(self) -> None:
        if self.related and self.reason is not Reason.NOT_STATED:
            raise ValueError(f"A decline for {self.reason} has no related passages.")


@dataclass(frozen=True, slots=True)
class Screening:
    """What the guard says of a question before anything is retrieved.

    A decline ends the matter. `question` is what is left to look up once instructions to
    the service have been set aside.
    """

    question: str
    notice: Notice | None = None
    decline: Decline | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person gets. The disclaimer is attached here and nowhere else: it is no argument."""

    id: str
    question: str
    result: Answer | Decline
    notice: Notice | None
    sources: tuple[Source, ...]
    index: str
    took_ms: float
    disclaimer: str = field(init=False, default=DISCLAIMER)

    @property
    def outcome(self) -> Outcome:
        """`answered` or `declined`."""
        return Outcome.ANSWERED if isinstance(self.result, Answer) else Outcome.DECLINED

    @property
    def reason(self) -> Reason | None:
        """Why the question was declined; None for an answer."""
        return self.result.reason if isinstance(self.result, Decline) else None

    @property
    def answer(self) -> str:
        """The text to read."""
        return self.result.text

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of an answer; none on a decline."""
        return self.result.quotes if isinstance(self.result, Answer) else ()

    @property
    def related(self) -> tuple[Quote, ...]:
        """The nearest passages of a `not_stated` decline, which are no answer."""
        return self.result.related if isinstance(self.result, Decline) else ()

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The parts of the question that the corpus does not cover."""
        return self.result.unanswered if isinstance(self.result, Answer) else ()

    def timed(self, took_ms: float) -> Reply:
        """The same reply with its duration in milliseconds."""
        return replace(self, took_ms=took_ms)
