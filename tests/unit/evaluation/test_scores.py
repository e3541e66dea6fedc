"""Figures carry their count and an interval that an oracle agrees with."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.evaluation.scores import NORMAL_95, Score, balanced_score, mean_score, wilson

shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
def test_the_interval_is_what_a_search_finds(share: tuple[int, int]) -> None:
    """Oracle: bisect for the shares at which the observed one is just 1.96 deviations away."""
    right, count = share
    mean = right / count

    def far(p: float) -> bool:
        return abs(mean - p) > NORMAL_95 * sqrt(p * (1 - p) / count)

    def edge(inside: float, outside: float) -> float:
        for _ in range(60):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if far(middle) else (middle, outside)
        return inside

    low, high = wilson(mean, count)
    assert low == pytest.approx(edge(mean, 0.0), abs=1e-9)
    assert high == pytest.approx(edge(mean, 1.0), abs=1e-9)


@given(st.lists(st.one_of(st.none(), st.booleans(), st.floats(0, 1)), max_size=50))
def test_a_mean_lies_in_its_interval_and_from_0_to_1(numbers: list[float | None]) -> None:
    """What is None does not count, and nothing counted gives no score."""
    score = mean_score(numbers)
    counted = [number for number in numbers if number is not None]
    if score is None:
        assert not counted
    else:
        assert score.count == len(counted)
        assert 0 <= score.low <= score.value <= score.high <= 1


def test_a_known_interval() -> None:
    """80 of 100 is the textbook's 71.1 to 86.7 %."""
    assert str(mean_score([True] * 80 + [False] * 20)) == "80.0 % [71.1, 86.7]"


def test_all_right_has_an_interval_that_ends_at_1() -> None:
    """Ten of ten is 100 %, and could be as little as 72 %."""
    score = mean_score([True] * 10)
    assert score is not None
    assert (score.value, score.high, round(score.low, 3)) == (1.0, 1.0, 0.722)


def test_the_balanced_interval_joins_both_sides() -> None:
    """Half the root of the summed squares of the distances to the two intervals' ends."""
    first, second = Score(0.9, 50, 0.8, 0.95), Score(0.7, 30, 0.5, 0.8)
    score = balanced_score(first, second)
    assert score is not None
    assert score.value == pytest.approx(0.8)
    assert score.count == 80
    assert score.low == pytest.approx(0.8 - sqrt(0.1**2 + 0.2**2) / 2)
    assert score.high == pytest.approx(0.8 + sqrt(0.05**2 + 0.1**2) / 2)
    assert balanced_score(first, None) is None
