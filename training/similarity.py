"""Sentence similarity by the untrained encoder: finds the passages that look relevant."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Similarity:
    """all-MiniLM-L6-v2 as its makers meant it: unit vectors, cosine by dot product."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer  # seconds to import

        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors [len(texts), 384]."""
        found = self._model.encode(
            list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)


def most_similar(question: Vectors, candidates: Vectors, most: int) -> list[int]:
    """Indices of the `most` candidates with the highest cosine, best first."""
    order = np.argsort(-(candidates @ question), kind="stable")
    return [int(place) for place in order[:most]]
