"""How something is said: denied, long past, only supposed, in general, far away, or as an old
complaint. The words that tell are lists of the rules' file; this module knows where they count.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twitchqa.guard.reading import Reading

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


def moods_of(reading: Reading, at: int, stop: int) -> set[Mood]:
    """Every mood in which the words from `at` up to, not with, `stop` stand."""
    begin, end = reading.clause(at)
    found = {
        Mood.NEGATED: _negated(reading, at, stop, end),
        Mood.PAST: _past(reading, at, begin, end, "PAST"),
        Mood.GONE: _past(reading, at, begin, end, "GONE"),
        Mood.HYPOTHETICAL: _hypothetical(reading, at, begin, end),
        Mood.GENERAL: _general(reading, at, begin, end),
        Mood.FAR: _far(reading, begin, end),
        Mood.CHRONIC: reading.has("CHRONIC", begin, end) and not reading.sudden(),
    }
    return {mood for mood, holds in found.items() if holds}


def _far(reading: Reading, begin: int, end: int) -> bool:
    """Read, seen on a screen or made up, and not said to be now."""
    told = reading.setting.fiction or reading.has("FAR")
    return told and not reading.has("INSTANT", begin, end)


def _negated(reading: Reading, at: int, stop: int, end: int) -> bool:
    """A word of denial before it that no other subject cuts off, or 'ruled out' after it."""
    if reading.has("RULED_OUT", stop, min(end, stop + 5)):
        return True
    doubt = reading.has("DOUBT", max(0, at - NEGATION_REACH), at)
    for back in range(at - 1, max(-1, at - 1 - NEGATION_REACH), -1):
        here = reading.chart.ends[back]
        if "NEGATOR" in here and min(here["NEGATOR"]) <= at and not _exempt(reading, back):
            return True
        if not doubt and ("SELF" in here or "NEAR" in here or "JOINER" in here):
            return False
    return doubt


def _exempt(reading: Reading, at: int) -> bool:
    """Whether the 'no' or 'not' at a word is part of a complaint, as in 'not well'."""
    if at and reading.chart.words[at - 1] in {"can", "could", "will"}:
        return True
    return reading.has("NOT_NEGATED", max(0, at - 1), at + 2)


def _past(reading: Reading, at: int, begin: int, end: int, name: str) -> bool:
    """A word of the past in its clause, or in one before with nothing present since."""
    if reading.has("NOW", begin, end):
        return False
    if reading.has(name, begin, end) or reading.has("YEAR", begin, end):
        return True
    had = "had" in reading.chart.words[max(begin, at - 3) : at]
    if had and (reading.has(name) or reading.has("YEAR")):
        return True
    before = reading.has(name, 0, begin) or reading.has("YEAR", 0, begin) or reading.setting.past
    return before and not reading.has("PRESENT", begin, end) and not reading.urgent()


def _hypothetical(reading: Reading, at: int, begin: int, end: int) -> bool:
    """Only supposed, feared, possible or still to come."""
    now = reading.has("NOW", begin, end)
    if reading.has("LATER", begin, end) and not now:
        return True
    if reading.has("FEAR", max(0, at - MODAL_REACH), at):
        return True
    if not now and not reading.has("INSTANT") and _supposed(reading, at):
        return True
    if reading.has("INSTANT", begin, end):
        return False
    start = max(begin, at - MODAL_REACH)
    words = reading.chart.words
    modal = any(
        "MODAL" in reading.chart.ends[place] and words[place + 1] != "not"
        for place in range(start, at)
    )
    return modal and not (reading.has("REALLY", start, at) or reading.has("HELP", start, at))


def _supposed(reading: Reading, at: int) -> bool:
    """An 'if' before the word that is not the 'if' of 'not sure if'."""
    place = reading.chart.last("IF", at)
    return place >= 0 and not reading.has("UNSURE", max(0, place - 4), place + 1)


def _general(reading: Reading, at: int, begin: int, end: int) -> bool:
    """About people at large, or asked and not told."""
    if reading.has("NOW", begin, end) or reading.has("INSTANT") or reading.has("HELP", 0, end):
        return False
    begin += reading.has("JOINER", begin, begin + 1)
    near = reading.nearest(at)
    if near == "PEOPLE":
        return True
    asking = reading.asking(begin)
    if near == "NEAR" or reading.person(at, end) or (near == "SOMEONE" and not asking):
        asked = reading.has("ASKS", begin, begin + 1) and not reading.has(
            "REALLY", begin, begin + 1
        )
        return asking and (asked or reading.has("GENERIC", begin, end))
    told = not asking and reading.sentence.mark != "?"
    if reading.has("GENERIC") or not told:
        return True
    if reading.setting.person or reading.sudden() or reading.has("CANNOT", at, at + 1):
        return False
    return reading.setting.ill
