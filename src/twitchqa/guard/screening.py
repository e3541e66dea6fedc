"""Screens a question before anything is looked up: emergencies, empty questions, decisions that
belong to a clinician. The rules are data (guard.toml); what they have no words for is heard by
a small network (`listening`). Either is enough, unless the network is all but certain that a
rule is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from twitchqa.guard.instructions import Instructions, worth_asking
from twitchqa.guard.judging import STOP, Decisions, Emergencies, Signs, Stopped
from twitchqa.guard.reading import Reading, settle
from twitchqa.guard.rules import Rulebook, read_rules
from twitchqa.guard.words import sentences, visible
from twitchqa.records import Decline, Level, Notice, Quote, Reason, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twitchqa.guard.judging import Verdict
    from twitchqa.guard.listening import Heard, Hears
    from twitchqa.guard.rules import Rule

SELF_HARM, EMERGENCY, DECISION = "self_harm", "emergency", "decision"
WARNING, BY_NETWORK = "warning-signs", "heard"
CERTAIN = 1.0
# Of a message with fewer words the network makes too much: 'I am scared', 'my leg hurts'.
FEWEST = 5


class Guard:
    """The rules and the network, ready to screen. Holds nothing of the questions it has seen."""

    def __init__(self, book: Rulebook, listener: Hears | None = None) -> None:
        self.book = book
        self._listener = listener
        self._emergencies = Emergencies(book)
        self._decisions = Decisions(book)
        self._signs = Signs(book)
        self._stopped = Stopped(book)
        self._medicines = book.index("medicine")
        self._reassurances = book.index("reassurance")
        self._instructions = Instructions(book.index("instruction"))

    @property
    def network(self) -> str | None:
        """The id of the network, where there is one."""
        return self._listener.id if self._listener else None

    def screen(self, question: str) -> Screening:
        """What to say before, or instead of, looking the question up. Never raises."""
        text = visible(question)
        readings = self.read(text)
        verdict = self._emergencies.judge(readings)
        asking = worth_asking(readings)
        heard = self._listener.hear(text) if self._listener and asking else None
        few = sum(reading.size for reading in readings) < FEWEST
        alarm = self._alarm(question, verdict, None if few else heard)
        if alarm is not None:
            return alarm
        asked = self._instructions.set_aside(text, readings)
        rest = question if asked is None and text == question else (asked or text).strip()
        decision = self._decision(readings, heard, few)
        if (asked == "" and decision is None) or not asking:
            return Screening(question, None, self._decline(Reason.NOT_A_QUESTION, "not_a_question"))
        notice = self._notice(readings, verdict, heard, told=decision == STOP)
        if decision is not None:
            decline = self._decline(Reason.PERSONAL_MEDICAL_DECISION, decision)
            return Screening(question, notice, decline)
        return Screening(rest, notice)

    def notice_for_quotes(
        self, quotes: Iterable[Quote], beside: Notice | None = None, *, answering: bool = True
    ) -> Notice | None:
        """What has to stand beside these quotes, in one notice with the one that is there.

        A quote about avoiding or long use of a medicine brings the notice not to stop one; a
        quote that says 'harmless' brings the notice when to see a doctor all the same, but not
        where it is `answering` nothing: beside a decline it reassures nobody, and 'the harmless
        kind' would be taken for the illness that was asked about. The first gives level and
        rule; a level that is there does not speak again.
        """
        if beside is not None and beside.level is Level.EMERGENCY:
            return beside
        found = [] if beside is None else [beside]
        readings = [reading for quote in quotes for reading in self.read(visible(quote.text))]
        needed = [(Level.MEDICINE, self._medicines)]
        if answering:
            needed.append((Level.SEE_A_DOCTOR, self._reassurances))
        for level, rules in needed:
            fitting = (rule for one in readings for rule, _, _ in rules.fits(one.chart))
            rule = next(fitting, None)
            if rule is not None and all(one.level is not level for one in found):
                found.append(Notice(level, self.book.texts[rule.text], rule.id))
        return _in_one(found)

    def read(self, text: str) -> list[Reading]:
        """The sentences of a visible text with their charts and what the others say of them."""
        found = sentences(text, self.book.short_forms, self.book.spelling.mend)
        charts = [self.book.lexicon.chart(one.words, one.pauses) for one in found]
        return settle(found, charts)

    def verdict(self, message: str) -> Verdict:
        """What the emergency rules alone make of a message."""
        return self._emergencies.judge(self.read(visible(message)))

    def _alarm(self, question: str, verdict: Verdict, heard: Heard | None) -> Screening | None:
        """The reply to an emergency that a rule or the network finds: nothing is looked up."""
        if verdict.rule is not None and not self._doubts(verdict.rule, heard):
            words, rule = verdict.rule.text, verdict.rule.id.partition("/")[0]
        elif self._hears_alarm(verdict, heard):
            harm = heard is not None and heard.self_harm > heard.emergency / 2
            words, rule = (SELF_HARM, "self-harm") if harm else (EMERGENCY, BY_NETWORK)
        else:
            return None
        beside = "self_harm_notice" if words == SELF_HARM else "emergency_notice"
        notice = Notice(Level.EMERGENCY, self.book.texts[beside], rule)
        return Screening(question, notice, self._decline(Reason.EMERGENCY, words))

    def _doubts(self, rule: Rule, heard: Heard | None) -> bool:
        """Whether the network is all but certain that a rule found no emergency.

        Not where self-harm is spoken of, not in other languages, since its words are English,
        and not where the rule is certain.
        """
        if self._listener is None or heard is None or rule.text != EMERGENCY or rule.certain:
            return False
        return heard.emergency < self._listener.thresholds.doubted

    def _hears_signs(self, heard: Heard | None) -> bool:
        """Whether the network hears of warning signs."""
        if self._listener is None or heard is None:
            return False
        return heard.signs >= self._listener.thresholds.signs

    def _hears_alarm(self, verdict: Verdict, heard: Heard | None) -> bool:
        """Whether the network hears an emergency by itself."""
        if self._listener is None or heard is None or verdict.rule is not None:
            return False
        believed = self._listener.thresholds
        limit = believed.contradicted if verdict.spoken else believed.emergency
        return heard.emergency >= limit

    def _notice(
        self, readings: Sequence[Reading], verdict: Verdict, heard: Heard | None, *, told: bool
    ) -> Notice | None:
        """See a doctor, and ask about a medicine stopped, unless the reply has `told` so."""
        found = []
        if verdict.chronic or self._signs.shown(readings) or self._hears_signs(heard):
            found.append(Notice(Level.SEE_A_DOCTOR, self.book.texts["see_a_doctor"], WARNING))
        rule = None if told else self._stopped.told(readings)
        if rule is not None:
            found.append(Notice(Level.MEDICINE, self.book.texts[rule.text], rule.id))
        return _in_one(found)

    def _decision(self, readings: Sequence[Reading], heard: Heard | None, few: bool) -> str | None:
        """The text for a clinician's decision that the rules find, or else the network hears.

        The network may doubt a rule, but never one about stopping a medicine.
        """
        rule = self._decisions.find(readings)
        if self._listener is None or heard is None:
            return None if rule is None else rule.text
        believed = self._listener.thresholds
        if rule is not None:
            doubts = heard.decision < believed.doubted_decision and not few
            return None if doubts and rule.text != STOP else rule.text
        return DECISION if heard.decision >= believed.decision else None

    def _decline(self, reason: Reason, text: str) -> Decline:
        return Decline(reason, self.book.texts[text], CERTAIN)


def _in_one(notices: Sequence[Notice]) -> Notice | None:
    """All the words, with the level and the rule of the first."""
    if not notices:
        return None
    return replace(notices[0], text=" ".join(one.text for one in notices))


def load_guard(path: Path | None = None, listener: Hears | None = None) -> Guard:
    """The packaged rules, or those of another file, with the network where one is given.

    Raises SettingsError when the rules cannot be used. Examples are checked by `check`.
    """
    return Guard(_packaged() if path is None else read_rules(path), listener)


def notice_for_quotes(quotes: Iterable[Quote]) -> Notice | None:
    """What the packaged rules say of an answer's quotes: see `Guard.notice_for_quotes`."""
    return load_guard().notice_for_quotes(quotes)


@cache
def _packaged() -> Rulebook:
    """The packaged rules, read once: they never change."""
    return read_rules()
