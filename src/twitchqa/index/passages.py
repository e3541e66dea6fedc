"""The index that is served: documents, their passages, and vectors of passages and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from twitchqa.chunking import PassageLimits, split_document
from twitchqa.encoder import as_is
from twitchqa.index.vectors import VectorTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

    from twitchqa.encoder import SentenceEncoder
    from twitchqa.index.store import PassageStore
    from twitchqa.records import Document, Passage

LIMITS = PassageLimits()


class SentenceTable:
    """A vector for each sentence of some passages, in their order; read-only."""

    def __init__(self, table: VectorTable, passages: Sequence[Passage]) -> None:
        """Raises ValueError where there is not one row for each sentence."""
        self.table = table
        self._starts = [0, *accumulate(len(passage.sentences) for passage in passages)]
        if len(table) != self._starts[-1]:
            raise ValueError(f"{len(table)} vectors for {self._starts[-1]} sentences.")

    def nearest(self, passage: int, vector: NDArray[np.float32]) -> float:
        """The highest cosine of a unit vector and a sentence of one passage; 0 without one."""
        start, stop = self._starts[passage], self._starts[passage + 1]
        return float((self.table.some(start, stop) @ vector).max()) if stop > start else 0.0


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Row i of `table` is the vector of `passages[i]`; all of it is read-only.

    `id` names what the index was made of, so two machines that build the same corpus with
    the same models give it the same name.
    """

    id: str
    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    table: VectorTable
    sentences: SentenceTable

    def search_rows(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The k nearest passages as (row, cosine), best first."""
        return self.table.search(vector, k)

    def cosine(self, row: int, vector: NDArray[np.float32]) -> float:
        """The cosine of one passage and a unit vector."""
        return float(np.dot(self.table.vector(row), vector))

    def as_vector_store(self, encoder: Embeddings) -> PassageStore:
        """The same rows as a read-only LangChain vector store."""
        from twitchqa.index.store import PassageStore, as_text

        texts = [as_text(passage) for passage in self.passages]
        return PassageStore(encoder, texts, self.table, read_only=True)


def passage_key(passage: Passage) -> str:
    """The text that is embedded for a passage: its header, then its sentences."""
    return f"{passage.header}: {' '.join(passage.sentence_texts())}"


def index_documents(
    documents: Sequence[Document],
    encoder: SentenceEncoder,
    index_id: str = "memory",
    progress: Callable[[Iterable[str]], Iterable[str]] = as_is,
) -> PassageIndex:
    """Cut the documents into passages, embed them, and index them; nothing is saved."""
    passages = tuple(
        passage
        for document in documents
        for passage in split_document(document, encoder.count_tokens, LIMITS)
    )
    keys = [passage_key(passage) for passage in passages]
    sentences = [text for passage in passages for text in passage.sentence_texts()]
    vectors = encoder.encode([*keys, *sentences], progress)
    by_id = {document.id: document for document in documents}
    table = VectorTable.of(vectors[: len(keys)])
    packed = VectorTable.packed(vectors[len(keys) :])
    return PassageIndex(index_id, by_id, passages, table, SentenceTable(packed, passages))
