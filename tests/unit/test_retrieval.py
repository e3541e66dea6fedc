"""Facts about retrieval: dense and lexical, fused."""

from __future__ import annotations

import pytest

from tests.fakes import WordEncoder, document_of
from twitchqa.index import index_documents
from twitchqa.retrieval import (
    LEXICAL_WEIGHT,
    SENTENCE_WEIGHT,
    Lexicon,
    Mode,
    Retriever,
)

TEA = document_of("Tea is a drink made of leaves. Leaves are dried.", "tea", "Tea")
OATS = document_of("Oats are a grain. Porridge is made of oats.", "oats", "Oats")
BARE = document_of("# ", "bare", "Bare")


@pytest.fixture(name="retriever")
def make_retriever() -> Retriever:
    """A retriever over two documents and one without a sentence."""
    return Retriever(index_documents([TEA, OATS], WordEncoder()), WordEncoder())


@pytest.mark.parametrize("mode", list(Mode))
def test_the_passage_about_it_comes_first(retriever: Retriever, mode: Mode) -> None:
    """Each way of searching finds the document that the question is about."""
    assert retriever.retrieve("porridge oats", 1, mode)[0].passage.document == "oats"


def test_scores_fall(retriever: Retriever) -> None:
    """Hits come best first, and no more than were asked for."""
    hits = retriever.retrieve("dried leaves", 2)
    assert [hit.passage.document for hit in hits] == ["tea", "oats"]
    assert hits[0].score >= hits[1].score
    assert len(retriever.retrieve("dried leaves", 1)) == 1


def test_fused_is_cosine_and_weighted_lexical_and_nearest_sentence(retriever: Retriever) -> None:
    """The fused score of a passage is the sum that the module names."""
    question = "dried leaves"
    encoder = WordEncoder()
    nearest = {
        document.id: max(
            float(encoder.encode_one(text) @ encoder.encode_one(question))
            for passage in index_documents([document], encoder).passages
            for text in passage.sentence_texts()
        )
        for document in (TEA, OATS)
    }
    scores = {
        mode: {hit.passage.document: hit.score for hit in retriever.retrieve(question, 2, mode)}
        for mode in Mode
    }
    for name, fused in scores[Mode.FUSED].items():
        expected = scores[Mode.DENSE][name] + LEXICAL_WEIGHT * scores[Mode.LEXICAL][name]
        expected += SENTENCE_WEIGHT * nearest[name]
        assert fused == pytest.approx(expected, abs=1e-3)  # sentences are kept in half precision


def test_a_sentence_may_be_nearer_than_its_passage() -> None:
    """What is asked about one of four sentences is far from all of them together."""
    buried = document_of(
        "Rice grows in water. Bread needs yeast. Rye is dark. Porridge warms you.", "buried", "Food"
    )
    index = index_documents([buried, OATS], WordEncoder())
    vector = WordEncoder().encode_one("porridge warms you")
    assert index.sentences.nearest(0, vector) == pytest.approx(1.0, abs=1e-3)
    assert index.cosine(0, vector) < 0.7


def test_lexical_scores_are_shares() -> None:
    """A passage that has every word covers at most the whole question; unknown words count."""
    lexicon = Lexicon(index_documents([TEA, OATS], WordEncoder()).passages)
    assert 0 < lexicon.scores("porridge")[1] <= 1
    assert lexicon.scores("porridge")[1] > lexicon.scores("porridge zebra")[1]
    assert lexicon.scores("zebra").tolist() == [0.0, 0.0]
    assert lexicon.unknown_share("zebra") == 1.0
    assert lexicon.unknown_share("porridge") == 0.0
    assert lexicon.unknown_share("?") == 1.0


def test_words_are_stemmed(retriever: Retriever) -> None:
    """'grains' finds 'grain'."""
    hit = retriever.retrieve("grains", 1, Mode.LEXICAL)[0]
    assert (hit.passage.document, hit.score > 0) == ("oats", True)
