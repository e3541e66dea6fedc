"""What people said of replies, as lines of a question file for an editor to complete."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from twitchqa.errors import QuestionFileError
from twitchqa.evaluation.lines import TODO

if TYPE_CHECKING:
    from pathlib import Path

TO_DO = (
    "Read the question. If it belongs in the file, set 'document', 'kind' and 'expect', and copy "
    "the texts that an answer must quote into 'gold'. If not, delete the line."
)


def cases_from_feedback(path: Path) -> tuple[str, ...]:
    """A question-file line for each question in a feedback file, in order and once each.

    Only entries whose person agreed to share the question carry one; the others are passed
    over. Nobody knows yet what the right reply is, so `expect` is open, `gold` is empty and
    a `todo` keeps the line from being loaded until an editor has read it. Raises
    QuestionFileError for a line that is not a feedback entry.
    """
    lines: dict[str, str] = {}
    try:
        entries = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(
            f"{path} cannot be read ({type(error).__name__}).", "Give the path of a feedback file."
        ) from error
    for number, entry in enumerate(entries, start=1):
        fields = _entry(f"{path}, line {number}", entry) if entry.strip() else {}
        question = fields.get("question")
        if question and question not in lines:
            lines[question] = json.dumps(_line(f"feedback-{number}", fields), ensure_ascii=False)
    return tuple(lines.values())


def _line(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    reason = f", {fields['reason']}" if fields.get("reason") else ""
    said = f"The reply was {fields['outcome']}{reason}; was it right? '{fields['verdict']}'."
    return {
        "id": name,
        "document": "",
        "question": fields["question"],
        "kind": "feedback",
        "expect": "either",
        "gold": [],
        "ok": [],
        "urgent": False,
        TODO: f"{said} {TO_DO}",
    }


def _entry(place: str, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or not {"outcome", "verdict"} <= fields.keys():
        raise QuestionFileError(
            f"{place}: this is not a feedback entry.", "Give the file that the service wrote."
        )
    return fields
