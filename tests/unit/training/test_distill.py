"""Labels out of a larger reader's probabilities."""

from pathlib import Path

import numpy as np
import pytest

from training.distill import drawn, taught
from training.examples import UNKNOWN, Example, write_examples

SEEN = (True, True, True)


def example(name: str = "one", answerable: float = 1.0) -> Example:
    """A passage of three sentences: one that answers, one not labelled, one that does not."""
    return Example(
        id=name,
        source="health",
        kind="direct",
        question="What is it?",
        title=None,
        section=None,
        sentences=("It is a nerve.", "It is thin.", "It rains."),
        evidence=(1.0, UNKNOWN, 0.0),
        answerable=answerable,
        expected=True,
    )


def test_a_label_is_mixed_with_the_teachers_probability() -> None:
    """Logit 0 is a probability of a half; logit ln 3 one of three quarters."""
    made = taught(example(), (np.array([0.0, np.log(3), np.log(3)]), float(np.log(3))), SEEN, 0.6)
    assert made.evidence == pytest.approx((0.7, 0.75, 0.45), abs=1e-4)
    assert made.answerable == pytest.approx(0.85, abs=1e-4)


def test_what_nobody_labelled_is_the_teachers_alone() -> None:
    """An unknown label has no part in the mixture."""
    made = taught(example(answerable=UNKNOWN), (np.zeros(3), 0.0), SEEN, 0.1)
    assert made.answerable == 0.5
    assert made.evidence[1] == 0.5


def test_padding_behind_the_sentences_is_left_out() -> None:
    """A batch is as wide as its longest passage."""
    made = taught(example(), (np.zeros(7), 0.0), SEEN, 1.0)
    assert made.evidence == (0.5, 0.5, 0.5)


def test_a_sentence_that_the_teacher_has_not_seen_keeps_its_label() -> None:
    """What the head says of no tokens at all is noise."""
    made = taught(example(), (np.full(3, 9.0), 9.0), (True, False, False), 1.0)
    assert made.evidence == pytest.approx((0.9999, UNKNOWN, 0.0), abs=1e-4)


def test_rows_are_drawn_from_every_file_and_the_seed_repeats_them(tmp_path: Path) -> None:
    """Two of four rows of one file and all of the other, in the same order again."""
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    write_examples(first, [example(f"a{number}") for number in range(4)])
    write_examples(second, [example(f"b{number}") for number in range(3)])
    rows = drawn([(first, 2), (second, None)], seed=1)
    names = [row.id for row in rows]
    assert len(set(names)) == 5
    assert {"b0", "b1", "b2"} < set(names)
    assert names == [row.id for row in drawn([(first, 2), (second, None)], seed=1)]
    assert names != [row.id for row in drawn([(first, 2), (second, None)], seed=2)]
