"""A question file is read strictly, and every refusal says where and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.evaluation.made import REST, WATER, line, write
from twitchqa.errors import QuestionFileError
from twitchqa.evaluation.cases import Case, Expect, load_cases
from twitchqa.records import Reason

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_becomes_a_case(tmp_path: Path) -> None:
    """Every field arrives; `urgent`, `reason` and `uncovered` may be missing."""
    file = write(tmp_path / "q.jsonl", line())
    assert load_cases(file) == (
        Case(
            "A1",
            "muscle",
            "Does rest help, and what does it cost?",
            "direct",
            Expect.ANSWER,
            ((REST,),),
            (WATER,),
        ),
    )


def test_the_optional_labels_are_read(tmp_path: Path) -> None:
    """`uncovered`, `reason` and `urgent` arrive as what they are."""
    file = write(
        tmp_path / "q.jsonl",
        line(uncovered=["what does it cost"]),
        line(id="A2", expect="decline", gold=[], reason="not_stated"),
        line(id="A3", expect="either", gold=[], urgent=True),
    )
    first, second, third = load_cases(file)
    assert first.uncovered == ("what does it cost",)
    assert second.reason is Reason.NOT_STATED
    assert (third.expect, third.urgent) == (Expect.EITHER, True)


def test_blank_lines_and_odd_line_ends_are_passed_over(tmp_path: Path) -> None:
    """A line separator inside a question is no end of a line."""
    text = json.dumps(line(question="one\u2028two"), ensure_ascii=False)
    assert load_cases(write(tmp_path / "q.jsonl", "", text, ""))[0].question == "one\u2028two"


@pytest.mark.parametrize(
    ("changes", "field", "step"),
    [
        ({"gold": "Rest"}, "gold", 'Write [["a sentence"'),
        ({"gold": [[]]}, "gold", 'Write [["a sentence"'),
        ({"gold": [[3]]}, "gold", 'Write a list such as ["one"'),
        ({"gold": []}, "gold", "Add the text to be quoted."),
        ({"expect": "decline"}, "gold", "Empty it or change 'expect'."),
        ({"expect": "maybe"}, "expect", "Use one of answer, decline, either."),
        ({"expect": ["answer"]}, "expect", "Use one of answer, decline, either."),
        ({"ok": {"a": 1}}, "ok", "Write a list"),
        ({"ok": [" "]}, "ok", "Write a list"),
        ({"id": 7}, "id", "Give a text in double quotes."),
        ({"question": "  "}, "question", "Give a text in double quotes."),
        ({"kind": None}, "kind", "Add it to the line."),
        ({"urgent": "no"}, "urgent", "Write true or false."),
        ({"reason": "not_stated"}, "reason", "Remove it."),
        ({"uncovered": ["its price"]}, "uncovered", "Copy it exactly."),
        ({"expect": "either", "uncovered": ["rest"]}, "uncovered", "Remove it."),
        ({"urgnt": True}, "urgnt", "Did you mean 'urgent'?"),
        ({"colour": "red"}, "colour", "Remove it."),
        ({"todo": "Label it."}, "todo", "Do what it says, then remove it."),
    ],
)
def test_a_wrong_field_is_refused(
    changes: dict[str, Any], field: str, step: str, tmp_path: Path
) -> None:
    """The message names file, line and field, and ends with the next step."""
    file = write(tmp_path / "q.jsonl", line(id="A0"), line(**changes))
    with pytest.raises(QuestionFileError) as caught:
        load_cases(file)
    assert caught.value.problem.startswith(f"{file}, line 2, field '{field}': ")
    assert caught.value.next_step.startswith(step)


@pytest.mark.parametrize("text", ["{", "[]", '"id"', "3", "[[1, 2]]"])
def test_a_line_that_is_no_object_is_refused(text: str, tmp_path: Path) -> None:
    """Nothing but an object is a line."""
    with pytest.raises(QuestionFileError, match=r"q.jsonl, line 1: this is not a JSON object"):
        load_cases(write(tmp_path / "q.jsonl", text))


def test_a_field_given_twice_is_refused(tmp_path: Path) -> None:
    """JSON would keep the last one in silence."""
    text = json.dumps(line())[:-1] + ', "kind": "lay"}'
    with pytest.raises(QuestionFileError, match="field 'kind': this field stands there twice"):
        load_cases(write(tmp_path / "q.jsonl", text))


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    """Results are compared by id, so an id is one question's."""
    with pytest.raises(QuestionFileError, match="line 2, field 'id': 'A1' is used twice"):
        load_cases(write(tmp_path / "q.jsonl", line(), line(kind="lay")))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    """A file without a question measures nothing."""
    with pytest.raises(QuestionFileError, match="holds no question"):
        load_cases(write(tmp_path / "empty.jsonl", " "))
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load_cases(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load_cases(tmp_path / "latin.jsonl")
