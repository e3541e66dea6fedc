"""What the command line shows."""

from __future__ import annotations

import io
import sys

import pytest

from tests.api.fakes import FakeEngine
from twitchqa.build import BuildReport
from twitchqa.index import Inputs, Manifest
from twitchqa.records import DISCLAIMER
from twitchqa.terminal import build_as_text, reply_as_text, shown, teller


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def _joined(text: str) -> str:
    return " ".join(text.split())


def test_the_notice_comes_first() -> None:
    """Who reads one line only has read the notice."""
    text = reply_as_text(FakeEngine().ask("an emergency"))
    first, second = text.split("\n\n")[:2]
    assert first == "THIS MAY BE AN EMERGENCY: Call now."
    assert second == "Call your local emergency number now."


@pytest.mark.parametrize("question", ["What helps?", "Which dose?", "an emergency"])
def test_every_reply_ends_with_the_disclaimer(question: str) -> None:
    """Whatever the outcome."""
    assert _joined(reply_as_text(FakeEngine().ask(question))).endswith(DISCLAIMER)


def test_sources_say_what_is_not_stated() -> None:
    """A missing review date is said, not left out."""
    text = _joined(reply_as_text(FakeEngine().ask("What helps?")))
    assert "Resting. Author: A. Writer. Medical review: not stated by the source." in text


def test_a_build_names_the_files_it_did_not_read() -> None:
    """A Word file in the corpus is not silently missing; a long list is cut short."""
    manifest = Manifest("i-1", Inputs({}, "e", None, "r", {}, {}), {}, {"documents": 1})
    names = tuple(f"{number}.docx" for number in range(12))
    lines = build_as_text(BuildReport(manifest, built=True, passed_over=names)).splitlines()
    assert lines[1].startswith("Passed over, no kind of file that is read: 0.docx, 1.docx,")
    assert lines[1].endswith("9.docx and 2 more.")


def test_lines_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, and hanging lines are indented."""
    monkeypatch.setenv("COLUMNS", "40")
    lines = reply_as_text(FakeEngine().ask("What helps?")).splitlines()
    assert max(map(len, lines)) <= 40
    assert any(line.startswith('  - "Rest helps') for line in lines)


def test_progress_is_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line each tenth, so that a log stays short."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(shown("Embedding")(range(25))) == list(range(25))
    assert stream.getvalue().splitlines() == [
        f"Embedding: {done} of 25" for done in (3, 5, 8, 10, 13, 15, 18, 20, 23, 25)
    ]


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that is drawn over, closed at the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    tell = teller("Asking")
    tell(1, 2)
    tell(2, 2)
    half, full = "#" * 15 + "-" * 15, "#" * 30
    assert stream.getvalue() == f"\rAsking [{half}] 1/2\rAsking [{full}] 2/2\n"


def test_nothing_to_do_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No items, no line."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(shown("Embedding")([])) == []
    assert stream.getvalue() == ""
