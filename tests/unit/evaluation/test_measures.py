"""Each measure on a handful of results, with values worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.evaluation.made import COFFEE, REST, WATER, answer, case, decline, result
from twitchqa.evaluation.measures import MEASURES, figures
from twitchqa.evaluation.results import CaseResult, names_part
from twitchqa.records import Level, Reason

TWO_POINTS = ((REST,), (COFFEE,))
PARTS = "Does rest help, and what does it cost?"


def rounded(*results: CaseResult) -> dict[str, tuple[float, int]]:
    """The figures as (value, count)."""
    return {name: (round(score.value, 4), score.count) for name, score in figures(results).items()}


ANSWERED = result(case(), answer(REST))
HALF = result(case(gold=TWO_POINTS), answer(REST, WATER))
WRONGLY_DECLINED = result(case(gold=TWO_POINTS), decline(Reason.NOT_IN_CORPUS))
DECLINED = result(case("decline", kind="near_miss", reason=Reason.NOT_STATED), decline())
OTHER_REASON = result(case("decline", reason=Reason.NOT_IN_CORPUS), decline(Reason.NOT_STATED))
WRONGLY_ANSWERED = result(case("decline", reason=Reason.NOT_STATED), answer(REST))
EITHER = result(case("either", urgent=True), answer(WATER), Level.EMERGENCY)


def test_all_measures_of_a_mixed_handful() -> None:
    """Three answerable, three to decline, one where only urgency counts."""
    assert rounded(
        ANSWERED, HALF, WRONGLY_DECLINED, DECLINED, OTHER_REASON, WRONGLY_ANSWERED, EITHER
    ) == {
        "fully_right": (0.5, 6),  # ANSWERED, DECLINED, OTHER_REASON
        "decision": (0.6667, 6),
        "balanced": (0.6667, 6),
        "answered": (0.6667, 3),
        "declined": (0.6667, 3),
        "near_miss": (1.0, 1),
        "not_stated": (0.5, 2),  # DECLINED, WRONGLY_ANSWERED
        "point_recall": (0.5, 3),  # 1, 1/2, 0
        "all_points": (0.3333, 3),
        "quote_precision": (0.75, 2),  # 1, 1/2
        "reason": (0.5, 2),  # DECLINED, OTHER_REASON
        "emergency": (1.0, 1),
        "no_false_alarm": (1.0, 6),
        "verbatim": (1.0, 5),
        "disclaimer": (1.0, 7),
    }


def test_a_measure_that_does_not_apply_gives_no_score() -> None:
    """Nothing to decline, no emergency and no label give no figure, and never a 0."""
    assert set(rounded(ANSWERED)) == {
        "fully_right",
        "decision",
        "answered",
        "point_recall",
        "all_points",
        "quote_precision",
        "no_false_alarm",
        "verbatim",
        "disclaimer",
    }
    assert figures([]) == {}


def test_an_either_question_counts_for_urgency_truth_and_disclaimer_only() -> None:
    """Nothing says how it should have been decided."""
    assert rounded(EITHER) == {
        "emergency": (1.0, 1),
        "verbatim": (1.0, 1),
        "disclaimer": (1.0, 1),
    }


def test_fully_right_needs_every_point() -> None:
    """One of two points is not enough."""
    assert result(case(gold=TWO_POINTS), answer(REST, COFFEE)).fully_right is True
    assert HALF.fully_right is False


def test_fully_right_needs_half_of_the_quotes_to_be_right() -> None:
    """One of two is enough, one of three is not."""
    assert result(case(), answer(REST, WATER)).fully_right is True
    assert result(case(), answer(REST, COFFEE, WATER)).fully_right is False


def test_what_is_ok_to_quote_is_right_but_covers_nothing() -> None:
    """`ok` counts for precision alone."""
    ok = result(case(ok=(WATER,)), answer(WATER))
    assert (ok.recall, ok.precision, ok.fully_right) == (0.0, 1.0, False)


def test_a_quote_of_another_document_is_beside_the_point() -> None:
    """The same words in another article do not answer."""
    given_answer = answer(REST)
    moved = replace(given_answer.quotes[0], document="bones")
    judged = result(case(), replace(given_answer, quotes=(moved,)))
    assert (judged.recall, judged.precision) == (0.0, 0.0)
    assert [quote.verbatim for quote in judged.quotes] == [False]


def test_changed_words_are_not_verbatim() -> None:
    """The document's own text at the quote's place decides, for related quotes too."""
    changed = replace(answer(REST).quotes[0], text="Rest heals the muscle.")
    wrong = result(case(), replace(answer(REST), quotes=(changed,)))
    related = result(case("decline"), replace(decline(), related=(changed,)))
    assert rounded(wrong)["verbatim"] == (0.0, 1)
    assert rounded(related, ANSWERED)["verbatim"] == (0.5, 2)


def test_a_missed_emergency_and_a_false_alarm_count() -> None:
    """A notice of another level is no emergency notice."""
    missed = result(case("either", urgent=True), decline(), Level.SEE_A_DOCTOR)
    false_alarm = result(case(), answer(REST), Level.EMERGENCY)
    assert rounded(missed, false_alarm, ANSWERED)["emergency"] == (0.0, 1)
    assert rounded(missed, false_alarm, ANSWERED)["no_false_alarm"] == (0.5, 2)


def test_the_uncovered_part_is_to_be_named() -> None:
    """Named, not named, and declined, where the measure does not apply."""
    label = case(question=PARTS, uncovered=("what does it cost",))
    named = result(label, answer(REST, unanswered=("what does it cost?",)))
    silent = result(label, answer(REST))
    needless = result(case(), answer(REST, unanswered=("does rest help",)))
    found = rounded(named, silent, needless, ANSWERED, result(label, decline()))
    assert found["uncovered"] == (0.5, 2)
    assert found["no_needless_parts"] == (0.5, 2)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("what does it cost", True),
        ("And what does it COST?", True),
        ("does it cost", False),  # 3 of 4 words
        ("Does rest help", False),
        (PARTS, False),  # the whole question
        ("", False),
    ],
)
def test_a_part_is_named_by_its_words(said: str, named: bool) -> None:
    """At least 80 % of its words, and at most half of the question's others."""
    assert names_part(said, "what does it cost", PARTS) is named


@given(
    st.lists(
        st.sampled_from(
            [ANSWERED, HALF, WRONGLY_DECLINED, DECLINED, OTHER_REASON, WRONGLY_ANSWERED, EITHER]
        )
    )
)
def test_every_figure_is_a_share_with_an_interval_around_it(results: list[CaseResult]) -> None:
    """And the figures come in the order of the table."""
    scores = figures(results)
    assert list(scores) == [name for name in MEASURES if name in scores]
    for score in scores.values():
        assert 0 <= score.low <= score.value <= score.high <= 1
        assert score.count > 0


@given(st.permutations([ANSWERED, HALF, WRONGLY_DECLINED, DECLINED, EITHER]))
def test_the_order_of_questions_does_not_matter(results: list[CaseResult]) -> None:
    """Measures are means."""
    assert rounded(*results) == rounded(ANSWERED, HALF, WRONGLY_DECLINED, DECLINED, EITHER)
