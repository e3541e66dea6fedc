"""Whether an index is made of today's corpus, models and settings."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from twitchqa.decision import load_decision_file
from twitchqa.encoder import encoder_id
from twitchqa.errors import IndexRefused, IndexStale
from twitchqa.index import LIMITS, Inputs, Manifest, load_index, read_manifest
from twitchqa.reader import readers_id

if TYPE_CHECKING:
    from pathlib import Path

    from twitchqa.settings import Settings

# What an index is made of, and how a message names it.
_INPUTS = {
    "corpus": "corpus",
    "encoder": "encoder (encoder.json)",
    "reader": "reader (reader.json)",
    "chunking": "chunking",
    "decision": "decision numbers (decision.json)",
}


def inputs_of(settings: Settings, encoder_folder: str | None = None) -> Inputs:
    """What an index built now would be made of; reads cards and hashes, opens no model."""
    beside = settings.index_dir / encoder_folder if encoder_folder else None
    return Inputs(
        corpus=corpus_hashes(settings.corpus_dir),
        encoder=encoder_id(beside or settings.models_dir / "encoder"),
        encoder_folder=encoder_folder,
        reader=readers_id(settings.models_dir),
        chunking=asdict(LIMITS),
        decision=load_decision_file(settings.models_dir / "decision.json"),
    )


def corpus_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the corpus that is not hidden, by its path in the folder.

    A file that cannot be read has the word for that; the build names it among its problems.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            try:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError:
                digest = "unreadable"
            found[relative.as_posix()] = digest
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
        f"{shown} in {settings.corpus_dir}" if name == "corpus" else shown
        for name, shown in _INPUTS.items()
        if getattr(now, name) != getattr(then, name)
        and not (name == "corpus" and not settings.corpus_dir.is_dir())
    ]
    if changed:
        raise IndexStale(
            f"The index in {settings.index_dir} is older than its {' and '.join(changed)}.",
            f"Run 'twitchqa build --corpus {settings.corpus_dir} --index {settings.index_dir}' to "
            "bring it up to date; or, if other articles belong to it, name their folder with "
            "--corpus.",
        )
