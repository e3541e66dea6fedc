"""Windows hold their anchor, stay short, and let the anchor stand anywhere."""

from training.draws import seeded
from training.windows import LARGEST_WINDOW, Windows

SENTENCES = [f"Sentence number {number}." for number in range(12)]


def words(text: str) -> int:
    """A stand-in for the tokenizer."""
    return len(text.split())


def test_a_window_is_a_short_run_around_its_anchor() -> None:
    """One to five neighbours, the anchor among them, whatever the draw."""
    for seed in range(200):
        choice = seeded(seed)
        anchor = choice.randrange(len(SENTENCES))
        window = Windows(words, choice).around(SENTENCES, anchor)
        assert anchor in window
        assert 1 <= len(window) <= LARGEST_WINDOW
        assert window.start >= 0
        assert window.stop <= len(SENTENCES)


def test_the_place_of_the_anchor_gives_nothing_away() -> None:
    """In windows of five the anchor stands first, last and between."""
    choice = seeded(1)
    places = [0] * LARGEST_WINDOW
    for _ in range(800):
        window = Windows(words, choice).around(SENTENCES, 6)
        if len(window) == LARGEST_WINDOW:
            places[6 - window.start] += 1
    assert min(places) > 0.03 * sum(places)


def test_a_window_keeps_to_its_tokens_and_away_from_forbidden_sentences() -> None:
    """Three words a sentence: at most two sentences fit in seven; 5 and 7 are closed."""
    for seed in range(50):
        choice = seeded(seed)
        assert len(Windows(words, choice, 7).around(SENTENCES, 6)) <= 2
        assert Windows(words, choice).around(SENTENCES, 6, {5, 7}) == range(6, 7)


def test_an_anchor_longer_than_the_limit_stands_alone() -> None:
    """Whole sentences only: a long one is not cut."""
    window = Windows(words, seeded(0), 1).around(SENTENCES, 3)
    assert window == range(3, 4)
