"""Vectors of the untrained encoder, without the encoder."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from training.similarity import WIDTH, Similarity


def test_a_text_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows come in the order asked for, also of a text that stands twice or was asked before."""
    asked: list[str] = []

    def encode(texts: list[str], **_: object) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text)] * WIDTH for text in texts])

    model = SimpleNamespace(SentenceTransformer=lambda *_, **__: SimpleNamespace(encode=encode))
    monkeypatch.setitem(sys.modules, "sentence_transformers", model)
    similarity = Similarity(Path("encoder"))
    assert similarity.vectors(["aa", "b", "aa"])[:, 0].tolist() == [2, 1, 2]
    assert similarity.vectors(["ccc", "b"])[:, 0].tolist() == [3, 1]
    assert similarity.vectors([]).shape == (0, WIDTH)
    assert asked == ["aa", "b", "ccc"]
