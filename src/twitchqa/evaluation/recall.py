"""How many required points lie in the first passages that retrieval finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.evaluation.cases import Expect
from twitchqa.evaluation.labels import point_covered
from twitchqa.evaluation.scores import Score, mean_score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from twitchqa.evaluation.cases import Case
    from twitchqa.records import Document, Hit

    Retrieve = Callable[[str, int], Sequence[Hit]]
    """(question, k) -> the k best passages, best first."""

RANKS = (1, 3, 5, 8)


def retrieval_recall(
    retrieve: Retrieve,
    cases: Iterable[Case],
    documents: Mapping[str, Document],
    ranks: Sequence[int] = RANKS,
) -> dict[int, Score]:
    """Recall at each rank k: required points found / required points, over answerable cases.

    A point is found at k when at least 90 % of the characters of one of its alternatives
    lie in the sentences of the first k passages. Points are counted, not questions. Empty
    when no case is answerable.
    """
    found: dict[int, list[bool]] = {rank: [] for rank in ranks}
    for case in cases:
        if case.expect is not Expect.ANSWER:
            continue
        hits = retrieve(case.question, max(ranks))
        for rank in ranks:
            found[rank] += _found(case, documents[case.document], hits[:rank])
    scores = {rank: mean_score(points) for rank, points in found.items()}
    return {rank: score for rank, score in scores.items() if score is not None}


def _found(case: Case, document: Document, hits: Iterable[Hit]) -> list[bool]:
    sentences = [
        sentence
        for hit in hits
        if hit.passage.document == case.document
        for sentence in hit.passage.sentences
    ]
    return [point_covered(point, document.text, sentences) for point in case.gold]


def recall_table(recalls: Mapping[str, Mapping[int, Score]]) -> str:
    """Retrievers by name, a column for each rank."""
    ranks = sorted({rank for recall in recalls.values() for rank in recall})
    lines = [f"{'recall of required points':<28}" + "".join(f"{f'at {k}':>26}" for k in ranks)]
    for name, recall in recalls.items():
        cells = (f"{recall[rank]!s:>26}" if rank in recall else f"{'-':>26}" for rank in ranks)
        lines.append(f"{name:<28}" + "".join(cells))
    return "\n".join(lines)
