"""The guard on anything at all: it never fails, never changes a plain question, stays linear."""

from hypothesis import given, settings
from hypothesis import strategies as st

from twitchqa.guard import load_guard
from twitchqa.guard.lexicon import Lexicon
from twitchqa.guard.patterns import Chart, parse
from twitchqa.guard.spelling import distance
from twitchqa.records import Reason

CUES = [
    "can not",
    "breathe",
    "my",
    "dad",
    "no",
    "if",
    "chest",
    "pain",
    "stop",
    ",",
    ".",
    "<b>",
    "took",
]
messages = st.text(max_size=1000) | st.lists(st.sampled_from(CUES), max_size=150).map(" ".join)


@given(messages)
@settings(max_examples=200, deadline=None)
def test_no_message_breaks_the_guard(message: str) -> None:
    """Every text gets a screening, the same one each time."""
    guard = load_guard()
    screening = guard.screen(message)
    assert screening == guard.screen(message)
    if screening.decline is not None and screening.decline.reason is Reason.EMERGENCY:
        assert screening.notice is not None


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_message_without_words_is_not_a_question(message: str) -> None:
    """Whatever has no letter in it asks nothing."""
    wordless = "".join(letter for letter in message if not letter.isalnum() and letter not in "<&")
    decline = load_guard().screen(wordless).decline
    assert decline is not None
    assert decline.reason is Reason.NOT_A_QUESTION


@given(
    st.sampled_from(["", "please ", "hello, ", "omg ", "HELP "]),
    st.sampled_from(["", " !!", " \U0001f62d"]),
)
def test_what_stands_around_an_emergency_does_not_hide_it(before: str, after: str) -> None:
    """Politeness and noise change nothing."""
    decline = load_guard().screen(f"{before}my dad can't breathe{after}").decline
    assert decline is not None
    assert decline.reason is Reason.EMERGENCY


class CountingChart(Chart):
    """A chart that counts how often a step of a pattern is tried."""

    tried = 0

    def _stops(self, step, at):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        type(self).tried += 1
        return super()._stops(step, at)


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=200))
def test_the_work_of_a_pattern_grows_with_the_length_alone(words: list[str]) -> None:
    """At every word at most (reach + 1) to the power of the gaps, whatever the words are."""
    lexicon = Lexicon({}, {})
    plain = lexicon.chart(tuple(words), frozenset())
    chart = CountingChart(plain.words, plain.pauses, plain.starts, plain.ends, plain.where)
    CountingChart.tried = 0
    chart.find(parse("a ~2 b ~2 d"))
    assert CountingChart.tried <= len(words) * (1 + 3 + 9)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_a_distance(left: str, right: str) -> None:
    """Symmetric, zero only for the same word, never more than the longer word."""
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)
    assert distance(left, right) <= max(len(left), len(right))
