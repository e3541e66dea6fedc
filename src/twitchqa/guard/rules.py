"""Reads guard.toml: word lists, texts and rules. A file that cannot be trusted is an error."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twitchqa.errors import SettingsError
from twitchqa.guard.lexicon import Lexicon
from twitchqa.guard.mood import Mood
from twitchqa.guard.patterns import Index, Pattern, parse
from twitchqa.guard.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = (
    "figure",
    "emergency",
    "decision",
    "see_a_doctor",
    "stopped",
    "medicine",
    "reassurance",
    "instruction",
)
NEEDS = ("", "sudden", "sudden_if_ill", "person", "medicine")
PACKAGED = Path(__file__).parent.parent / "guard.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it looks for, when it keeps silent and which words it shows.

    The network never doubts one that is `certain`.
    """

    id: str
    version: int
    level: str
    text: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    ignores: frozenset[Mood]
    needs: str
    certain: bool
    matches: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The whole file, checked."""

    version: int
    lexicon: Lexicon
    short_forms: Mapping[str, tuple[str, ...]]
    spelling: Spelling
    texts: Mapping[str, str]
    rules: tuple[Rule, ...]

    def of(self, level: str) -> tuple[Rule, ...]:
        """The rules of a level, in the order in which they are tried."""
        return tuple(rule for rule in self.rules if rule.level == level)

    def index(self, level: str) -> Index[Rule]:
        """The patterns of a level's rules, ready to be tried on a sentence."""
        return Index((rule, pattern) for rule in self.of(level) for pattern in rule.patterns)


def read_rules(path: Path | None = None) -> Rulebook:
    """The packaged rules, or those of another file.

    Raises SettingsError when the file cannot be read or a rule in it does not hold together.
    """
    file = path or PACKAGED
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        book = Rulebook(
            version=raw["version"],
            lexicon=Lexicon(raw["words"], raw.get("endings", {})),
            short_forms=_short_forms(raw),
            spelling=_spelling(raw),
            texts=raw["texts"],
            rules=tuple(_rule(table) for table in raw["rule"]),
        )
        _check(book)
    except (OSError, KeyError, TypeError, ValueError) as problem:
        raise SettingsError(
            f"The guard's rules in {file} cannot be used: {problem}.",
            "Put the packaged guard.toml back or mend what is named.",
        ) from problem
    return book


def _short_forms(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The short forms of the file and, for people near, 'babys' for "baby's"."""
    lists = raw["words"].values()
    listed = {word for phrases in lists for phrase in phrases for word in phrase.split()}
    forms = {
        f"{near}s": (near, "s")
        for near in raw["words"]["NEAR"]
        if near.isalpha() and len(near) > 2 and f"{near}s" not in listed
    }
    return forms | {short: tuple(full.split()) for short, full in raw["short_forms"].items()}


def _spelling(raw: Mapping[str, Any]) -> Spelling:
    """Typos are mended towards the words of the lists that the file names for it."""
    lists, wanted = raw["words"], raw["spelling"]["towards"]
    every = {word for phrases in lists.values() for phrase in phrases for word in phrase.split()}
    targets = {word for name in wanted for phrase in lists[name] for word in phrase.split()}
    known = every | set(raw["spelling"]["real_words"]) | set(_short_forms(raw))
    for table in raw["rule"]:
        for pattern in (*table["patterns"], *table.get("unless", ())):
            known.update(pattern.replace("|", " ").replace("?", "").split())
    return Spelling(targets, known)


def _rule(table: Mapping[str, Any]) -> Rule:
    """A rule from its table; KeyError or ValueError names what is missing or unknown."""
    return Rule(
        id=table["id"],
        version=table["version"],
        level=table["level"],
        text=table.get("text", ""),
        patterns=tuple(parse(pattern) for pattern in table["patterns"]),
        unless=tuple(parse(pattern) for pattern in table.get("unless", ())),
        ignores=frozenset(Mood(mood) for mood in table.get("ignores", ())),
        needs=table.get("needs", ""),
        certain=table.get("certain", False),
        matches=tuple(table["examples_match"]),
        must_not=tuple(table["examples_must_not"]),
    )


def _check(book: Rulebook) -> None:
    """Every class, level and text that a rule names exists; ids are unique."""
    ids = [rule.id for rule in book.rules]
    if len(set(ids)) != len(ids):
        raise ValueError("two rules have the same id")
    for rule in book.rules:
        if rule.level not in LEVELS or rule.needs not in NEEDS:
            raise ValueError(f"rule {rule.id} has an unknown level or need")
        if rule.text and rule.text not in book.texts:
            raise ValueError(f"rule {rule.id} shows the text {rule.text}, which is not there")
        for pattern in (*rule.patterns, *rule.unless):
            for step in pattern:
                if missing := step.classes - book.lexicon.classes:
                    raise ValueError(f"rule {rule.id} names unknown lists {sorted(missing)}")
