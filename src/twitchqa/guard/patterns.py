"""The language rules are written in, and its matcher: no regular expressions, no backtracking
beyond a fixed reach.

A pattern is words with a space between them:

    word       that word          CLASS      any phrase of that word list
    one|TWO    either of them     word?      may be left out
    ~          up to three words in between (~5: up to five), never across a pause
               and never over a 'not', a 'no' or a 'never'; ~~ crosses pauses too
    !word      the next word is not this one
    ^          the beginning of a clause             $   the end of the sentence
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

REACH = 3
DENIALS = frozenset({("not",), ("no",), ("never",)})


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern and how far beyond the last one it may stand."""

    words: frozenset[str]
    classes: frozenset[str]
    reach: int = 0
    far: bool = False
    optional: bool = False
    forbidden: bool = False
    opens: bool = False
    ends: bool = False


Pattern = tuple[Step, ...]


def parse(text: str) -> Pattern:
    """A pattern from its text. Raises ValueError when it is empty or begins with a gap."""
    steps: list[Step] = []
    reach, opens, far = 0, False, False
    for part in text.split():
        if part[0] == "~":
            far = part.startswith("~~")
            reach = int(part.lstrip("~") or REACH)
        elif part == "^":
            opens = True
        elif part == "$":
            steps.append(Step(frozenset(), frozenset(), ends=True))
        else:
            forbidden, optional = part[0] == "!", part[-1] == "?"
            names = part.strip("!?").split("|")
            words = frozenset(name for name in names if not name.isupper())
            classes = frozenset(name for name in names if name.isupper())
            steps.append(Step(words, classes, reach, far, optional, forbidden, opens))
            reach, opens, far = 0, False, False
    if not steps or steps[0].reach or steps[0].optional or steps[0].forbidden:
        raise ValueError(f"The pattern {text!r} must begin with a word that is needed.")
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Chart:
    """A sentence's words with the classes that begin at each of them."""

    words: tuple[str, ...]
    pauses: frozenset[int]
    starts: frozenset[int]
    ends: list[dict[str, list[int]]]
    where: Mapping[str, list[int]]

    def places(self, name: str) -> list[int]:
        """The numbers of the words at which a phrase of the class begins, in order."""
        return self.where.get(name, [])

    def holds(self, name: str, start: int, stop: int) -> bool:
        """Whether a phrase of the class begins at a word from `start` up to, not with, `stop`."""
        return self.last(name, stop) >= start

    def last(self, name: str, stop: int) -> int:
        """The last word before `stop` at which a phrase of the class begins; -1 for none."""
        places = self.where.get(name)
        before = bisect_left(places, stop) if places else 0
        return places[before - 1] if places and before else -1

    def find(self, pattern: Pattern) -> tuple[int, int] | None:
        """The first words that the pattern fits, as start and end; None when there are none."""
        for at in range(len(self.words)):
            stop = self.follow(pattern, 0, at)
            if stop is not None:
                return at, stop
        return None

    def follow(self, pattern: Pattern, number: int, at: int) -> int | None:
        """The end of the pattern's steps from `number` on when they fit from word `at` on."""
        if number == len(pattern):
            return at
        step = pattern[number]
        if step.ends:
            return at if at == len(self.words) else None
        if step.forbidden:
            return None if self._stops(step, at) else self.follow(pattern, number + 1, at)
        for skipped in range(step.reach + 1):
            if skipped and self._barred(at + skipped, step.far):
                break
            for stop in self._stops(step, at + skipped):
                end = self.follow(pattern, number + 1, stop)
                if end is not None:
                    return end
        return self.follow(pattern, number + 1, at) if step.optional else None

    def _stops(self, step: Step, at: int) -> list[int]:
        """Where the step's word or phrase ends when it begins at word `at`."""
        if at >= len(self.words) or (step.opens and not self._opens(at)):
            return []
        here = self.ends[at]
        plain = [at + 1] if self.words[at] in step.words else []
        if not here or step.classes.isdisjoint(here):
            return plain
        return plain + [stop for name in step.classes if name in here for stop in here[name]]

    def _barred(self, at: int, far: bool) -> bool:
        """Whether a gap must not reach as far as the word: a pause or a denial lies before it."""
        return (at in self.pauses and not far) or self.words[at - 1 : at] in DENIALS

    def _opens(self, at: int) -> bool:
        """Whether a clause begins at the word, a joining word before it not counted."""
        return at in self.starts or (at - 1 in self.starts and "JOINER" in self.ends[at - 1])


Owner = TypeVar("Owner")


class Index(Generic[Owner]):
    """Patterns by the word or class they begin with, so that few are tried on a sentence."""

    def __init__(self, patterns: Iterable[tuple[Owner, Pattern]]) -> None:
        self._beginning: dict[str, list[tuple[Owner, Pattern]]] = {}
        for owner, pattern in patterns:
            for key in pattern[0].words | pattern[0].classes:
                self._beginning.setdefault(key, []).append((owner, pattern))

    def fits(self, chart: Chart) -> Iterator[tuple[Owner, int, int]]:
        """Whose pattern fits where: owner, first word and end, in the order of the words."""
        for at, word in enumerate(chart.words):
            for key in (word, *chart.ends[at]):
                for owner, pattern in self._beginning.get(key, ()):
                    stop = chart.follow(pattern, 0, at)
                    if stop is not None:
                        yield owner, at, stop
