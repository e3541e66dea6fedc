"""The yardstick that a trained reader has to beat."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twitchqa.records import Passage, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from twitchqa.encoder import SentenceEncoder

REMEMBERED = 4096
"""How many sentence vectors the similarity reader keeps, 1.5 KB each."""


class SimilarityReader:
    """The yardstick: a sentence is evidence as far as its vector points where the question's does.

    Cosines below 0 count as 0; a passage answers as far as its best sentence does.
    """

    id = "similarity"

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._vector = lru_cache(maxsize=REMEMBERED)(encoder.encode_one)

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Cosines of the question and each sentence with its header."""
        asked = self._encoder.encode_one(question)
        return tuple(self._read_one(asked, passage) for passage in passages)

    def _read_one(self, asked: NDArray[np.float32], passage: Passage) -> Reading:
        evidence = tuple(
            max(0.0, min(1.0, float(asked @ self._vector(f"{passage.header}: {sentence}"))))
            for sentence in passage.sentence_texts()
        )
        return Reading(passage, max(evidence, default=0.0), evidence)
