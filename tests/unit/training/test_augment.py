"""Restyled questions keep what they ask."""

from training.augment import keywords, misspelt, mobile, restyle, typos
from training.draws import seeded


def test_keywords_keep_the_words_that_carry_meaning() -> None:
    """'not' is one of them."""
    assert keywords("Why is aspirin not given to children?") == "aspirin not given children"
    assert keywords("What is it?") == "What is it?"


def test_mobile_style_drops_case_apostrophes_and_the_end_mark() -> None:
    """As typed with a thumb."""
    assert mobile("Can't Parkinson's be cured?") == "cant parkinsons be cured"


def test_a_typo_changes_long_words_only_and_only_a_little() -> None:
    """At most two slips, each within a word of more than four letters; never a blank."""
    for seed in range(100):
        question = "Is muscle twitching a sign of disease?"
        changed = typos(question, seeded(seed)).split(" ")
        words = question.split(" ")
        assert len(changed) == len(words)
        differing = [(a, b) for a, b in zip(words, changed, strict=True) if a != b]
        assert len(differing) <= 2
        assert all(len(word) > 4 for word, _ in differing)


def test_the_same_seed_gives_the_same_style() -> None:
    """Preparation is repeatable."""
    question = "How long does a muscle twitch usually last?"
    first = [restyle(question, seeded(seed)) for seed in range(40)]
    assert first == [restyle(question, seeded(seed)) for seed in range(40)]
    assert first.count(question) > 20
    assert len(set(first)) > 5


def test_words_are_spelt_as_they_sound() -> None:
    """About half of the words may change; a blank never does, and some change for most seeds."""
    question = "What physician does the examination of a twitching muscle?"
    spelt = [misspelt(question, seeded(seed)) for seed in range(50)]
    assert all(one.count(" ") == question.count(" ") for one in spelt)
    assert sum(one != question for one in spelt) > 40
    assert any("fysician" in one for one in spelt)
    assert any("dose" in one.split() for one in spelt)
