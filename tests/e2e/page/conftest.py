"""A real Chromium, and server processes to open in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[3]
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Site:
    """A running service: its address, and where it puts feedback."""

    address: str
    feedback_file: Path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the test is skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("No Chromium is on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile; `@pytest.mark.parametrize("context", [{...}], indirect=True)` shapes it."""
    options = {"reduced_motion": "reduce"} | getattr(request, "param", {})
    made = browser.new_context(**options)
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which an error of a script, or one against the policy, fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if _is_wrong(said.text) else None)
    yield opened
    assert wrong == []


def _is_wrong(text: str) -> bool:
    return "Content Security Policy" in text or "Uncaught" in text


@pytest.fixture(scope="session")
def fake_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app over the fake engine: every kind of reply, and slowness, on demand."""
    file = tmp_path_factory.mktemp("fake") / "feedback.jsonl"
    port = _free_port()
    with _running(["-m", "tests.e2e.page.fake_server", str(port), str(file)], {}, port):
        yield Site(f"http://127.0.0.1:{port}", file)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`twitchqa serve` with the real models, over a fresh index of the real corpus."""
    folder = tmp_path_factory.mktemp("real")
    file = folder / "feedback.jsonl"
    settings = {
        "TWITCHQA_INDEX_DIR": str(folder / "index"),
        "TWITCHQA_FEEDBACK_FILE": str(file),
    }
    build = [sys.executable, "-m", "twitchqa", "build"]
    subprocess.run(build, env=os.environ | settings, cwd=ROOT, check=True, capture_output=True)
    port = _free_port()
    with _running(["-m", "twitchqa", "serve", "--port", str(port)], settings, port):
        yield Site(f"http://127.0.0.1:{port}", file)


@contextmanager
def _running(arguments: list[str], settings: dict[str, str], port: int) -> Iterator[None]:
    """The process, ready to be asked; ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | settings,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(process, port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        assert process.poll() is None, "The server ended before it was ready."
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not become ready within a minute.")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
