"""What people said becomes lines that an editor must complete before they count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.evaluation.made import REST, write
from twitchqa.errors import QuestionFileError
from twitchqa.evaluation import cases_from_feedback, load_cases

if TYPE_CHECKING:
    from pathlib import Path


def entry(**changes: Any) -> dict[str, Any]:
    """A feedback entry."""
    said = {"outcome": "answered", "reason": None, "index": "i", "verdict": "no", "time": "t"}
    return said | changes


def test_only_shared_questions_become_lines_once(tmp_path: Path) -> None:
    """Who did not tick the box shared no question; who asked twice asked one."""
    file = write(
        tmp_path / "f.jsonl",
        entry(),
        entry(question="Does tea help?"),
        entry(question=None),
        entry(question="Does tea help?", verdict="yes"),
    )
    (text,) = cases_from_feedback(file)
    written = json.loads(text)
    assert (written["id"], written["question"]) == ("feedback-2", "Does tea help?")
    assert (written["gold"], written["expect"]) == ([], "either")
    assert written["todo"].startswith("The reply was answered; was it right? 'no'. Read the ")


def test_a_line_counts_only_when_an_editor_completed_it(tmp_path: Path) -> None:
    """It is refused with its `todo`, and read without."""
    (text,) = cases_from_feedback(write(tmp_path / "f.jsonl", entry(question="Does rest help?")))
    with pytest.raises(QuestionFileError, match="this line is not labelled yet"):
        load_cases(write(tmp_path / "q.jsonl", text))
    done = json.loads(text) | {"document": "muscle", "expect": "answer", "gold": [[REST]]}
    del done["todo"]
    assert load_cases(write(tmp_path / "q.jsonl", done))[0].gold == ((REST,),)


def test_another_file_is_refused(tmp_path: Path) -> None:
    """With the line that does not fit."""
    with pytest.raises(QuestionFileError, match="line 2: this is not a feedback entry"):
        cases_from_feedback(write(tmp_path / "f.jsonl", entry(), {"question": "?"}))
    with pytest.raises(QuestionFileError, match="line 1: this is not a feedback entry"):
        cases_from_feedback(write(tmp_path / "f.jsonl", "{"))
    with pytest.raises(QuestionFileError, match="cannot be read"):
        cases_from_feedback(tmp_path / "none.jsonl")
