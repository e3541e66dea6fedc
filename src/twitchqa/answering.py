"""Evidence -> Answer or Decline: what is quoted, in which order, and with which words around it.

Nothing here makes up a statement. An answer is quotes in reading order, with a short lead-in
that names the section where a sentence would otherwise hang in the air.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from twitchqa.antecedents import antecedent
from twitchqa.chunking import sentences, unsure_end
from twitchqa.decision import answer_features, evidence_features
from twitchqa.records import Answer, Decline, Reason, Span
from twitchqa.wording import answer_text, leans, not_in_corpus_text, not_stated_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twitchqa.decision import Decision
    from twitchqa.records import Document, Hit, Quote, Reading

MOST_RELATED = 3
MOST_BEFORE = 3
"""Sentences before a quote that it may need, each for the one after it."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that is known of one question, or one part of it, before the words are made.

    `broad` says that it asks for several points, and was read for them.
    """

    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]
    probability: float
    on_subject: float
    answered: bool
    broad: bool = False


def assess(
    hits: Sequence[Hit], readings: Sequence[Reading], unknown_share: float, decision: Decision
) -> Assessment:
    """The calibrated probability that these readings answer the question, and the verdict."""
    if not hits:
        return Assessment((), (), 0.0, 0.0, answered=False)
    features = answer_features(hits, readings, unknown_share)
    probability = decision.answer.probability(features)
    on_subject = decision.subject.probability(features)
    return Assessment(
        hits=tuple(hits),
        readings=tuple(readings),
        probability=probability,
        on_subject=on_subject,
        answered=probability >= decision.threshold and on_subject >= decision.subject_floor,
    )


def evidence_quotes(
    assessment: Assessment, documents: Mapping[str, Document], decision: Decision
) -> list[tuple[Quote, ...]]:
    """The sentences that bear on the question, best first, each with those it needs.

    There is always at least the best one.
    """
    scored = []
    features = evidence_features(assessment.hits, assessment.readings)
    for reading, rows in zip(assessment.readings, features, strict=True):
        for span, row in zip(reading.passage.sentences, rows, strict=True):
            score = decision.evidence.probability(row)
            scored.append(documents[reading.passage.document].cut(span, score))
    scored.sort(key=lambda quote: (-(quote.score or 0.0), quote.document, quote.span))
    least = decision.broad.evidence_threshold if assessment.broad else decision.evidence_threshold
    chosen = [quote for quote in scored if (quote.score or 0.0) >= least]
    own = {(quote.document, quote.span): quote for quote in scored}
    return [
        tuple(own.get((one.document, one.span), one) for one in with_neighbours(quote, documents))
        for quote in chosen or scored[:1]
    ]


def with_neighbours(quote: Quote, documents: Mapping[str, Document]) -> list[Quote]:
    """A quote after the sentences that it cannot do without, with its own score.

    One that speaks of 'this drug' or 'this condition' brings the one that names it. Where it is
    not sure that a sentence ends, what follows may belong to it, and both are quoted: too long
    is still whole.
    """
    document = documents[quote.document]
    spans: list[Span] = []
    before = antecedent(document, quote.span)
    while before is not None and len(spans) < MOST_BEFORE:
        spans.append(before)
        before = antecedent(document, before)
    spans.extend(unsure_neighbours(document, quote.span))
    return [document.cut(span, quote.score) for span in dict.fromkeys([*spans, quote.span])]


def unsure_neighbours(document: Document, span: Span) -> Iterator[Span]:
    """The sentences of the same line from which no sure end divides this one."""
    text = document.text
    line = Span(text.rfind("\n", 0, span.start) + 1, (text + "\n").find("\n", span.end))
    earlier = sentences(text[line.start : span.start])[-1:]
    later = sentences(text[span.end : line.end])[:1]
    for one in earlier:
        if unsure_end(text, line.start + one.end):
            yield Span(line.start + one.start, line.start + one.end)
    for one in later:
        if unsure_end(text, span.end):
            yield Span(span.end + one.start, span.end + one.end)


def compose_answer(
    assessments: Sequence[Assessment],
    unanswered: Sequence[str],
    documents: Mapping[str, Document],
    decision: Decision,
    max_quotes: int,
) -> Answer:
    """An answer from the parts that were answered; there is at least one."""
    groups = [
        group
        for assessment in assessments
        for group in evidence_quotes(assessment, documents, decision)
    ]
    groups.sort(key=lambda group: -(group[-1].score or 0.0))
    quotes, truncated = fitting(groups, max_quotes)
    shown = reading_order(quotes, groups[0][-1].document)
    return Answer(
        quotes=shown,
        text=answer_text(shown, documents, unanswered),
        confidence=min(assessment.probability for assessment in assessments),
        truncated=truncated,
        unanswered=tuple(unanswered),
    )


def fitting(groups: Sequence[Sequence[Quote]], most: int) -> tuple[list[Quote], bool]:
    """As many quotes as may be shown, and whether there were more; the groups come best first.

    A sentence is not shown without those that it needs. Only where no group is small enough,
    the first one is cut, to the sentence that answers and the nearest that it needs.
    """
    best: dict[tuple[str, Span], Quote] = {}
    left_out = False
    for group in groups:
        fresh = {(quote.document, quote.span): quote for quote in group}
        if len(best.keys() | fresh.keys()) > most:
            left_out = True
            continue
        for place, quote in fresh.items():
            if place not in best or (best[place].score or 0.0) < (quote.score or 0.0):
                best[place] = quote
    needed, answering = groups[0][: most - 1], groups[0][-1]
    return list(best.values()) or [*needed, answering], left_out


def reading_order(quotes: Iterable[Quote], first: str) -> tuple[Quote, ...]:
    """The quotes as a reader meets them: the document `first`, then the others by id."""
    return tuple(
        sorted(quotes, key=lambda quote: (quote.document != first, quote.document, quote.span))
    )


def decline(
    assessment: Assessment, documents: Mapping[str, Document], decision: Decision
) -> Decline:
    """Why there is no answer: the subject is not in the corpus, or the asked fact is not stated."""
    sure = 1.0 - assessment.probability
    if assessment.on_subject < decision.subject_threshold:
        # Off the subject, the reader's probability may be high; it is not why we decline.
        sure = max(sure, 1.0 - assessment.on_subject)
        return Decline(Reason.NOT_IN_CORPUS, not_in_corpus_text(documents), sure)
    related = nearest(assessment, documents)
    return Decline(Reason.NOT_STATED, not_stated_text(related), sure, related)


def nearest(assessment: Assessment, documents: Mapping[str, Document]) -> tuple[Quote, ...]:
    """The best sentence of each of the best passages, in reading order, without scores.

    Sentences that lean on one before them are passed over: beside a question that they do not
    answer, 'this drug' would be taken for the drug that was asked about, and 'this condition'
    for what the heading names.
    """
    quotes: list[Quote] = []
    for reading in sorted(assessment.readings, key=lambda reading: -max(reading.evidence)):
        document = documents[reading.passage.document]
        pairs = zip(reading.evidence, reading.passage.sentences, strict=True)
        ranked = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))
        found = (document.cut(span) for _, span in ranked)
        clear = (
            quote
            for quote in found
            if not leans(quote.text) and antecedent(document, quote.span) is None
        )
        quotes.extend(islice(clear, 1))
    quotes = quotes[:MOST_RELATED]
    return reading_order(quotes, quotes[0].document) if quotes else ()
