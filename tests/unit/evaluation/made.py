"""A four-sentence document, cases about it, and an honest fake engine that has set replies."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twitchqa.errors import QuestionError
from twitchqa.evaluation.cases import Case, Expect
from twitchqa.evaluation.results import CaseResult, judge
from twitchqa.records import (
    Answer,
    Decline,
    Document,
    Level,
    Notice,
    Provenance,
    Reason,
    Reply,
    Section,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REST = "Rest helps the muscle."
COFFEE = "Coffee may make it twitch."
WATER = "Water is good."
TEXT = f"{REST} {COFFEE} {WATER}\n\n{REST}"
DOCUMENT = Document(
    "muscle", "Muscles", TEXT, (Section(None, Span(0, len(TEXT))),), Provenance(), "0" * 64
)
DOCUMENTS = {"muscle": DOCUMENT}


def span_of(text: str) -> Span:
    """Where a text first stands in the document."""
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


def answer(*texts: str, confidence: float = 0.9, unanswered: tuple[str, ...] = ()) -> Answer:
    """An answer that quotes these texts of the document."""
    quotes = tuple(DOCUMENT.cut(span_of(text), 0.8) for text in texts)
    return Answer(quotes, " ".join(texts), confidence, unanswered=unanswered)


def decline(reason: Reason = Reason.NOT_STATED, confidence: float = 0.9) -> Decline:
    """A decline without related passages."""
    return Decline(reason, "The article does not say.", confidence)


def reply(given: Answer | Decline, level: Level | None = None) -> Reply:
    """A reply around a result."""
    notice = Notice(level, "Call for help.", "rule") if level else None
    return Reply("1", "?", given, notice, (), "index-1", 1.0)


def case(expect: str = "answer", name: str = "A1", **labels: Any) -> Case:
    """A case; one that is to be answered asks for the sentence about rest unless told."""
    gold = ((REST,),) if expect == "answer" else ()
    fields = {"document": "muscle", "question": "Does rest help?", "kind": "direct", "gold": gold}
    return Case(id=name, expect=Expect(expect), **(fields | labels))


def result(of: Case, given: Answer | Decline, level: Level | None = None) -> CaseResult:
    """The judged reply to a case, given in 2 ms."""
    return judge(of, reply(given, level), 2.0, DOCUMENTS)


@dataclass
class SetEngine:
    """An engine that knows its replies by heart and refuses every other question."""

    replies: Mapping[str, Reply]
    documents: Mapping[str, Document] = field(default_factory=lambda: DOCUMENTS)
    index_id: str = "index-1"

    def ask(self, question: str) -> Reply:
        """The set reply."""
        if question not in self.replies:
            raise QuestionError("The question is empty.", "Write a question.")
        return self.replies[question]


def line(**changes: Any) -> dict[str, Any]:
    """The fields of a valid line; a field given as None is left out."""
    fields = {
        "id": "A1",
        "document": "muscle",
        "question": "Does rest help, and what does it cost?",
        "kind": "direct",
        "expect": "answer",
        "gold": [[REST]],
        "ok": [WATER],
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    """A question file of these lines."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path
