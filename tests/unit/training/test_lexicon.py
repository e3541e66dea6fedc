"""The words of medicine that go with the service are those of the written articles."""

from training.lexicon import OUT, lexicon


def test_the_file_holds_what_the_articles_use() -> None:
    """`python -m training.lexicon` would write the same file again."""
    words = OUT.read_text(encoding="utf-8").split()
    assert words == lexicon()


def test_medicines_and_illnesses_are_in_it_and_plain_english_is_not() -> None:
    """What nothing else could tell from a slip of the finger."""
    words = set(lexicon())
    assert {"prednisolone", "crohn", "baclofen"} <= words
    assert not {"muscle", "doctor", "the"} & words
