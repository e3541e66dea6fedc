"""Saving and loading an index folder: one manifest, and files named by their content.

A build writes new files beside the old ones and switches by replacing `manifest.json`, one
atomic step. Until then the old manifest and its files are whole, so a killed build loses
nothing; what it left behind is removed by the next one.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twitchqa.errors import BuildError, IndexDamaged, IndexMissing
from twitchqa.index.passages import PassageIndex, SentenceTable
from twitchqa.index.rows import (
    REBUILD,
    document_row,
    passage_row,
    read_documents,
    read_passages,
    to_lines,
)
from twitchqa.index.vectors import VectorTable
from twitchqa.index.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 2
MANIFEST = "manifest.json"
SUFFIXES = {
    "documents": ".jsonl",
    "passages": ".jsonl",
    "vectors": ".faiss",
    "sentences": ".faiss",
    "editor": ".json",
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an index is made of; the same inputs are the same index.

    Each value of `corpus` is the SHA-256 of a file's bytes; `encoder` and `reader` are the
    models' ids, `encoder_folder` is None for the one in `models/`, else a folder beside the
    manifest; `chunking` holds the limits of a passage.
    """

    corpus: Mapping[str, str]
    encoder: str
    encoder_folder: str | None
    reader: str
    chunking: Mapping[str, int]
    decision: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that name these inputs."""
        named = {"format": FORMAT, **asdict(self)}
        plain = json.dumps(named, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in `manifest.json`: the inputs, and each output's file name and SHA-256."""

    id: str
    inputs: Inputs
    outputs: Mapping[str, Mapping[str, str]]
    counts: Mapping[str, int]

    def to_bytes(self) -> bytes:
        """The manifest as JSON, the same bytes for the same content."""
        content = {"format": FORMAT, **asdict(self)}
        return (json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an index folder; raises IndexMissing or IndexDamaged."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise IndexMissing(f"There is no index in {folder}.", "Run 'twitchqa build'.") from None
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} cannot be read.", REBUILD) from error
    try:
        if content.pop("format") != FORMAT:
            raise IndexDamaged(f"{path} is of another format than {FORMAT}.", REBUILD)
        inputs = Inputs(**content.pop("inputs"))
        manifest = Manifest(inputs=inputs, **content)
        named = [(output["file"], output["sha256"]) for output in manifest.outputs.values()]
    except (AttributeError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path} does not have the fields of a manifest.", REBUILD) from error
    if manifest.id != inputs.id or set(manifest.outputs) != set(SUFFIXES) or not named:
        raise IndexDamaged(f"{path} does not match itself.", REBUILD)
    return manifest


def load_index(folder: Path) -> tuple[PassageIndex, Manifest, dict[str, Any]]:
    """The index, its manifest and the editor's words, all checked.

    Raises IndexMissing when there is none, IndexDamaged when a hash, a count or a span is
    not what the manifest says.
    """
    manifest = read_manifest(folder)
    content = dict(_read_outputs(folder, manifest))
    documents = read_documents(content["documents"])
    passages = read_passages(content["passages"], documents)
    table = VectorTable.from_bytes(content["vectors"])
    try:
        sentences = SentenceTable(VectorTable.from_bytes(content["sentences"]), passages)
    except ValueError as error:
        raise IndexDamaged(f"{folder} has not one vector a sentence.", REBUILD) from error
    index = PassageIndex(manifest.id, documents, passages, table, sentences)
    same = sentences.table.dimensions == table.dimensions and len(table) == len(passages)
    if _counts(index) != dict(manifest.counts) or not same:
        raise IndexDamaged(f"The counts in {folder / MANIFEST} are not its files'.", REBUILD)
    return index, manifest, json.loads(content["editor"])


def _counts(index: PassageIndex) -> dict[str, int]:
    return {
        "documents": len(index.documents),
        "passages": len(index.passages),
        "vectors": len(index.table),
        "sentences": len(index.sentences.table),
        "dimensions": index.table.dimensions,
    }


def _read_outputs(folder: Path, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    for name, output in manifest.outputs.items():
        path = folder / Path(output["file"]).name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexDamaged(
                f"{path}, named by {MANIFEST}, is missing or cannot be read.", REBUILD
            ) from error
        if hashlib.sha256(content).hexdigest() != output["sha256"]:
            raise IndexDamaged(f"{path} does not match {MANIFEST}.", REBUILD)
        yield name, content


def save_index(
    index: PassageIndex, inputs: Inputs, editor: Mapping[str, Any], folder: Path
) -> Manifest:
    """Write the index and switch to it in one step.

    Raises BuildError when the folder cannot be written; the old index then goes on serving.
    """
    content = {
        "documents": to_lines(document_row(item) for item in index.documents.values()),
        "passages": to_lines(passage_row(item) for item in index.passages),
        "vectors": index.table.to_bytes(),
        "sentences": index.sentences.table.to_bytes(),
        "editor": (json.dumps(editor, indent=1, ensure_ascii=False) + "\n").encode(),
    }
    outputs = {}
    for name, octets in content.items():
        digest = hashlib.sha256(octets).hexdigest()
        outputs[name] = {"file": f"{name}-{digest[:12]}{SUFFIXES[name]}", "sha256": digest}
    manifest = Manifest(inputs.id, inputs, outputs, _counts(index))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, octets in content.items():
            write_whole(folder / outputs[name]["file"], octets)
        write_whole(folder / MANIFEST, manifest.to_bytes())
    except OSError as error:
        raise BuildError(
            f"The index could not be written to {folder} ({error.strerror}).",
            "The old index is untouched. Check free space and permissions, then build again.",
        ) from error
    return manifest


def sweep(folder: Path) -> None:
    """Remove what no manifest names: files of older indexes and of builds that were killed."""
    manifest = read_manifest(folder)
    kept = {MANIFEST, *(output["file"] for output in manifest.outputs.values())}
    for path in folder.iterdir():
        stale = path.name.startswith(".new-") or (
            path.suffix in SUFFIXES.values() and path.name.startswith(tuple(SUFFIXES))
        )
        if path.is_file() and stale and path.name not in kept:
            with suppress(OSError):
                path.unlink()
