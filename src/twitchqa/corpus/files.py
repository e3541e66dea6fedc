"""One file becomes one Document, or a CorpusError that names it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from twitchqa.corpus.build import build
from twitchqa.corpus.draft import refused
from twitchqa.corpus.normalise import slug
from twitchqa.corpus.read_markdown import read_markdown
from twitchqa.corpus.read_plain import read_plain

if TYPE_CHECKING:
    from pathlib import Path

    from twitchqa.corpus.draft import Draft
    from twitchqa.records import Document

LARGEST = 20 * 1024 * 1024
# More than any article has; beyond it a hostile file would take minutes.
LARGEST_TEXT = 2 * 1024 * 1024
_WITH_PICTURES = frozenset({".html", ".htm", ".pdf"})
SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".pdf"})


def load_document(path: Path) -> Document:
    """The document in the file at `path`; its suffix says which kind it is.

    Raises CorpusError, naming the file, when it cannot be read.
    """
    draft = _draft(path, _content(path))
    name = path.stem
    fallback_id = slug(name) or f"document-{sha256(name.encode()).hexdigest()[:8]}"
    spoken = name.replace("-", " ").replace("_", " ").strip()
    return build(
        draft,
        name=path.name,
        fallback_id=fallback_id,
        fallback_title=spoken[:1].upper() + spoken[1:],
    )


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        largest = LARGEST if path.suffix.lower() in _WITH_PICTURES else LARGEST_TEXT
        if size > largest:
            raise refused(
                path.name,
                f"it has {size:,} bytes, more than the {largest:,} that are read.",
                "Split it into several files.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise refused(
            path.name,
            f"it cannot be opened ({error.strerror or 'unknown reason'}).",
            "Check that the file exists and may be read.",
        ) from error
    if not content.strip():
        raise refused(path.name, "it is empty.", "Add text to the file, or remove it.")
    return content


def _draft(path: Path, content: bytes) -> Draft:
    """The draft by the file's suffix; the parsers that are seldom needed load only then."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from twitchqa.corpus.read_pdf import read_pdf  # see the docstring

        return read_pdf(content, path.name)
    if suffix in (".html", ".htm"):
        from twitchqa.corpus.read_html import read_html  # see the docstring

        return read_html(_text(path, content), path.name)
    if suffix in (".md", ".markdown"):
        return read_markdown(_text(path, content), path.name)
    if suffix == ".txt":
        return read_plain(_text(path, content))
    raise refused(
        path.name,
        "it is of a kind that is not read.",
        f"Use one of {', '.join(sorted(SUFFIXES))}.",
    )


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(
            path.name,
            f"it is not UTF-8: byte {error.start} cannot be read.",
            "Save the file as UTF-8.",
        ) from error
