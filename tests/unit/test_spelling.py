"""Misspelt words become the articles' words; real words and doubtful ones stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.spelling import APOSTROPHES, CorpusSpelling

SPELLING = CorpusSpelling(
    [
        "Prednisone may help against the symptoms of Kennedy's disease; dysphagia is one of them.",
        "Muscle twitches, or fasciculations, and cramps worry people. The colour doesn't matter.",
        "A twitch is short. A stitch in the side is not.",
    ]
)


def test_the_spelling_of_the_other_side_of_the_atlantic_becomes_the_articles() -> None:
    """Where an article has the word in one spelling; a word of its own in either stays."""
    articles = CorpusSpelling(["Tumors of the oesophagus bleed. A tumour does."])
    assert articles.mend("Can esophagus tumor and tumours bleed?") == (
        "Can oesophagus tumour and tumors bleed?"
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("simptoms of kenedy disease", "symptoms of kennedy disease"),
        ("What are Fasciculatons?", "What are fasciculations?"),
        ("mussle twiches", "muscle twitches"),
        ("predinsone dose", "prednisone dose"),
        ("kennedys diseese", "kennedy disease"),
        ("sympt\u00f3ms, (mucsle)", "symptoms, (muscle)"),
    ],
)
def test_a_slip_is_mended(typed: str, read: str) -> None:
    """A letter missing, added, wrong or swapped with its neighbour; marks stay as they are."""
    assert SPELLING.mend(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fasikulashuns", "fasciculations"),
        ("disfagia", "dysphagia"),
        ("is it dangerus", "is it dangerous"),  # a dictionary's word that no article has
        ("what are the simptoms of a twitchh", "what are the symptoms of a twitch"),
        ("kenedys disease", "kennedys disease"),  # the plural or genitive of an article's word
        ("Kenedy's twich", "kennedy's twitch"),
        ("IS A TWICH DANGERUS", "IS A twitch dangerous"),
        ("a twich, kramps", "a twitch, cramps"),  # the first letter may be another of that sound
        ("wot shud i do wen it twiches", "what should i do when it twitches"),
    ],
)
def test_what_is_written_as_it_sounds_is_mended(typed: str, read: str) -> None:
    """Several letters may be wrong where the word sounds right."""
    assert SPELLING.mend(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "What is a clamp? Are clamps bad?",  # English words next to 'cramp' and 'cramps'
        "Is prednisolone better?",  # another drug
        "What is dysphasia?",  # another complaint
        "CRAMSP",  # an abbreviation, for all we know
        "a crp",  # short
        "shouldn't, doesnt",
        "vramps",  # people rarely get the first letter wrong
        "prednisolne",  # either drug may be meant
        "Is the Crampe tablet or Modernas better?",  # names
        "couldt, couldn`t, mustt",  # what may be a negation does not lose it
        "musnt",  # its contrary, 'must', is one letter away
        "the Cramppe sign",  # a name
        "the crohn family",  # known to nobody here, and no common word is near enough
        "",
    ],
)
def test_another_word_stays(typed: str) -> None:
    """Where it may be a word of its own, a question is read as it is typed."""
    assert SPELLING.mend(typed) == typed


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    """Nothing changes but letters of words and apostrophes: all other characters stay."""

    def others(text: str) -> str:
        return "".join(one for one in text if not one.isalpha() and one not in APOSTROPHES + "'")

    assert others(SPELLING.mend(text)) == others(text)


def test_no_article_no_change() -> None:
    """An empty corpus has no words to mend towards."""
    assert CorpusSpelling([]).mend("simptoms") == "simptoms"
