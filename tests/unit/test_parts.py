"""Facts about questions with several parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.parts import for_each, in_context, split_question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What is tea?", ("What is tea?",)),
        (
            "What does the drug do, and what does it cost a month?",
            ("What does the drug do", "what does it cost a month"),
        ),
        (
            "Which tests are used and how long do they take?",
            ("Which tests are used", "how long do they take"),
        ),
        (
            "Is it inherited? Also, can it be cured with surgery?",
            ("Is it inherited", "can it be cured with surgery"),
        ),
        (
            "What are the causes and symptoms of cramps?",
            ("What are the causes and symptoms of cramps?",),
        ),
        ("Tea or coffee, which is better?", ("Tea or coffee, which is better?",)),
        ("I have cramps and is that bad?", ("I have cramps and is that bad?",)),
    ],
)
def test_parts_begin_with_a_question_word(question: str, parts: tuple[str, ...]) -> None:
    """Lists stay together; a second question is a part of its own."""
    assert split_question(question) == parts


@given(st.text(max_size=300))
def test_parts_stand_in_the_question(question: str) -> None:
    """Every part is an exact stretch of the question, in order."""
    place = 0
    for part in split_question(question):
        place = question.index(part, place) + len(part)


def test_a_later_part_keeps_its_context() -> None:
    """'it' is read with the part before it; the first part needs nothing."""
    question = "What does the drug do, and what does it cost?"
    first, second = split_question(question)
    assert in_context(first, question) == first
    assert in_context(second, question) == "What does the drug do: what does it cost"


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "What part does heat play in tea and in strong coffee?",
            ("What part does heat play in tea?", "What part does heat play in strong coffee?"),
        ),
        (
            "which tests are done for A and for B",
            ("which tests are done for A", "which tests are done for B"),
        ),
        ("What is the difference for the young and for the old?", ()),
        ("What helps against pain and stiffness?", ()),
        ("What is it good for, and for whom?", ()),
        ("What is it for and for whom is it?", ()),
        ("Is tea for breakfast and for all the long evenings of the winter?", ()),
    ],
)
def test_a_question_about_two_things_is_asked_of_each(question: str, each: tuple[str, ...]) -> None:
    """Where the preposition comes back, and the two are not weighed against each other."""
    assert for_each(question) == each
