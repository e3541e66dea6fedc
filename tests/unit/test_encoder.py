"""Facts about the encoder: unit vectors that depend on the text alone, checked files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from twitchqa.encoder import FILES, Encoder, encoder_id, read_card
from twitchqa.errors import ModelError
from twitchqa.settings import Settings

FOLDER = Settings().models_dir / "encoder"
TEXTS = ["Which drug is given for ALS?", "Tea.", "a" * 3000, "", "\N{SNOWMAN} émigré"]


@pytest.fixture(scope="module", name="encoder")
def open_encoder() -> Encoder:
    """The project's own encoder."""
    return Encoder(FOLDER)


def test_vectors_are_of_unit_length(encoder: Encoder) -> None:
    """Any text, also an empty or a very long one, has a vector of length 1."""
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_depends_on_its_text_alone(encoder: Encoder) -> None:
    """Alone or among others, with one thread or two: the same bytes."""
    together = encoder.encode(TEXTS)
    alone = np.stack([encoder.encode_one(text) for text in TEXTS])
    one_thread = Encoder(FOLDER, threads=1).encode(TEXTS)
    assert together.tobytes() == alone.tobytes() == one_thread.tobytes()


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    """An empty list is no error."""
    assert encoder.encode([]).shape == (0, 384)


def test_alike_is_near(encoder: Encoder) -> None:
    """A paraphrase is nearer than another subject."""
    asked, near, far = encoder.encode(
        ["What eases muscle cramps?", "How can cramps be relieved?", "Who painted the ceiling?"]
    )
    assert asked @ near > 0.6
    assert asked @ far < 0.2


def test_langchain_sees_the_same_vectors(encoder: Encoder) -> None:
    """embed_query and embed_documents are the same encoder."""
    assert encoder.embed_query("Tea.") == encoder.embed_documents(["Tea."])[0]


def test_tokens_are_counted_without_the_marks(encoder: Encoder) -> None:
    """Three words that the vocabulary knows are three tokens, and long texts are counted whole."""
    assert encoder.count_tokens("tea and milk") == 3
    assert encoder.count_tokens("tea " * 500) == 500


def test_the_id_names_the_bytes(encoder: Encoder) -> None:
    """Name, precision, hash."""
    assert encoder.id == encoder_id(FOLDER)
    assert encoder.id.startswith("all-MiniLM-L6-v2-int8-")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("harm", ["change", "lose"])
def test_a_damaged_model_is_refused(tmp_path: Path, file: str, harm: str) -> None:
    """A changed or lost file is named, with the next step."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "encoder"))
    if harm == "lose":
        (folder / file).unlink()
    else:
        content = bytearray((folder / file).read_bytes())
        content[1000] ^= 1
        (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{file}.*models"):
        Encoder(folder)


@pytest.mark.parametrize("card", ["", "[]", '{"format": 2, "sha256": {}}', '{"format": 1}'])
def test_a_broken_card_is_refused(tmp_path: Path, card: str) -> None:
    """A card that is no card of format 1 is refused."""
    (tmp_path / "encoder.json").write_text(card)
    with pytest.raises(ModelError, match=r"encoder\.json"):
        read_card(tmp_path / "encoder.json")


def test_a_card_without_a_field_is_refused(tmp_path: Path) -> None:
    """A card whose field lost its name is refused by the file's name."""
    card = json.loads((FOLDER / "encoder.json").read_text())
    card["max_tokenz"] = card.pop("max_tokens")
    (tmp_path / "encoder.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match=r"encoder\.json lacks"):
        encoder_id(tmp_path)


def test_the_id_names_every_field_of_the_card(tmp_path: Path) -> None:
    """Another limit of tokens is another encoder, so that an index sees the change."""
    content = (FOLDER / "encoder.json").read_text()
    (tmp_path / "encoder.json").write_text(
        content.replace('"max_tokens": 256', '"max_tokens": 255')
    )
    assert encoder_id(tmp_path) != encoder_id(FOLDER)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    """Even with the right hash, something that ONNX Runtime cannot run is a ModelError."""
    from twitchqa.runtime import sha256_of

    folder = Path(shutil.copytree(FOLDER, tmp_path / "encoder"))
    (folder / "model.onnx").write_bytes(b"no model")
    card = json.loads((folder / "encoder.json").read_text())
    card["sha256"]["model.onnx"] = sha256_of(folder / "model.onnx")
    (folder / "encoder.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="not a working ONNX model"):
        Encoder(folder)
