"""Feedback on replies: nothing is kept unless the operator names a file for it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal

from twitchqa.records import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

LONGEST_QUESTION = 1000
LONGEST_INDEX = 100
_writing = Lock()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on one reply; `question` is None unless the person chose to send it."""

    outcome: str
    reason: str | None
    index: str
    verdict: Literal["yes", "no"]
    question: str | None


def read_feedback(fields: Mapping[str, str]) -> Feedback | None:
    """The feedback in a form's fields, or None when they do not make one."""
    outcome, reason = fields.get("outcome", ""), fields.get("reason") or None
    index, question = fields.get("index", ""), fields.get("question") or None
    verdict = fields.get("verdict")
    if verdict not in ("yes", "no") or outcome not in tuple(Outcome):
        return None
    if reason is not None and reason not in tuple(Reason):
        return None
    if len(index) > LONGEST_INDEX or len(question or "") > LONGEST_QUESTION:
        return None
    return Feedback(outcome, reason, index, "yes" if verdict == "yes" else "no", question)


def keep(feedback: Feedback, file: Path, time: datetime) -> None:
    """Append one line of JSON; the question's field is there only when it was sent."""
    entry = {name: value for name, value in asdict(feedback).items() if name != "question"}
    entry["time"] = time.isoformat(timespec="seconds")
    if feedback.question is not None:
        entry["question"] = feedback.question
    with _writing, file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
