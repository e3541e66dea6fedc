"""Facts about the index: exact search, whole files, refused damage."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.fakes import WordEncoder, document_of
from twitchqa.corpus import document_from_text, load_corpus
from twitchqa.errors import BuildError, IndexDamaged, IndexMissing
from twitchqa.index import (
    Inputs,
    PassageIndex,
    SentenceTable,
    Surroundings,
    VectorTable,
    index_documents,
    load_index,
    read_manifest,
    save_index,
    sweep,
)
from twitchqa.index.files import MANIFEST
from twitchqa.index.store import PassageStore, as_passage, as_text
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from twitchqa.records import Document

TEA = document_of("Tea is a drink. It is made of leaves.\n\nGreen tea is not fermented.")
OATS = document_of("Oats are a grain. Porridge is made of oats.", "oats", "Oats")


def unit_rows(count: int, seed: int = 7) -> NDArray[np.float32]:
    """Random unit vectors of 32 dimensions."""
    rows = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def inputs_of(**changed: object) -> Inputs:
    """Inputs that are right but for what was changed."""
    fields: dict[str, object] = {
        "corpus": {"tea.md": "0"},
        "encoder": "words",
        "encoder_folder": None,
        "reader": "fixed",
        "chunking": {"sentences": 4},
        "decision": {},
    }
    return Inputs(**{**fields, **changed})  # type: ignore[arg-type]


def test_surroundings_are_the_documents_own_sentences() -> None:
    """Around each sentence of the article, checked against its sections' sentences in a row."""
    documents = load_corpus(Settings().corpus_dir).documents
    passages = index_documents(documents, WordEncoder()).passages
    surroundings, text = Surroundings(passages), documents[0].text
    for passage in passages:
        section = [s for p in passages if p.section == passage.section for s in p.sentences]
        for sentence in passage.sentences:
            for reach in (0, 2, 50):
                place = section.index(sentence)
                wider = surroundings.of(passage, sentence, reach)
                assert (
                    list(wider.sentences)
                    == section[max(0, place - reach) :][: min(place, reach) + 1 + reach]
                )
                assert wider.text == text[wider.span.start : wider.span.end]
                assert wider.header == passage.header


def test_surroundings_end_with_the_section() -> None:
    """Two sections with one heading, under others that stand empty, are two all the same."""
    als, sma = "Riluzole is given. It is taken twice a day.", "Nusinersen is injected."
    document = document_from_text(
        "nerves",
        "Nerves",
        f"## ALS\n\n### Treatment\n\n{als}\n\n## SMA\n\n### Treatment\n\n{sma}\n",
    )
    passages = index_documents([document], WordEncoder()).passages
    surroundings = Surroundings(passages)
    found = {surroundings.of(one, one.sentences[0], 3).text for one in passages}
    assert found == {als, sma}


def test_surroundings_end_with_the_document() -> None:
    """The last sentence of one article has none of the next one's beside it."""
    passages = index_documents([TEA, OATS], WordEncoder()).passages
    wider = Surroundings(passages).of(passages[0], passages[0].sentences[0], 9)
    assert wider.text == TEA.text


def test_sentences_lie_in_the_rows_of_their_passages() -> None:
    """The nearest sentence is looked for among a passage's own; one without any has 0."""
    index = index_documents([TEA, document_of("# ", "bare", "Bare"), OATS], WordEncoder())
    for row, passage in enumerate(index.passages):
        for text in passage.sentence_texts():
            vector = WordEncoder().encode_one(text)
            found = [index.sentences.nearest(other, vector) for other in range(len(index.passages))]
            assert found[row] == pytest.approx(1.0, abs=1e-3)
            assert max(found) == pytest.approx(found[row], abs=1e-3)
        if not passage.sentences:
            assert index.sentences.nearest(row, unit_rows(1)[0]) == 0.0


