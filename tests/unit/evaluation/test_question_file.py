"""The project's own questions are labelled as their README says."""

from __future__ import annotations

from pathlib import Path

import pytest

from twitchqa.corpus import load_corpus
from twitchqa.evaluation import Case, Expect, check_cases, load_cases
from twitchqa.evaluation.labels import occurrences
from twitchqa.records import Reason

ROOT = Path(__file__).parents[3]
QUESTIONS = ROOT / "tests" / "questions" / "muscle-twitching.jsonl"


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """All of them."""
    return load_cases(QUESTIONS)


def test_every_labelled_text_is_the_articles_own(cases: tuple[Case, ...]) -> None:
    """A label that stands nowhere could never be met."""
    documents = {document.id: document for document in load_corpus(ROOT / "corpus").documents}
    assert check_cases(cases, documents) == ()
    text = documents["muscle-twitching"].text
    assert all(occurrences(label, text) for case in cases for label in case.texts)


def test_every_declined_question_says_why(cases: tuple[Case, ...]) -> None:
    """Counted by reason."""
    reasons = [case.reason for case in cases if case.expect is Expect.DECLINE]
    assert {reason: reasons.count(reason) for reason in reasons} == {
        Reason.NOT_STATED: 44,
        Reason.NOT_IN_CORPUS: 10,
        Reason.PERSONAL_MEDICAL_DECISION: 3,
        Reason.NOT_A_QUESTION: 1,
    }
    assert {case.reason for case in cases if case.kind == "near_miss"} == {Reason.NOT_STATED}


def test_half_covered_questions_name_their_other_half(cases: tuple[Case, ...]) -> None:
    """And no other question has one."""
    assert {case.id: case.uncovered for case in cases if case.uncovered} == {
        "B234": ("what does it cost a month",),
        "B239": ("does insurance pay for them",),
    }
    assert {case.id for case in cases if case.kind == "compound_partial"} == {"B234", "B239"}


def test_the_readme_gives_every_measure_and_every_changed_label() -> None:
    """So that nobody has to read the code for a name."""
    from twitchqa.evaluation import MEASURES

    readme = (QUESTIONS.parent / "README.md").read_text(encoding="utf-8")
    assert [name for name in MEASURES if f"| `{name}` |" not in readme] == []
    assert "| B081 |" in readme
