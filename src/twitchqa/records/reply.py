"""What a person gets: an answer or a decline, and never without the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twitchqa.records.text import Quote, Source

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
    """What a person gets. The disclaimer is attached here and nowhere else: it is no argument.

    `took_ms` is the whole duration in milliseconds, `stages` how it was spent, in order.
    """

    id: str
    question: str
    result: Answer | Decline
    notice: Notice | None
    sources: tuple[Source, ...]
    index: str
    took_ms: float
    stages: tuple[tuple[str, float], ...] = ()
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
