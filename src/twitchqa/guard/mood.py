"""How something is said: denied, long past, only supposed, in general, far away, or as an old
complaint. The words that tell are lists of the rules' file; this module knows where they count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twitchqa.guard.patterns import Chart
    from twitchqa.guard.words import Sentence

NEGATION_REACH, MODAL_REACH = 9, 7


class Mood(StrEnum):
    """What can speak against reading a sign as happening here and now."""

    NEGATED = "negated"
    PAST = "past"
    GONE = "gone"
    HYPOTHETICAL = "hypothetical"
    GENERAL = "general"
    FAR = "far"
    CHRONIC = "chronic"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences before, and the message as a whole, say about a sentence."""

    fiction: bool = False
    past: bool = False
    ill: bool = False
    lasting: bool = False
    person: bool = False


class Reading:
    """One sentence with its chart; says in which moods a stretch of it stands."""

    def __init__(self, sentence: Sentence, chart: Chart, setting: Setting) -> None:
        self.sentence = sentence
        self.chart = chart
        self.setting = setting

    def moods(self, at: int, stop: int) -> set[Mood]:
        """Every mood in which the words from `at` up to, not with, `stop` stand."""
        begin, end = self.clause(at)
        found = {
            Mood.NEGATED: self._negated(at, stop, end),
            Mood.PAST: self._past(at, begin, end, "PAST"),
            Mood.GONE: self._past(at, begin, end, "GONE"),
            Mood.HYPOTHETICAL: self._hypothetical(at, begin, end),
            Mood.GENERAL: self._general(at, begin, end),
            Mood.FAR: self._far(begin, end),
            Mood.CHRONIC: self._has("CHRONIC", begin, end) and not self.sudden(),
        }
        return {mood for mood, holds in found.items() if holds}

    def clause(self, at: int) -> tuple[int, int]:
        """The words of the clause that word `at` belongs to, end-exclusive."""
        starts = self.chart.starts
        begin = max((start for start in starts if start <= at), default=0)
        end = min((start for start in starts if start > at), default=len(self.sentence.words))
        return begin, end

    def sudden(self) -> bool:
        """Whether the sentence has a word of suddenness or of this very time."""
        return self._has("SUDDEN", 0, len(self.sentence.words)) or self.urgent()

    def urgent(self) -> bool:
        """Whether the sentence says now, or calls for help."""
        size = len(self.sentence.words)
        return any(self._has(name, 0, size) for name in ("NOW", "BRIEF", "HELP"))

    def person(self, begin: int, end: int) -> bool:
        """Whether the asker or somebody near is named from `begin` up to, not with, `end`."""
        return self._has("SELF", begin, end) or self._has("NEAR", begin, end)

    def _has(self, name: str, begin: int, end: int) -> bool:
        return self.chart.holds(name, begin, end)

    def _far(self, begin: int, end: int) -> bool:
        """Read, seen on a screen or made up, and not said to be now."""
        told = self._has("FAR", 0, len(self.sentence.words))
        return (told or self.setting.fiction) and not self._has("INSTANT", begin, end)

    def _negated(self, at: int, stop: int, end: int) -> bool:
        """A word of denial before it that no other subject cuts off, or 'ruled out' after it."""
        if self._has("RULED_OUT", stop, min(end, stop + 5)):
            return True
        doubt = self._has("DOUBT", max(0, at - NEGATION_REACH), at)
        for back in range(at - 1, max(-1, at - 1 - NEGATION_REACH), -1):
            here = self.chart.ends[back]
            if "NEGATOR" in here and min(here["NEGATOR"]) <= at and not self._exempt(back):
                return True
            if not doubt and ("SELF" in here or "NEAR" in here or "JOINER" in here):
                return False
        return doubt

    def _exempt(self, at: int) -> bool:
        """Whether the 'no' or 'not' at a word is part of a complaint, as in 'not well'."""
        if at and self.chart.words[at - 1] in {"can", "could", "will"}:
            return True
        return self._has("NOT_NEGATED", max(0, at - 1), at + 2)

    def _past(self, at: int, begin: int, end: int, name: str) -> bool:
        """A word of the past in its clause, or in one before with nothing present since."""
        if self._has("NOW", begin, end):
            return False
        if self._has(name, begin, end) or self._year(begin, end):
            return True
        size = len(self.chart.words)
        had = "had" in self.chart.words[max(begin, at - 3) : at]
        if had and (self._has(name, 0, size) or self._year(0, size)):
            return True
        before = self._has(name, 0, begin) or self._year(0, begin) or self.setting.past
        return before and not self._has("PRESENT", begin, end) and not self.urgent()

    def _year(self, begin: int, end: int) -> bool:
        """Whether a year such as 2010 is named."""
        return any(
            len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}
            for word in self.chart.words[begin:end]
        )

    def _hypothetical(self, at: int, begin: int, end: int) -> bool:
        """Only supposed, feared, possible or still to come."""
        if self._has("LATER", begin, end) and not self._has("NOW", begin, end):
            return True
        if self._has("FEAR", max(0, at - MODAL_REACH), at):
            return True
        instant = self._has("INSTANT", 0, len(self.chart.words))
        if self._if(at) and not instant and not self._has("NOW", begin, end):
            return True
        start = max(begin, at - MODAL_REACH)
        if self._has("INSTANT", begin, end):
            return False
        modal = any(
            self.chart.words[place + 1] != "not"
            for place in self.chart.places("MODAL")
            if start <= place < at
        )
        return modal and not (self._has("REALLY", start, at) or self._has("HELP", start, at))

    def _if(self, at: int) -> bool:
        """An 'if' before the word that is not the 'if' of 'not sure if'."""
        unsure = self.chart.places("UNSURE")
        return any(
            place < at and not any(place - 4 <= start <= place for start in unsure)
            for place in self.chart.places("IF")
        )

    def _general(self, at: int, begin: int, end: int) -> bool:
        """About people at large, or asked and not told."""
        size = len(self.chart.words)
        if self._has("NOW", begin, end) or self._has("INSTANT", 0, size) or self._has("HELP", 0, end):
            return False
        begin += self._has("JOINER", begin, begin + 1)
        near = self._nearest(at)
        if near == "PEOPLE":
            return True
        person = near == "near" or self.person(at, end)
        if person or (near == "SOMEONE" and not self._asking(begin)):
            asked = self._asking(begin) and self._has("ASKS", begin, begin + 1)
            asked = asked and not self._has("REALLY", begin, begin + 1)
            generic = self._has("GENERIC", begin, end) and self._asking(begin)
            return asked or generic
        told = not self._asking(begin) and self.sentence.mark != "?"
        if told and self.setting.person and not self._has("GENERIC", 0, size):
            return False
        if not told or self._has("GENERIC", 0, size):
            return True
        return self.setting.ill and not self.sudden() and not self._has("CANNOT", at, at + 1)

    def _asking(self, begin: int) -> bool:
        """Whether a clause begins as a question does; 'can not breathe' does not."""
        after = self.chart.words[begin + 1 : begin + 2]
        told = after in {("not",), ("hardly",), ("barely",)}
        return self._has("OPENER", begin, begin + 1) and not told

    def _nearest(self, at: int) -> str:
        """Who was named last before the word: 'near', 'PEOPLE', 'SOMEONE' or nobody ('')."""
        for back in range(at - 1, -1, -1):
            here = self.chart.ends[back]
            if "SELF" in here or "NEAR" in here:
                return "near"
            for name in ("PEOPLE", "SOMEONE"):
                if name in here:
                    return name
        return ""
