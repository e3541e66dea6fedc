"""Facts about the readers: numbers for each sentence, checked files."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer

from tests.fakes import WordEncoder, document_of
from twitchqa.engine.opening import reader_kind
from twitchqa.errors import ModelError
from twitchqa.index import Surroundings, index_documents
from twitchqa.reader import (
    SECOND,
    Rereading,
    SimilarityReader,
    TrainedReader,
    TwoStageReader,
    Widening,
    averaged,
    read_more,
    read_wider,
    readers_id,
    sentence_mask,
    sigmoid,
)
from twitchqa.records import Passage, Reading
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Settings().models_dir / "reader"
TEA = document_of("Tea is made of leaves. It is drunk hot. Some add milk.")
PASSAGES = index_documents([TEA], WordEncoder()).passages


def test_similarity_reads_each_sentence() -> None:
    """The sentence that shares the question's words is the best evidence."""
    (reading,) = SimilarityReader(WordEncoder()).read("Tea made of leaves", PASSAGES)
    assert reading.evidence.index(max(reading.evidence)) == 0
    assert reading.answerability == max(reading.evidence)
    assert all(0 <= number <= 1 for number in reading.evidence)


def test_without_a_folder_similarity_reads(tmp_path: Path) -> None:
    """The id of a missing reader is the yardstick's."""
    assert readers_id(tmp_path) == SimilarityReader.id


@pytest.mark.parametrize(
    ("chosen", "folders", "kind"),
    [
        ("auto", ("reader", "second-reader"), "accurate"),
        ("auto", ("reader",), "fast"),
        ("auto", (), "similarity"),
        ("fast", ("reader", "second-reader"), "fast"),
        ("similarity", ("reader",), "similarity"),
        (str(FOLDER), (), "fast"),
    ],
)
def test_the_most_accurate_reader_there_is_reads(
    tmp_path: Path, chosen: str, folders: tuple[str, ...], kind: str
) -> None:
    """Unless a setting names another."""
    for name in folders:
        (tmp_path / name).mkdir()
    assert reader_kind(Settings(models_dir=tmp_path, reader=chosen)) == kind


def test_the_trained_reader_finds_the_sentence() -> None:
    """The sentence that answers has the highest evidence; another subject does not answer."""
    reader = TrainedReader(FOLDER)
    (reading,) = reader.read("What is tea made of?", PASSAGES)
    (other,) = reader.read("How many moons does Jupiter have?", PASSAGES)
    assert reading.evidence.index(max(reading.evidence)) == 0
    assert reading.answerability > 0.5 > other.answerability
    assert reader.id in readers_id(FOLDER.parent).split("+")


