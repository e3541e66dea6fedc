"""Facts about long messages: what is left of them for the models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.condensing import MOST_WORDS, condensed

TALE = (
    "I am 43 and for three weeks now my left calf has been jumping on and off. I drink coffee and "
    "work late, since we moved house and nothing is where it was. My uncle had something too, and "
    "it frightens me. My wife says that it is stress and that I read too much. "
)


def test_a_short_message_stays_as_it_is() -> None:
    """Spaces, lines and all."""
    assert condensed("My  calf jumps.\nWhy?") == "My  calf jumps.\nWhy?"


@pytest.mark.parametrize(
    "question", ["Which drug is given for ALS?", "which drug is given for als"]
)
def test_the_question_behind_a_tale_is_kept(question: str) -> None:
    """With what stands before it, and without what is in the way."""
    kept = condensed(TALE + question)
    assert kept.endswith("I read too much. " + question)
    assert "coffee" not in kept
    assert len(kept.split()) <= MOST_WORDS


def test_the_question_before_a_tale_is_kept() -> None:
    """Wherever it stands."""
    assert condensed("Which drug is given for ALS? " + TALE).startswith("Which drug is given")


def test_of_a_tale_that_asks_nothing_the_end_is_kept() -> None:
    """Somebody may ask by telling."""
    kept = condensed(TALE)
    assert kept.endswith("I read too much.")
    assert "My uncle" in kept


def test_one_long_sentence_is_cut_into_clauses() -> None:
    """People who hurry put commas where full stops belong."""
    kept = condensed(TALE.replace(".", ",") + "which drug is given for ALS")
    assert kept.endswith("which drug is given for ALS")
    assert len(kept.split()) <= MOST_WORDS


@given(st.text(alphabet="ab .,?\n-", min_size=0, max_size=400))
def test_it_is_never_longer_and_never_empty(message: str) -> None:
    """Every word that is left was there, and something is left."""
    kept = condensed(message)
    assert len(kept.split()) <= max(MOST_WORDS, 0) or kept == message
    assert set(kept.split()) <= set(message.split())
    assert bool(kept.split()) == bool(message.split())


def test_without_any_space_between_sentences_the_end_is_kept() -> None:
    """A clause that is too long loses its beginning."""
    assert condensed("word " * 60 + "last").endswith("last")
    assert len(condensed("word " * 60 + "last").split()) == MOST_WORDS
