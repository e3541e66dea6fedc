"""The process that opens a PDF: bytes on standard input, JSON on standard output.

It prints {"pages": [text, ...], "author": ...} or {"refused": "encrypted" or "broken"}.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from io import BytesIO
from typing import Any

_MEMORY = 2 * 1024**3


def pages_of(content: bytes) -> dict[str, Any]:
    """The text of each page and the author, or why there is none."""
    from pypdf import PdfReader  # only needed in this process
    from pypdf.errors import DependencyError, FileNotDecryptedError  # same

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "encrypted"}
        pages = [page.extract_text() for page in reader.pages]
        author = reader.metadata.author if reader.metadata else None
    except (DependencyError, FileNotDecryptedError):
        return {"refused": "encrypted"}
    except (Exception, RecursionError):  # noqa: BLE001 - broken bytes raise anything in a parser
        return {"refused": "broken"}
    return {"pages": pages, "author": str(author).strip() if author else None}


def main() -> None:
    """Read standard input, write standard output."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    found = pages_of(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


def _limit_memory() -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    main()
