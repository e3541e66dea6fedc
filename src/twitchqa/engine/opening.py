"""The composition root: settings in, a working engine out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.build import open_encoder
from twitchqa.decision import load_decision_file, read_decision
from twitchqa.editor import read_editor
from twitchqa.engine.asking import Engine, Models
from twitchqa.freshness import require_fresh
from twitchqa.guard import Listener, load_guard
from twitchqa.index import index_documents, load_index
from twitchqa.reader import Reader, SimilarityReader, TrainedReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twitchqa.encoder import Encoder
    from twitchqa.records import Document
    from twitchqa.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """Load the index and the models, check them against each other, and join them.

    Raises IndexRefused or ModelError, each with the next step to take.
    """
    index, manifest, editor = load_index(settings.index_dir)
    require_fresh(manifest, settings)
    encoder = open_encoder(settings, manifest.inputs.encoder_folder)
    return Engine(index, open_models(settings, encoder), read_editor(editor))


def open_engine_over(documents: Sequence[Document], settings: Settings) -> Engine:
    """The same engine over these documents, indexed in memory."""
    encoder = open_encoder(settings)
    return Engine(index_documents(documents, encoder), open_models(settings, encoder))


def open_models(settings: Settings, encoder: Encoder) -> Models:
    """The reader that the settings ask for, with the numbers fitted for it."""
    folder, kind = choose_reader(settings)
    reader: Reader = (
        SimilarityReader(encoder) if folder is None else TrainedReader(folder, settings.threads)
    )
    content = load_decision_file(settings.models_dir / "decision.json")
    guard = load_guard(listener=Listener(settings.models_dir / "screener"))
    return Models(encoder, reader, guard, read_decision(content, kind))


def choose_reader(settings: Settings) -> tuple[Path | None, str]:
    """The folder of the reader to use, None for similarity, and its name in the decision file."""
    trained = settings.models_dir / "reader"
    if settings.reader == "similarity" or (settings.reader == "auto" and not trained.is_dir()):
        return None, "similarity"
    if settings.reader in ("auto", "trained"):
        return trained, "trained"
    from pathlib import Path

    return Path(settings.reader), "trained"
