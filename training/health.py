"""Rows from health-train, and the retrieved passages of a validation set."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.augment import restyle
from training.documents import (
    HealthDocument,
    Question,
    Section,
    label_of,
    read_document,
    read_questions,
)
from training.examples import UNKNOWN, Example
from training.similarity import Similarity, Vectors, most_similar
from training.windows import Windows

BARE = 0.25
"""The share of rows without title and section."""


@dataclass(frozen=True)
class Place:
    """One sentence of a collection: its document, section and index within the section."""

    document: HealthDocument
    section: Section
    index: int


class Collection:
    """Documents with a vector per sentence, and questions with a vector each."""

    def __init__(
        self,
        documents: Iterable[HealthDocument],
        questions: Iterable[Question],
        similarity: Similarity,
    ) -> None:
        self.documents = {document.name: document for document in documents}
        self.questions = list(questions)
        self.places = [
            Place(document, section, index)
            for document in self.documents.values()
            for section in document.sections
            for index in range(len(section.sentences))
        ]
        self.place_vectors = similarity.vectors([_sentence(place) for place in self.places])
        self.question_vectors = similarity.vectors([one.text for one in self.questions])
        self._within: dict[str, list[int]] = {}
        for number, place in enumerate(self.places):
            self._within.setdefault(place.document.name, []).append(number)

    def nearest(self, question: Vectors, document: str, most: int) -> list[Place]:
        """The sentences of one document most like a question, best first."""
        numbers = self._within[document]
        best = most_similar(question, self.place_vectors[numbers], most)
        return [self.places[numbers[at]] for at in best]

    def nearest_elsewhere(self, question: Vectors, document: str, most: int) -> list[Place]:
        """The sentences most like a question outside its own document, best first."""
        best = most_similar(question, self.place_vectors, most + len(self._within[document]))
        found = [self.places[at] for at in best if self.places[at].document.name != document]
        return found[:most]


def read_collection(folder: Path, similarity: Similarity) -> Collection:
    """The documents of `corpus/` and the questions of `questions.jsonl`."""
    paths = sorted((folder / "corpus").glob("*.md"))
    questions = read_questions(folder / "questions.jsonl")
    return Collection(map(read_document, paths), questions, similarity)


def _sentence(place: Place) -> str:
    return place.section.sentences[place.index]


class HealthRows:
    """Draws one pass of rows: each call uses other windows, styles and negatives.

    `elsewhere` is the share of negatives from other documents; without `bare_elsewhere` those
    always keep their title: without it nobody can see that they are about something else.
    `bare` is the share of rows without title and section: with neither, nobody can see which of
    two conditions a sentence is about.
    """

    def __init__(
        self,
        collection: Collection,
        windows: Windows,
        elsewhere: float = 0.12,
        bare_elsewhere: bool = True,
        bare: float = BARE,
    ) -> None:
        self.collection = collection
        self.windows = windows
        self.choice = windows.choice
        self.elsewhere = elsewhere
        self.bare_elsewhere = bare_elsewhere
        self.bare = bare

    def one_pass(self) -> Iterator[Example]:
        """Rows for every question: passages that answer it, and near ones that do not."""
        for number, question in enumerate(self.collection.questions):
            vector = self.collection.question_vectors[number]
            if question.expect == "answer":
                yield from self._answering(question)
                yield from self._distractors(question, vector, 1)
            elif question.expect == "decline":
                most = 2 if self.choice.random() < 0.6 else 1
                yield from self._distractors(question, vector, most)

    def _answering(self, question: Question) -> Iterator[Example]:
        document = self.collection.documents[question.document]
        points = list(question.gold)
        self.choice.shuffle(points)
        if len(points) == 1 and self.choice.random() < 0.4:
            points *= 2
        for point in points[:2]:
            gold = Question("", "", "", "", "", (point,), ())
            anchors = [
                Place(document, section, index)
                for section in document.sections
                for index, sentence in enumerate(section.sentences)
                if label_of(sentence, gold) == 1
            ]
            if anchors:
                yield self.row(question, self.choice.choice(anchors))

    def _distractors(self, question: Question, vector: Vectors, most: int) -> Iterator[Example]:
        near = self.collection.nearest(vector, question.document, 8)
        anchors = [place for place in near if label_of(_sentence(place), question) == 0][:4]
        if self.choice.random() < self.elsewhere:
            elsewhere = self.collection.nearest_elsewhere(vector, question.document, 12)
            anchors = elsewhere[2:]
        if not anchors:
            return
        weights = [1.0 / (1 + place) for place in range(len(anchors))]
        chosen = self.choice.choices(range(len(anchors)), weights, k=most)
        for at in sorted(set(chosen)):
            yield self.row(question, anchors[at], avoid_evidence=True)

    def row(self, question: Question, anchor: Place, avoid_evidence: bool = False) -> Example:
        """One question on a random window around a sentence, header sometimes left out."""
        sentences = anchor.section.sentences
        labels = [label_of(sentence, question) for sentence in sentences]
        if anchor.document.name != question.document:
            labels = [0.0] * len(labels)
        forbidden = {at for at, label in enumerate(labels) if label > 0} if avoid_evidence else ()
        window = self.windows.around(sentences, anchor.index, forbidden)
        headings = (anchor.document.title, anchor.section.heading)
        title, section = drawn_header(*headings, self.choice, self.bare)
        if anchor.document.name != question.document and not self.bare_elsewhere:
            title, section = headings
        evidence = tuple(labels[at] for at in window)
        return Example(
            id=question.id,
            source="health",
            kind=question.kind,
            question=restyle(question.text, self.choice),
            title=title,
            section=section,
            sentences=tuple(sentences[at] for at in window),
            evidence=evidence,
            answerable=passage_label(evidence),
            expected=question.expect == "answer",
        )


def drawn_header(
    title: str | None, section: str | None, choice: random.Random, bare: float = BARE
) -> tuple[str | None, str | None]:
    """Title and section; `bare` of the time neither, one time in ten the title alone."""
    draw = choice.random()
    if draw < bare:
        return None, None
    return title, None if draw < bare + 0.1 else section


def passage_label(evidence: Sequence[float]) -> float:
    """1 with a gold sentence, unknown with only fine ones, else 0."""
    if 1.0 in evidence:
        return 1.0
    return UNKNOWN if 0.5 in evidence else 0.0
