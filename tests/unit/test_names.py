"""Other names that articles give: found, and put into the heading's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import WordEncoder
from twitchqa.corpus import document_from_text
from twitchqa.index import index_documents
from twitchqa.names import OtherNames

TEXT = """Leaf spot, also called brown blotch, is common in gardens.

## Root Rot (RR)

Root rot (RR), which is also known as wet foot disease or Miller's root disease, is caused by water.
Too much of it is sometimes called flooding. Mould is also called fine grey fur.

## Rust

Rust is otherwise known as orange leaf.
It is also referred to as the old gardener's curse of May."""


@pytest.fixture(scope="module")
def names() -> OtherNames:
    """The names in one article about plants."""
    document = document_from_text("plants", "Leaf spot", TEXT)
    return OtherNames(index_documents([document], WordEncoder()).passages)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What causes wet foot disease?", "What causes Root Rot (RR)?"),
        ("is WET FOOT DISEASE bad", "is Root Rot (RR) bad"),
        ("What is Miller\u2019s root disease?", "What is Root Rot (RR)?"),
        ("what is millers root disease", "what is Root Rot (RR)"),
        ("Does brown blotch spread?", "Does Leaf spot spread?"),
        ("Can orange leaf be cured?", "Can Rust be cured?"),
        ("What is m\u0131ller's root disease?", "What is m\u0131ller's root disease?"),
    ],
)
def test_another_name_becomes_the_heading(names: OtherNames, question: str, read: str) -> None:
    """Whatever its capitals and its apostrophe; the title counts as a heading."""
    assert names.in_own_words(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "What is flooding?",  # one word: it may be anything
        "What is fine grey fur?",  # the name of something that heads nothing
        "Is wet foot diseased soil bad?",  # only a part of a word
        "What is the old gardener's curse of May?",  # more words than a name has
        "What is rust?",
    ],
)
def test_everything_else_stays_as_it_is(names: OtherNames, question: str) -> None:
    """A question is changed only where a name stands for exactly one heading."""
    assert names.in_own_words(question) == question


def test_a_name_with_two_meanings_is_left_alone() -> None:
    """Nobody can say which of the two is meant."""
    text = "## Rust\n\nRust is also called red leaf.\n\n## Burn\n\nBurn is also called red leaf."
    document = document_from_text("plants", "Plants", text)
    both = OtherNames(index_documents([document], WordEncoder()).passages)
    assert both.in_own_words("What is red leaf?") == "What is red leaf?"


@given(st.text(max_size=200))
def test_without_names_nothing_changes(question: str) -> None:
    """No article, no other names."""
    assert OtherNames(()).in_own_words(question) == question
