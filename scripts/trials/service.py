"""A real server process over a trial's folders, and a plain client for it."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trials.workplace import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twitchqa.settings import Settings

PATIENCE = 60.0
JSON = {"Content-Type": "application/json"}


@dataclass
class Service:
    """A running server. Times are seconds from the start of the process."""

    process: subprocess.Popen[str]
    port: int
    log: Path
    seconds_to_port: float
    seconds_to_ready: float

    def lines(self, event: str) -> list[dict[str, Any]]:
        """The log's lines about `event`; one that is still being written is left for later."""
        *written, _ = self.log.read_text().split("\n")
        found = (json.loads(line) for line in written if line[:1] == "{")
        return [line for line in found if line["event"] == event]

    def resident_megabytes(self, field: str = "VmRSS") -> float:
        """The memory of the process as the kernel counts it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"{field}:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else float("nan")


@contextmanager
def served(settings: Settings, **variables: str) -> Iterator[Service]:
    """Run `twitchqa serve` on a free port until the block ends."""
    with started([sys.executable, "-m", "twitchqa", "serve"], settings, **variables) as service:
        yield service


@contextmanager
def started(command: Sequence[str], settings: Settings, **variables: str) -> Iterator[Service]:
    """Run a server that says its address on the first line, and has /health/ready."""
    with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment(settings, port="0", **variables),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield _ready(process, Path(log.name), began)
        finally:
            process.terminate()
            process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()


def _ready(process: subprocess.Popen[str], log: Path, began: float) -> Service:
    line = process.stdout.readline() if process.stdout else ""
    address = re.search(r":(\d+)\b", line)
    if address is None:
        raise SystemExit(f"The server did not start: {log.read_text()[-800:]}")
    port, to_port = int(address[1]), time.perf_counter() - began
    while time.perf_counter() - began < PATIENCE:
        if process.poll() is not None:
            break
        if get(port, "/health/ready")[0] == 200:
            return Service(process, port, log, to_port, time.perf_counter() - began)
        time.sleep(0.02)
    raise SystemExit(f"The server did not become ready: {log.read_text()[-800:]}")


def get(port: int, path: str) -> tuple[int, bytes]:
    """Status and body; status 0 where there is no connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


class Client:
    """One connection that is kept open, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, question: str) -> tuple[int, dict[str, Any]]:
        """Status and reply; status 0 where the connection broke."""
        try:
            body = json.dumps({"question": question})
            self._connection.request("POST", "/v1/ask", body, JSON)
            response = self._connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0, {}

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
