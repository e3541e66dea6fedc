"""Facts about which questions are taken to ask for several points."""

import pytest

from twitchqa.breadth import several_points, terms


@pytest.mark.parametrize(
    "question",
    [
        "What are the symptoms of measles?",
        "Which foods should be avoided after the operation?",
        "what can help with hiccups",
        "What are the causes and the signs of scurvy?",
    ],
)
def test_these_ask_for_several_points(question: str) -> None:
    """Lists, causes, signs and what helps."""
    assert several_points(question) > 0.25


@pytest.mark.parametrize(
    "question",
    [
        "How long is measles catching?",
        "Is scurvy catching?",
        "At what age does the soft spot close?",
        "What is the other name of hiccups?",
    ],
)
def test_these_ask_for_one(question: str) -> None:
    """A duration, yes or no, a name."""
    assert several_points(question) < 0.2


def test_capitals_marks_and_order_of_words() -> None:
    """Only words and their neighbours count, each once; an apostrophe may be curly."""
    assert terms("Is it? Is it!") == {"is", "it", "is it", "it is"}
    assert terms("What\u2019s that?") == terms("what's that")
    assert several_points("") == several_points("?!")
