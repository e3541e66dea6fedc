"""Rows of the health questions: windows, labels and negatives."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from training.draws import seeded
from training.examples import Example
from training.health import Collection, HealthRows, drawn_header, read_collection
from training.retrieved import retrieved
from training.similarity import Similarity, Vectors
from training.windows import Windows

CORPUS = """# Cramp

## Treatment

Rest helps against cramp. Warmth helps too. Doctors rarely give drugs. Tea is harmless.

## Causes

Cramp comes from tired muscles. Cold water can bring it on. Old age plays a part.
"""

QUESTIONS = """\
{"id": "1", "document": "cramp", "question": "What helps against cramp?", "kind": "direct", \
"expect": "answer", "gold": [["Rest helps against cramp."]], "ok": ["Warmth helps too."]}
{"id": "2", "document": "cramp", "question": "Which drugs help?", "kind": "near_miss", \
"expect": "decline", "gold": [], "ok": []}
"""


class WordVectors:
    """An honest fake: texts that share words are alike."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Counts of hashed words, of unit length."""
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().strip("?.").split():
                row[sum(map(ord, word)) % 64] += 1
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return cast("Vectors", rows / np.maximum(length, 1))


def words(text: str) -> int:
    """A stand-in for the tokenizer."""
    return len(text.split())


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """One document, one question that it answers and one near-miss."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "cramp.md").write_text(CORPUS, encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(QUESTIONS, encoding="utf-8")
    return read_collection(tmp_path, cast("Similarity", WordVectors()))


def drawn(collection: Collection) -> list[Example]:
    """Rows of many passes."""
    rows = HealthRows(collection, Windows(words, seeded(3)))
    return [row for _ in range(60) for row in rows.one_pass()]


def test_a_passage_answers_exactly_when_it_holds_gold(collection: Collection) -> None:
    """`ok` alone is neither; negatives of an answerable question hold neither gold nor ok."""
    for row in drawn(collection):
        holds = row.id == "1" and "Rest helps against cramp." in row.sentences
        assert row.answerable == float(holds)
        assert holds or set(row.evidence) == {0.0}
        assert row.expected == (row.id == "1")


def test_both_labels_have_headers_equally_often(collection: Collection) -> None:
    """A title must not tell an answering passage from another one."""
    rows = drawn(collection)
    shares = [
        np.mean([row.title is not None for row in rows if row.answerable == label])
        for label in (0.0, 1.0)
    ]
    assert shares == pytest.approx([0.75, 0.75], abs=0.12)


def test_a_header_is_whole_or_the_title_or_nothing() -> None:
    """Never a section without its title."""
    choice = seeded(0)
    kinds = {drawn_header("Cramp", "Causes", choice) for _ in range(200)}
    assert kinds == {("Cramp", "Causes"), ("Cramp", None), (None, None)}


def test_validation_reads_the_nearest_passages_unstyled(collection: Collection) -> None:
    """The question as it stands, header and all, every passage of this small collection."""
    rows = retrieved(collection, cast("Similarity", WordVectors()), words)
    assert [row.id for row in rows] == ["1", "1", "2", "2"]
    assert {row.question for row in rows} == {"What helps against cramp?", "Which drugs help?"}
    assert sorted(row.answerable for row in rows if row.id == "1") == [0.0, 1.0]
    assert {row.header for row in rows} == {"Cramp - Treatment: ", "Cramp - Causes: "}
