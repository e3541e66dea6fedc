"""The command line: what it prints and the exit code that it leaves with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine
from twitchqa import cli
from twitchqa.records import DISCLAIMER, Outcome, Reason
from twitchqa.web.feedback import Feedback, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from twitchqa.settings import Settings


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine reaches the tests."""
    for variable in [name for name in os.environ if name.startswith("TWITCHQA_")]:
        monkeypatch.delenv(variable)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The fake engine in the place of the real one."""
    engine = FakeEngine()

    def opening(settings: Settings, file: Path | None = None) -> FakeEngine:
        return engine

    monkeypatch.setattr(cli, "_engine", opening)
    return engine


def _code(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments)
    return int(exit_.value.code or 0)


def test_ask_prints_a_reply_to_read(asked: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Answer, quotes with their places, sources, disclaimer."""
    assert _code("ask", "What helps?") == 0
    out = capsys.readouterr().out
    assert out.startswith("Rest helps \U0001f642 the muscle. Coffee may make it twitch.\n")
    assert '"Rest helps \U0001f642 the muscle." (Resting, Rest; characters 6 to 30)' in out
    assert DISCLAIMER.split(".")[0] in out


def test_a_question_needs_no_quotation_marks(
    asked: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words of the command line are one question."""
    assert _code("ask", "What", "helps?") == 0
    assert capsys.readouterr().out.startswith("Rest helps")


def test_a_decline_is_done(asked: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A decline leaves with 0 and shows what is near as no answer."""
    assert _code("ask", "Which dose?") == 0
    out = capsys.readouterr().out
    assert out.startswith("The article does not say.\n")
    assert "Near it, but no answer:\n" in out


def test_ask_prints_the_json_of_the_api(
    asked: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` is what `POST /v1/ask` gives."""
    assert _code("ask", "Which dose?", "--json") == 0
    reply = json.loads(capsys.readouterr().out)
    assert reply["reason"] == "not_stated"
    assert reply["disclaimer"] == DISCLAIMER
    assert "score" not in reply["related"][0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask",), "Missing argument"),
        (("ask", "Hi?", "--jsno"), "--json"),
        (("aks", "Hi?"), "No such command"),
        (("serve", "--port", "70000"), "--port"),
        (("ask", "Hi?", "--file", "/no/such/file.md"), "does not exist"),
        (("evaluate", "/no/such/file.jsonl"), "does not exist"),
    ],
)
def test_wrong_usage_leaves_with_2(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is wrong, without a traceback."""
    assert _code(*arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_a_misspelt_setting_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The nearest right variable is named."""
    monkeypatch.setenv("TWITCHQA_INDX_DIR", "x")
    assert _code("ask", "Hi?") == 2
    assert capsys.readouterr().err == (
        "There is no setting TWITCHQA_INDX_DIR.\n"
        "Did you mean TWITCHQA_INDEX_DIR? Correct or unset it.\n"
    )


def test_a_missing_index_leaves_with_1_and_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error is the problem and the next step, on standard error."""
    assert _code("ask", "Hi?", "--index", str(tmp_path / "none")) == 1
    captured = capsys.readouterr()
    assert "twitchqa build" in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_a_question_that_cannot_be_asked_is_wrong_usage(
    asked: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """The engine's refusal is shown as it is."""
    assert _code("ask", "refuse this") == 2
    assert capsys.readouterr().err == "It cannot be processed.\nAsk in other words.\n"


def _questions(folder: Path) -> Path:
    cases: list[dict[str, object]] = [
        {
            "question": "What helps?",
            "expect": "answer",
            "gold": [["Rest helps \U0001f642 the muscle."]],
        },
        {"question": "Which dose?", "expect": "decline", "gold": []},
    ]
    common = {"document": "resting", "kind": "fact", "ok": [], "urgent": False}
    lines = [json.dumps({"id": str(at), **common, **case}) for at, case in enumerate(cases)]
    file = folder / "questions.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_evaluate_prints_a_table_and_writes_its_files(
    asked: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table on standard output, progress on standard error, JSON and a page in files."""
    figures, page = tmp_path / "figures.json", tmp_path / "page.html"
    files = ("--json", str(figures), "--report", str(page))
    assert _code("evaluate", str(_questions(tmp_path)), *files) == 0
    captured = capsys.readouterr()
    assert "decision accuracy" in captured.out
    assert captured.err.splitlines()[-1] == "Asking: 2 of 2"
    assert json.loads(figures.read_text(encoding="utf-8"))["index"] == "index-1"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_evaluate_fails_under_its_minimum(
    asked: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A minimum that is reached leaves with 0, one that is not with 1 and a sentence."""
    questions = str(_questions(tmp_path))
    assert _code("evaluate", questions, "--min", "decision=0.9") == 0
    assert (
        _code("evaluate", questions, "--min", "decision=0.9", "--min", "quote_precision=0.99") == 1
    )
    assert "under the minimum of 99" in capsys.readouterr().err


def test_a_minimum_that_is_none_is_wrong_usage(
    asked: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The nearest measure is named before a question is asked."""
    assert _code("evaluate", str(_questions(tmp_path)), "--min", "decison=0.9") == 2
    assert "Did you mean 'decision'?" in capsys.readouterr().err
    assert asked.asked == []


def test_a_file_that_cannot_be_written_leaves_with_1(
    asked: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named."""
    away = str(tmp_path / "no" / "figures.json")
    assert _code("evaluate", str(_questions(tmp_path)), "--json", away) == 1
    assert away in capsys.readouterr().err


def test_the_module_and_the_scripts_are_the_same_commands() -> None:
    """`python -m twitchqa` and `scripts/` go through `main`."""
    for command in (["-m", "twitchqa"], ["scripts/build_index.py"], ["scripts/evaluate.py"]):
        done = subprocess.run(
            [sys.executable, *command, "--help"], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("Usage: twitchqa")


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    """The command line imports neither the web framework nor the models' libraries."""
    code = (
        "import sys, twitchqa.cli; "
        "print({'fastapi', 'numpy', 'onnxruntime', 'faiss', 'pydantic'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "set()\n"


def test_serve_builds_first_where_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`--build` makes the index before the port opens; the options reach the settings."""
    done: list[str] = []

    def building(settings: Settings, model: str | None = None) -> str:
        done.append(f"built {settings.index_dir.name}")
        return "Built."

    def running(settings: Settings, tell: Callable[[str], None]) -> None:
        done.append(f"served at {settings.host}:{settings.port}")

    monkeypatch.setattr(cli, "_build", building)
    monkeypatch.setattr("twitchqa.api.server.run_server", running)
    arguments = ("--index", str(tmp_path / "one"), "--host", "::1", "--port", "9")
    assert _code("serve", *arguments) == 0
    assert _code("serve", "--build", *arguments) == 0
    assert done == ["served at ::1:9", "built one", "served at ::1:9"]


def test_evaluate_compares_with_an_earlier_run(
    asked: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures of an earlier JSON file stand beside today's."""
    figures, questions = str(tmp_path / "figures.json"), str(_questions(tmp_path))
    assert _code("evaluate", questions, "--json", figures) == 0
    assert _code("evaluate", questions, "--compare", figures) == 0
    assert "before" in capsys.readouterr().out


def test_feedback_becomes_lines_to_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the page kept with a person's consent is printed as question-file lines with a todo."""
    file = tmp_path / "feedback.jsonl"
    kept = Feedback(Outcome.DECLINED, Reason.NOT_STATED, "index-1", "no", "Is it inherited?")
    keep(kept, file, datetime(2026, 1, 2, tzinfo=UTC))
    keep(replace(kept, question=None), file, datetime(2026, 1, 3, tzinfo=UTC))
    assert _code("evaluate", str(file), "--from-feedback") == 0
    (line,) = capsys.readouterr().out.strip().splitlines()
    assert json.loads(line)["question"] == "Is it inherited?"
    assert "todo" in json.loads(line)
