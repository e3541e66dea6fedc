"""Facts about the language of a question."""

from __future__ import annotations

import pytest

from twitchqa.language import is_english

KNOWN = frozenset({"als", "barré"})


@pytest.mark.parametrize(
    "question",
    [
        "What are the symptoms of ALS?",
        "wat cauzes twiching",
        "dus my leg ich",
        "im scared, im 34 and its everywhere",
        "als die",
        "Guillain-Barré",
        "Is Sjögren's the same as Ménière's?",
        "riluzole dose",
        "",
        "???",
        "What is ALS? (*\uff9f\u25bd\uff9f*)",
    ],
)
def test_english_is_known_however_it_is_typed(question: str) -> None:
    """Typos, key words, names with accents and words that English shares tell nothing else."""
    assert is_english(question, KNOWN)


@pytest.mark.parametrize(
    "question",
    [
        "Welche Symptome hat ALS?",
        "¿Qué causa la miopatía?",
        "Qu'est-ce que la dystrophie musculaire ?",
        "quali sono i sintomi della SLA",
        "Wat zijn de oorzaken van spiertrekkingen en is dat erg?",
        "Что такое БАС?",
    ],
)
def test_another_language_is_told(question: str) -> None:
    """By its function words, or by letters that no English word has."""
    assert not is_english(question, KNOWN)


def test_what_the_articles_know_tells_nothing() -> None:
    """An article may well quote another language."""
    assert not is_english("das ist gut", KNOWN)
    assert is_english("das ist gut", {"das", "ist", "gut"})


def test_english_words_count_though_the_articles_have_them() -> None:
    """Nearly every English function word stands in an article; two foreign ones prove nothing."""
    common = {"what", "does", "it", "when", "the", "to", "me"}
    assert is_english("what does it mean when the doctor said das ist gut to me", common)