def test_a_sentence_without_a_vector_is_refused(tmp_path: Path) -> None:
    """A table of sentences that is short of one is damage, even where every hash is right."""
    index = saved(tmp_path)
    short = SentenceTable.__new__(SentenceTable)
    rows = index.sentences.table.some(0, len(index.sentences.table) - 1)
    short.table = VectorTable.packed(rows)
    fields = (index.id, index.documents, index.passages, index.table, short)
    save_index(PassageIndex(*fields), inputs_of(), {}, tmp_path)
    with pytest.raises(IndexDamaged, match="one vector a sentence"):
        load_index(tmp_path)


def saved(folder: Path, *documents: object) -> PassageIndex:
    """An index of TEA and OATS, saved in the folder."""
    index = index_documents([TEA, OATS], WordEncoder(), inputs_of().id)
    save_index(index, inputs_of(), {"notes": []}, folder)
    return index


@pytest.mark.parametrize("count", [1, 5, 300])
def test_search_equals_brute_force(count: int) -> None:
    """The exact table finds the ids and the scores that numpy finds."""
    rows, question = unit_rows(count), unit_rows(1, seed=8)[0]
    found = VectorTable.of(rows).search(question, 10)
    scores = rows @ question
    expected = np.argsort(-scores, kind="stable")[:10]
    assert [row for row, _ in found] == expected.tolist()
    np.testing.assert_allclose([score for _, score in found], scores[expected], atol=1e-6)


def test_clustered_search_finds_most() -> None:
    """Beyond the limit of the exact search, clusters still find the nearest row."""
    rows = unit_rows(4000)
    table = VectorTable.of(rows, exact_limit=100)
    nearest = [table.search(row, 1)[0][0] for row in rows[:50]]
    assert nearest == list(range(50))
    np.testing.assert_allclose(table.vector(7), rows[7], atol=1e-6)
    assert VectorTable.from_bytes(table.to_bytes()).search(rows[3], 1)[0][0] == 3


def test_removed_rows_move_up() -> None:
    """After rows are dropped, those behind them take their places in order."""
    rows = unit_rows(5)
    table = VectorTable.of(rows)
    table.remove([1, 3])
    assert [table.search(rows[kept], 1)[0][0] for kept in (0, 2, 4)] == [0, 1, 2]


def test_an_empty_search_finds_nothing() -> None:
    """No row, or none asked for, is no error."""
    assert VectorTable.of(unit_rows(3)).search(unit_rows(1)[0], 0) == []
    assert PassageStore(WordEncoder()).similarity_search("tea", 3) == []


def test_saved_is_what_loads(tmp_path: Path) -> None:
    """Documents, passages and vectors come back as they were."""
    index = saved(tmp_path)
    loaded, manifest, editor = load_index(tmp_path)
    assert loaded.documents == index.documents
    assert loaded.passages == index.passages
    assert loaded.table.to_bytes() == index.table.to_bytes()
    assert loaded.sentences.table.to_bytes() == index.sentences.table.to_bytes()
    assert (loaded.id, editor) == (manifest.id, {"notes": []})


