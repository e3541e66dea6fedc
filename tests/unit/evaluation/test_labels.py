"""Labelled texts are found in the document by their words, and quotes are held against them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.evaluation.made import COFFEE, DOCUMENTS, REST, TEXT, WATER, case, span_of
from twitchqa.errors import QuestionFileError
from twitchqa.evaluation.labels import (
    MissingText,
    check_cases,
    covered,
    held,
    occurrences,
    point_covered,
    right,
)
from twitchqa.records import Span

spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda s: Span(s[0], s[0] + s[1]))


def test_every_occurrence_is_found() -> None:
    """A sentence that stands in the text twice has two places."""
    assert occurrences(REST, TEXT) == (Span(0, 22), Span(66, 88))
    assert [TEXT[place.start : place.end] for place in occurrences(REST, TEXT)] == [REST, REST]


def test_occurrences_may_overlap() -> None:
    """Oracle: every place where the text starts."""
    assert occurrences("aba", "ababa") == (Span(0, 3), Span(2, 5))


def test_white_space_matches_any_other() -> None:
    """A label over the end of a line is found; marks are taken as they are."""
    assert occurrences("good. Rest", TEXT) == (Span(span_of("good.").start, 70),)
    assert occurrences("a.c", "abc") == ()


@given(spans, st.lists(spans, max_size=6))
def test_held_counts_each_character_once(span: Span, others: list[Span]) -> None:
    """Oracle: sets of positions."""
    union = {place for other in others for place in range(other.start, other.end)}
    assert held(span, others) == len(union & set(range(span.start, span.end)))


def test_nine_tenths_of_a_text_cover_it() -> None:
    """Of 20 characters, 18 are enough and 17 are not; two quotes may share the work."""
    text = "abcdefghijklmnopqrst"
    assert covered(text, text, [Span(2, 20)])
    assert not covered(text, text, [Span(3, 20)])
    assert covered(text, text, [Span(0, 10), Span(10, 18)])
    assert not covered(text, text, [])


def test_the_best_occurrence_counts() -> None:
    """Quoting either place of a repeated sentence covers it, half of each does not."""
    assert covered(REST, TEXT, [Span(66, 88)])
    assert not covered(REST, TEXT, [Span(0, 11), Span(77, 88)])


def test_one_alternative_covers_a_point() -> None:
    """The others need not be quoted."""
    assert point_covered((COFFEE, WATER), TEXT, [span_of(WATER)])
    assert not point_covered((COFFEE, WATER), TEXT, [span_of(REST)])


def test_half_of_a_right_quote_lies_in_what_may_be_quoted() -> None:
    """Gold and ok texts count together, and no character counts twice."""
    text = "abcdefghij"
    assert right(Span(0, 10), ["abc", "bcde"], text)
    assert not right(Span(0, 10), ["abc", "bcd"], text)


def test_a_text_that_does_not_occur_is_reported() -> None:
    """It could never be covered, so someone should know."""
    cases = [case(gold=((REST, "Rest heals."),), ok=("Tea.",)), case("decline", document="other")]
    assert check_cases(cases, DOCUMENTS) == (
        MissingText("A1", "muscle", "Rest heals."),
        MissingText("A1", "muscle", "Tea."),
    )


def test_a_document_that_is_not_in_the_corpus_is_refused() -> None:
    """The figures would be about something else."""
    with pytest.raises(QuestionFileError, match="'bones', which is not in the corpus"):
        check_cases([case(document="bones")], DOCUMENTS)
