"""Markdown, through markdown-it-py: the marks go, the words stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twitchqa.corpus.draft import Block, Draft, refused
from twitchqa.corpus.front_matter import provenance_of, split_front_matter
from twitchqa.corpus.normalise import one_line
from twitchqa.corpus.tables import row_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

# Past this a single paragraph is no prose, and emphasis marks cost time by the square.
_LONGEST_PARAGRAPH = 50_000
_TAG = re.compile(r"<(/?)\s*([a-zA-Z]+)")
_SILENT = frozenset({"script", "style", "template", "noscript"})


def read_markdown(text: str, name: str) -> Draft:
    """The draft of a Markdown text with or without front matter; `name` is for messages."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = split_front_matter(text, name)
    if any(len(paragraph) > _LONGEST_PARAGRAPH for paragraph in re.split(r"\n\s*\n", body)):
        raise refused(
            name,
            f"a paragraph is longer than {_LONGEST_PARAGRAPH:,} characters.",
            "Put blank lines between its paragraphs.",
        )
    blocks = tuple(_blocks(_parse(body, name), name))
    return Draft(blocks, fields.get("id"), fields.get("title"), provenance_of(fields))


def _parse(body: str, name: str) -> list[Token]:
    from markdown_it import MarkdownIt  # only needed while a corpus is read

    try:
        return MarkdownIt("commonmark").enable("table").parse(body)
    except RecursionError as error:
        raise refused(name, "its marks are nested too deeply.", "Flatten them.") from error


def _blocks(tokens: Sequence[Token], name: str) -> Iterator[Block]:
    """Blocks in reading order; the lines of a list and the rows of a table are one block."""
    gatherer = _Gatherer(name)
    for token in tokens:
        yield from gatherer.take(token)


class _Gatherer:
    """Takes tokens one by one and gives a block whenever one is whole."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lists = 0
        self._level = 0
        self._marker = ""
        self._lines: list[str] = []
        self._rows: list[list[str]] | None = None

    def take(self, token: Token) -> Iterator[Block]:
        """The blocks that `token` completes."""
        if token.type.endswith("_list_open"):
            self._lists += 1
        elif token.type.endswith("_list_close"):
            self._lists -= 1
        elif token.type == "list_item_open":
            self._marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "heading_open":
            yield from self._whole()
            self._level = int(token.tag[1])
        elif token.type == "heading_close":
            yield from self._whole()
        else:
            self._take_text(token)
        if self._rows is None and not self._lists:
            yield from self._whole()

    def _take_text(self, token: Token) -> None:
        if token.type == "inline":
            self._take_words(_words(token.children or ()))
        elif token.type in ("fence", "code_block"):
            self._lines.append(token.content)
        elif token.type == "html_block":
            self._lines.extend(_html_words(token.content, self._name))
        elif token.type == "table_open":
            self._rows = []
        elif token.type == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif token.type == "table_close" and self._rows is not None:
            self._lines.extend(row_lines(self._rows))
            self._rows = None

    def _take_words(self, words: str) -> None:
        if self._rows:
            self._rows[-1].append(one_line(words))
        else:
            self._lines.append(self._marker + words)
            self._marker = ""

    def _whole(self) -> Iterator[Block]:
        """What has been gathered, as one block; nothing when there is nothing."""
        if self._lines:
            yield Block("\n".join(self._lines), self._level)
            self._lines, self._level = [], 0


def _words(tokens: Sequence[Token]) -> str:
    """The words of a paragraph: no marks, no images, no tags, nothing of a script."""
    words: list[str] = []
    silent = 0
    for token in tokens:
        if token.type == "html_inline":
            tag = _TAG.match(token.content)
            if tag and tag[2].lower() in _SILENT:
                silent = max(0, silent + (-1 if tag[1] else 1))
            elif tag and tag[2].lower() == "br":
                words.append("\n")
        elif silent:
            continue
        elif token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
    return "".join(words)


def _html_words(content: str, name: str) -> list[str]:
    """The paragraphs of raw HTML inside Markdown, as lines."""
    if not _TAG.search(content):
        return []
    from twitchqa.corpus.read_html import html_blocks  # seldom needed

    return [block.text for block in html_blocks(content, name)]