class Told:
    """A reader that gives the numbers it was told, and notes what it was asked to read."""

    def __init__(self, name: str, numbers: Sequence[float]) -> None:
        self.id = name
        self._numbers = numbers
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One number for each passage and all its sentences."""
        self.asked += [passage.id for passage in passages]
        return tuple(
            Reading(passage, number, (number,) * len(passage.sentences))
            for passage, number in zip(passages, self._numbers, strict=False)
        )


FOUR = index_documents(
    [document_of(f"Tea number {place} is hot.", f"tea-{place}") for place in range(4)],
    WordEncoder(),
).passages


def test_the_likeliest_passages_are_read_again() -> None:
    """Two of four are read twice and count with the mean; the others keep the first number."""
    fast, accurate = Told("fast", (0.1, 0.8, 0.3, 0.6)), Told("accurate", (0.9, 0.2))
    reader = TwoStageReader(fast, accurate, Rereading(2, 9.0, 0.5, 0.02))
    readings = reader.read("Is tea hot?", FOUR)
    assert accurate.asked == [FOUR[1].id, FOUR[3].id]
    assert [reading.passage for reading in readings] == list(FOUR)
    assert [reading.answerability for reading in readings] == pytest.approx(
        [0.1, averaged_of(0.8, 0.9), 0.3, averaged_of(0.6, 0.2)]
    )


def averaged_of(one: float, other: float) -> float:
    """The mean of two log-odds, as a probability."""
    odds = np.sqrt(one / (1 - one) * other / (1 - other))
    return float(odds / (1 + odds))


def test_a_passage_far_behind_the_likeliest_is_not_read_again() -> None:
    """The log-odds of 0.6 and 0.8 lie 0.98 apart, those of 0.3 and 0.8 2.2."""
    fast, accurate = Told("fast", (0.1, 0.8, 0.3, 0.6)), Told("accurate", (0.9, 0.9))
    reader = TwoStageReader(fast, accurate, Rereading(4, 1.0, 0.5, 0.02))
    reader.read("Is tea hot?", FOUR)
    assert accurate.asked == [FOUR[1].id, FOUR[3].id]


def test_nothing_is_read_again_without_hope() -> None:
    """Where the fast reader finds nothing, and where there is nothing, the large one rests."""
    fast, accurate = Told("fast", (0.001, 0.01, 0.001, 0.001)), Told("accurate", ())
    reader = TwoStageReader(fast, accurate, Rereading(4, 9.0, 0.5, 0.02))
    assert max(reading.answerability for reading in reader.read("Is it?", FOUR)) == 0.01
    assert reader.read("Is it?", ()) == ()
    assert accurate.asked == []


def test_what_was_read_once_may_be_read_again_later() -> None:
    """Of those near enough to the likeliest only what has not been read twice; others as before."""
    fast, accurate = Told("fast", (0.1, 0.8, 0.3, 0.6)), Told("accurate", (0.9,))
    reader = TwoStageReader(fast, accurate, Rereading(1, 9.0, 0.5, 0.02))
    first = reader.read("Is tea hot?", FOUR)
    assert [reading.twice for reading in first] == [False, True, False, False]
    more = read_more(reader, "Is tea hot?", first, within=2.0)
    # The likeliest has log-odds of 1.79 now; those of 0.3 and 0.1 are -0.85 and -2.2.
    assert accurate.asked == [FOUR[1].id, FOUR[3].id]
    assert more[3].answerability == pytest.approx(averaged_of(0.6, 0.9))
    assert [more[place] for place in (0, 1, 2)] == [first[place] for place in (0, 1, 2)]


def test_a_reader_that_reads_once_has_nothing_to_read_again() -> None:
    """Its readings stay as they are, and where there are none, there are none."""
    fast = Told("fast", (0.1, 0.8, 0.3, 0.6))
    first = fast.read("Is tea hot?", FOUR)
    assert read_more(fast, "Is tea hot?", first, within=9.0) == first
    reader = TwoStageReader(fast, Told("accurate", ()), Rereading(1, 9.0, 0.5, 0.02))
    assert read_more(reader, "Is tea hot?", (), within=9.0) == ()


LONG = index_documents(
    [document_of(" ".join(f"Tea number {place} is hot." for place in range(12)))], WordEncoder()
).passages


def test_the_likeliest_sentence_is_read_once_more_with_its_neighbours() -> None:
    """Two before it and two after, over the passages' bounds; what was read twice is a mean."""
    (first, second, *_) = LONG
    readings = (
        Reading(first, 0.3, (0.1, 0.1, 0.2, 0.3)),
        Reading(second, 0.6, (0.6, 0.1, 0.1, 0.1)),
        Reading(FOUR[0], 0.2, (0.2,)),
    )
    reader = Told("wider", (0.9,))
    wider = read_wider(reader, "Is tea hot?", readings, Surroundings(LONG), Widening(2, 0.5, 0.03))
    start, end = first.sentences[2].start, second.sentences[2].end
    assert reader.asked == [f"{first.document}:{start}-{end}"]
    assert [reading.answerability for reading in wider] == pytest.approx(
        [0.3, averaged_of(0.6, 0.9), 0.2]
    )
    assert wider[0].evidence == pytest.approx(
        (0.1, 0.1, averaged_of(0.2, 0.9), averaged_of(0.3, 0.9))
    )
    twice = averaged_of(0.1, 0.9)
    assert wider[1].evidence == pytest.approx((averaged_of(0.6, 0.9), twice, twice, 0.1))
    assert wider[2] == readings[2]


