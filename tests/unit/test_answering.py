"""Facts about answers and declines: what is quoted, in which order, with which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FixedReader, WordEncoder
from twitchqa.answering import (
    Assessment,
    assess,
    compose_answer,
    decline,
    evidence_quotes,
    fitting,
    with_neighbours,
)
from twitchqa.corpus import document_from_text
from twitchqa.decision import Broad, Decision, Logistic
from twitchqa.index import index_documents
from twitchqa.reader import Rereading, Widening, log_odds
from twitchqa.records import Hit, Quote, Reason, Span
from twitchqa.wording import answer_text, not_in_corpus_text

PLAIN = Logistic(0.0, {"evidence": 1.0})
DECISION = Decision(
    passages=9,
    again=Rereading(0, 0.0, 0.0, 1.0),
    wider=Widening(0, 0.0, 1.0),
    answer=Logistic(0.0, {"best_answerability": 1.0}),
    threshold=0.5,
    subject=Logistic(0.0, {"best_hit": 1.0}),
    subject_threshold=0.6,
    subject_floor=0.0,
    evidence=PLAIN,
    evidence_threshold=0.5,
    broad=Broad(probability=0.5, within=9.0, evidence_threshold=0.3),
)
TEXT = """# Hot drinks

Tea and cocoa are hot drinks.

## Tea

Tea is made of leaves. This drink is brewed for three minutes. Green tea is not fermented.

## Cocoa

Cocoa is made of beans. However, it holds little caffeine.
"""
DRINKS = document_from_text("drinks", "Hot drinks", TEXT)
DOCUMENTS = {"drinks": DRINKS}
INDEX = index_documents([DRINKS], WordEncoder())
HITS = tuple(Hit(passage, 1.0 - place / 10) for place, passage in enumerate(INDEX.passages))


def assessed(evidence: dict[str, float]) -> Assessment:
    """The assessment when the reader says this of the sentences."""
    readings = FixedReader(evidence).read("?", [hit.passage for hit in HITS])
    return assess(HITS, readings, 0.0, DECISION)


def answer(evidence: dict[str, float], most: int = 6) -> tuple[list[str], str, bool]:
    """Quotes, text and whether it was cut, of the answer to such evidence."""
    made = compose_answer([assessed(evidence)], [], DOCUMENTS, DECISION, most)
    return [quote.text for quote in made.quotes], made.text, made.truncated


def test_of_what_asks_for_several_points_less_likely_sentences_are_quoted() -> None:
    """0.4 lies under the threshold of other questions and over that of broad ones."""
    told = {"Cocoa is made of beans.": 0.9, "Tea is made of leaves.": 0.4}
    found = assessed(told)
    for broad, quoted in ((False, 1), (True, 2)):
        groups = evidence_quotes(replace(found, broad=broad), DOCUMENTS, DECISION)
        assert len(groups) == quoted


def test_quotes_come_in_reading_order() -> None:
    """The better sentence comes second when it stands second."""
    quotes, text, cut = answer({"Cocoa is made of beans.": 0.9, "Tea is made of leaves.": 0.6})
    assert quotes == ["Tea is made of leaves.", "Cocoa is made of beans."]
    assert text == "Tea: Tea is made of leaves.\n\nCocoa: Cocoa is made of beans."
    assert not cut


def test_only_evidence_is_quoted() -> None:
    """A sentence under the threshold is left out."""
    assert answer({"Tea is made of leaves.": 0.9, "Green tea is not fermented.": 0.4})[0] == [
        "Tea is made of leaves."
    ]


def test_the_best_sentence_is_quoted_in_any_case() -> None:
    """An answered question has a quote, even where no sentence reaches the threshold."""
    assert answer({"Tea is made of leaves.": 0.3})[0] == ["Tea is made of leaves."]


def test_too_many_quotes_are_cut_by_score() -> None:
    """The best stay, and the reply says that there was more."""
    quotes, _, cut = answer({"Tea is made of leaves.": 0.8, "Cocoa is made of beans.": 0.9}, most=1)
    assert (quotes, cut) == (["Cocoa is made of beans."], True)


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        ({"Tea is made of leaves.": 0.9}, "Tea is made of leaves."),
        (
            {"This drink is brewed for three minutes.": 0.9},
            "Tea: This drink is brewed for three minutes.",
        ),
        (
            {"Tea is made of leaves.": 0.9, "This drink is brewed for three minutes.": 0.9},
            "Tea is made of leaves. This drink is brewed for three minutes.",
        ),
        ({"However, it holds little caffeine.": 0.9}, "Cocoa: However, it holds little caffeine."),
    ],
)
def test_a_hanging_sentence_gets_a_lead_in(evidence: dict[str, float], text: str) -> None:
    """'This drink' is named by its section unless the sentence before it is shown."""
    assert answer(evidence)[1] == text


def test_a_sentence_that_names_nothing_says_what_it_is_about() -> None:
    """Its section leads in, so that nobody takes it for another illness's treatment."""
    text = "## Cramp fever\n\nIt hurts.\n\n## Bone fever\n\nRest and warm baths are advised."
    document = document_from_text("fevers", "Fevers", text)
    start = document.text.index("Rest and")
    quotes = [document.cut(Span(start, start + len("Rest and warm baths are advised.")), 0.9)]
    told = answer_text(quotes, {"fevers": document}, [])
    assert told == "Bone fever: Rest and warm baths are advised."


