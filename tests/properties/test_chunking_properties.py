"""What holds of sentences and passages for any text at all."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchqa.chunking import PassageLimits, rough_tokens, sentences, split_document
from twitchqa.chunking.grouping import balanced
from twitchqa.chunking.splitter import SentenceSplitter
from twitchqa.corpus import document_from_text
from twitchqa.corpus.normalise import normalise
from twitchqa.errors import CorpusError
from twitchqa.records import Document

PIECES = st.sampled_from(
    [
        *("Dr.", "e.g.", "U.S.", "No. 5", "3.5", "etc.", "Yes.", "It is so.", "why?", "a.B", "..."),
        *(
            "(",
            ")",
            '"',
            "'",
            "\u201c",
            "\u201d",
            "\u2026",
            "[1]",
            "- ",
            "1. ",
            "# ",
            "*",
            "_",
            "|",
        ),
        *(" ", "  ", "\n", "\n\n", "\t", "\u2028", "\u00a0", "\u200b", "\ufeff", "\x00", "\x85"),
        *("\U0001f600", "e\u0301", "\u0130", "\ufb01", "\ud800", "\u3002", "www.a.org", "\u0915."),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
patient = settings(deadline=None)  # a busy machine is no failure
LIMITS = st.builds(PassageLimits, st.integers(1, 6), st.integers(1, 200), st.integers(1, 60))


def document_of(text: str) -> Document | None:
    """A document of any text; None where there is nothing to read."""
    try:
        return document_from_text("a", "A", text)
    except CorpusError:
        return None


@patient
@given(TEXTS)
@example("1. A\u2028.\ufb01\u00bbNo. 5\u00bb\uff01\u201d")
def test_sentences_are_tight_and_in_order(text: str) -> None:
    """Sentences do not overlap, are not empty and have no white space around them."""
    before = 0
    for span in sentences(text):
        words = text[span.start : span.end]
        assert before <= span.start
        assert words
        assert words == words.strip()
        assert "\n" not in words
        before = span.end


@patient
@given(TEXTS)
def test_every_word_is_in_a_sentence(text: str) -> None:
    """A letter outside every sentence does not exist."""
    inside = {place for span in sentences(text) for place in range(span.start, span.end)}
    assert not [place for place, mark in enumerate(text) if mark.isalpha() and place not in inside]


@patient
@given(st.lists(st.sampled_from(["It is so.", "Why?", "Dr. No went!", "It is 3.5 mg."])))
def test_sentences_of_joined_sentences(parts: list[str]) -> None:
    """Sentences put side by side come apart again."""
    text = " ".join(parts)
    assert [text[span.start : span.end] for span in sentences(text)] == parts


@patient
@given(TEXTS, LIMITS)
def test_passages_partition(text: str, limits: PassageLimits) -> None:
    """Passages follow each other without a gap and hold every sentence, within the limits."""
    document = document_of(text)
    if document is None:
        return
    passages = split_document(document, limits=limits)
    assert "".join(passage.text for passage in passages) == document.text
    edges = [0, *(passage.span.end for passage in passages)]
    assert edges == [*(passage.span.start for passage in passages), len(document.text)]
    for passage in passages:
        sizes = [rough_tokens(words) for words in passage.sentence_texts()]
        assert len(sizes) <= limits.sentences
        assert len(sizes) == 1 or sum(sizes) <= limits.tokens
        for sentence in passage.sentences:
            assert document.section_of(sentence) == passage.section


@patient
@given(TEXTS, LIMITS)
def test_langchain_splitter_loses_nothing(text: str, limits: PassageLimits) -> None:
    """Joined, the pieces are the text; each chunk stands where its metadata says."""
    splitter = SentenceSplitter(limits)
    pieces = splitter.split_text(text)
    assert "".join(pieces) == text
    assert all(pieces)
    for chunk in splitter.create_documents([text]):
        place = chunk.metadata
        assert text[place["start_index"] : place["end_index"]] == chunk.page_content


@patient
@given(st.lists(st.integers(1, 150), max_size=9), LIMITS)
def test_fewest_runs(sizes: list[int], limits: PassageLimits) -> None:
    """No way of cutting needs fewer runs (all of them tried)."""
    runs = balanced(sizes, limits)
    assert [place for start, end in runs for place in range(start, end)] == list(range(len(sizes)))
    assert len(runs) == fewest(sizes, limits)


def fewest(sizes: list[int], limits: PassageLimits) -> int:
    """The least number of runs that keep the limits, by trying the first run of every length."""
    if not sizes:
        return 0
    fitting = [
        count
        for count in range(1, min(len(sizes), limits.sentences) + 1)
        if count == 1 or sum(sizes[:count]) <= limits.tokens
    ]
    return 1 + min(fewest(sizes[count:], limits) for count in fitting)


@patient
@given(TEXTS)
@example("a\u00ad\u0301")
@example("\u0f73\u200b\u0301 \u2000")
def test_normalising_twice(text: str) -> None:
    """Normalised text is left as it is."""
    assert normalise(normalise(text)) == normalise(text)


@patient
@given(TEXTS)
def test_sections_partition(text: str) -> None:
    """The sections of any document follow each other without a gap, headings first."""
    document = document_of(text)
    if document is None:
        return
    spans = [section.span for section in document.sections]
    assert [0, *(span.end for span in spans)] == [
        *(span.start for span in spans),
        len(document.text),
    ]
    for section in document.sections:
        assert document.text.startswith(section.heading or "", section.span.start)
    assert "\n\n\n" not in document.text
    assert document.text == normalise(document.text).strip()
