"""Corpus -> index folder: what `twitchqa build` does."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from twitchqa.corpus import load_corpus
from twitchqa.editor import load_editor
from twitchqa.encoder import Encoder, as_is, encoder_id
from twitchqa.errors import BuildError, CorpusError
from twitchqa.export import export_encoder
from twitchqa.freshness import inputs_of, up_to_date
from twitchqa.index import (
    Manifest,
    index_documents,
    save_index,
    sweep,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from twitchqa.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `built` is False where the index was up to date already.

    `problems` are the corpus files that were refused, `unreviewed` the ids of the documents
    whose source gives no review date, `passed_over` the files of kinds that are not read.
    """

    manifest: Manifest
    built: bool
    problems: tuple[CorpusError, ...] = ()
    unreviewed: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


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
    if not (force or model or os.access(settings.index_dir, os.W_OK)):
        # A read-only index that is up to date needs no build, so that `serve --build` can run.
        manifest = up_to_date(settings)
        if manifest:
            return BuildReport(manifest, built=False)
    with _alone_in(settings.index_dir):
        return _build(settings, model, progress, force=force)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Make the folder and keep other builds out of it. Raises BuildError where that fails."""
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise BuildError(f"Another build is writing to {folder}.", "Wait for it to end.") from None
    except OSError as error:
        raise BuildError(
            f"{folder} cannot be written ({error.strerror}).",
            "Give this user write permission, or build elsewhere with --index.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _build(
    settings: Settings,
    model: str | None,
    progress: Callable[[Iterable[str]], Iterable[str]],
    *,
    force: bool,
) -> BuildReport:
    folder = _export_beside(settings, model) if model else None
    if not force and (manifest := up_to_date(settings, folder)):
        sweep(settings.index_dir)
        return BuildReport(manifest, built=False)
    # Taken before the files are read: one that changes meanwhile makes the index stale, not wrong.
    inputs = inputs_of(settings, folder)
    corpus = load_corpus(settings.corpus_dir)
    encoder = open_encoder(settings, folder)
    index = index_documents(corpus.documents, encoder, inputs.id, progress)
    editor = load_editor(settings.corpus_dir, index.documents)
    manifest = save_index(index, inputs, asdict(editor), settings.index_dir)
    sweep(settings.index_dir)
    unreviewed = [item.id for item in corpus.documents if item.provenance.reviewed is None]
    return BuildReport(manifest, True, corpus.problems, tuple(unreviewed), corpus.passed_over)


def open_encoder(settings: Settings, encoder_folder: str | None = None) -> Encoder:
    """The encoder that stands beside the index, or the one in `models/`."""
    if encoder_folder:
        return Encoder(settings.index_dir / encoder_folder, settings.threads)
    return Encoder(settings.models_dir / "encoder", settings.threads)


def _export_beside(settings: Settings, model: str) -> str:
    """Export a sentence-transformers model beside the index; gives the folder's name."""
    scratch = settings.index_dir / ".new-encoder"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        export_encoder(model, scratch)
    except OSError as error:
        shutil.rmtree(scratch, ignore_errors=True)
        raise BuildError(
            f"The model could not be exported to {scratch} ({error.strerror}).",
            "The old index is untouched. Check free space and permissions, then build again.",
        ) from error
    name = f"encoder-{encoder_id(scratch).rsplit('-', 1)[-1]}"
    target = settings.index_dir / name
    if target.exists():
        shutil.rmtree(scratch)
    else:
        scratch.rename(target)
    return name
