"""The only home of FAISS: rows of unit vectors, searched by inner product (cosine)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

EXACT_LIMIT = 100_000
"""Up to this many rows the search compares with every one; beyond, with the nearest clusters."""


class VectorTable:
    """Rows of float32 unit vectors; a row's number is its place, from 0.

    `search` is exact up to EXACT_LIMIT rows: the same ids and scores as numpy's brute force.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: NDArray[np.float32], exact_limit: int = EXACT_LIMIT) -> VectorTable:
        """A table of the vectors, [rows, dimensions]; the same input gives the same bytes."""
        rows, dimensions = vectors.shape
        flat = faiss.IndexFlatIP(dimensions)
        if rows <= exact_limit:
            flat.add(vectors)
            return cls(flat)
        lists = int(4 * rows**0.5)  # FAISS's guideline for IVF: 4 to 16 times the square root
        clusters = faiss.IndexIVFFlat(flat, dimensions, lists, faiss.METRIC_INNER_PRODUCT)
        clusters.train(vectors)
        clusters.add(vectors)
        clusters.nprobe = max(16, lists // 16)
        return cls(clusters)

    @classmethod
    def packed(cls, vectors: NDArray[np.float32]) -> VectorTable:
        """A table of the vectors in half precision and without clusters, for looking rows up."""
        table = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        table.add(vectors)
        return cls(table)

    @classmethod
    def from_bytes(cls, content: bytes) -> VectorTable:
        """The table that `to_bytes` wrote."""
        table = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        if isinstance(table, faiss.IndexIVF):
            table.nprobe = max(16, table.nlist // 16)
        return cls(table)

    def to_bytes(self) -> bytes:
        """The table in FAISS's own format."""
        content: bytes = faiss.serialize_index(self._index).tobytes()
        return content

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        return int(self._index.d)

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Append rows, [rows, dimensions]."""
        self._index.add(vectors)

    def remove(self, rows: Iterable[int]) -> None:
        """Drop rows; those after them move up, in order."""
        self._index.remove_ids(faiss.IDSelectorBatch(np.fromiter(rows, dtype=np.int64)))

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The k nearest rows as (row, cosine), best first; fewer when the table has fewer."""
        if k < 1 or len(self) == 0:
            return []
        # One question uses one core: threads that wait for each other made it 60 times slower on
        # a busy machine. OpenMP keeps the number for each calling thread, so it is set here.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(vector.reshape(1, -1), min(k, len(self)))
        pairs = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return [(row, score) for row, score in pairs if row >= 0]

    def vector(self, row: int) -> NDArray[np.float32]:
        """One row's vector, float32 [dimensions]."""
        if isinstance(self._index, faiss.IndexIVF):
            self._index.make_direct_map()
        return np.asarray(self._index.reconstruct(row), dtype=np.float32)

    def some(self, start: int, stop: int) -> NDArray[np.float32]:
        """The vectors of rows [start, stop), float32 [rows, dimensions]."""
        faiss.omp_set_num_threads(1)  # as in `search`
        return np.asarray(self._index.reconstruct_n(start, stop - start), dtype=np.float32)
