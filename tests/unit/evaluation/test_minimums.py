"""Minimums name a measure and the least it may be."""

from __future__ import annotations

import pytest

from tests.unit.evaluation.made import REST, answer, case, decline, result
from twitchqa.errors import MinimumError
from twitchqa.evaluation import Evaluation, Minimum, minimums_failed, parse_minimum

HALF = Evaluation(
    "questions",
    "",
    "index-1",
    (result(case(), answer(REST)), result(case(name="A2"), decline())),
)


@pytest.mark.parametrize("text", ["decision=0.9", " decision = .9 "])
def test_a_minimum_is_a_name_and_a_number(text: str) -> None:
    """White space does not matter."""
    assert parse_minimum(text) == Minimum("decision", 0.9)


@pytest.mark.parametrize(
    "text", ["decision", "decision=", "decision=90", "decision=-1", "decision=nan", "decision=a"]
)
def test_a_number_outside_0_to_1_is_refused(text: str) -> None:
    """With the form to write."""
    with pytest.raises(MinimumError, match=r"Write decision=0\.9, a number from 0 to 1"):
        parse_minimum(text)


def test_an_unknown_measure_names_the_nearest() -> None:
    """A misspelt minimum would otherwise never fail."""
    with pytest.raises(MinimumError, match="Did you mean 'near_miss'"):
        parse_minimum("near_mis=0.8")
    with pytest.raises(MinimumError, match="Use one of fully_right, decision, "):
        parse_minimum("zzz=0.8")


def test_a_minimum_that_is_reached_is_silent() -> None:
    """Exactly reached is reached."""
    assert minimums_failed(HALF, [Minimum("answered", 0.5)]) == ()


def test_a_minimum_that_is_missed_or_does_not_apply_is_told() -> None:
    """One sentence each, in the order given."""
    assert minimums_failed(
        HALF, [Minimum("answered", 0.51), Minimum("near_miss", 0.0), Minimum("decision", 0.1)]
    ) == (
        "answerable answered (answered) is 50.0 %, under the minimum of 51.0 %.",
        "near-misses declined (near_miss) applies to none of these questions.",
    )
