"""PDF: the pages' lines come from a process of their own; here they become paragraphs.

A damaged file can keep a parser busy for ever or fill the memory, so pypdf runs where it can
be stopped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from twitchqa.corpus.draft import Draft, refused
from twitchqa.corpus.normalise import one_line
from twitchqa.corpus.pdf_lines import paragraphs_of_pages
from twitchqa.corpus.read_plain import blocks_by_looks
from twitchqa.records import Provenance

PATIENCE_S = 120.0
_FEWEST_LETTERS = 20

_REFUSALS = {
    "encrypted": ("it is locked with a password.", "Save it without the password."),
    "broken": ("it is damaged, or no PDF.", "Save or export it again."),
}


def read_pdf(content: bytes, name: str, patience_s: float = PATIENCE_S) -> Draft:
    """The draft of a PDF that holds text.

    Raises CorpusError when it is locked, damaged, scanned, or takes longer than `patience_s`.
    """
    found = _pages(content, name, patience_s)
    if "refused" in found:
        raise refused(name, *_REFUSALS.get(str(found["refused"]), _REFUSALS["broken"]))
    pages = [str(page) for page in found["pages"]]
    letters = sum(character.isalpha() for page in pages for character in page)
    if letters < _FEWEST_LETTERS * max(1, len(pages)):
        raise refused(
            name,
            "it holds pictures of text, or no text.",
            "Run text recognition (OCR) on it, or save it as text.",
        )
    blocks = blocks_by_looks(paragraphs_of_pages(pages))
    provenance = Provenance(author=one_line(str(found.get("author") or "")) or None)
    return Draft(tuple(blocks), None, None, provenance)


def _pages(content: bytes, name: str, patience_s: float) -> dict[str, Any]:
    """What the other process found: the pages' text and the author, or why it refused."""
    command = [sys.executable, "-m", "twitchqa.corpus.pdf_process"]
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the file goes in as bytes
            command,
            input=content,
            capture_output=True,
            timeout=patience_s,
            check=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise refused(
            name,
            f"reading it took longer than {patience_s:.0f} seconds.",
            "Export it again, or split it.",
        ) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise refused(name, *_REFUSALS["broken"]) from error
    return found if isinstance(found, dict) else {"refused": "broken"}