def test_what_was_cut_off_is_no_evidence_against_a_sentence() -> None:
    """A reader that did not come to a sentence's words says 0, and the other one is believed."""
    (passage, *_) = LONG
    one, other = (
        Reading(passage, 0.8, (0.9, 0.0, 0.4, 0.0)),
        Reading(passage, 0.8, (0.0, 0.3, 0.4, 0.0)),
    )
    assert averaged(one, other, 0.7).evidence == pytest.approx((0.9, 0.3, 0.4, 0.0))
    reader = Told("wider", (0.0,))
    (wider,) = read_wider(reader, "?", [one], Surroundings(LONG), Widening(2, 0.5, 0.03))
    assert wider.evidence == one.evidence


def test_without_doubt_nothing_more_is_read() -> None:
    """What is sure enough is read once, and of nothing there is nothing more to read."""
    reader, surroundings = Told("wider", ()), Surroundings(LONG)
    readings = (Reading(LONG[0], 0.3, (0.1,) * 4),)
    assert read_wider(reader, "?", readings, surroundings, Widening(2, 0.5, 0.35)) == readings
    assert read_wider(reader, "?", (), surroundings, Widening(2, 0.5, 0.03)) == ()
    assert reader.asked == []


def test_two_readings_meet_in_the_middle() -> None:
    """The mean is taken of the log-odds: one that is sure outweighs one that wavers."""
    sure, wavering = Reading(FOUR[0], 0.99, (0.99,)), Reading(FOUR[0], 0.5, (0.01,))
    both = averaged(sure, wavering)
    assert both.answerability == pytest.approx(1 / (1 + math.exp(-math.log(99) / 2)))
    assert list(both.evidence) == pytest.approx([0.5])


def test_a_reading_depends_on_its_passage_alone() -> None:
    """Read beside others or alone, a passage has the same numbers."""
    reader = TrainedReader(FOLDER)
    oats = index_documents([document_of("Oats are a grain.", "oats", "Oats")], WordEncoder())
    together = reader.read("What is tea made of?", [*oats.passages, *PASSAGES])
    assert together[1:] == reader.read("What is tea made of?", PASSAGES)


def test_a_sentence_beyond_the_limit_is_no_evidence() -> None:
    """What was cut off was not read."""
    long = document_of(f"Tea is {'very ' * 300}hot. Oats are a grain.")
    (reading, *_) = TrainedReader(FOLDER).read(
        "What are oats?", index_documents([long], WordEncoder()).passages
    )
    assert len(reading.evidence) == len(reading.passage.sentences)
    mask = sentence_mask(encode("What?", "Tea: " + "very " * 200, 64), 5, ["very " * 100, "no"])
    assert mask[1].sum() == 0


def encode(question: str, passage: str, most: int):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A pair as the reader encodes it."""
    tokenizer = Tokenizer.from_file(str(Settings().models_dir / "encoder" / "tokenizer.json"))
    tokenizer.enable_truncation(most, strategy="longest_first")
    return tokenizer.encode(question, passage)


def test_each_token_belongs_to_its_sentence() -> None:
    """The mask covers the sentences' own tokens, not the question, the header or the marks."""
    sentences = ["Tea is hot.", "Oats are not."]
    encoding = encode("Is tea hot?", "Tea: Tea is hot. Oats are not.", 64)
    mask = sentence_mask(encoding, len("Tea: "), sentences)
    words = [
        [token for token, inside in zip(encoding.tokens, row, strict=True) if inside]
        for row in mask
    ]
    assert words == [["tea", "is", "hot", "."], ["o", "##ats", "are", "not", "."]]


def test_sigmoid_does_not_overflow() -> None:
    """Very large logits are 0 and 1."""
    values = sigmoid(np.array([-1e9, 0.0, 1e9], dtype=np.float32))
    np.testing.assert_allclose(values, [0, 0.5, 1])


@pytest.mark.parametrize(
    ("name", "file"),
    [
        (FOLDER.name, "model.onnx"),
        (FOLDER.name, "tokenizer.json"),
        (FOLDER.name, "reader.json"),
        (SECOND, "words.bin"),
    ],
)
def test_a_damaged_reader_is_refused(tmp_path: Path, name: str, file: str) -> None:
    """A changed file is named, with the next step."""
    folder = Path(shutil.copytree(FOLDER.parent / name, tmp_path / "reader"))
    content = bytearray((folder / file).read_bytes())
    content[0] ^= 1
    (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match=r"reader.*models"):
        TrainedReader(folder)
