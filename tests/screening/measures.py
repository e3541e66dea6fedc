"""How the guard does on the labelled screening set. See README.md beside this file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from twitchqa.evaluation.scores import wilson
from twitchqa.guard import Listener, load_guard
from twitchqa.records import Level, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twitchqa.guard import Guard
    from twitchqa.records import Screening

FOLDER = Path(__file__).parent
MODELS = FOLDER.parent.parent / "models"
LEARNT = (
    "written",
    "others-written",
    "other-illnesses-written",
    "everyday-written",
    "terse-written",
    "asides-written",
)
"""The files that rules or network are made with."""
EITHER = "any"
SEE_A_DOCTOR = Level.SEE_A_DOCTOR.value
DECISION = Reason.PERSONAL_MEDICAL_DECISION.value
EMERGENCY = Reason.EMERGENCY.value


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message; `decline` and `notice` are None for 'must not be', 'any' for either.

    `about` says what an emergency or a decision is about, where its author noted it.
    """

    id: str
    message: str
    kind: str
    emergency: bool
    decline: str | None
    notice: str | None
    language: str
    about: str = ""

    @property
    def self_harm(self) -> bool:
        """Whether it is an emergency about suicide or self-harm."""
        return self.about == "self-harm"

    @property
    def lookalike(self) -> bool:
        """Whether it sounds like an emergency and is none."""
        return self.kind.startswith("look-alike")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message with what the guard made of it."""

    message: Message
    decline: str | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """How often something was so: `hits` of `count`."""

    name: str
    hits: int
    count: int

    @property
    def share(self) -> float:
        """The share of hits."""
        return self.hits / self.count

    def line(self) -> str:
        """The measure as a line of the table."""
        low, high = wilson(self.share, self.count)
        of = f"{self.hits} of {self.count}"
        return f"| {self.name} | {of} | {self.share:.1%} | {low:.1%} to {high:.1%} |"


def load_half(half: str) -> list[Message]:
    """The messages of one of the files: see README.md."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Message(**json.loads(line)) for line in lines]


@cache
def shipped_guard() -> Guard:
    """The packaged rules with the network of `models/`."""
    return load_guard(listener=Listener(MODELS / "screener"))


def screen_all(messages: Sequence[Message]) -> list[Outcome]:
    """What the shipped guard makes of every message."""
    guard = shipped_guard()
    return [_outcome(message, guard.screen(message.message)) for message in messages]


def measure(outcomes: Sequence[Outcome]) -> dict[str, Measure]:
    """Every measure that applies, by its name; see README.md for what each means."""

    def count(name: str, among: Callable[[Outcome], bool], hit: Callable[[Outcome], bool]) -> None:
        chosen = [outcome for outcome in outcomes if among(outcome)]
        if chosen:
            found[name] = Measure(name, sum(map(hit, chosen)), len(chosen))

    found: dict[str, Measure] = {}
    count("emergencies noticed", lambda one: one.message.emergency, _alarmed)
    count("false alarms", lambda one: not one.message.emergency, _alarmed)
    count("false alarms on look-alikes", lambda one: one.message.lookalike, _alarmed)
    count("personal decisions caught", lambda one: one.message.decline == DECISION, _decided)
    count("general twins caught", lambda one: one.message.kind == "general twin", _decided)
    count("other questions caught as decisions", _answerable, _decided)
    count("instructions alone, set aside", _idle, lambda one: one.decline == one.message.decline)
    count("ordinary questions let through", _ordinary, lambda one: one.decline is None)
    count("warning signs noticed", _warning, lambda one: one.notice == one.message.notice)
    count("notices where none belongs", _calm, lambda one: one.notice is not None)
    return found


def wrong(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes that differ from their label."""
    return [
        one
        for one in outcomes
        if one.message.decline not in (EITHER, one.decline)
        or (one.decline is None and one.message.notice not in (EITHER, one.notice))
    ]


def _outcome(message: Message, screening: Screening) -> Outcome:
    decline = screening.decline.reason.value if screening.decline else None
    notice = screening.notice.level.value if screening.notice else None
    return Outcome(message, decline, notice)


def _alarmed(one: Outcome) -> bool:
    return one.decline == EMERGENCY


def _decided(one: Outcome) -> bool:
    return one.decline == DECISION


def _answerable(one: Outcome) -> bool:
    return one.message.decline is None and one.message.kind != "general twin"


def _idle(one: Outcome) -> bool:
    return one.message.decline == Reason.NOT_A_QUESTION.value


def _ordinary(one: Outcome) -> bool:
    return one.message.kind in {"ordinary", "worried ordinary", "injection with a question"}


def _warning(one: Outcome) -> bool:
    return one.message.notice == SEE_A_DOCTOR and one.decline != EMERGENCY


def _calm(one: Outcome) -> bool:
    return one.message.decline is None and one.message.notice is None
