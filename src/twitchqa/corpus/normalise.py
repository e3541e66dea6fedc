"""One form of text for everything that follows: what a quote's offsets count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ODD = re.compile(r"[^\x20-\x7e\n]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r" {2,}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SLUG_GAP = re.compile(r"[^a-z0-9]+")

# Format (bidi marks, zero width, soft hyphen, BOM), control, surrogate, private use, unassigned.
_DROPPED = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


@lru_cache(maxsize=4096)
def _one(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    return "" if category in _DROPPED else character


def normalise(text: str) -> str:
    r"""`text` in NFC with line ends as \n, plain single spaces, and no invisible characters.

    Lines have no outer spaces. Applying it twice is the same as applying it once.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _ODD.sub(lambda match: _one(match[0]), text)
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return "\n".join(line.strip(" ") for line in text.split("\n"))


def one_line(text: str) -> str:
    """`text` normalised, on a single line."""
    return " ".join(normalise(text).split())


def lines_of(text: str) -> str:
    r"""`text` normalised, its lines apart by one \n, without empty ones."""
    return "\n".join(line for line in normalise(text).split("\n") if line)


def is_id(name: str) -> bool:
    """Whether `name` can be a document's id: it stands in addresses as it is."""
    return _ID.fullmatch(name) is not None


def slug(name: str) -> str:
    """`name` as a document's id; as it is when it can be one.

    Otherwise lower-case Latin letters and digits, joined by hyphens; empty when it holds none.
    """
    if is_id(name):
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _SLUG_GAP.sub("-", plain.lower()).strip("-")[:100].strip("-")
