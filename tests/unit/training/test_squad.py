"""SQuAD rows: near-misses with partners from their own paragraph, honest labels."""

from typing import Any

import pytest

from training.draws import seeded
from training.squad import WordWeights, balanced_questions, is_held_out, to_example
from training.windows import Windows

PARAGRAPH: dict[str, Any] = {
    "title": "Bridge_of_Sighs",
    "sentences": ["It was built in 1600.", "It is made of stone.", "Tourists like the bridge."],
    "questions": [
        {"id": "a", "q": "Built when?", "answerable": True, "gold": [0], "answers": ["1600"]},
        {"id": "b", "q": "Who likes  it?", "answerable": True, "gold": [], "answers": ["Tourists"]},
        {"id": "c", "q": "Which stone is the bridge made of?", "answerable": False},
    ],
}


def one(question: dict[str, Any], seed: int = 0) -> Any:
    """A row of the paragraph, unstyled."""
    weights = WordWeights(PARAGRAPH["sentences"])
    windows = Windows(lambda _: 5, seeded(seed))
    return to_example(PARAGRAPH, question, weights, windows, styled=False)


def test_an_answer_is_marked_in_its_gold_sentence() -> None:
    """Evidence is 1 for the gold sentence alone, and the answer's words are found in it."""
    for seed in range(20):
        row = one(PARAGRAPH["questions"][0], seed)
        at = row.evidence.index(1.0)
        assert sum(row.evidence) == 1
        assert row.sentences[at] == "It was built in 1600."
        place, start, end = row.answer
        assert (place, row.sentences[place][start:end]) == (at, "1600")
        assert (row.answerable, row.expected, row.title) == (1.0, True, "Bridge of Sighs")


def test_a_near_miss_gets_the_window_that_looks_most_like_an_answer() -> None:
    """The sentence that shares its weightiest words is in it, with no evidence."""
    for seed in range(20):
        row = one(PARAGRAPH["questions"][2], seed)
        assert "It is made of stone." in row.sentences
        assert set(row.evidence) == {0.0}
        assert (row.answerable, row.expected, row.answer) == (0.0, False, None)


def test_every_near_miss_has_a_partner_and_unlabelled_answers_are_skipped() -> None:
    """Question b has no gold sentence; a paragraph without near-misses gives nothing."""
    easy = {**PARAGRAPH, "questions": PARAGRAPH["questions"][:1]}
    pairs = balanced_questions([PARAGRAPH, easy], seeded(0))
    assert sorted(question["id"] for _, question in pairs) == ["a", "c"]


def test_whole_articles_are_held_out_by_their_title() -> None:
    """About one in twenty, always the same ones."""
    titles = [f"Article_{number}" for number in range(4000)]
    held = [title for title in titles if is_held_out(title)]
    assert len(held) / len(titles) == pytest.approx(0.05, abs=0.015)
    assert held == [title for title in titles if is_held_out(title)]
