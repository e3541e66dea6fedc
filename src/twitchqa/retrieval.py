"""Question -> Hits: dense and lexical search, fused, behind one function.

A passage's fused score is its cosine plus a weighted lexical score, a combination of scores
such as Bruch, Gai and Ingber (2023, 'An analysis of fusion functions for hybrid retrieval')
found to be better than reciprocal ranks, and that keeps one meaning for every question; and
plus a weighted cosine of its nearest sentence, since a question is often about one of four.
BM25 (Lucene's variant) has its only home here.
"""

from __future__ import annotations

import math
from collections import Counter
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from twitchqa.index import Surroundings
from twitchqa.language import WORD, is_english
from twitchqa.names import OtherNames
from twitchqa.records import Hit
from twitchqa.spelling import CorpusSpelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twitchqa.encoder import SentenceEncoder
    from twitchqa.index import PassageIndex
    from twitchqa.records import Passage

CANDIDATES = 50
"""How many passages each search offers to the fusion."""

LEXICAL_WEIGHT = 0.5
"""The lexical score's weight beside the cosine; see training/README.md."""

SENTENCE_WEIGHT = 0.25
"""The nearest sentence's weight beside the cosine; see training/README.md."""


class Mode(StrEnum):
    """Which searches take part."""

    DENSE = "dense"
    LEXICAL = "lexical"
    FUSED = "fused"


class Lexicon:
    """BM25 over the passages with their headers; English stop words left out, words stemmed."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        import bm25s
        import Stemmer

        self._stemmer = Stemmer.Stemmer("english")
        self._tokenize = bm25s.tokenize
        tokens = self._tokens([lexical_text(passage) for passage in passages])
        self._bm25 = bm25s.BM25(method="lucene")
        self._bm25.index(tokens, show_progress=False)
        frequency = Counter(word for words in tokens for word in set(words))
        self._idf = {
            word: math.log(1 + (len(tokens) - count + 0.5) / (count + 0.5))
            for word, count in frequency.items()
        }
        self._unknown = math.log(1 + (len(tokens) + 0.5) / 0.5)

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        tokens: list[list[str]] = self._tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return tokens

    def unknown_share(self, question: str) -> float:
        """The share of the question's weight (IDF) that lies on words the corpus never uses."""
        words = set(self._tokens([question])[0])
        unknown = sum(self._unknown for word in words if word not in self._idf)
        known = sum(self._idf[word] for word in words if word in self._idf)
        return unknown / (unknown + known) if words else 1.0

    def scores(self, question: str) -> NDArray[np.float32]:
        """For each passage the share, 0 to 1, of the question's weight that it covers."""
        words = sorted(set(self._tokens([question])[0]))
        known = [word for word in words if word in self._idf]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        most = sum(self._idf.get(word, self._unknown) for word in words)
        scores: NDArray[np.float32] = self._bm25.get_scores(known) / np.float32(most)
        return scores


def lexical_text(passage: Passage) -> str:
    """What BM25 reads of a passage."""
    return " ".join((passage.header, *passage.sentence_texts()))


class Retriever:
    """Finds the passages of one index that may answer a question."""

    def __init__(self, index: PassageIndex, encoder: SentenceEncoder) -> None:
        self._index = index
        self.surroundings = Surroundings(index.passages)
        self._encoder = encoder
        self._lexicon = Lexicon(index.passages)
        self._names = OtherNames(index.passages)
        texts = [lexical_text(passage) for passage in index.passages]
        self._spelling = CorpusSpelling(texts)
        self._words = frozenset(word for text in texts for word in WORD.findall(text.casefold()))

    def reads(self, question: str) -> bool:
        """Whether the question is in the language of articles and models, English."""
        return is_english(question, self._words)

    def in_own_words(self, question: str) -> str:
        """The question as the articles would put it.

        Misspelt words are mended, and the articles' headings stand in the place of other names
        that they give.
        """
        return self._names.in_own_words(self._spelling.mend(question))

    def unknown_share(self, question: str) -> float:
        """The share of the question's weight that lies on words the corpus never uses."""
        return self._lexicon.unknown_share(question)

    def retrieve(self, question: str, k: int, mode: Mode = Mode.FUSED) -> tuple[Hit, ...]:
        """The k best passages, best first; equal scores in the corpus's order."""
        lexical = self._lexicon.scores(question)
        if mode is Mode.LEXICAL:
            return self._hits({int(row): float(lexical[row]) for row in best(lexical, k)}, k)
        vector = self._encoder.encode_one(question)
        cosines = dict(self._index.search_rows(vector, k if mode is Mode.DENSE else CANDIDATES))
        if mode is Mode.DENSE:
            return self._hits(cosines, k)
        for row in best(lexical, CANDIDATES):
            if int(row) not in cosines and lexical[row] > 0:
                cosines[int(row)] = self._index.cosine(int(row), vector)
        nearest = self._index.sentences.nearest
        fused = {
            row: cosine
            + LEXICAL_WEIGHT * float(lexical[row])
            + SENTENCE_WEIGHT * nearest(row, vector)
            for row, cosine in cosines.items()
        }
        return self._hits(fused, k)

    def _hits(self, scores: dict[int, float], k: int) -> tuple[Hit, ...]:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        hits = (Hit(self._index.passages[row], score) for row, score in ranked)
        return tuple(islice((hit for hit in hits if hit.passage.sentences), k))


def best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The rows of the k highest scores, best first, ties in order."""
    return np.argsort(-scores, kind="stable")[:k]
