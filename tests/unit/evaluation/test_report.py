"""The report is one page that needs nothing else and shows every wrong question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.unit.evaluation.made import COFFEE, REST, answer, case, decline, result
from twitchqa.errors import ReportError
from twitchqa.evaluation.evaluation import Evaluation
from twitchqa.evaluation.faults import faults
from twitchqa.evaluation.labels import MissingText
from twitchqa.evaluation.report import report, write_report
from twitchqa.records import Level, Reason

if TYPE_CHECKING:
    from pathlib import Path

    from twitchqa.evaluation.results import CaseResult

RIGHT = result(case(question="Is rest right?"), answer(REST))
BESIDE = result(case(name="A2", question="<script>alert(1)</script>"), answer(COFFEE))
NEAR_MISS = case("decline", "A3", kind="near_miss", reason=Reason.NOT_STATED)


def evaluation(*results: CaseResult, threshold: float | None = 0.5) -> Evaluation:
    """An evaluation of some results."""
    missing = (MissingText("A9", "muscle", "Tea & milk."),)
    return Evaluation("a<b.jsonl", "", "index-1", results, missing, threshold)


def test_a_wrong_question_is_shown_with_what_was_expected_and_quoted() -> None:
    """A right one is not."""
    page = report(evaluation(RIGHT, BESIDE))
    assert "Is rest right?" not in page
    assert f"missing: {REST}" in page
    assert f"beside the point: {COFFEE}" in page
    assert "a required point is missing; most quotes do not bear on it" in page


def test_nothing_wrong_is_said() -> None:
    """An empty table would look like a fault."""
    assert "<p>None.</p>" in report(evaluation(RIGHT))


def test_words_of_others_are_escaped() -> None:
    """Questions, file names and texts cannot become markup."""
    page = report(evaluation(BESIDE))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a&lt;b.jsonl" in page
    assert "Tea &amp; milk." in page


def test_the_page_needs_nothing_else() -> None:
    """No script, no address, no import: it opens without a network."""
    page = report(evaluation(RIGHT, BESIDE))
    assert re.findall(r"<script|<link|<img|https?:|url\(|@import", page) == []


@pytest.mark.parametrize(
    "results", [(RIGHT, BESIDE), (RIGHT,), (result(case("either"), decline()),)]
)
def test_every_plot_is_well_formed_and_has_words(results: tuple[CaseResult, ...]) -> None:
    """Whatever there is to draw, each picture has a text alternative or is a mere repetition."""
    page = report(evaluation(*results, threshold=None))
    pictures = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    plots = [picture for picture in pictures if 'role="img"' in picture]
    assert len(plots) == 4
    for picture in pictures:
        drawn = ElementTree.fromstring(picture)  # noqa: S314  (our own markup)
        described = drawn.find("desc")
        assert drawn.get("aria-hidden") == "true" or (described is not None and described.text)
        assert '"nan' not in picture


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (RIGHT, ()),
        (result(case(), decline()), ("declined, but the corpus answers it",)),
        (result(NEAR_MISS, answer(REST)), ("answered, but it should be declined",)),
        (
            result(NEAR_MISS, decline(Reason.NOT_IN_CORPUS)),
            ("declined as not_in_corpus, labelled not_stated",),
        ),
        (result(NEAR_MISS, decline(), Level.EMERGENCY), ("a false alarm",)),
        (result(case("either", urgent=True), decline()), ("an emergency was not noticed",)),
        (
            result(case(question="Rest, or tea?", uncovered=("or tea",)), answer(REST)),
            ("the uncovered part is not named",),
        ),
    ],
)
def test_a_fault_is_told_in_words(judged: CaseResult, said: tuple[str, ...]) -> None:
    """One sentence for each thing that counts against a measure."""
    assert faults(judged) == said


def test_broken_promises_are_told() -> None:
    """No real reply can lack its disclaimer or change a quote, so these results are made up."""
    changed = replace(RIGHT.quotes[0], verbatim=False)
    assert faults(replace(RIGHT, quotes=(changed,), disclaimer=False)) == (
        "a quote is not the document's own text",
        "the disclaimer is missing",
    )


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """And one that can is the page."""
    write_report(evaluation(RIGHT), tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == report(evaluation(RIGHT))
    with pytest.raises(ReportError, match="cannot be written"):
        write_report(evaluation(RIGHT), tmp_path / "none" / "r.html")
