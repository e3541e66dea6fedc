"""The words that the service writes itself are easy to read: school grade 7 or less."""

import re

import pytest
import textstat  # type: ignore[import-untyped]  # it ships no types

from twitchqa.guard import load_guard
from twitchqa.records import DISCLAIMER

GRADE = 7.0
TEXTS = dict(load_guard().book.texts)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text."""
    found = textstat.flesch_kincaid_grade(text)
    return float(found)


def english(text: str) -> str:
    """The text from its English part on; the emergency texts in other languages end with one."""
    return text[text.index("This may be") :]


@pytest.mark.parametrize("name", [name for name in TEXTS if not re.search("_(es|fr|de)$", name)])
def test_the_guard_s_words_are_plain(name: str) -> None:
    """Declines and notices can be read by a worried person at night."""
    assert grade(TEXTS[name]) <= GRADE


@pytest.mark.parametrize("name", ["emergency_es", "emergency_fr", "emergency_de"])
def test_foreign_emergencies_are_told_twice(name: str) -> None:
    """In the language of the message and, for those beside the person, in English."""
    assert "112" in TEXTS[name]
    assert "local emergency number" in english(TEXTS[name])


def test_the_disclaimer_is_plain() -> None:
    """So is what stands under every reply."""
    assert grade(DISCLAIMER) <= GRADE


def test_the_measure_is_the_published_formula() -> None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975)."""
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59, abs=0.1)


def test_no_text_blames_or_commands_in_capitals() -> None:
    """Calm words: no capitals for shouting, no exclamation marks."""
    for text in (*TEXTS.values(), DISCLAIMER):
        assert "!" not in text
        assert not re.search(r"\b[A-Z]{3,}\b", text)
