"""Drafts become Documents."""

from __future__ import annotations

import hashlib
from typing import Literal

from twitchqa.corpus.draft import Block, Draft, refused
from twitchqa.corpus.normalise import is_id, lines_of, one_line
from twitchqa.corpus.read_markdown import read_markdown
from twitchqa.corpus.read_plain import read_plain
from twitchqa.records import Document, Provenance, Section, Span

_GAP = "\n\n"


def document_from_text(
    id: str,  # noqa: A002 - the field it fills has this name
    title: str,
    text: str,
    markup: Literal["markdown", "plain"] = "markdown",
    provenance: Provenance | None = None,
) -> Document:
    """A document of Markdown or plain text given in a call; `id` and `title` win over the text's.

    Raises CorpusError, with `id` in the place of a file's name, when there is nothing to read.
    """
    draft = read_markdown(text, id) if markup == "markdown" else read_plain(text)
    said = draft.provenance if provenance is None else provenance
    return build(Draft(draft.blocks, id, title, said), name=id, fallback_id=id, fallback_title=id)


def build(draft: Draft, *, name: str, fallback_id: str, fallback_title: str) -> Document:
    """The document of `draft`, its text normalised and its sections laid out.

    `name` is the file's, for messages. Raises CorpusError when nothing is left to read, or the
    id cannot stand in an address.
    """
    blocks = _cleaned(draft.blocks)
    title, blocks = _titled(one_line(draft.title or ""), blocks)
    if not any(block.level == 0 for block in blocks):
        raise refused(name, "there is no text in it.", "Add text to the file, or remove it.")
    identity = draft.id or fallback_id
    if not is_id(identity):
        raise refused(
            name,
            "its id cannot stand in an address.",
            "Give it an id of at most 100 letters, digits, hyphens, dots and underscores.",
        )
    text, sections = _laid_out(blocks)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    title = title or one_line(fallback_title) or identity
    return Document(identity, title, text, sections, draft.provenance, sha256)


def _cleaned(blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks normalised, empty ones gone; a heading has one line."""
    clean = (
        Block(one_line(block.text) if block.level else lines_of(block.text), block.level)
        for block in blocks
    )
    return [block for block in clean if block.text]


def _titled(title: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title, and the blocks without the heading of level 1 that gave it or repeats it.

    When no title is given, a heading gives it that is the first block, or the only one of its
    level.
    """
    tops = [place for place, block in enumerate(blocks) if block.level == 1]
    if title:
        tops = [place for place in tops if blocks[place].text.casefold() == title.casefold()]
    elif len(tops) > 1 and tops[0] != 0:
        tops = []
    if not tops:
        return title, blocks
    return title or blocks[tops[0]].text, blocks[: tops[0]] + blocks[tops[0] + 1 :]


def _laid_out(blocks: list[Block]) -> tuple[str, tuple[Section, ...]]:
    """The text with a blank line between blocks, and the sections that partition it."""
    starts: list[tuple[int, str | None]] = []
    position = 0
    for block in blocks:
        if block.level:
            starts.append((position, block.text))
        elif not starts:
            starts.append((0, None))
        position += len(block.text) + len(_GAP)
    text = _GAP.join(block.text for block in blocks)
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return text, tuple(
        Section(heading, Span(start, end))
        for (start, heading), end in zip(starts, ends, strict=True)
    )