def test_the_uncovered_part_is_named() -> None:
    """The text says which part of the question has no answer."""
    (quotes,) = evidence_quotes(assessed({"Tea is made of leaves.": 0.9}), DOCUMENTS, DECISION)
    text = answer_text(quotes, DOCUMENTS, ["what does it cost"])
    assert text == (
        "Tea is made of leaves.\n\n"
        "The articles do not answer this part of your question: “what does it cost”."
    )


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6), st.integers(1, 20))
def test_every_word_of_an_answer_is_quoted(numbers: list[float], most: int) -> None:
    """Without its lead-ins, an answer is its quotes and nothing else; each is verbatim."""
    spans = [span for hit in HITS for span in hit.passage.sentences]
    texts = [DRINKS.text[span.start : span.end] for span in spans]
    made = compose_answer(
        [assessed(dict(zip(texts, numbers, strict=True)))], [], DOCUMENTS, DECISION, most
    )
    left = made.text
    for quote in made.quotes:
        assert DRINKS.text[quote.span.start : quote.span.end] == quote.text
        assert left.count(quote.text) >= 1
        left = left.replace(quote.text, "", 1)
    assert set(left.split()) <= {"Tea:", "Cocoa:", "Hot", "drinks:"}
    assert len(made.quotes) <= most


def test_a_near_miss_shows_what_is_near() -> None:
    """On the subject but not stated: the nearest sentences, marked as no answer, unscored."""
    found = decline(assessed({"Tea is made of leaves.": 0.4}), DOCUMENTS, DECISION)
    assert found.reason is Reason.NOT_STATED
    assert "Tea is made of leaves." in [quote.text for quote in found.related]
    assert {quote.score for quote in found.related} == {None}
    assert "not an answer" in found.text


def test_another_subject_shows_nothing() -> None:
    """Off the subject: no passage, and the text says what the corpus is about."""
    off = Assessment(HITS, assessed({}).readings, 0.1, 0.2, answered=False)
    found = decline(off, DOCUMENTS, DECISION)
    assert (found.reason, found.related, found.confidence) == (Reason.NOT_IN_CORPUS, (), 0.9)
    assert "Hot drinks" in found.text


def test_off_the_subject_a_sure_reader_does_not_lower_the_confidence() -> None:
    """The decline rests on the subject, so its confidence does too."""
    off = Assessment(HITS, assessed({}).readings, 0.9, 0.2, answered=False)
    assert decline(off, DOCUMENTS, DECISION).confidence == pytest.approx(0.8)


def test_nothing_retrieved_is_a_decline() -> None:
    """A corpus without a sentence answers nothing."""
    nothing = assess((), (), 1.0, DECISION)
    assert (nothing.answered, nothing.probability) == (False, 0.0)


def test_a_large_corpus_is_named_in_short() -> None:
    """Five titles and the count of the others."""
    many = {str(n): document_from_text(str(n), f"Title {n}", "Words here.") for n in range(7)}
    assert "Title 4 and 2 more. " in not_in_corpus_text(many)


def test_what_seems_off_the_subject_is_asked_for_its_name() -> None:
    """Who wrote 'it' and meant the article's subject is told what to do."""
    for documents in (DOCUMENTS, DOCUMENTS | {"tea": document_from_text("tea", "Tea", "Tea.")}):
        told = not_in_corpus_text(documents)
        assert "Hot drinks" in told
        assert "ask again and name" in told


def test_log_odds_stay_finite() -> None:
    """0 and 1 are kept away from infinity, and one half is zero."""
    assert log_odds(0.5) == 0.0
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))
    assert abs(log_odds(1.0)) < 10
    assert PLAIN.probability({"evidence": 1e9}) == pytest.approx(1.0)


def test_quotes_are_whole_sentences() -> None:
    """A quote's span is a sentence's span."""
    sentences = {span for hit in HITS for span in hit.passage.sentences}
    (quotes,) = evidence_quotes(assessed({"Tea is made of leaves.": 0.9}), DOCUMENTS, DECISION)
    assert {quote.span for quote in quotes} <= sentences
    assert Span(0, 1) not in sentences


MEDICINES = document_from_text(
    "medicines",
    "Medicines",
    "# Medicines\n\n## Theine\n\nTheine is a drug. Long use of this drug is to be avoided.\n",
)


