"""One line of a question file, read strictly: every refusal names file, line and field."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from twitchqa.errors import QuestionFileError

if TYPE_CHECKING:
    from enum import StrEnum

    Member = TypeVar("Member", bound=StrEnum)

REQUIRED = ("id", "document", "question", "kind", "expect", "gold", "ok")
OPTIONAL = ("urgent", "reason", "uncovered")
TODO = "todo"
"""The field that marks a line written from feedback which nobody has labelled yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file while it is read; `place` names it in messages."""

    place: str
    fields: dict[str, Any]

    def wrong(self, field: str, problem: str, next_step: str) -> QuestionFileError:
        """The error to raise, which names file, line and field."""
        return QuestionFileError(f"{self.place}, field '{field}': {problem}", next_step)

    def text(self, field: str) -> str:
        """A text that is more than white space."""
        value = self.fields[field]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "this is not a text.", "Give a text in double quotes.")
        return value

    def texts(self, field: str, value: object) -> tuple[str, ...]:
        """`value` as a tuple of texts; `field` is only named in the message."""
        if not isinstance(value, list) or not all(
            isinstance(text, str) and text.strip() for text in value
        ):
            raise self.wrong(
                field, "this is not a list of texts.", 'Write a list such as ["one", "another"].'
            )
        return tuple(value)

    def points(self) -> tuple[tuple[str, ...], ...]:
        """The required points, each with at least one alternative."""
        value = self.fields["gold"]
        points = [self.texts("gold", point) for point in value] if isinstance(value, list) else None
        if points is None or not all(points):
            raise self.wrong(
                "gold",
                "this is not a list of points, each a list of one or more texts.",
                'Write [["a sentence", "or this one"], ["a second required point"]], or [].',
            )
        return tuple(points)

    def member(self, field: str, members: type[Member]) -> Member:
        """One of the allowed words."""
        value = self.fields[field]
        if value not in list(members):
            allowed = ", ".join(members)
            raise self.wrong(field, f"{value!r} is not allowed.", f"Use one of {allowed}.")
        return members(value)

    def flag(self, field: str) -> bool:
        """True or false; false where the field is missing."""
        value = self.fields.get(field, False)
        if not isinstance(value, bool):
            raise self.wrong(field, "this is neither true nor false.", "Write true or false.")
        return value


def read_line(place: str, line: str) -> Line:
    """The object on a line, with all required fields and none that is unknown or doubled."""
    try:
        value, pairs = json.loads(line), json.loads(line, object_pairs_hook=list)
    except ValueError:
        value, pairs = None, []
    if not isinstance(value, dict):
        raise QuestionFileError(
            f"{place}: this is not a JSON object.", "Write one JSON object on each line."
        )
    read = Line(place, value)
    names = [name for name, _ in pairs]
    for name in names:
        _check_name(read, name, names.count(name))
    for name in REQUIRED:
        if name not in value:
            raise read.wrong(name, "this field is missing.", "Add it to the line.")
    return read


def _check_name(read: Line, name: str, count: int) -> None:
    if count > 1:
        raise read.wrong(name, "this field stands there twice.", "Keep one of them.")
    if name == TODO:
        raise read.wrong(name, "this line is not labelled yet.", "Do what it says, then remove it.")
    if name not in REQUIRED + OPTIONAL:
        near = difflib.get_close_matches(name, REQUIRED + OPTIONAL, n=1)
        step = f"Did you mean '{near[0]}'?" if near else "Remove it."
        raise read.wrong(name, "this field is not known.", step)
