"""Evidence -> Answer or Decline: what is quoted, in which order, and with which words around it.

Nothing here makes up a statement. An answer is quotes in reading order, with a short lead-in
that names the section where a sentence would otherwise hang in the air.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from twitchqa.decision import answer_features, evidence_features
from twitchqa.records import Answer, Decline, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twitchqa.decision import Decision
    from twitchqa.records import Document, Hit, Quote, Reading

MOST_RELATED = 3

HANGING = re.compile(
    r"^(?:however|though|although|but|also|instead|therefore|thus|in addition|besides|"
    r"it|its|they|their|them|these|those|this|that|such|he|she|his|her|both|some|others?|"
    r"the (?:affected|patient|condition|disease|disorder|drug|treatment|symptoms?|type)|"
    r"in (?:these|such|some|this|later|the later|the absence))\b",
    re.IGNORECASE,
)
"""Sentences that lean on what was said before them begin like this."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that is known of one question, or one part of it, before the words are made."""

    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]
    probability: float
    on_subject: float
    answered: bool


def assess(
    hits: Sequence[Hit], readings: Sequence[Reading], unknown_share: float, decision: Decision
) -> Assessment:
    """The calibrated probability that these readings answer the question, and the verdict."""
    if not hits:
        return Assessment((), (), 0.0, 0.0, answered=False)
    features = answer_features(hits, readings, unknown_share)
    probability = decision.answer.probability(features)
    return Assessment(
        hits=tuple(hits),
        readings=tuple(readings),
        probability=probability,
        on_subject=decision.subject.probability(features),
        answered=probability >= decision.threshold,
    )


def evidence_quotes(
    assessment: Assessment, documents: Mapping[str, Document], decision: Decision
) -> list[Quote]:
    """The sentences that bear on the question, best first; always at least the best one."""
    scored = []
    features = evidence_features(assessment.hits, assessment.readings)
    for reading, rows in zip(assessment.readings, features, strict=True):
        for span, row in zip(reading.passage.sentences, rows, strict=True):
            score = decision.evidence.probability(row)
            scored.append(documents[reading.passage.document].cut(span, score))
    scored.sort(key=lambda quote: (-(quote.score or 0.0), quote.document, quote.span))
    chosen = [quote for quote in scored if (quote.score or 0.0) >= decision.evidence_threshold]
    return chosen or scored[:1]


def compose_answer(
    assessments: Sequence[Assessment],
    unanswered: Sequence[str],
    documents: Mapping[str, Document],
    decision: Decision,
    max_quotes: int,
) -> Answer:
    """An answer from the parts that were answered; there is at least one."""
    best: dict[tuple[str, int], Quote] = {}
    for assessment in assessments:
        for quote in evidence_quotes(assessment, documents, decision):
            place = (quote.document, quote.span.start)
            if place not in best or (best[place].score or 0.0) < (quote.score or 0.0):
                best[place] = quote
    ranked = sorted(best.values(), key=lambda quote: -(quote.score or 0.0))
    quotes = reading_order(ranked[:max_quotes], ranked[0].document)
    return Answer(
        quotes=quotes,
        text=answer_text(quotes, documents, unanswered),
        confidence=min(assessment.probability for assessment in assessments),
        truncated=len(ranked) > max_quotes,
        unanswered=tuple(unanswered),
    )


def reading_order(quotes: Iterable[Quote], first: str) -> tuple[Quote, ...]:
    """The quotes as a reader meets them: the document `first`, then the others by id."""
    return tuple(
        sorted(quotes, key=lambda quote: (quote.document != first, quote.document, quote.span))
    )


def answer_text(
    quotes: Sequence[Quote], documents: Mapping[str, Document], unanswered: Sequence[str]
) -> str:
    """The quoted sentences in order, a paragraph for each section, with lead-ins where needed."""
    several = len({(quote.document, quote.section) for quote in quotes}) > 1
    paragraphs = []
    for _, group in groupby(quotes, key=lambda quote: (quote.document, quote.section)):
        members = list(group)
        hangs = any(_hangs(quote, documents[quote.document], members) for quote in members)
        lead = f"{members[0].section or members[0].title}: " if several or hangs else ""
        paragraphs.append(lead + " ".join(quote.text for quote in members))
    if unanswered:
        parts = "; ".join(
            f"\N{LEFT DOUBLE QUOTATION MARK}{part}\N{RIGHT DOUBLE QUOTATION MARK}"
            for part in unanswered
        )
        paragraphs.append(f"The articles do not answer this part of your question: {parts}.")
    return "\n\n".join(paragraphs)


def _hangs(quote: Quote, document: Document, shown: Sequence[Quote]) -> bool:
    """Whether the sentence leans on one before it that is not shown."""
    if not HANGING.match(quote.text):
        return False
    return not any(
        other.span.end <= quote.span.start
        and not document.text[other.span.end : quote.span.start].strip()
        for other in shown
    )


def decline(
    assessment: Assessment, documents: Mapping[str, Document], decision: Decision
) -> Decline:
    """Why there is no answer: the subject is not in the corpus, or the asked fact is not stated."""
    sure = 1.0 - assessment.probability
    if assessment.on_subject < decision.subject_threshold:
        return Decline(Reason.NOT_IN_CORPUS, not_in_corpus_text(documents), sure)
    related = nearest(assessment, documents)
    return Decline(Reason.NOT_STATED, not_stated_text(related), sure, related)


def nearest(assessment: Assessment, documents: Mapping[str, Document]) -> tuple[Quote, ...]:
    """The best sentence of each of the best passages, in reading order, without scores."""
    readings = sorted(assessment.readings, key=lambda reading: -max(reading.evidence))
    quotes = []
    for reading in readings[:MOST_RELATED]:
        pairs = zip(reading.evidence, reading.passage.sentences, strict=True)
        _, span = max(pairs, key=lambda pair: (pair[0], -pair[1].start))
        quotes.append(documents[reading.passage.document].cut(span))
    ordered = reading_order(quotes, quotes[0].document) if quotes else ()
    return tuple(replace(quote, score=None) for quote in ordered)


def not_in_corpus_text(documents: Mapping[str, Document]) -> str:
    """Says what the corpus is about, so that the next question can fit."""
    titles = [document.title for document in documents.values()]
    if len(titles) == 1:
        return (
            f"I cannot answer this. I only know one article: "
            f"\N{LEFT DOUBLE QUOTATION MARK}{titles[0]}\N{RIGHT DOUBLE QUOTATION MARK}. "
            "Your question is about something else."
        )
    named = ", ".join(titles[:5])
    more = f" and {len(titles) - 5} more" if len(titles) > 5 else ""
    return f"I cannot answer this. I only know articles about: {named}{more}."


def not_stated_text(related: Sequence[Quote]) -> str:
    """Says that the articles are silent, and that what is shown beside it is no answer."""
    shown = " The lines below come closest, but they are not an answer." if related else ""
    return f"The article does not say this.{shown} A doctor or a pharmacist may know."
