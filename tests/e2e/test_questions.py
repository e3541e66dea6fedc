"""The gate: the shipped index and models answer the project's questions as well as they did.

The minimums are the figures of the last release less a small margin. Raise them when the
figures rise; lowering one is a decision to be explained where it is made.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from twitchqa.engine import open_engine
from twitchqa.evaluation import Evaluation, evaluate_file, minimums_failed, parse_minimum
from twitchqa.evaluation.report import report
from twitchqa.settings import read_settings

QUESTIONS = Path(__file__).parents[1] / "questions" / "muscle-twitching.jsonl"

ALWAYS = ("verbatim=1.0", "disclaimer=1.0", "emergency=1.0")
"""What may never be less, whatever the reader."""

MINIMUMS = (
    "fully_right=0.805",
    "decision=0.865",
    "balanced=0.865",
    "answered=0.84",
    "near_miss=0.83",
    "point_recall=0.805",
    "quote_precision=0.92",
    "reason=0.86",
    "no_false_alarm=0.985",
)
"""What the last release reached, less one to three points: a question more or less in a kind.

`near_miss` was 0.86: the threshold went to the side of answering, one near-miss of 37 more is
answered and one question of 93.

Vectors and readings differ in the last digits between processors, which can turn a question
or two that lie on a threshold.
"""


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """The real engine over the shipped index, asked every question once."""
    return evaluate_file(open_engine(read_settings()), QUESTIONS)


@pytest.mark.slow
def test_every_quote_is_true_every_reply_warns_and_every_emergency_is_seen(
    evaluation: Evaluation,
) -> None:
    """These are promises, not figures."""
    assert minimums_failed(evaluation, map(parse_minimum, ALWAYS)) == ()


@pytest.mark.slow
def test_the_figures_are_what_they_were(evaluation: Evaluation) -> None:
    """A change that answers worse does not pass unseen."""
    assert minimums_failed(evaluation, map(parse_minimum, MINIMUMS)) == ()


@pytest.mark.slow
def test_no_labelled_text_is_out_of_reach(evaluation: Evaluation) -> None:
    """The labels are the article's own words, as the service knows them."""
    assert evaluation.missing == ()
    assert "Texts that no quote can cover" not in report(evaluation)
