"""Rows written for this project: instructions to the service, small talk and other subjects."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training.augment import STOP_WORDS
from training.documents import Question
from training.examples import Example
from training.health import Collection, HealthRows
from training.similarity import Similarity, most_similar

FOLDER = Path(__file__).parent / "written"


def lines_of(name: str, held_out: bool) -> list[str]:
    """The lines of a file of `written/`; one in six, chosen by the text itself, is held out."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and is_held_out(line) == held_out]


def is_held_out(line: str) -> bool:
    """Whether a written line is kept for checking."""
    return hashlib.sha256(line.encode()).digest()[0] % 6 == 0


def unasked(rows: HealthRows, similarity: Similarity, repeats: int) -> Iterator[Example]:
    """Instructions, small talk and other subjects on passages at random or near in cosine."""
    for name, kind in (("instructions.txt", "injection"), ("off-topic.txt", "off_topic")):
        texts = lines_of(name, held_out=False)
        for text, vector in zip(texts, similarity.vectors(texts), strict=True):
            near = most_similar(vector, rows.collection.place_vectors, 20)
            for _ in range(repeats):
                near_one = rows.choice.random() < 0.5
                number = rows.choice.choice(near) if near_one else _any_place(rows)
                question = Question(f"{kind}-{text}", "", text, kind, "decline", (), ())
                row = rows.row(question, rows.collection.places[number])
                yield replace(row, source="written")


def _any_place(rows: HealthRows) -> int:
    return rows.choice.randrange(len(rows.collection.places))


def wrapped(examples: Sequence[Example], share: float, choice: random.Random) -> Iterator[Example]:
    """Some real questions again, inside an instruction or a greeting; the label stays."""
    wrappers = lines_of("wrappers.txt", held_out=False)
    for example in examples:
        if choice.random() < share:
            question = choice.choice(wrappers).format(question=example.question)
            yield replace(example, question=question, source="written")


def strangers(rows: HealthRows, most: int) -> Iterator[Example]:
    """Questions about one document on the likeliest passage of another one, chosen at random.

    Only questions that name their own subject: a word of its title that the other lacks.
    """
    collection = rows.collection
    names = sorted(collection.documents)
    numbers = list(range(len(collection.questions)))
    rows.choice.shuffle(numbers)
    made = 0
    for number in numbers:
        question = collection.questions[number]
        other = collection.documents[rows.choice.choice(names)]
        own = _words(collection.documents[question.document].title) & _words(question.text)
        if made == most:
            return
        if not own - _words(other.title) or other.name == question.document:
            continue
        near = collection.nearest(collection.question_vectors[number], other.name, 3)
        made += 1
        row = rows.row(question, rows.choice.choice(near))
        yield replace(row, kind="off_topic", expected=False, source="written")


def _words(text: str) -> set[str]:
    return {word for word in text.lower().strip("?.").split() if word not in STOP_WORDS}


def held_out_rows(collection: Collection, similarity: Similarity) -> Iterator[Example]:
    """Held-out written lines with the four sentences nearest in cosine, each in a fixed window."""
    for name, kind in (("instructions.txt", "injection"), ("off-topic.txt", "off_topic")):
        texts = lines_of(name, held_out=True)
        for text, vector in zip(texts, similarity.vectors(texts), strict=True):
            for number in most_similar(vector, collection.place_vectors, 4):
                place = collection.places[number]
                start = max(0, min(place.index - 1, len(place.section.sentences) - 4))
                sentences = place.section.sentences[start : start + 4]
                yield Example(
                    id=f"{kind}-{text}",
                    source="written",
                    kind=kind,
                    question=text,
                    title=place.document.title,
                    section=place.section.heading,
                    sentences=sentences,
                    evidence=(0.0,) * len(sentences),
                    answerable=0.0,
                    expected=False,
                )
