"""MedQuAD: one section, a question of its own type and one of another type that it leaves open.

Which sentence answers is not labelled, so these rows teach answerability alone; both rows of a
pair have the same passage and the same header, so that nothing but the question differs.
"""

import gzip
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from training.augment import restyle
from training.documents import split_sentences
from training.examples import UNKNOWN, Example
from training.health import drawn_header
from training.windows import Windows

WORDINGS: dict[str, tuple[str, ...]] = json.loads(
    (Path(__file__).parent / "written" / "wordings.json").read_text(encoding="utf-8")
)
"""Question type to wordings with `{name}`."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "symptoms": ("Symptoms", "Signs and symptoms", "What to look out for"),
    "treatment": ("Treatment", "How it is treated", "Managing it"),
    "inheritance": ("Inheritance", "How it is passed on"),
    "frequency": ("How common it is", "Frequency", "Numbers"),
    "genetic changes": ("Genetic changes", "Genes"),
    "causes": ("Causes", "Why it happens"),
    "exams and tests": ("Diagnosis", "Tests", "How it is found"),
    "research": ("Research", "Clinical trials"),
    "outlook": ("Outlook", "Prognosis", "What to expect"),
    "prevention": ("Prevention", "Lowering the risk"),
}

EMPTY_WORDS = re.compile(r"Human Phenotype Ontology|These resources|Key Points")
"""Openings of answers that list links or headings and answer nothing."""

ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"causes", "genetic changes", "inheritance"}),
    frozenset({"symptoms", "outlook", "exams and tests"}),
    frozenset({"treatment", "research", "prevention", "outlook", "exams and tests"}),
)
"""Types whose sections may answer one another's questions: never each other's near-miss."""


def confusable(one: str, other: str) -> bool:
    """Whether a section of one type might answer a question of the other."""
    return one == other or any(one in group and other in group for group in ALIKE)


def rows(path: Path, kept_out: Collection[str], windows: Windows) -> Iterator[Example]:
    """Twins in random order, without documents whose name (folded) is in `kept_out`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    sections = [
        (document["focus"], section)
        for document in documents
        if fold(document["focus"]) not in kept_out
        for section in document["qas"]
        if section["qtype"] in HEADINGS and len(section["a"]) > 60
    ]
    windows.choice.shuffle(sections)
    for focus, section in sections:
        if EMPTY_WORDS.search(section["a"][:400]):
            continue
        yield from twins(focus, section, windows)


def fold(name: str) -> str:
    """A name as letters and digits alone, joined by hyphens, lower case."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def twins(focus: str, section: dict[str, Any], windows: Windows) -> Iterator[Example]:
    """The start of a section with a question that it answers and with one that it does not."""
    own, choice = section["qtype"], windows.choice
    others = [kind for kind in HEADINGS if not confusable(own, kind)]
    sentences = without_opening_question(split_sentences(" ".join(section["a"].split())))
    if not sentences:
        return
    window = windows.around(sentences[:4], 0)
    title, heading = drawn_header(focus, choice.choice(HEADINGS[own]), choice)
    if heading is not None and choice.random() < 0.5:
        heading = None
    for kind, answerable in ((own, 1.0), (choice.choice(others), 0.0)):
        wording = choice.choice(WORDINGS[kind]).format(name=focus)
        yield Example(
            id=f"{section['id']}-{kind}",
            source="medquad",
            kind="direct" if answerable else "near_miss",
            question=restyle(wording, choice),
            title=title,
            section=heading,
            sentences=tuple(sentences[at] for at in window),
            evidence=(UNKNOWN,) * len(window),
            answerable=answerable,
            expected=answerable == 1.0,
        )


def without_opening_question(sentences: list[str]) -> list[str]:
    """Drops a first sentence that only repeats the question: it would give the type away."""
    return sentences[1:] if sentences and sentences[0].endswith("?") else sentences
