"""An honest fake of the engine: a small corpus; a word of the question picks the reply."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twitchqa.corpus import document_from_text
from twitchqa.records import (
    Answer,
    Decline,
    Level,
    Notice,
    Provenance,
    Reason,
    Reply,
    Source,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twitchqa.records import Document, Quote

# Characters outside the basic plane stand before the quotes, so that counting UTF-16 units
# would mark the wrong ones; a tag stands in the text, so that markup would show itself.
ARTICLE = """Muscle twitches 🦵🏽 are small. `<img src=x onerror="document.title='broken'">` is one.

## Common Causes

Muscle twitches are common. Tiredness and caffeine can cause them 😴. They often stop on their own.

Drink water. Rest the muscle.

## When to Seek Medical Help

See a doctor if a twitch lasts for more than a few days. See one sooner if the muscle is weak.

## Muscular Dystrophy

In muscular dystrophy 🧬 the muscles grow weak over time. It is inherited.
"""

EMERGENCY = (
    "What you describe can be an emergency. Call your local emergency number now (112 or 911). "
    "Do not wait for an answer here."
)

DESPAIR = "You do not have to face this alone. Please call a crisis line (116 123 in the UK)."


def corpus() -> dict[str, Document]:
    """One article with emoji, markup and gaps in its provenance."""
    told = Provenance(author="A. Writer", reviewed="2025-01-31")
    document = document_from_text(
        "twitches", "Muscle Twitches: A Short Guide", ARTICLE, "markdown", told
    )
    return {document.id: document}


@dataclass
class FakeEngine:
    """Replies by a word in the question; `slow` makes it wait 1.5 s, `many` gives six quotes."""

    documents: Mapping[str, Document] = field(default_factory=corpus)
    index_id: str = "fake-index"
    model_ids: Mapping[str, str] = field(default_factory=dict)

    def ask(self, question: str, max_quotes: int = 6) -> Reply:
        """The reply whose kind is named by a word of the question."""
        document = next(iter(self.documents.values()))
        if "slow" in question:
            time.sleep(1.5)
        result, notice = self._result(question, document)
        named = () if isinstance(result, Decline) and not result.related else (document,)
        sources = tuple(Source(d.id, d.title, d.provenance, d.sha256) for d in named)
        return Reply("01FAKE", question, result, notice, sources, self.index_id, 12.3)

    def _result(self, question: str, document: Document) -> tuple[Answer | Decline, Notice | None]:
        if "emergency" in question:
            notice = Notice(Level.EMERGENCY, EMERGENCY, "fake")
            return Decline(Reason.EMERGENCY, EMERGENCY, 1.0), notice
        if "despair" in question:
            notice = Notice(Level.EMERGENCY, DESPAIR, "self-harm")
            return Decline(Reason.EMERGENCY, DESPAIR, 1.0), notice
        if "dose" in question:
            related = (quote(document, "Tiredness and caffeine can cause them 😴."),)
            text = "The article does not say which dose to take."
            return Decline(Reason.NOT_STATED, text, 0.9, related), None
        for word, reason, text in DECLINES:
            if word in question:
                return Decline(reason, text, 0.9), None
        return answer(question, document), notice_on(question)


DECLINES = (
    ("moon", Reason.NOT_IN_CORPUS, "Our one article is about muscle twitches."),
    ("should I stop", Reason.PERSONAL_MEDICAL_DECISION, "Only a clinician can decide that."),
    ("!!!", Reason.NOT_A_QUESTION, "Please ask one question in plain words."),
)


def quote(document: Document, sentence: str) -> Quote:
    """The sentence as the document has it."""
    start = document.text.index(sentence)
    return document.cut(Span(start, start + len(sentence)), 0.9)


def notice_on(question: str) -> Notice | None:
    """Advice to see a doctor when the question tells of weakness."""
    if "weak" not in question:
        return None
    text = "See a doctor soon about the weakness that you describe."
    return Notice(Level.SEE_A_DOCTOR, text, "fake")


def answer(question: str, document: Document) -> Answer:
    """Two quotes, or six when many are asked for."""
    sentences = ["They often stop on their own.", "It is inherited."]
    if "many" in question:
        sentences = [
            "Tiredness and caffeine can cause them 😴.",
            "They often stop on their own.",
            "Drink water.",
            "Rest the muscle.",
            "See a doctor if a twitch lasts for more than a few days.",
            "See one sooner if the muscle is weak.",
        ]
    quotes = tuple(quote(document, sentence) for sentence in sentences)
    unanswered = ("which shoes to wear",) if "shoes" in question else ()
    return Answer(quotes, " ".join(sentences), 0.95, "many" in question, unanswered)
