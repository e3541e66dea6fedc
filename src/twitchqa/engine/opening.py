"""The composition root: settings in, a working engine out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twitchqa.build import open_encoder
from twitchqa.decision import load_decision_file, read_decision
from twitchqa.editor import read_editor
from twitchqa.engine.asking import Engine, Models
from twitchqa.freshness import require_fresh
from twitchqa.guard import Listener, load_guard
from twitchqa.index import index_documents, load_index
from twitchqa.reader import FAST, SECOND, SimilarityReader, TrainedReader, TwoStageReader
from twitchqa.settings import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.decision import Decision
    from twitchqa.encoder import Encoder
    from twitchqa.reader import Reader
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
    kind = reader_kind(settings)
    content = load_decision_file(settings.models_dir / "decision.json")
    decision = read_decision(content, kind)
    reader = open_reader(settings, kind, decision, encoder)
    guard = load_guard(listener=Listener(settings.models_dir / "screener"))
    return Models(encoder, reader, guard, decision)


def reader_kind(settings: Settings) -> str:
    """The reader's name in the decision file: 'accurate', 'fast' or 'similarity'.

    'auto' is the most accurate one whose networks are there; a folder is a fast reader.
    """
    if settings.reader in ("accurate", "fast", "similarity"):
        return settings.reader
    if settings.reader != "auto":
        return "fast"
    there = [(settings.models_dir / name).is_dir() for name in (FAST, SECOND)]
    return "accurate" if all(there) else "fast" if there[0] else "similarity"


def open_reader(settings: Settings, kind: str, decision: Decision, encoder: Encoder) -> Reader:
    """The reader of this kind; raises ModelError where its networks are missing or damaged."""
    if kind == "similarity":
        return SimilarityReader(encoder)
    given = settings.reader not in READERS
    folder = Path(settings.reader) if given else settings.models_dir / FAST
    fast = TrainedReader(folder, settings.threads)
    if kind == "fast":
        return fast
    second = TrainedReader(settings.models_dir / SECOND, settings.threads)
    return TwoStageReader(fast, second, decision.again)
