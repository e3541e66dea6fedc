"""The numbers behind the plots, worked out by hand."""

from __future__ import annotations

import pytest

from tests.unit.evaluation.made import COFFEE, REST, answer, case, decline, result
from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.curves import (
    CoveragePoint,
    Outcomes,
    answer_probability,
    calibration_error,
    coverage_curve,
    histogram,
    outcomes_by_kind,
    reliability,
)
from twitchqa.records import Reason

SURE = result(case(), answer(REST, confidence=1.0))
BESIDE = result(case(), answer(COFFEE, confidence=0.75))
WRONG = result(case("decline"), answer(REST, confidence=0.75))
DECLINED = result(case("decline", kind="near_miss"), decline(confidence=0.6))
GUARDED = result(
    case("either", kind="urgent", urgent=True), decline(Reason.EMERGENCY, confidence=1.0)
)
ALL = (GUARDED, DECLINED, WRONG, BESIDE, SURE)


def test_counts_stand_by_expectation_and_kind() -> None:
    """Those to be answered first."""
    assert outcomes_by_kind(ALL) == (
        Outcomes("direct", Expect.ANSWER, 2, 0),
        Outcomes("direct", Expect.DECLINE, 1, 0),
        Outcomes("near_miss", Expect.DECLINE, 0, 1),
        Outcomes("urgent", Expect.EITHER, 0, 1),
    )


def test_a_decline_claims_that_the_question_is_unanswerable() -> None:
    """Where nothing was read, there is no such claim."""
    assert answer_probability(SURE) == 1.0
    assert answer_probability(DECLINED) == pytest.approx(0.4)
    assert answer_probability(GUARDED) is None


def test_the_last_stretch_of_a_histogram_includes_1() -> None:
    """Four stretches: from 0, 0.25, 0.5 and 0.75."""
    assert histogram(ALL, Expect.ANSWER, 4) == (0, 0, 0, 2)
    assert histogram(ALL, Expect.DECLINE, 4) == (0, 1, 0, 1)
    assert histogram(ALL, Expect.EITHER, 4) == (0, 0, 0, 0)


def test_equal_confidence_enters_the_coverage_curve_together() -> None:
    """The sure one, then the two at 0.75, then all; `either` stays out."""
    assert coverage_curve(ALL) == (
        CoveragePoint(0.25, 1.0, 1.0),
        CoveragePoint(0.75, 2 / 3, 1 / 3),
        CoveragePoint(1.0, 0.75, 0.5),
    )
    assert coverage_curve([GUARDED]) == ()


def test_confidence_is_held_against_what_was_so() -> None:
    """Stretches of a tenth: 0.6 is right, of two at 0.75 one is, 1.0 is."""
    bins = reliability(ALL)
    assert [(round(b.claimed, 3), b.right.value, b.right.count) for b in bins] == [
        (0.6, 1.0, 1),
        (0.75, 0.5, 2),
        (1.0, 1.0, 1),
    ]
    assert calibration_error(bins) == pytest.approx((0.4 + 2 * 0.25 + 0) / 4)
    assert calibration_error([]) is None
