"""Facts about British and American spellings."""

import pytest

from twitchqa.variants import variants


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("oesophagus", "esophagus"),
        ("haemorrhage", "hemorrhage"),
        ("anaesthetised", "anesthetized"),
        ("tumours", "tumors"),
        ("paralysed", "paralyzed"),
        ("litres", "liters"),
        ("labelled", "labeled"),
        ("sulphate", "sulfate"),
        ("neurones", "neurons"),
    ],
)
def test_each_is_a_variant_of_the_other(british: str, american: str) -> None:
    """Whichever of the two an article has."""
    assert american in variants(british)
    assert british in variants(american)


@pytest.mark.parametrize(("word", "other"), [("four", "for"), ("canoe", "cane"), ("rise", "rize")])
def test_other_words_are_none(word: str, other: str) -> None:
    """Short words, and an 'oe' at the end."""
    assert other not in variants(word)


def test_a_long_string_is_no_word() -> None:
    """A line of letters without a space has none, and costs nothing."""
    assert variants("e" * 2000) == set()
    assert len(variants("e" * 25)) < 3000


def test_a_word_is_no_variant_of_itself() -> None:
    """Neither is one that has no such letters."""
    assert variants("muscle") & {"muscle"} == set()
    assert variants("tibia") == set()
