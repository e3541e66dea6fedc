"""What the guard's network learns from."""

from training.draws import seeded
from training.screener_rows import among_others, harmless

OTHERS = ["What is gout?", "How long does a cold last?"]


def test_a_message_told_among_others_is_whole() -> None:
    """Some are, with harmless ones before or behind; most stay alone."""
    choice = seeded(3)
    told = [among_others("He is not breathing.", OTHERS, choice) for _ in range(300)]
    assert all("He is not breathing." in one for one in told)
    longer = [one for one in told if one != "He is not breathing."]
    assert 0.1 < len(longer) / len(told) < 0.3
    assert any(one.startswith("He") for one in longer)
    assert any(one.endswith("breathing.") for one in longer)


def test_what_is_labelled_by_hand_is_not_taken_for_harmless() -> None:
    """A question that stands in the screening set has its label there."""
    known = {row.text for row in harmless(50, set())}
    assert not known & {row.text for row in harmless(50, known)} - set(_lines())


def _lines() -> list[str]:
    return [row.text for row in harmless(0, set())]
