"""A required point is found when one alternative lies in the first passages' sentences."""

from __future__ import annotations

from tests.unit.evaluation.made import (
    COFFEE,
    DOCUMENT,
    DOCUMENTS,
    REST,
    TEXT,
    WATER,
    case,
    span_of,
)
from twitchqa.evaluation import recall_table, retrieval_recall
from twitchqa.records import Hit, Passage, Span


def passage(text: str) -> Hit:
    """A hit on a passage of one sentence."""
    span = span_of(text)
    return Hit(Passage("muscle", "Muscles", None, span, text, (span,)), 0.5)


def retrieve(question: str, k: int) -> list[Hit]:
    """Water first, then coffee, then rest."""
    return [passage(WATER), passage(COFFEE), passage(REST)][:k]


def test_recall_counts_points_at_each_rank() -> None:
    """Of three points, water is found at once, coffee at 2 and rest at 3."""
    cases = [
        case(gold=((WATER,), (REST,))),
        case(gold=((COFFEE, "Tea."),)),
        case("decline"),
        case("either", gold=((REST,),)),
    ]
    recall = retrieval_recall(retrieve, cases, DOCUMENTS, ranks=(1, 2, 3))
    assert {rank: (round(s.value, 3), s.count) for rank, s in recall.items()} == {
        1: (0.333, 3),
        2: (0.667, 3),
        3: (1.0, 3),
    }


def test_a_point_may_lie_in_two_passages_but_not_in_another_document() -> None:
    """Sentences are taken together; the same span elsewhere is something else."""
    both = case(gold=((f"{REST} {COFFEE}",),))
    assert retrieval_recall(retrieve, [both], DOCUMENTS, ranks=(3,))[3].value == 1.0
    other = Passage("bones", "Bones", None, Span(0, len(TEXT)), TEXT, (Span(0, len(TEXT)),))
    moved = retrieval_recall(lambda *_: [Hit(other, 1.0)], [both], DOCUMENTS, ranks=(3,))
    assert moved[3].value == 0.0


def test_nothing_answerable_gives_no_recall() -> None:
    """And no 0."""
    assert retrieval_recall(retrieve, [case("decline")], {"muscle": DOCUMENT}) == {}


def test_the_table_has_a_row_for_each_retriever() -> None:
    """And a column for each rank."""
    recall = retrieval_recall(retrieve, [case()], DOCUMENTS, ranks=(1, 3))
    rows = [" ".join(row.split()) for row in recall_table({"dense": recall}).splitlines()]
    assert rows == [
        "recall of required points at 1 at 3",
        "dense 0.0 % [0.0, 79.3] 100.0 % [20.7, 100.0]",
    ]
