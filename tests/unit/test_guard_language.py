"""The language the rules are written in: words, spelling, patterns, and the file."""

from pathlib import Path

import pytest

from twitchqa.errors import SettingsError
from twitchqa.guard import load_guard
from twitchqa.guard.lexicon import Lexicon
from twitchqa.guard.patterns import parse
from twitchqa.guard.rules import PACKAGED
from twitchqa.guard.spelling import Spelling, distance
from twitchqa.guard.words import fold, sentences, spell_out, visible


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of each sentence, with no short forms and no mending."""
    return [one.words for one in sentences(text, {}, str)]


def fits(pattern: str, text: str) -> bool:
    """Whether a pattern fits a text, with two small word lists."""
    lexicon = Lexicon({"LIMB": ["arm", "left arm"], "JOINER": ["but"]}, {"DRUG": ["olol"]})
    sentence = sentences(text, {}, str)[0]
    return lexicon.chart(sentence.words, sentence.pauses).find(parse(pattern)) is not None


def test_words_are_folded() -> None:
    """Case, accents and drawn-out letters go."""
    assert [fold(word) for word in ("HEEELP", "p\u00e8re", "Stra\u00dfe")] == [
        "help",
        "pere",
        "strasse",
    ]


def test_contractions_are_spelled_out() -> None:
    """A rule need know only 'can not'."""
    assert spell_out("can't") == ("can", "not")
    assert spell_out("he's") == ("he", "is")
    assert spell_out("dad's") == ("dad", "s")
    assert words_of("She isn\u2019t well. I'd go") == [
        ("she", "is", "not", "well"),
        ("i", "would", "go"),
    ]


def test_sentences_know_where_their_words_stood() -> None:
    """Places point into the visible text."""
    text = "Hello, Mum! Is it ALS?"
    second = sentences(text, {}, str)[1]
    assert [text[start:end] for start, end in second.places] == ["Is", "it", "ALS"]
    assert second.mark == "?"


def test_what_nobody_sees_is_not_read() -> None:
    """Tags, scripts and zero-width characters are taken out; a sum with '<' stays."""
    assert visible("<p>a\u200bb</p>").strip() == "ab"
    assert visible("<script>x()</script>c").strip() == "c"
    assert visible("2 < 3 and 5 > 4") == "2 < 3 and 5 > 4"
    assert visible("Is K<Na or Ca>Mg bad?") == "Is K<Na or Ca>Mg bad?"
    assert visible('<p class="x">a</p ><!-- b --><br/>').split() == ["a"]
    assert visible("J'e\u0301touffe") == "J'\u00e9touffe"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cheest", "chest"),
        ("chset", "chest"),
        ("seizrue", "seizure"),
        ("crest", "crest"),
        ("arch", "arch"),
    ],
)
def test_slips_are_mended_and_real_words_are_not(typed: str, meant: str) -> None:
    """Only an unknown word that is near enough becomes a word of the rules."""
    assert Spelling(["chest", "seizure"], ["crest"]).mend(typed) == meant


def test_distance_counts_a_swap_as_one() -> None:
    """Optimal string alignment."""
    assert distance("pian", "pain") == 1
    assert distance("kitten", "sitting") == 3
    assert distance("same", "same") == 0


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("my LIMB", "my left arm", True),
        ("my LIMB hurts", "my left arm hurts", True),
        ("my ~ hurts", "my poor old arm hurts", True),
        ("my ~1 hurts", "my poor old arm hurts", False),
        ("my ~ hurts", "my arm, it hurts", False),
        ("my ~~ hurts", "my arm, it hurts", True),
        ("my ~ hurts", "my arm not hurts", False),
        ("leg|arm hurts", "arm hurts", True),
        ("my very? arm", "my arm", True),
        ("take !care", "take care", False),
        ("take !care", "take it", True),
        ("^ arm", "my arm", False),
        ("^ arm", "it hurts but arm", True),
        ("arm $", "my arm", True),
        ("arm $", "my arm hurts", False),
        ("DRUG", "propranolol", True),
        ("NUMEROUS arm", "20 arm", True),
        ("NUMEROUS arm", "2 arm", False),
        ("QUANTITY arm", "2.5 arm", True),
    ],
)
def test_the_pattern_language(pattern: str, text: str, expected: bool) -> None:
    """Each mark of a pattern does what patterns.py says."""
    assert fits(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["", "~ arm", "!not arm", "may? arm"])
def test_a_pattern_begins_with_a_needed_word(pattern: str) -> None:
    """Anything else could fit everywhere."""
    with pytest.raises(ValueError, match="must begin"):
        parse(pattern)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "chest-pain"', 'id = "stroke"'), "same id"),
        (('level = "figure"', 'level = "joke"'), "unknown level"),
        (('text = "dose"', 'text = "nothing"'), "not there"),
        (('"CHEST ~3 PAIN"', '"CHESTS ~3 PAIN"'), "CHESTS"),
        (("version = 1", "version = "), "guard.toml"),
    ],
)
def test_a_broken_rule_file_is_refused(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    """The error names what is wrong and the next step."""
    broken = tmp_path / "guard.toml"
    broken.write_text(PACKAGED.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        load_guard(broken)
    assert "Put the packaged guard.toml back" in caught.value.next_step


def test_a_missing_rule_file_is_refused(tmp_path: Path) -> None:
    """There is no service without rules."""
    with pytest.raises(SettingsError):
        load_guard(tmp_path / "none.toml")


def test_the_word_lists_are_in_folded_form() -> None:
    """A list's phrase can be met: it is what the folding makes of itself."""
    book = load_guard().book
    lists = book.lexicon.phrases.values()
    phrases = [phrase for entries in lists for phrase, name in entries if name != "CUES"]
    wrong = [
        phrase
        for phrase in phrases
        if (found := sentences(" ".join(phrase), book.short_forms, str))
        and found[0].words != phrase
    ]
    assert wrong == []
