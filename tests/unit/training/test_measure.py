"""The measures, against oracles of a few lines."""

import pytest

from training.draws import seeded
from training.measure import Judged, auc, best_threshold, wilson


def judged(seed: int) -> list[Judged]:
    """Thirty scores with ties."""
    choice = seeded(seed)
    return [Judged(choice.randrange(8), choice.random() < 0.5, "any") for _ in range(30)]


@pytest.mark.parametrize("seed", range(5))
def test_auc_is_the_share_of_pairs_in_the_right_order(seed: int) -> None:
    """Counted pair by pair, a tie as half."""
    scores = judged(seed)
    pairs = [
        (a.score > b.score) + (a.score == b.score) / 2
        for a in scores
        if a.positive
        for b in scores
        if not b.positive
    ]
    assert auc(scores) == pytest.approx(sum(pairs) / len(pairs))


def test_no_auc_without_both_labels() -> None:
    """A measure that does not apply gives no score, never 0."""
    assert auc([Judged(1.0, True, "any")]) is None


def test_the_best_threshold_decides_most_rightly() -> None:
    """Everything from 2 up is answered."""
    scores = [Judged(1, False, "a"), Judged(2, True, "a"), Judged(3, True, "a")]
    assert best_threshold(scores) == (2, 1.0)


def test_wilson_intervals_match_published_values() -> None:
    """Newcombe 1998, table I: 81 of 263 and 0 of 20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
