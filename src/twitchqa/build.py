"""Corpus -> index folder: what `twitchqa build` does, and whether it needs doing."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from twitchqa.corpus import load_corpus
from twitchqa.decision import load_decision_file
from twitchqa.editor import load_editor
from twitchqa.encoder import Encoder, as_is, encoder_id
from twitchqa.errors import BuildError, CorpusError, IndexRefused, IndexStale
from twitchqa.export import export_encoder
from twitchqa.index import (
    LIMITS,
    Inputs,
    Manifest,
    index_documents,
    load_index,
    read_manifest,
    save_index,
    sweep,
)
from twitchqa.reader import reader_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from twitchqa.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `built` is False where the index was up to date already.

    `problems` are the corpus files that were refused, `unreviewed` the ids of the documents
    whose source gives no review date.
    """

    manifest: Manifest
    built: bool
    problems: tuple[CorpusError, ...] = ()
    unreviewed: tuple[str, ...] = ()


def build_index(
    settings: Settings,
    model: str | None = None,
    progress: Callable[[Iterable[str]], Iterable[str]] = as_is,
    *,
    force: bool = False,
) -> BuildReport:
    """Make the index of `settings.corpus_dir` in `settings.index_dir`, unless it is up to date.

    `model` names a sentence-transformers model to embed with instead of the one in `models/`.
    Raises CorpusError, ModelError or BuildError; the old index is then untouched.
    """
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.index_dir / ".lock", timeout=0):
            return _build(settings, model, progress, force=force)
    except Timeout:
        raise BuildError(
            f"Another build is writing to {settings.index_dir}.", "Wait for it to end."
        ) from None
    except PermissionError as error:
        raise BuildError(
            f"{settings.index_dir} cannot be written ({error.strerror}).",
            "Give this user write permission, or build elsewhere with --index.",
        ) from error


def _build(
    settings: Settings,
    model: str | None,
    progress: Callable[[Iterable[str]], Iterable[str]],
    *,
    force: bool,
) -> BuildReport:
    folder = _export_beside(settings, model) if model else None
    if not force and (manifest := up_to_date(settings, folder)):
        return BuildReport(manifest, built=False)
    corpus = load_corpus(settings.corpus_dir)
    encoder = open_encoder(settings, folder)
    inputs = inputs_of(settings, folder)
    index = index_documents(corpus.documents, encoder, inputs.id, progress)
    editor = load_editor(settings.corpus_dir, index.documents)
    manifest = save_index(index, inputs, asdict(editor), settings.index_dir)
    sweep(settings.index_dir)
    unreviewed = [item.id for item in corpus.documents if item.provenance.reviewed is None]
    return BuildReport(manifest, True, corpus.problems, tuple(unreviewed))


def inputs_of(settings: Settings, encoder_folder: str | None = None) -> Inputs:
    """What an index built now would be made of; reads cards and hashes, opens no model."""
    beside = settings.index_dir / encoder_folder if encoder_folder else None
    return Inputs(
        corpus=corpus_hashes(settings.corpus_dir),
        encoder=encoder_id(beside or settings.models_dir / "encoder"),
        encoder_folder=encoder_folder,
        reader=reader_id(settings.models_dir / "reader"),
        chunking=asdict(LIMITS),
        decision=load_decision_file(settings.models_dir / "decision.json"),
    )


def corpus_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the corpus that is not hidden, by its path in the folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            found[relative.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def up_to_date(settings: Settings, encoder_folder: str | None = None) -> Manifest | None:
    """The manifest of the index where it is whole and made of today's inputs, else None."""
    if not settings.corpus_dir.is_dir():
        return None
    try:
        manifest = read_manifest(settings.index_dir)
        require_fresh(manifest, settings)
        load_index(settings.index_dir)
    except IndexRefused:
        return None
    same = encoder_folder in (None, manifest.inputs.encoder_folder)
    return manifest if same else None


def require_fresh(manifest: Manifest, settings: Settings) -> None:
    """Raise IndexStale where the index is not made of today's corpus, models and settings.

    Without a corpus folder only the models are compared: an index can be served alone.
    """
    now = inputs_of(settings, manifest.inputs.encoder_folder)
    then = manifest.inputs
    changed = [
        name
        for name in ("corpus", "encoder", "reader", "chunking", "decision")
        if getattr(now, name) != getattr(then, name)
        and not (name == "corpus" and not settings.corpus_dir.is_dir())
    ]
    if changed:
        raise IndexStale(
            f"The index in {settings.index_dir} is older than its {' and '.join(changed)}.",
            "Run 'twitchqa build' to bring it up to date.",
        )


def open_encoder(settings: Settings, encoder_folder: str | None = None) -> Encoder:
    """The encoder that stands beside the index, or the one in `models/`."""
    if encoder_folder:
        return Encoder(settings.index_dir / encoder_folder, settings.threads)
    return Encoder(settings.models_dir / "encoder", settings.threads)


def _export_beside(settings: Settings, model: str) -> str:
    """Export a sentence-transformers model beside the index; gives the folder's name."""
    scratch = settings.index_dir / ".new-encoder"
    shutil.rmtree(scratch, ignore_errors=True)
    export_encoder(model, scratch)
    name = f"encoder-{encoder_id(scratch).rsplit('-', 1)[-1]}"
    target = settings.index_dir / name
    if target.exists():
        shutil.rmtree(scratch)
    else:
        scratch.rename(target)
    return name
