"""What the rules make of a message that has been read: emergencies, decisions, warning signs, a
medicine that was stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.guard.mood import Mood, moods_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twitchqa.guard.reading import Reading
    from twitchqa.guard.rules import Rule, Rulebook


STOP = "stop"
"""The words of the rules about stopping or changing a medicine."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule an emergency fits, if any.

    `spoken` says that the rules have an opinion all the same: a pattern fits that the mood, a
    figure of speech or an `unless` speaks against. `chronic` says that only its age or its
    mildness does.
    """

    rule: Rule | None = None
    spoken: bool = False
    chronic: bool = False


class Emergencies:
    """The emergency rules and the figures of speech."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = book.index("emergency")
        self._figures = book.index("figure")

    def judge(self, readings: Sequence[Reading]) -> Verdict:
        """What the rules say of a message."""
        spoken = chronic = False
        for reading in readings:
            figures = [(begin, end) for _, begin, end in self._figures.fits(reading.chart)]
            spoken = spoken or bool(figures)
            silent: dict[str, bool] = {}
            for rule, at, stop in self._rules.fits(reading.chart):
                spoken = True
                if any(at < end and begin < stop for begin, end in figures):
                    continue
                against = _against(rule, reading, at, stop)
                if not against:
                    if rule.id not in silent:
                        silent[rule.id] = _silenced(rule, reading)
                    if not silent[rule.id]:
                        return Verdict(rule, spoken=True)
                chronic = chronic or against == {Mood.CHRONIC}
        return Verdict(None, spoken, chronic)


class Decisions:
    """The rules for decisions that belong to a clinician."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = book.index("decision")

    def find(self, readings: Sequence[Reading]) -> Rule | None:
        """The first rule that asks for such a decision, before all others one about stopping."""
        found = list(self._found(readings))
        return next((rule for rule in found if rule.text == STOP), found[0] if found else None)

    def _found(self, readings: Sequence[Reading]) -> Iterator[Rule]:
        person = personal(readings)
        medicine = any(reading.chart.places("MEDICINE") for reading in readings)
        for reading in readings:
            for rule, _, _ in self._rules.fits(reading.chart):
                impersonal = rule.needs == "person" and not person and not _abrupt(reading)
                unnamed = rule.needs == "medicine" and not medicine
                if not (impersonal or unnamed or reading.setting.fiction) and not _silenced(
                    rule, reading
                ):
                    yield rule


class Signs:
    """The article's warning signs, told of somebody's own twitching."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = book.index("see_a_doctor")

    def shown(self, readings: Sequence[Reading]) -> bool:
        """Whether someone's twitching goes with a warning sign that is not denied."""
        twitch = sign = False
        barred = {Mood.NEGATED, Mood.HYPOTHETICAL, Mood.GENERAL, Mood.FAR, Mood.PAST}
        for reading in readings:
            person = reading.person() or reading.setting.person
            for at in reading.chart.places("TWITCH"):
                told = moods_of(reading, at, at + 1)
                twitch = twitch or not told & (barred - {Mood.PAST}) or (person and not told)
            spans = self._rules.fits(reading.chart)
            sign = sign or any(not moods_of(reading, at, stop) & barred for _, at, stop in spans)
        return twitch and sign


class Stopped:
    """A medicine that somebody says they have stopped."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = book.index("stopped")

    def told(self, readings: Sequence[Reading]) -> Rule | None:
        """The rule by which it is told, not denied, supposed or of long ago."""
        barred = {Mood.NEGATED, Mood.HYPOTHETICAL, Mood.GENERAL, Mood.FAR, Mood.GONE}
        medicine = any(reading.chart.places("MEDICINE") for reading in readings)
        found = (
            rule
            for reading in readings
            for rule, at, stop in self._rules.fits(reading.chart)
            if (medicine or rule.needs != "medicine")
            and not moods_of(reading, at, stop) & barred
            and not _silenced(rule, reading)
        )
        return next(found, None)


def personal(readings: Sequence[Reading]) -> bool:
    """Whether the asker or somebody near is named at all."""
    return any(reading.person() for reading in readings)


def _against(rule: Rule, reading: Reading, at: int, stop: int) -> set[Mood]:
    """The moods that speak against a rule where it fits; a lack of suddenness counts as chronic."""
    against = moods_of(reading, at, stop) - rule.ignores
    return against | {Mood.CHRONIC} if _lacks(rule, reading) else against


def _silenced(rule: Rule, reading: Reading) -> bool:
    """Whether the sentence holds what makes the rule silent."""
    return any(reading.chart.find(pattern) for pattern in rule.unless)


def _lacks(rule: Rule, reading: Reading) -> bool:
    """Whether the rule wants a word of suddenness and the sentence has none."""
    if rule.needs == "sudden_if_ill":
        return (reading.setting.ill or reading.setting.lasting) and not reading.sudden()
    return rule.needs == "sudden" and not reading.sudden()


def _abrupt(reading: Reading) -> bool:
    """Whether a sentence has no subject at all: 'ok to stop meds'."""
    return not reading.chart.places("OPENER") and not reading.chart.places("PEOPLE")
