"""Facts about the readers: numbers for each sentence, checked files."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from tests.fakes import WordEncoder, document_of
from twitchqa.errors import ModelError
from twitchqa.index import index_documents
from twitchqa.reader import SimilarityReader, TrainedReader, reader_id, sentence_mask, sigmoid
from twitchqa.settings import Settings

FOLDER = Settings().models_dir / "reader"
TEA = document_of("Tea is made of leaves. It is drunk hot. Some add milk.")
PASSAGES = index_documents([TEA], WordEncoder()).passages


def test_similarity_reads_each_sentence() -> None:
    """The sentence that shares the question's words is the best evidence."""
    (reading,) = SimilarityReader(WordEncoder()).read("Tea made of leaves", PASSAGES)
    assert reading.evidence.index(max(reading.evidence)) == 0
    assert reading.answerability == max(reading.evidence)
    assert all(0 <= number <= 1 for number in reading.evidence)


def test_without_a_folder_similarity_reads(tmp_path: Path) -> None:
    """The id of a missing reader is the yardstick's."""
    assert reader_id(tmp_path / "none") == SimilarityReader.id


def test_the_trained_reader_finds_the_sentence() -> None:
    """The sentence that answers has the highest evidence; another subject does not answer."""
    reader = TrainedReader(FOLDER)
    (reading,) = reader.read("What is tea made of?", PASSAGES)
    (other,) = reader.read("How many moons does Jupiter have?", PASSAGES)
    assert reading.evidence.index(max(reading.evidence)) == 0
    assert reading.answerability > 0.5 > other.answerability
    assert reader.id == reader_id(FOLDER)


def test_a_reading_depends_on_its_passage_alone() -> None:
    """Read beside others or alone, a passage has the same numbers."""
    reader = TrainedReader(FOLDER)
    oats = index_documents([document_of("Oats are a grain.", "oats", "Oats")], WordEncoder())
    together = reader.read("What is tea made of?", [*oats.passages, *PASSAGES])
    assert together[1:] == reader.read("What is tea made of?", PASSAGES)


def test_a_sentence_beyond_the_limit_is_no_evidence() -> None:
    """What was cut off was not read."""
    long = document_of(f"Tea is {'very ' * 300}hot. Oats are a grain.")
    (reading, *_) = TrainedReader(FOLDER).read(
        "What are oats?", index_documents([long], WordEncoder()).passages
    )
    assert len(reading.evidence) == len(reading.passage.sentences)
    mask = sentence_mask(encode("What?", "Tea: " + "very " * 200, 64), 5, ["very " * 100, "no"])
    assert mask[1].sum() == 0


def encode(question: str, passage: str, most: int):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A pair as the reader encodes it."""
    tokenizer = Tokenizer.from_file(str(Settings().models_dir / "encoder" / "tokenizer.json"))
    tokenizer.enable_truncation(most, strategy="longest_first")
    return tokenizer.encode(question, passage)


def test_each_token_belongs_to_its_sentence() -> None:
    """The mask covers the sentences' own tokens, not the question, the header or the marks."""
    sentences = ["Tea is hot.", "Oats are not."]
    encoding = encode("Is tea hot?", "Tea: Tea is hot. Oats are not.", 64)
    mask = sentence_mask(encoding, len("Tea: "), sentences)
    words = [
        [token for token, inside in zip(encoding.tokens, row, strict=True) if inside]
        for row in mask
    ]
    assert words == [["tea", "is", "hot", "."], ["o", "##ats", "are", "not", "."]]


def test_sigmoid_does_not_overflow() -> None:
    """Very large logits are 0 and 1."""
    values = sigmoid(np.array([-1e9, 0.0, 1e9], dtype=np.float32))
    np.testing.assert_allclose(values, [0, 0.5, 1])


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "reader.json"])
def test_a_damaged_reader_is_refused(tmp_path: Path, file: str) -> None:
    """A changed file is named, with the next step."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "reader"))
    content = bytearray((folder / file).read_bytes())
    content[0] ^= 1
    (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match=r"reader.*models"):
        TrainedReader(folder)
