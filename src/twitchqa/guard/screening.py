"""Screens a question before anything is looked up: emergencies, empty questions, decisions that
belong to a clinician. The rules are data (guard.toml), and so are the weights of the second
voice (guard_weights.json); no network, no regular expression of a rule's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from twitchqa.guard.instructions import Instructions, worth_asking
from twitchqa.guard.judging import Decisions, Emergencies, Signs, personal
from twitchqa.guard.reading import Reading, settle
from twitchqa.guard.rules import Rulebook, read_rules
from twitchqa.guard.weights import Voices, read_voices, traits_of
from twitchqa.guard.words import sentences, visible
from twitchqa.records import Decline, Level, Notice, Quote, Reason, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


SELF_HARM, EMERGENCY, DECISION = "self_harm", "emergency", "decision"
WARNING, BY_WEIGHT = "warning-signs", "by-weight"
CERTAIN = 1.0
# The weights are not asked about fewer words: one word alone would decide.
FEWEST = 3


class Guard:
    """The rules and the weights, ready to screen. Holds nothing of the questions it has seen."""

    def __init__(self, book: Rulebook, voices: Voices | None = None) -> None:
        self.book = book
        self._voices = voices
        self._emergencies = Emergencies(book)
        self._decisions = Decisions(book)
        self._signs = Signs(book)
        self._medicines = book.index("medicine")
        self._reassurances = book.index("reassurance")
        self._instructions = Instructions(book.index("instruction"))

    def screen(self, question: str) -> Screening:
        """What to say before, or instead of, looking the question up. Never raises."""
        text = visible(question)
        readings = self.read(text)
        verdict = self._emergencies.judge(readings)
        if verdict.rule is not None:
            return self._alarm(question, verdict.rule.text, verdict.rule.id.partition("/")[0])
        if not verdict.spoken and (words := self._heard(readings)):
            return self._alarm(question, words, "self-harm" if words == SELF_HARM else BY_WEIGHT)
        asked = self._instructions.set_aside(text, readings)
        rest = question if asked is None and text == question else (asked or text).strip()
        decision = self._decision(readings)
        if (asked == "" and decision is None) or not worth_asking(readings):
            return Screening(question, None, self._decline(Reason.NOT_A_QUESTION, "not_a_question"))
        notice = None
        if verdict.chronic or self._signs.shown(readings):
            notice = Notice(Level.SEE_A_DOCTOR, self.book.texts["see_a_doctor"], WARNING)
        if decision is not None:
            decline = self._decline(Reason.PERSONAL_MEDICAL_DECISION, decision)
            return Screening(question, notice, decline)
        return Screening(rest, notice)

    def notice_for_quotes(self, quotes: Iterable[Quote]) -> Notice | None:
        """What has to stand beside these quotes: first of medicines, then of reassurance.

        A quote about avoiding or long use of a medicine brings the notice not to stop one; a
        quote that says 'harmless' brings the notice when to see a doctor all the same.
        """
        readings = [reading for quote in quotes for reading in self.read(visible(quote.text))]
        for level, rules in (
            (Level.MEDICINE, self._medicines),
            (Level.SEE_A_DOCTOR, self._reassurances),
        ):
            for reading in readings:
                for rule, _, _ in rules.fits(reading.chart):
                    return Notice(level, self.book.texts[rule.text], rule.id)
        return None

    def read(self, text: str) -> list[Reading]:
        """The sentences of a visible text with their charts and what the others say of them."""
        found = sentences(text, self.book.short_forms, self.book.spelling.mend)
        charts = [self.book.lexicon.chart(one.words, one.pauses) for one in found]
        return settle(found, charts)

    def spoken(self, message: str) -> bool:
        """Whether the emergency rules have an opinion, so that the weights do not count."""
        return self._emergencies.judge(self.read(visible(message))).spoken

    def _heard(self, readings: Sequence[Reading]) -> str | None:
        """The text for an emergency that the weights hear where the rules are silent.

        A complaint of weeks with nothing sudden about it is none, however grave its words.
        """
        if self._voices is None:
            return None
        traits = traits_of(readings)
        few = sum(reading.size for reading in readings) < FEWEST
        if few or not self._voices.emergency.says(traits):
            return None
        if self._voices.self_harm.says(traits):
            return SELF_HARM
        old = any(reading.setting.lasting for reading in readings)
        return None if old and not any(one.sudden() for one in readings) else EMERGENCY

    def _decision(self, readings: Sequence[Reading]) -> str | None:
        """The text for a clinician's decision that the rules find, or else the weights hear."""
        rule = self._decisions.find(readings)
        if rule is not None:
            return rule.text
        if self._voices is None or not personal(readings):
            return None
        return DECISION if self._voices.decision.says(traits_of(readings)) else None

    def _alarm(self, question: str, words: str, rule: str) -> Screening:
        """The reply to an emergency: nothing is looked up."""
        beside = "self_harm_notice" if words == SELF_HARM else "emergency_notice"
        notice = Notice(Level.EMERGENCY, self.book.texts[beside], rule)
        return Screening(question, notice, self._decline(Reason.EMERGENCY, words))

    def _decline(self, reason: Reason, text: str) -> Decline:
        return Decline(reason, self.book.texts[text], CERTAIN)


def load_guard(path: Path | None = None) -> Guard:
    """The packaged rules and weights, or the rules of another file alone.

    Raises SettingsError when they cannot be used. Examples are checked by `check`.
    """
    return _packaged() if path is None else Guard(read_rules(path))


def notice_for_quotes(quotes: Iterable[Quote]) -> Notice | None:
    """What the packaged rules say of an answer's quotes: see `Guard.notice_for_quotes`."""
    return _packaged().notice_for_quotes(quotes)


@cache
def _packaged() -> Guard:
    """The packaged rules and weights, read once: a guard never changes."""
    return Guard(read_rules(), read_voices())
