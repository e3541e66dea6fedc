"""Health documents as sections of sentences, cut the way the question sets were labelled."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.windows import MOST_SENTENCES, MOST_TOKENS, TokenCount

ABBREVIATIONS = ("dr", "mr", "mrs", "ms", "st", "vs", "e.g", "i.e", "etc", "u.s", "no", "fig", "al")

BOUNDARY = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z0-9\"'(\[])")


@dataclass(frozen=True)
class Section:
    """A heading (null before the first) and the sentences under it, in order."""

    heading: str | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class HealthDocument:
    """A title and its sections."""

    name: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Question:
    """A labelled question; each entry of `gold` is one required point with its alternatives."""

    id: str
    document: str
    text: str
    kind: str
    expect: str
    gold: tuple[tuple[str, ...], ...]
    ok: tuple[str, ...]


def split_sentences(text: str) -> list[str]:
    """The sentences of one line of running text; joined by blanks they give the line again."""
    sentences: list[str] = []
    start = 0
    for match in BOUNDARY.finditer(text):
        last_word = text[start : match.start()].rsplit(maxsplit=1)[-1:] or [""]
        if last_word[0].rstrip(".").lower().lstrip("(") in ABBREVIATIONS:
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def read_document(path: Path) -> HealthDocument:
    """Reads `# title`, `## heading` and paragraphs; each paragraph is cut by itself."""
    title = path.stem
    sections: list[Section] = []
    heading: str | None = None
    sentences: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            if sentences:
                sections.append(Section(heading, tuple(sentences)))
            heading, sentences = line[3:].strip(), []
        elif line.strip():
            sentences.extend(split_sentences(" ".join(line.split())))
    if sentences:
        sections.append(Section(heading, tuple(sentences)))
    return HealthDocument(path.stem, title, tuple(sections))


def read_questions(path: Path) -> Iterator[Question]:
    """The questions of a labelled set (JSON Lines, format in the design's section 5)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Question(
                id=row["id"],
                document=row["document"],
                text=row["question"],
                kind=row["kind"],
                expect=row["expect"],
                gold=tuple(tuple(point) for point in row["gold"]),
                ok=tuple(row["ok"]),
            )


def passages_of(section: Section, count: TokenCount) -> Iterator[range]:
    """Consecutive runs of at most 4 sentences and about 110 tokens, as the service cuts them."""
    first, tokens = 0, 0
    for place, sentence in enumerate(section.sentences):
        more = count(sentence)
        if place > first and (place - first == MOST_SENTENCES or tokens + more > MOST_TOKENS):
            yield range(first, place)
            first, tokens = place, 0
        tokens += more
    yield range(first, len(section.sentences))


def label_of(sentence: str, question: Question) -> float:
    """1 for a gold sentence (any alternative), 0.5 for one that is only fine to quote, else 0."""
    if any(_same(sentence, text) for point in question.gold for text in point):
        return 1.0
    return 0.5 if any(_same(sentence, text) for text in question.ok) else 0.0


def gold_texts(question: Question) -> Collection[str]:
    """All gold texts of a question, alternatives included."""
    return {text for point in question.gold for text in point}


def _same(sentence: str, label: str) -> bool:
    """Whether two cuts of one document mean the same sentence: one holds the other's bulk."""
    if sentence == label:
        return True
    shorter, longer = sorted((sentence, label), key=len)
    return len(shorter) > 20 and shorter in longer
