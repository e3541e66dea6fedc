"""Questions of a question file, asked of a retriever and a reader: the rows of a fit."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tqdm import tqdm

from twitchqa.decision import answer_features
from twitchqa.reader import read_wider

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twitchqa.reader import Reader, Widening
    from twitchqa.records import Hit, Reading
    from twitchqa.retrieval import Retriever

ELSEWHERE = 150
SEED = 20


@dataclass(frozen=True)
class Row:
    """One labelled question; `gold` holds the required points, `fine` all that may be quoted."""

    question: str
    document: str
    kind: str
    answerable: bool
    gold: tuple[tuple[str, ...], ...]
    fine: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What retrieval and reader found for one question, put in the corpus's own words."""

    question: str
    features: dict[str, float]
    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]


def read_rows(path: Path) -> list[Row]:
    """The questions that are labelled 'answer' or 'decline'."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["expect"] == "either":
            continue
        gold = tuple(tuple(point) for point in case["gold"])
        fine = (*(text for point in gold for text in point), *case["ok"])
        rows.append(
            Row(
                case["question"],
                case["document"],
                case["kind"],
                case["expect"] == "answer",
                gold,
                fine,
            )
        )
    return rows


def elsewhere_questions(source: Path) -> list[str]:
    """Answerable questions about documents that are not in the validation corpus."""
    lines = (source / "health-train" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    fitting = [row["question"] for row in rows if row["kind"] in ("direct", "keyword")]
    return random.Random(SEED).sample(fitting, ELSEWHERE)  # noqa: S311 - a fixed sample


def ask_all(
    asking: Sequence[tuple[str, Retriever]], reader: Reader, passages: int, wider: Widening
) -> list[Asked]:
    """Retrieve and read for each question, in the corpus that stands beside it."""
    found = []
    for typed, retriever in tqdm(asking, unit=" questions", disable=None):
        question = retriever.in_own_words(typed)
        hits = retriever.retrieve(question, passages)
        first = reader.read(question, [hit.passage for hit in hits])
        readings = read_wider(reader, question, first, retriever.surroundings, wider)
        features = answer_features(hits, readings, retriever.unknown_share(question))
        found.append(Asked(question, features, hits, readings))
    return found
