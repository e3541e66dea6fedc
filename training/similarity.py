"""Sentence similarity by the untrained encoder: finds the passages that look relevant."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

WIDTH = 384


class Similarity:
    """all-MiniLM-L6-v2 as its makers meant it: unit vectors, cosine by dot product."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer  # seconds to import

        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._known: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors [len(texts), 384]; each text is encoded once, whoever asks for it again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = self._model.encode(
            new, batch_size=64, normalize_embeddings=True, show_progress_bar=False
        )
        self._known.update(zip(new, np.asarray(found, dtype=np.float32), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(-1, WIDTH)


def most_similar(question: Vectors, candidates: Vectors, most: int) -> list[int]:
    """Indices of the `most` candidates with the highest cosine, best first."""
    order = np.argsort(-(candidates @ question), kind="stable")
    return [int(place) for place in order[:most]]
