"""A folder becomes a Corpus: what can be read is read, what cannot is named."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from twitchqa.corpus.draft import refused
from twitchqa.corpus.files import SUFFIXES, load_document
from twitchqa.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twitchqa.records import Document

COMPANIONS = (".toml", ".questions.jsonl")
"""Endings of files that belong to the articles and are none."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, sorted by id, and why the other files were refused.

    `passed_over` names the files of kinds that are not read, as paths within the folder.
    """

    documents: tuple[Document, ...]
    problems: tuple[CorpusError, ...] = ()
    passed_over: tuple[str, ...] = ()


def load_corpus(folder: Path) -> Corpus:
    """Every document of `folder` and of the folders in it.

    Hidden files and files of other kinds are passed over, the latter by name. Raises
    CorpusError when the folder is missing or nothing in it could be read.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder {folder}.",
            "Make it and put articles in it (.md, .txt, .html or .pdf).",
        )
    documents: dict[str, tuple[Document, Path]] = {}
    problems: list[CorpusError] = []
    passed_over: list[str] = []
    for path in sorted(_files(folder)):
        if not (_is_read(path) or path.is_dir()):
            passed_over.append(path.relative_to(folder).as_posix())
            continue
        try:
            document = _loaded(path, folder)
            if document.id in documents:
                raise _duplicate(document.id, path, documents[document.id][1])
        except CorpusError as problem:
            problems.append(problem)
        else:
            documents[document.id] = (document, path)
    if not documents:
        raise _nothing(folder, problems)
    found = tuple(documents[id_][0] for id_ in sorted(documents))
    return Corpus(found, tuple(problems), tuple(passed_over))


def _files(folder: Path) -> Iterator[Path]:
    """The files that an article may be, and links to folders, which are refused by name."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(place, name).is_symlink()]
        kept = [name for name in names if not name.endswith(COMPANIONS)]
        for name in (*links, *kept):
            path = Path(place, name)
            if not name.startswith(".") and (path.is_symlink() or path.is_file()):
                yield path


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _loaded(path: Path, folder: Path) -> Document:
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if path.is_dir() or not target.is_relative_to(Path(os.path.realpath(folder))):
            raise refused(
                path.name,
                "it is a link that leaves the corpus folder or leads to another folder.",
                "Copy the files into the folder.",
            )
    return load_document(path)


def _duplicate(identity: str, path: Path, first: Path) -> CorpusError:
    return CorpusError(
        f"{path.name}: its id '{identity}' is also that of {first.name}.",
        "Give one of the two another id in its front matter, or rename the file.",
    )


def _nothing(folder: Path, problems: list[CorpusError]) -> CorpusError:
    if not problems:
        return CorpusError(
            f"There is no article in {folder}.", "Put .md, .txt, .html or .pdf files in it."
        )
    shown = " ".join(str(problem) for problem in problems[:5])
    return CorpusError(
        f"No file of {folder} could be read.", f"Mend them and run it again. {shown}"
    )
