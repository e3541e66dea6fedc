"""Facts about questions with several parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.parts import for_each, split_question


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
        (
            "At what age does it start, and in how many people does it spread?",
            ("At what age does it start", "in how many people does it spread"),
        ),
        ("Please explain tea; does it keep?", ("Please explain tea", "does it keep")),
        ("whats tea and does it keep", ("whats tea", "does it keep")),
        (
            "doctor mentioned sleep apnea... what is it, and how do they treat it",
            ("what is it", "how do they treat it"),
        ),
        (
            "My son has SVT - whats that and how long does a bout last?",
            ("whats that", "how long does a bout last"),
        ),
        ("What helps when the U.S. is cold?", ("What helps when the U.S. is cold?",)),
        (
            "What is tea? What is milk? Who drinks it? Does it keep? What does it cost a month?",
            (
                *("What is tea", "What is milk", "Who drinks it", "Does it keep"),
                "What does it cost a month",
            ),
        ),
        ("1. What is tea? 2. Does it keep?", ("What is tea", "Does it keep")),
        ("(1) what is tea\n(2) does it keep", ("what is tea", "does it keep")),
        ("what is tea,does it keep", ("what is tea", "does it keep")),
        ("What is tea? Does it keep? Why?", ("What is tea", "Does it keep? Why")),
        ("Why? What is tea? Does it keep?", ("Why? What is tea", "Does it keep")),
        ("I have cramps. Why? Does tea help?", ("I have cramps. Why? Does tea help?",)),
        (
            "My uncle was ill, which frightens me. It is stress, they say. Does tea help?",
            ("My uncle was ill, which frightens me. It is stress, they say. Does tea help?",),
        ),
        (
            "Please describe a fugue, how long it lasts and how it ends.",
            ("Please describe a fugue", "how long it lasts", "how it ends."),
        ),
        (
            "Can you tell me what ALS is and how it is treated?",
            ("Can you tell me what ALS is", "how it is treated"),
        ),
        (
            "I have cramps. Can magnesium help? What causes them and are they dangerous?",
            ("I have cramps. Can magnesium help", "What causes them", "are they dangerous"),
        ),
        ("Symptoms of ALS? What causes it?", ("Symptoms of ALS", "What causes it")),
        ("What is ALS and am I at risk?", ("What is ALS", "am I at risk")),
        ("What\u2019s ALS and what\u2019s MND?", ("What\u2019s ALS", "what\u2019s MND")),
        ("What causes ALS\nHow is it treated", ("What causes ALS", "How is it treated")),
        ("what is bfs and how long it lasts", ("what is bfs", "how long it lasts")),
        (
            "How common is it, in whom does it occur and who does it spare?",
            ("How common is it", "in whom does it occur", "who does it spare"),
        ),
        ("Is it curable? If so, how is it done?", ("Is it curable", "how is it done")),
        (
            "Was told I have BFS - what is it and will it go away?",
            ("what is it", "will it go away"),
        ),
    ],
)
def test_parts_begin_with_a_question_word(question: str, parts: tuple[str, ...]) -> None:
    """Lists stay together; a second question is a part of its own."""
    assert tuple(part.text for part in split_question(question)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "she has gout and is tired and can't sleep, is that all right?",
        "So does my husband and so is our daughter, is it passed on?",
        "Which medicines and which foods bring cramps on?",
        "Which drugs bring it on, and for what reason?",
        "I keep a diary of when I twitch and when I sleep, what does it tell?",
        "My leg has twitched since March, when the doctor gave me tea. Is it the tea?",
        "My mother, who has ALS, is losing weight. Is that normal?",
        "Is Kennedy's disease, which my father had, inherited?",
        "When my leg twitches, what should I do?",
        "I had this as a child and have it again, is it serious?",
        "Please tell me honestly, is this ALS?",
        "What is BFS? Please explain this to me.",
        "Is it true that twitching in the calf\ncan be a sign of ALS?",
        "Is this ALS? Am 23 and have been twitching since May",
        "Who was Isaac, after whom the tea is named?",
        "my arm went weak an hour ago, could be nothing, is it bad?",
    ],
)
def test_what_is_said_or_leans_on_the_question_is_no_part(question: str) -> None:
    """A statement goes on after 'and is'; without a verb of its own nothing is asked."""
    assert [part.text for part in split_question(question)] == [question]


@given(st.text(max_size=300))
def test_parts_stand_in_the_question(question: str) -> None:
    """Every part is an exact stretch of the question, in order."""
    place = 0
    for part in split_question(question):
        place = question.index(part.text, place) + len(part.text)


def test_a_later_part_is_read_with_the_first_and_alone() -> None:
    """'it' is read with the part before it; the first part needs nothing."""
    first, second = split_question("What does the drug do, and what does it cost?")
    assert first.alone == first.in_context == first.text
    assert second.alone == "what does it cost"
    assert second.in_context == "What does the drug do: what does it cost"


def test_every_part_is_read_with_what_was_said_before_all_of_them() -> None:
    """There the thing has its name."""
    first, second = split_question("My son has SVT: what is that, and is it for life?")
    assert first.alone == first.in_context == "My son has SVT: what is that"
    assert second.alone == "My son has SVT: is it for life"
    assert second.in_context == "My son has SVT: what is that: is it for life"


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
