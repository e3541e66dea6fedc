"""An engine is asked every question once, and what it did can be written, read and compared."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.unit.evaluation.made import (
    REST,
    SetEngine,
    answer,
    case,
    decline,
    line,
    reply,
    result,
    write,
)
from twitchqa.errors import QuestionFileError
from twitchqa.evaluation import compare, evaluate, evaluate_file, read_evaluation
from twitchqa.evaluation.evaluation import Evaluation, Latency
from twitchqa.evaluation.table import sign_test
from twitchqa.records import Level, Reason

if TYPE_CHECKING:
    from pathlib import Path

CASES = (
    case(question="Does rest help?"),
    case("decline", "A2", question="What dose?", kind="near_miss", reason=Reason.NOT_STATED),
)
ENGINE = SetEngine(
    {"Does rest help?": reply(answer(REST)), "What dose?": reply(decline(), Level.MEDICINE)}
)


def test_every_case_is_asked_in_order_with_progress() -> None:
    """Progress is told after each question."""
    told: list[tuple[int, int]] = []
    evaluation = evaluate(ENGINE, CASES, lambda done, total: told.append((done, total)))
    assert [one.case.id for one in evaluation.results] == ["A1", "A2"]
    assert [one.fully_right for one in evaluation.results] == [True, True]
    assert all(one.took_ms > 0 for one in evaluation.results)
    assert told == [(1, 2), (2, 2)]
    assert evaluation.index == "index-1"


def test_the_file_is_named_with_its_hash(tmp_path: Path) -> None:
    """So that two evaluations of different questions are never taken for one."""
    file = write(tmp_path / "some.jsonl", line(question="Does rest help?"))
    evaluation = evaluate_file(ENGINE, file, threshold=0.4)
    assert (evaluation.questions, evaluation.threshold) == ("some.jsonl", 0.4)
    assert evaluation.sha256 == sha256(file.read_bytes()).hexdigest()


def test_a_question_that_cannot_be_asked_is_named() -> None:
    """It is the file's fault, and nothing is measured."""
    with pytest.raises(QuestionFileError, match="Question A1 cannot be asked: The question is"):
        evaluate(ENGINE, [case(question="Who?")])


def test_no_question_is_refused() -> None:
    """Nothing asked is nothing measured."""
    with pytest.raises(QuestionFileError, match="no question to ask"):
        evaluate(ENGINE, [])


def test_an_evaluation_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """The JSON holds every result, so that figures can be computed again."""
    evaluation = evaluate(ENGINE, (*CASES, case("either", "A3", question="What dose?")))
    file = tmp_path / "evaluation.json"
    file.write_text(evaluation.to_json(), encoding="utf-8")
    assert read_evaluation(file) == evaluation


def test_the_json_holds_the_figures() -> None:
    """Overall and by kind, each with count and interval."""
    written = json.loads(evaluate(ENGINE, CASES).to_json())
    assert written["format"] == 1
    assert written["figures"]["decision"]["value"] == 1.0
    assert written["figures"]["decision"]["count"] == 2
    assert round(written["figures"]["decision"]["low"], 3) == 0.342
    assert written["kinds"]["near_miss"]["near_miss"]["count"] == 1
    assert written["latency_ms"]["count"] == 2


def test_but_for_times_the_json_is_reproducible() -> None:
    """Two runs of the same engine over the same questions give the same text."""
    runs = (evaluate(ENGINE, CASES) for _ in range(2))
    first, second = (
        replace(run, results=tuple(replace(one, took_ms=1.0) for one in run.results))
        for run in runs
    )
    assert first.to_json() == second.to_json()


@pytest.mark.parametrize("text", ["[]", "{", '{"format": 1}'])
def test_what_is_no_evaluation_is_refused(text: str, tmp_path: Path) -> None:
    """With the command that writes one."""
    (tmp_path / "e.json").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match="is not an evaluation"):
        read_evaluation(tmp_path / "e.json")


def test_another_format_is_refused(tmp_path: Path) -> None:
    """Its fields may mean something else."""
    (tmp_path / "e.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(QuestionFileError, match="of format 99, not 1"):
        read_evaluation(tmp_path / "e.json")


def timed(*times: float) -> Evaluation:
    """An evaluation whose questions took these times."""
    results = tuple(
        replace(result(case(name=f"A{number}"), answer(REST)), took_ms=time)
        for number, time in enumerate(times)
    )
    return Evaluation("questions", "", "index-1", results)


def test_percentiles_are_nearest_ranks() -> None:
    """Of twenty, the tenth and the nineteenth; of one, that one."""
    assert timed(*range(20, 0, -1)).latency() == Latency(10, 19, 20)
    assert timed(7.0).latency() == Latency(7.0, 7.0, 1)


def test_the_table_shows_every_figure_and_kind() -> None:
    """And warns of texts that can never be covered."""
    cases = (*CASES, case(name="A3", question="Does rest help?", ok=("Tea.",)))
    table = evaluate(ENGINE, cases).table()
    rows = [" ".join(row.split()) for row in table.splitlines()]
    assert "decision accuracy (decision) 100.0 % 43.9 % to 100.0 % 3" in rows
    assert "near_miss 1 100.0 % [20.7, 100.0] 100.0 % [20.7, 100.0] - -" in rows
    assert rows[-1] == "Not in 'muscle', so never covered (question A3): Tea."
    assert "not stated, declined" not in table


def test_two_evaluations_are_compared_question_by_question() -> None:
    """Side by side, and paired where they share questions."""
    worse = SetEngine(
        {"Does rest help?": reply(decline()), "What dose?": reply(decline(), Level.MEDICINE)}
    )
    text = compare({"first": evaluate(worse, CASES), "second": evaluate(ENGINE, CASES)})
    rows = [" ".join(row.split()) for row in text.splitlines()]
    assert rows[0] == "first second"
    assert "quote precision - 100.0 % [20.7, 100.0] of 1" in rows
    assert rows[-1] == (
        "Fully right in 'second' only: 1; in 'first' only: 0 (of 2 shared questions, "
        "sign test p = 1)."
    )


def test_the_sign_test_counts_tosses() -> None:
    """Nine of ten: 2 * (1 + 10) / 1024."""
    assert sign_test(9, 1) == pytest.approx(22 / 1024)
    assert sign_test(1, 9) == sign_test(9, 1)
    assert sign_test(0, 0) == 1.0
