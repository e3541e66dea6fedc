"""Facts about a reply as a whole, with a reader that says what it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes import FixedReader, WordEncoder, document_of
from twitchqa.decision import Broad, Decision, Logistic
from twitchqa.engine import Engine, Models
from twitchqa.errors import QuestionError
from twitchqa.guard import load_guard
from twitchqa.index import index_documents
from twitchqa.reader import Rereading, TwoStageReader, Widening
from twitchqa.records import DISCLAIMER, Level, Outcome, Reason

DECISION = Decision(
    passages=5,
    again=Rereading(0, 0.0, 0.0, 1.0),
    wider=Widening(0, 0.0, 1.0),
    answer=Logistic(0.0, {"best_answerability": 1.0}),
    threshold=0.5,
    subject=Logistic(0.0, {"best_hit": 1.0}),
    subject_threshold=0.6,
    subject_floor=0.0,
    evidence=Logistic(0.0, {"evidence": 1.0}),
    evidence_threshold=0.5,
    broad=Broad(probability=0.5, within=9.0, evidence_threshold=0.3),
)
TEA = document_of(
    "Tea is made of leaves. Long use of the drug theine needs to be avoided. It is drunk hot.",
    "tea",
    "Tea",
)
OATS = document_of("Oats are a grain. Porridge is made of oats.", "oats", "Oats")


def engine_of(evidence: dict[str, float], answering: str = "") -> Engine:
    """The reader gives these numbers, to every question or to those that hold `answering`."""

    class Reader(FixedReader):
        def read(self, question, passages):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            told = FixedReader(evidence if answering in question else {})
            return told.read(question, passages)

    models = Models(WordEncoder(), Reader({}), load_guard(), DECISION)
    return Engine(index_documents([TEA, OATS], WordEncoder()), models)


def test_an_answer_has_quotes_sources_and_disclaimer() -> None:
    """All that a reply promises is there, and the source is the quoted document alone."""
    reply = engine_of({"Oats are a grain.": 0.9}).ask("What are oats made of?")
    assert (reply.outcome, reply.reason, reply.answer) == (
        Outcome.ANSWERED,
        None,
        "Oats are a grain.",
    )
    assert [source.document for source in reply.sources] == ["oats"]
    assert reply.disclaimer == DISCLAIMER
    assert dict(reply.stages).keys() == {"guard", "retrieve", "read", "compose"}
    assert reply.took_ms > 0


def test_a_decline_has_its_reason_and_sources() -> None:
    """What is near is shown as related, with its source."""
    reply = engine_of({}).ask("What are oats made of?")
    assert (reply.outcome, reply.reason) == (Outcome.DECLINED, Reason.NOT_STATED)
    assert {source.document for source in reply.sources} == {
        quote.document for quote in reply.related
    }


def test_an_emergency_is_never_looked_up() -> None:
    """Nothing of the corpus, a notice, and no time spent on reading."""
    reply = engine_of({"Oats are a grain.": 0.99}).ask("My mum has collapsed and isn't breathing!")
    assert (reply.reason, reply.quotes, reply.related, reply.sources) == (
        Reason.EMERGENCY,
        (),
        (),
        (),
    )
    assert reply.notice is not None
    assert reply.notice.level is Level.EMERGENCY
    assert "read" not in dict(reply.stages)


def test_a_medicine_quote_brings_a_notice() -> None:
    """A sentence about avoiding a drug never comes back as advice to stop it."""
    evidence = {"Long use of the drug theine needs to be avoided.": 0.9}
    reply = engine_of(evidence).ask("What is known about long use of theine?")
    assert reply.outcome is Outcome.ANSWERED
    assert reply.notice is not None
    assert reply.notice.level is Level.MEDICINE


def test_the_uncovered_part_is_named() -> None:
    """One part is answered, the other is listed word for word."""
    engine = engine_of({"Porridge is made of oats.": 0.9}, answering="porridge made")
    reply = engine.ask("What is porridge made of, and how long does it keep?")
    # With the first part before it, the second seems answered; by itself it is not.
    assert reply.outcome is Outcome.ANSWERED
    assert reply.unanswered == ("how long does it keep",)
    engine = engine_of({"Porridge is made of oats.": 0.9}, answering="keep")
    reply = engine.ask("What is porridge made of, and how long does it keep?")
    assert reply.unanswered == ("What is porridge made of",)
    assert "What is porridge made of" in reply.answer


def test_several_parts_without_an_answer_are_a_decline() -> None:
    """Where no part is answered, the whole is declined."""
    reply = engine_of({}).ask("What are oats made of, and how long do oats keep?")
    assert (reply.outcome, reply.unanswered) == (Outcome.DECLINED, ())


def test_what_is_asked_of_two_things_is_looked_up_for_each() -> None:
    """The sentence about the second is found when it is asked about alone, and then quoted."""

    class Reader(FixedReader):
        def read(self, question, passages):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            told = {"Tea is made of leaves.": 0.9} if "tea" in question else {}
            oats = {} if "tea" in question else {"Porridge is made of oats.": 0.9}
            return FixedReader(told | oats).read(question, passages)

    models = Models(WordEncoder(), Reader({}), load_guard(), DECISION)
    engine = Engine(index_documents([TEA, OATS], WordEncoder()), models)
    one = engine.ask("What is used for tea?")
    assert [quote.text for quote in one.quotes] == ["Tea is made of leaves."]
    both = engine.ask("What is used for tea and for porridge?")
    assert {quote.text for quote in both.quotes} == {
        "Tea is made of leaves.",
        "Porridge is made of oats.",
    }
    assert both.unanswered == ()


def test_the_likeliest_sentence_is_read_in_its_surroundings_too() -> None:
    """After the passages, five sentences: the likeliest one and two on each side of it."""

    class Reader(FixedReader):
        def read(self, question, passages):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            asked.append([len(passage.sentences) for passage in passages])
            return super().read(question, passages)

    asked: list[list[int]] = []
    text = " ".join(f"Tea number {place} is hot." for place in range(12))
    index = index_documents([document_of(text)], WordEncoder())
    reader = Reader({"Tea number 5 is hot.": 0.9})
    decision = replace(DECISION, wider=Widening(2, 0.5, 0.03))
    Engine(index, Models(WordEncoder(), reader, load_guard(), decision)).ask("Is tea hot?")
    assert asked == [[4, 4, 4], [5]]


def test_what_asks_for_several_points_is_read_for_all_of_them() -> None:
    """All passages are then read a second time, and less likely sentences quoted."""

    class Reader(FixedReader):
        def read(self, question, passages):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            read.append(len(passages))
            return super().read(question, passages)

    read: list[int] = []
    sentences = [f"Tea number {place} is hot." for place in range(12)]
    index = index_documents([document_of(" ".join(sentences))], WordEncoder())
    told = {sentences[0]: 0.9, sentences[5]: 0.4, sentences[9]: 0.2}
    reader = TwoStageReader(FixedReader(told), Reader(told), Rereading(1, 9.0, 0.5, 0.02))
    engine = Engine(index, Models(WordEncoder(), reader, load_guard(), DECISION))
    one = engine.ask("Is the tea with number 0 hot?")
    assert ([quote.text for quote in one.quotes], read) == ([sentences[0]], [1])
    read.clear()
    many = engine.ask("What are the causes and symptoms of hot tea?")
    assert ([quote.text for quote in many.quotes], read) == ([sentences[0], sentences[5]], [1, 2])


def test_other_documents_can_be_asked() -> None:
    """ask_text answers from the documents given, not from the index."""
    cocoa = document_of("Cocoa is made of beans.", "cocoa", "Cocoa")
    reply = engine_of({"Cocoa is made of beans.": 0.9}).ask_text("What is cocoa made of?", [cocoa])
    assert [quote.document for quote in reply.quotes] == ["cocoa"]


@pytest.mark.parametrize(
    ("question", "most", "message"),
    [
        ("a" * 1001, 6, "1,001"),
        (" \n\t ", 6, "empty"),
        ("what\x00", 6, r"U\+0000"),
        ("what \ud800", 6, "surrogate"),
        ("what?", 0, "max_quotes"),
        ("what?", 21, "max_quotes"),
    ],
)
def test_what_cannot_be_asked_says_why(question: str, most: int, message: str) -> None:
    """The error names the problem and never repeats the question."""
    with pytest.raises(QuestionError, match=message) as raised:
        engine_of({}).ask(question, most)
    assert question.strip() == "" or question not in str(raised.value)


ENGINE = engine_of({"Oats are a grain.": 0.9})


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"),
        min_size=1,
        max_size=1000,
    ).filter(str.strip)
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_question_gets_a_reply_with_the_disclaimer(question: str) -> None:
    """Any valid text of up to 1,000 characters has a reply; its quotes are verbatim."""
    reply = ENGINE.ask(question)
    assert reply.disclaimer == DISCLAIMER
    assert reply.question == question
    for quote in (*reply.quotes, *reply.related):
        text = ENGINE.documents[quote.document].text
        assert text[quote.span.start : quote.span.end] == quote.text