@pytest.mark.parametrize("documents", [(), (document_of("# ", "bare", "Bare"),)])
def test_an_index_without_sentences_is_saved_and_loaded(
    tmp_path: Path, documents: tuple[Document, ...]
) -> None:
    """No document, or none with a sentence, is an index all the same."""
    index = index_documents(documents, WordEncoder(), inputs_of().id)
    save_index(index, inputs_of(), {}, tmp_path)
    assert len(load_index(tmp_path)[0].sentences.table) == 0


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of one corpus differ in nothing."""
    saved(tmp_path / "one")
    saved(tmp_path / "two")
    one = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


def test_other_inputs_are_another_index() -> None:
    """The id changes with the corpus, the models and the settings."""
    ids = {
        inputs_of().id,
        inputs_of(corpus={"tea.md": "1"}).id,
        inputs_of(encoder="other").id,
        inputs_of(decision={"threshold": 0.4}).id,
    }
    assert len(ids) == 4


def test_no_index_is_said_so(tmp_path: Path) -> None:
    """An empty folder is refused with the next step."""
    with pytest.raises(IndexMissing, match="twitchqa build"):
        load_index(tmp_path)


@pytest.mark.parametrize("output", ["documents", "passages", "vectors", "sentences", "editor"])
@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_damage_is_refused_by_name(tmp_path: Path, output: str, harm: str) -> None:
    """A flipped bit, a cut file and a lost file are each refused, and the file is named."""
    saved(tmp_path)
    path = tmp_path / read_manifest(tmp_path).outputs[output]["file"]
    content = bytearray(path.read_bytes())
    if harm == "lose":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=path.name):
        load_index(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 2}', b'{"format": 1}', b"\xff"])
def test_a_broken_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    """A manifest that is no manifest is damage, not a crash."""
    saved(tmp_path)
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(IndexDamaged, match=MANIFEST):
        load_index(tmp_path)


def test_a_manifest_with_a_broken_name_is_refused(tmp_path: Path) -> None:
    """One flipped letter in the name of a field is damage, not a crash."""
    saved(tmp_path)
    content = (tmp_path / MANIFEST).read_bytes()
    for name in (b'"file"', b'"sha256"', b'"vectors"', b'"counts"'):
        broken = name[:-2] + b'x"'
        (tmp_path / MANIFEST).write_bytes(content.replace(name, broken, 1))
        with pytest.raises(IndexDamaged, match=MANIFEST):
            load_index(tmp_path)


def test_a_forged_passage_is_refused(tmp_path: Path) -> None:
    """Words that are not the document's own are refused even where every hash is right."""
    index = saved(tmp_path)
    document = TEA.__class__(
        **{
            **{name: getattr(TEA, name) for name in TEA.__slots__},
            "text": TEA.text.replace("leaves", "stones"),
        }
    )
    forged = index.__class__(
        index.id,
        {**index.documents, "tea": document},
        index.passages,
        index.table,
        index.sentences,
    )
    save_index(forged, inputs_of(), {}, tmp_path)
    with pytest.raises(IndexDamaged, match="tea"):
        load_index(tmp_path)


def test_a_failed_write_leaves_the_old_index(tmp_path: Path) -> None:
    """Where the folder cannot be written, the old index goes on and nothing is left behind."""
    saved(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    index = index_documents([TEA], WordEncoder(), "x")
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(BuildError, match="untouched"):
        save_index(index, inputs_of(), {}, blocked)
    blocked.unlink()
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_sweep_removes_what_no_manifest_names(tmp_path: Path) -> None:
    """Files of older and of killed builds go; those of the index and others stay."""
    saved(tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    for name in ("passages-0.jsonl", "vectors-0.faiss", "sentences-0.faiss", ".new-abc"):
        (tmp_path / name).write_text("old")
    (tmp_path / "README.md").write_text("mine")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == kept | {"README.md"}


def test_a_saved_index_is_read_only(tmp_path: Path) -> None:
    """The vector store over a saved index finds, and refuses to change."""
    store = saved(tmp_path).as_vector_store(WordEncoder())
    found, score = store.similarity_search_with_score("Porridge is made of oats", 1)[0]
    assert (found.metadata["document"], score > 0.5) == ("oats", True)
    with pytest.raises(BuildError, match="read-only"):
        store.add_texts(["more"])
    with pytest.raises(BuildError, match="read-only"):
        store.delete(["any"])


def test_a_passage_survives_langchain() -> None:
    """A passage made into a LangChain document and back is the same passage."""
    for passage in index_documents([TEA, OATS], WordEncoder()).passages:
        text = as_text(passage)
        assert (
            as_passage(text.model_copy(update={"metadata": json.loads(json.dumps(text.metadata))}))
            == passage
        )


def test_max_marginal_relevance_avoids_doubles() -> None:
    """Of two equal texts and another one, the two that differ are chosen."""
    store = PassageStore.from_texts(["tea leaves", "tea leaves", "oats grain tea"], WordEncoder())
    found = store.max_marginal_relevance_search("tea leaves", k=2, lambda_mult=0.3)
    assert {text.page_content for text in found} == {"tea leaves", "oats grain tea"}
    assert PassageStore(WordEncoder()).max_marginal_relevance_search("tea") == []
