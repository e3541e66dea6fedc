"""The README runs: its commands and its Python work, and print what it says they print."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"(?P<not_run><!-- not run: [^\n]+ -->\n)?```(?P<kind>sh|python)\n(?P<code>.*?)```"
    r"(?:\n+```text\n(?P<printed>.*?)```)?",
    re.DOTALL,
)
BLOCKS = [
    match
    for match in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8"))
    if not match["not_run"]
]
ANY = re.compile(r'"took_ms": ?[\d.]+|"id": ?"[0-9A-Z]{26}"|"index": ?"\w+"')


@pytest.fixture(scope="module", name="port")
def serve() -> Iterator[int]:
    """A real server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "twitchqa", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready").close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
        server.terminate()


def squeezed(text: str) -> str:
    """The words alone: line breaks, ids and timings may differ."""
    return " ".join(ANY.sub("...", text).split())


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block["code"].strip()[:40])
def test_the_readme_runs(block: re.Match[str], port: int) -> None:
    """Each block exits with 0 and prints the text block that follows it."""
    code = block["code"].replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    command = [sys.executable, "-c", code] if block["kind"] == "python" else ["sh", "-ec", code]
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if block["printed"]:
        assert squeezed(block["printed"]) in squeezed(done.stdout)


def test_the_readme_has_blocks() -> None:
    """There is something to run."""
    assert {block["kind"] for block in BLOCKS} == {"sh", "python"}
