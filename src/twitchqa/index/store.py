"""The index as a LangChain `VectorStore`: it can change in memory; once saved, it is read-only."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.documents import Document as Text
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from twitchqa.errors import BuildError
from twitchqa.index.vectors import VectorTable
from twitchqa.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray


def as_text(passage: Passage) -> Text:
    """A passage as a LangChain document; `as_passage` gives it back."""
    return Text(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document": passage.document,
            "title": passage.title,
            "section": passage.section,
            "start": passage.span.start,
            "end": passage.span.end,
            "sentences": [[span.start, span.end] for span in passage.sentences],
        },
    )


def as_passage(text: Text) -> Passage:
    """The passage that `as_text` made a LangChain document of."""
    fields = text.metadata
    return Passage(
        document=fields["document"],
        title=fields["title"],
        section=fields["section"],
        span=Span(fields["start"], fields["end"]),
        text=text.page_content,
        sentences=tuple(Span(*pair) for pair in fields["sentences"]),
    )


class PassageStore(VectorStore):
    """LangChain documents with their vectors; a score is a cosine, higher is better."""

    def __init__(
        self,
        embedding: Embeddings,
        texts: Sequence[Text] = (),
        table: VectorTable | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """An empty store, or one over rows that are already embedded: one of `table` a text."""
        self._embedding = embedding
        self._texts = list(texts)
        self._row_of = {text.id: row for row, text in enumerate(self._texts)}
        self._table = table
        self._read_only = read_only

    @property
    def embeddings(self) -> Embeddings:
        """What makes the vectors."""
        return self._embedding

    def _change(self) -> None:
        if self._read_only:
            raise BuildError(
                "A saved index is read-only.", "Change the corpus and run 'twitchqa build'."
            )

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._embedding.embed_documents(list(texts)), dtype=np.float32)

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Embed and add; a text whose id is known replaces the old one. Gives the ids."""
        self._change()
        contents = list(texts)
        names = [name or str(uuid.uuid4()) for name in (ids or [None] * len(contents))]
        fields = metadatas or [{} for _ in contents]
        fresh = {
            name: Text(id=name, page_content=content, metadata=field)
            for name, content, field in zip(names, contents, fields, strict=True)
        }
        if not fresh:
            return []
        vectors = self._vectors([text.page_content for text in fresh.values()])
        self.delete([name for name in fresh if name in self._row_of])
        if self._table is None:
            self._table = VectorTable.of(vectors)
        else:
            self._table.add(vectors)
        self._texts.extend(fresh.values())
        self._row_of = {text.id: row for row, text in enumerate(self._texts)}
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool | None:
        """Remove the texts with these ids (all of them for None); unknown ids are no error."""
        self._change()
        gone = (
            {self._row_of[name] for name in ids if name in self._row_of}
            if ids is not None
            else (set(self._row_of.values()))
        )
        if gone and self._table is not None:
            self._table.remove(sorted(gone))
            self._texts = [text for row, text in enumerate(self._texts) if row not in gone]
            self._row_of = {text.id: row for row, text in enumerate(self._texts)}
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Text]:
        """The texts with these ids, in the order asked; unknown ids are left out."""
        return [self._texts[self._row_of[name]] for name in ids if name in self._row_of]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Text, float]]:
        """The k nearest texts with their cosines, best first."""
        return self.similarity_search_with_score_by_vector(
            self._embedding.embed_query(query), k, **kwargs
        )

    def similarity_search_with_score_by_vector(
        self,
        embedding: Sequence[float],
        k: int = 4,
        **kwargs: Any,
    ) -> list[tuple[Text, float]]:
        """The k texts nearest to a vector with their cosines, best first."""
        if self._table is None:
            return []
        found = self._table.search(np.asarray(embedding, dtype=np.float32), k)
        return [(self._texts[row], score) for row, score in found]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Text]:
        """The k nearest texts, best first."""
        return [text for text, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, **kwargs: Any
    ) -> list[Text]:
        """The k texts nearest to a vector, best first."""
        pairs = self.similarity_search_with_score_by_vector(embedding, k, **kwargs)
        return [text for text, _ in pairs]

    def max_marginal_relevance_search(
        self, query: str, k: int = 4, fetch_k: int = 20, lambda_mult: float = 0.5, **kwargs: Any
    ) -> list[Text]:
        """K texts that are near and unlike each other (Carbonell and Goldstein, 1998)."""
        vector = np.asarray(self._embedding.embed_query(query), dtype=np.float32)
        near = self.similarity_search_by_vector(vector.tolist(), fetch_k, **kwargs)
        if not near:
            return []
        vectors = self._vectors([text.page_content for text in near])
        chosen = maximal_marginal_relevance(vector, list(vectors), lambda_mult, k)
        return [near[row] for row in chosen]

    def _select_relevance_score_fn(self) -> Any:
        return lambda cosine: (1.0 + cosine) / 2.0

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> PassageStore:
        """A store of these texts."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids)
        return store
