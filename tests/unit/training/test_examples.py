"""Rows survive their file, and are what a reader is fed with."""

from dataclasses import replace
from pathlib import Path

import pytest

from training.examples import Example, header, read_examples, write_examples

ROW = Example(
    id="1",
    source="test",
    kind="direct",
    question="What helps?",
    title="Cramp",
    section=None,
    sentences=("Rest helps.", "Téa too."),
    evidence=(1.0, 0.0),
    answerable=1.0,
    expected=True,
    answer=(0, 0, 4),
)


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    """Equal rows in the same order, and nothing half-written left behind."""
    rows = [ROW, replace(ROW, id="2", answer=None, title=None)]
    assert write_examples(tmp_path / "rows.jsonl", rows) == 2
    assert list(read_examples(tmp_path / "rows.jsonl")) == rows
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


def test_the_header_is_the_one_that_the_service_writes() -> None:
    """`title - section: `, without a section `title: `, without a title nothing."""
    assert header("Cramp", "Causes") == "Cramp - Causes: "
    assert header("Cramp", None) == "Cramp: "
    assert header(None, "Causes") == ""


def test_each_sentence_needs_its_label() -> None:
    """A row that would train on the wrong sentence cannot be built."""
    with pytest.raises(ValueError, match="one evidence label per sentence"):
        replace(ROW, evidence=(1.0,))
