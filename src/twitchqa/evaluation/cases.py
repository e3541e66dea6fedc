"""A question file becomes cases: JSON Lines, checked field by field.

One line holds `id`, `document`, `question`, `kind`, `expect`, `gold` and `ok`. `urgent`
(false where it is missing), `reason` (why a question is declined) and `uncovered` (the
parts of the question that the corpus does not cover) are optional. No other field is
allowed, since a misspelt label would otherwise be a label that silently does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from twitchqa.errors import QuestionFileError
from twitchqa.evaluation.lines import Line, read_line
from twitchqa.records import Reason

if TYPE_CHECKING:
    from pathlib import Path


class Expect(StrEnum):
    """What a good reply does; `either` questions count for urgency only."""

    ANSWER = "answer"
    DECLINE = "decline"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled question.

    Each tuple in `gold` is one required point with its alternatives, `ok` is what may be
    quoted as well: both are exact text of the document. An answerable case has a point, a
    case to decline has none.
    """

    id: str
    document: str
    question: str
    kind: str
    expect: Expect
    gold: tuple[tuple[str, ...], ...] = ()
    ok: tuple[str, ...] = ()
    urgent: bool = False
    reason: Reason | None = None
    uncovered: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that may be quoted: each alternative of each point, then `ok`."""
        return (*(text for point in self.gold for text in point), *self.ok)


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a question file, in its order; blank lines are passed over.

    Raises QuestionFileError, naming file, line and field, for the first thing that does
    not fit: a missing, unknown or doubled field, a wrong type, an id used twice, labels
    that contradict each other, or a file without any case.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(
            f"{path} cannot be read ({type(error).__name__}).",
            "Give the path of a question file, JSON Lines in UTF-8.",
        ) from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        read = read_line(f"{path}, line {number}", line)
        case = _case(read)
        if case.id in cases:
            raise read.wrong("id", f"{case.id!r} is used twice.", "Give each line its own id.")
        cases[case.id] = case
    if not cases:
        raise QuestionFileError(f"{path} holds no question.", "Write one question on each line.")
    return tuple(cases.values())


def _case(read: Line) -> Case:
    reason = read.member("reason", Reason) if read.fields.get("reason") is not None else None
    case = Case(
        id=read.text("id"),
        document=read.text("document"),
        question=read.text("question"),
        kind=read.text("kind"),
        expect=read.member("expect", Expect),
        gold=read.points(),
        ok=read.texts("ok", read.fields["ok"]),
        urgent=read.flag("urgent"),
        reason=reason,
        uncovered=read.texts("uncovered", read.fields.get("uncovered", [])),
    )
    _check_labels(read, case)
    return case


def _check_labels(read: Line, case: Case) -> None:
    """Labels that contradict each other are refused, since no reply could satisfy them."""
    if case.expect is Expect.ANSWER and not case.gold:
        raise read.wrong("gold", "an answer needs a required point.", "Add the text to be quoted.")
    if case.expect is Expect.DECLINE and case.gold:
        raise read.wrong("gold", "a declined question has none.", "Empty it or change 'expect'.")
    if case.expect is Expect.ANSWER and case.reason is not None:
        raise read.wrong("reason", "only a declined question has one.", "Remove it.")
    if case.expect is not Expect.ANSWER and case.uncovered:
        raise read.wrong("uncovered", "only an answered question has parts.", "Remove it.")
    for part in case.uncovered:
        if part not in case.question:
            raise read.wrong("uncovered", f"{part!r} is not in the question.", "Copy it exactly.")
