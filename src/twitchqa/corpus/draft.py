"""What every reader of a file makes: headings and paragraphs, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from twitchqa.errors import CorpusError
from twitchqa.records import Provenance


@dataclass(frozen=True, slots=True)
class Block:
    r"""A paragraph (level 0) or a heading (level 1 to 6).

    The lines of a list or a table are one paragraph, with \n between them.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it was read. `id` and `title` are None where the file does not give them."""

    blocks: tuple[Block, ...]
    id: str | None = None
    title: str | None = None
    provenance: Provenance = field(default_factory=Provenance)


def refused(name: str, problem: str, next_step: str) -> CorpusError:
    """The error for the file `name`, which its message names first."""
    return CorpusError(f"{name}: {problem}", next_step)
