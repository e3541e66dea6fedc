"""Honest fakes: small things that keep the contract of the real ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from twitchqa.records import Document, Passage, Provenance, Reading, Section, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

DIMENSIONS = 64


def document_of(text: str, name: str = "tea", title: str = "Tea") -> Document:
    """A document without headings."""
    return Document(
        id=name,
        title=title,
        text=text,
        sections=(Section(None, Span(0, len(text))),),
        provenance=Provenance(author="A. Writer"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


class WordEncoder(Embeddings):
    """Unit vectors of hashed words: texts that share words are near each other."""

    id = "words"
    dimensions = DIMENSIONS

    def encode_one(self, text: str) -> NDArray[np.float32]:
        """One text's vector."""
        vector = np.full(DIMENSIONS, 1e-3, dtype=np.float32)
        for word in text.lower().replace("?", " ").replace(".", " ").split():
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSIONS] += 1
        return vector / np.float32(np.linalg.norm(vector))

    def encode(
        self, texts: Sequence[str], progress: Callable[[Iterable[str]], Iterable[str]] = iter
    ) -> NDArray[np.float32]:
        """Vectors of several texts."""
        rows = [self.encode_one(text) for text in progress(texts)]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """Words."""
        return len(text.split())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `encode`."""
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `encode_one`."""
        row: list[float] = self.encode_one(text).tolist()
        return row


class FixedReader:
    """Says what it was told of each sentence; a passage answers as far as its best sentence."""

    id = "fixed"

    def __init__(self, evidence: dict[str, float]) -> None:
        self._evidence = evidence

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """The numbers for the sentences; 0.01 where none was given."""
        readings = []
        for passage in passages:
            numbers = tuple(self._evidence.get(text, 0.01) for text in passage.sentence_texts())
            readings.append(Reading(passage, max(numbers, default=0.0), numbers))
        return tuple(readings)
