"""Screens a question before anything is looked up: emergencies, empty questions, decisions that
belong to a clinician. The rules are data (guard.toml); no model, no network, no regular
expression of a rule's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from twitchqa.guard.instructions import Instructions, worth_asking
from twitchqa.guard.mood import Mood, Reading, Setting
from twitchqa.guard.rules import Rule, Rulebook, read_rules
from twitchqa.guard.words import Sentence, sentences, visible
from twitchqa.records import Decline, Level, Notice, Quote, Reason, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twitchqa.guard.patterns import Chart

SELF_HARM, WARNING = "self_harm", "warning-signs"
CERTAIN = 1.0


class Guard:
    """The rules, ready to screen. Holds nothing of the questions it has seen."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._figures = book.index("figure")
        self._emergencies = book.index("emergency")
        self._decisions = book.index("decision")
        self._warnings = book.index("see_a_doctor")
        self._medicines = book.index("medicine")
        self._instructions = Instructions(book.index("instruction"))

    def screen(self, question: str) -> Screening:
        """What to say before, or instead of, looking the question up. Never raises."""
        text = visible(question)
        readings = self.read(text)
        rule, chronic = self._emergency(readings)
        if rule is not None:
            return self._alarm(question, rule)
        asked = self._instructions.set_aside(text, readings)
        rest = question if asked is None and text == question else (asked or text).strip()
        decision = self._decision(readings)
        if (asked == "" and decision is None) or not worth_asking(readings):
            return Screening(question, None, self._decline(Reason.NOT_A_QUESTION, "not_a_question"))
        notice = self._notice(readings, chronic)
        if decision is not None:
            decline = self._decline(Reason.PERSONAL_MEDICAL_DECISION, decision.text)
            return Screening(question, notice, decline)
        return Screening(rest, notice)

    def notice_for_quotes(self, quotes: Iterable[Quote]) -> Notice | None:
        """A notice not to stop a medicine, when a quote speaks of avoiding or long use of one."""
        for quote in quotes:
            for reading in self.read(visible(quote.text)):
                for rule, _, _ in self._medicines.fits(reading.chart):
                    return Notice(Level.MEDICINE, self.book.texts[rule.text], rule.id)
        return None

    def read(self, text: str) -> list[Reading]:
        """The sentences of a visible text with their charts and what the others say of them."""
        found = sentences(text, self.book.short_forms, self.book.spelling.mend)
        charts = [self.book.lexicon.chart(one.words, one.pauses) for one in found]
        return _settle(found, charts)

    def _emergency(self, readings: Sequence[Reading]) -> tuple[Rule | None, bool]:
        """The first rule that an emergency fits, and whether one failed only for being old."""
        chronic = False
        for reading in readings:
            found = list(self._emergencies.fits(reading.chart))
            figures = list(self._figures.fits(reading.chart)) if found else []
            for rule, at, stop in found:
                if any(at < end and begin < stop for _, begin, end in figures):
                    continue
                against = _against(rule, reading, at, stop)
                if not against and not _silenced(rule, reading):
                    return rule, chronic
                chronic = chronic or against == {Mood.CHRONIC}
        return None, chronic

    def _decision(self, readings: Sequence[Reading]) -> Rule | None:
        """The first rule that asks for a clinician's decision."""
        person = any(reading.person(0, len(reading.sentence.words)) for reading in readings)
        medicine = any(reading.chart.places("MEDICINE") for reading in readings)
        for reading in readings:
            for rule, _, _ in self._decisions.fits(reading.chart):
                impersonal = rule.needs == "person" and not person and not _abrupt(reading)
                impersonal = impersonal or (rule.needs == "medicine" and not medicine)
                if not impersonal and not reading.setting.fiction and not _silenced(rule, reading):
                    return rule
        return None

    def _notice(self, readings: Sequence[Reading], chronic: bool) -> Notice | None:
        """Advice to see a doctor, when somebody's own signs are those the article warns of."""
        if chronic or self._warned(readings):
            return Notice(Level.SEE_A_DOCTOR, self.book.texts["see_a_doctor"], WARNING)
        return None

    def _warned(self, readings: Sequence[Reading]) -> bool:
        """Whether someone's twitching goes with a warning sign that is not denied."""
        twitch = sign = False
        barred = {Mood.NEGATED, Mood.HYPOTHETICAL, Mood.GENERAL, Mood.FAR, Mood.PAST}
        for reading in readings:
            person = reading.person(0, len(reading.sentence.words)) or reading.setting.person
            for at in reading.chart.places("TWITCH"):
                told = reading.moods(at, at + 1)
                twitch = twitch or not told & (barred - {Mood.PAST}) or (person and not told)
            spans = self._warnings.fits(reading.chart)
            sign = sign or any(not reading.moods(at, stop) & barred for _, at, stop in spans)
        return twitch and sign

    def _alarm(self, question: str, rule: Rule) -> Screening:
        """The reply to an emergency: nothing is looked up."""
        words = "self_harm_notice" if rule.text == SELF_HARM else "emergency_notice"
        notice = Notice(Level.EMERGENCY, self.book.texts[words], rule.id.partition("/")[0])
        return Screening(question, notice, self._decline(Reason.EMERGENCY, rule.text))

    def _decline(self, reason: Reason, text: str) -> Decline:
        return Decline(reason, self.book.texts[text], CERTAIN)


def load_guard(path: Path | None = None) -> Guard:
    """The guard with the packaged rules, or with those of another file.

    Raises SettingsError when the rules cannot be used. Examples are checked by `check`.
    """
    return _packaged() if path is None else Guard(read_rules(path))


def notice_for_quotes(quotes: Iterable[Quote]) -> Notice | None:
    """What the packaged rules say of an answer's quotes: see `Guard.notice_for_quotes`."""
    return _packaged().notice_for_quotes(quotes)


@cache
def _packaged() -> Guard:
    """The packaged rules, read once: a guard never changes."""
    return Guard(read_rules())


def _settle(found: Sequence[Sentence], charts: Sequence[Chart]) -> list[Reading]:
    """Give every sentence its setting: what those before it and the whole message say."""
    whole = range(len(found))

    def any_has(name: str) -> bool:
        return any(charts[one].places(name) for one in whole)

    fiction, ill, lasting = any_has("FICTION"), any_has("ILLNESS"), any_has("LASTING")
    readings: list[Reading] = []
    past = person = False
    for sentence, chart in zip(found, charts, strict=True):
        reading = Reading(sentence, chart, Setting(fiction, past, ill, lasting, person))
        readings.append(reading)
        size = len(sentence.words)
        past = bool(chart.places("PAST")) and not chart.places("NOW")
        person = person or reading.person(0, size)
    return readings


def _against(rule: Rule, reading: Reading, at: int, stop: int) -> set[Mood]:
    """The moods that speak against a rule where it fits; a lack of suddenness counts as chronic."""
    against = reading.moods(at, stop) - rule.ignores
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