def test_this_drug_is_never_shown_without_its_name() -> None:
    """The sentence before it comes along, so that nobody takes it for another drug."""
    index = index_documents([MEDICINES], WordEncoder())
    hits = tuple(Hit(passage, 0.9) for passage in index.passages)
    evidence = {"Long use of this drug is to be avoided.": 0.9}
    found = assess(
        hits, FixedReader(evidence).read("?", [hit.passage for hit in hits]), 0.0, DECISION
    )
    (quotes,) = evidence_quotes(found, {"medicines": MEDICINES}, DECISION)
    assert [quote.text for quote in quotes] == [
        "Theine is a drug.",
        "Long use of this drug is to be avoided.",
    ]
    unsure = assess(
        hits,
        FixedReader(dict.fromkeys(evidence, 0.2)).read("?", [hit.passage for hit in hits]),
        0.0,
        DECISION,
    )
    related = decline(unsure, {"medicines": MEDICINES}, DECISION).related
    assert [quote.text for quote in related] == ["Theine is a drug."]


@pytest.mark.parametrize(
    ("text", "quoted", "brought"),
    [
        ("It comes from EBV. We carry it. Rest helps.", "It comes from EBV.", "We carry it."),
        ("It comes from EBV. We carry it. Rest helps.", "We carry it.", "It comes from EBV."),
        ("He was in the U.S. Army doctors came.", "He was in the U.S.", "Army doctors came."),
        ("It is rare.1 Half of them recover.", "Half of them recover.", "It is rare.1"),
        ("It is rare.Half of them recover.", "It is rare.", "Half of them recover."),
        ("It is rare. Half of them recover.", "It is rare.", None),
        ("It is named EBV.\n\nThey carry it.", "It is named EBV.", None),
    ],
)
def test_where_no_sure_end_is_both_sides_are_quoted(
    text: str, quoted: str, brought: str | None
) -> None:
    """A quote may be too long, but never stops before its sentence does."""
    document = document_from_text("fevers", "Fevers", text)
    start = document.text.index(quoted)
    one = document.cut(Span(start, start + len(quoted)), 0.9)
    made = {quote.text: quote.score for quote in with_neighbours(one, {"fevers": document})}
    assert made == dict.fromkeys((quoted, brought) if brought else (quoted,), 0.9)


def test_off_the_subject_nothing_is_answered() -> None:
    """However sure the reader is, a question that is not about the corpus is declined."""
    strict = replace(DECISION, subject_floor=0.99)
    readings = FixedReader({"Tea is made of leaves.": 0.99}).read("?", [h.passage for h in HITS])
    assert not assess(HITS, readings, 0.0, strict).answered
    assert assess(HITS, readings, 0.0, DECISION).answered


def quotes_of(*scores: float) -> list[Quote]:
    """Sentences of one document, with these scores."""
    text = " ".join(f"Sentence number {number} ends here." for number in range(len(scores)))
    document = document_from_text("long", "Long", text)
    return [
        document.cut(Span(start, start + len("Sentence number 0 ends here.")), score)
        for start, score in zip(range(0, len(text), 29), scores, strict=True)
    ]


def test_a_sentence_is_not_shown_without_what_it_needs() -> None:
    """A group that does not fit makes way for a smaller one, and something is always shown."""
    named, leaning, other = quotes_of(0.1, 0.9, 0.6)
    groups = [(named, leaning), (other,)]
    assert fitting(groups, 3) == ([named, leaning, other], False)
    assert fitting(groups, 2) == ([named, leaning], True)
    assert fitting(groups, 1) == ([other], True)
    assert fitting(groups[:1], 1) == ([leaning], True)


def test_a_sentence_that_two_groups_need_is_shown_once_with_its_best_score() -> None:
    """So that two sentences about one drug cost its name one place."""
    named, first, second = quotes_of(0.2, 0.9, 0.7)
    better = replace(named, score=0.4)
    assert fitting([(named, first), (better, second)], 3) == ([better, first, second], False)


def test_related_lines_name_what_they_are_about() -> None:
    """Under the heading alone, 'symptoms that come first' would be those of all weak muscles."""
    text = (
        "## Weak muscles\n\nMuscles can be weak. Kennedy's disease is a rare form. "
        "Tremors are among the first symptoms."
    )
    document = document_from_text("weak", "Weak", text)
    index = index_documents([document], WordEncoder())
    hits = tuple(Hit(passage, 0.9) for passage in index.passages)
    reader = FixedReader(
        {"Tremors are among the first symptoms.": 0.3, "Muscles can be weak.": 0.1}
    )
    unsure = assess(hits, reader.read("?", [hit.passage for hit in hits]), 0.0, DECISION)
    related = decline(unsure, {"weak": document}, DECISION).related
    assert [quote.text for quote in related] == ["Muscles can be weak."]
