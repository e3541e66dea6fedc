"""The same passages for those who build with LangChain."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document as Chunk
from langchain_text_splitters import TextSplitter

from twitchqa.chunking.passages import PassageLimits, rough_tokens, split_text
from twitchqa.records import Section, Span

if TYPE_CHECKING:
    from collections.abc import Callable


class SentenceSplitter(TextSplitter):
    """Splits text into runs of whole sentences; joined, the pieces are the text.

    Paragraphs are apart by a blank line. A chunk's metadata holds `start_index` and
    `end_index`, its place in the text it was cut from, counted and not searched for.
    """

    def __init__(
        self,
        limits: PassageLimits | None = None,
        length_function: Callable[[str], int] = rough_tokens,
    ) -> None:
        self.limits = limits or PassageLimits()
        super().__init__(
            chunk_size=self.limits.tokens,
            chunk_overlap=0,
            length_function=length_function,
            add_start_index=True,
            strip_whitespace=False,
        )

    def split_text(self, text: str) -> list[str]:
        """The pieces of `text` in order; `"".join(pieces) == text`."""
        if not text:
            return []
        whole = Section(None, Span(0, len(text)))
        parts = split_text(text, (whole,), self._length_function, self.limits)
        return [text[part.span.start : part.span.end] for part in parts]

    def create_documents(
        self, texts: list[str], metadatas: list[dict[Any, Any]] | None = None
    ) -> list[Chunk]:
        """The chunks of each text in order, with its metadata and their own place in it."""
        chunks = []
        for text, metadata in zip(texts, metadatas or [{}] * len(texts), strict=True):
            start = 0
            for piece in self.split_text(text):
                end = start + len(piece)
                place = {"start_index": start, "end_index": end}
                chunks.append(Chunk(page_content=piece, metadata=copy.deepcopy(metadata) | place))
                start = end
        return chunks
