"""A real server process with a real socket; only its engine is the fake one."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import pytest

from tests.api.fakes import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

SERVER = """
from tests.api.fakes import FakeEngine
from twitchqa.api.server import run_server
from twitchqa.errors import IndexDamaged
from twitchqa.settings import read_settings

def opening(settings):
    index_id = (settings.index_dir / "manifest.json").read_text()
    if index_id == "bad":
        raise IndexDamaged("The index is damaged.", "Build it again.")
    return FakeEngine(index_id)

run_server(read_settings(), lambda line: print(line, flush=True), opening)
"""


def environ() -> dict[str, str]:
    """The environment without settings of ours."""
    return {name: text for name, text in os.environ.items() if not name.startswith("TWITCHQA_")}


def run(**variables: str) -> subprocess.CompletedProcess[str]:
    """A server that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-c", SERVER],
        env=environ() | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


class Server:
    """A server process; its log is what it wrote to standard error."""

    def __init__(self, folder: Path, **variables: str) -> None:
        chosen = {
            "TWITCHQA_INDEX_DIR": str(folder),
            "TWITCHQA_PORT": "0",
            "TWITCHQA_WORKERS": "1",
            "TWITCHQA_BODY_TIMEOUT": "0.3",
            "TWITCHQA_INDEX_POLL": "3600",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            env=environ() | chosen | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log: list[dict[str, Any]] = []
        threading.Thread(target=self._read_log, daemon=True).start()
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        if not self.first_line:
            self.__exit__()
            pytest.fail("The server did not start.")
        self.port = int(self.first_line.split("http://127.0.0.1:")[1].split()[0])

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith("{"):
                self.log.append(json.loads(line))

    def __enter__(self) -> Self:
        wait_until(lambda: self.ask("GET", "/health/ready")[0] == 200, 10)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def connect(self) -> socket.socket:
        """A connection that waits five seconds at most."""
        return socket.create_connection(("127.0.0.1", self.port), 5)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """The status and the JSON that a request gets."""
        content = b"" if body is None else json.dumps(body).encode()
        with self.connect() as connection:
            connection.sendall(head(method, path, len(content)) + content)
            return response_of(connection)


def head(method: str, path: str, length: int | None) -> bytes:
    """A request's head; chunked where the length is None."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return (
        f"{method} {path} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
        f"Connection: close\r\n{size}\r\n\r\n"
    ).encode()


def response_of(connection: socket.socket) -> tuple[int, Any]:
    """Everything that comes until the server closes, as status and JSON."""
    received = b""
    while piece := connection.recv(65_536):
        received += piece
    top, _, body = received.partition(b"\r\n\r\n")
    return int(top.split()[1]), json.loads(body or b"null")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that is ready."""
    (tmp_path / "manifest.json").write_text("one", encoding="utf-8")
    with Server(tmp_path) as running:
        yield running


def test_it_tells_its_address_and_answers(server: Server) -> None:
    """One line says where it is; it listens at loopback only."""
    assert (
        server.first_line == f"twitchqa is at http://127.0.0.1:{server.port} (Ctrl+C stops it).\n"
    )
    status, reply = server.ask("POST", "/v1/ask", {"question": "What helps?"})
    assert (status, reply["outcome"]) == (200, "answered")


def test_a_slow_body_gets_408(server: Server) -> None:
    """A body that stops halfway is not waited for."""
    with server.connect() as connection:
        connection.sendall(head("POST", "/v1/ask", 100) + b'{"question"')
        began = time.perf_counter()
        status, problem = response_of(connection)
    assert (status, problem["type"]) == (408, "/problems/body-too-slow")
    assert 0.2 < time.perf_counter() - began < 3


def test_a_body_that_drips_gets_408(server: Server) -> None:
    """A byte now and then does not buy more time."""
    with server.connect() as connection:
        connection.sendall(head("POST", "/v1/ask", 1_000))
        for _ in range(8):
            time.sleep(0.1)
            try:
                connection.sendall(b" ")
            except OSError:
                break
        status, problem = response_of(connection)
    assert (status, problem["type"]) == (408, "/problems/body-too-slow")


def test_a_body_without_a_length_is_cut_off_at_its_limit(server: Server) -> None:
    """Chunks over 16 KiB get 413 while the client still sends."""
    chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
    with server.connect() as connection:
        connection.sendall(head("POST", "/v1/ask", None) + chunk * 5)
        status, problem = response_of(connection)
    assert (status, problem["type"]) == (413, "/problems/body-too-large")


def test_a_length_over_the_limit_is_refused_unread(server: Server) -> None:
    """Ten megabytes that were only announced get 413 at once."""
    with server.connect() as connection:
        connection.sendall(head("POST", "/v1/ask", 10_000_000))
        status, problem = response_of(connection)
    assert (status, problem["type"]) == (413, "/problems/body-too-large")


def test_what_a_client_left_behind_is_not_worked_on(server: Server) -> None:
    """A question that waits is dropped when its client goes away."""
    content = json.dumps({"question": "sleep"}).encode()
    busy, leaving = server.connect(), server.connect()
    with busy:
        busy.sendall(head("POST", "/v1/ask", len(content)) + content)
        wait_until(lambda: "twitchqa_queue_depth 1.0" in metrics_of(server))
        leaving.sendall(head("POST", "/v1/ask", len(content)) + content)
        wait_until(lambda: "twitchqa_queue_depth 2.0" in metrics_of(server))
        leaving.close()
        wait_until(lambda: "twitchqa_queue_depth 1.0" in metrics_of(server), 0.4)
        assert response_of(busy)[0] == 200
    wait_until(lambda: 499 in [line.get("status") for line in server.log])
    assert "twitchqa_reply_seconds_count 1.0" in metrics_of(server)


def metrics_of(server: Server) -> str:
    """The text of `/metrics`."""
    with server.connect() as connection:
        connection.sendall(head("GET", "/metrics", 0))
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    return received.decode()


def test_it_finishes_what_it_began(server: Server) -> None:
    """SIGTERM lets the question that is being worked on have its reply."""
    content = json.dumps({"question": "sleep"}).encode()
    with server.connect() as connection:
        connection.sendall(head("POST", "/v1/ask", len(content)) + content)
        wait_until(lambda: "twitchqa_queue_depth 1.0" in metrics_of(server))
        server.process.send_signal(signal.SIGTERM)
        assert response_of(connection)[0] == 200
    assert server.process.wait(5) in {0, -signal.SIGTERM}


def test_ctrl_c_is_a_clean_end(server: Server) -> None:
    """SIGINT stops it with exit code 0 and nothing on standard error but the log."""
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(5) == 0


def test_sighup_opens_the_new_index(server: Server, tmp_path: Path) -> None:
    """A new index is swapped in when the server is told; a bad one is refused."""
    manifest = tmp_path / "manifest.json"

    def index() -> str:
        return str(server.ask("GET", "/health/ready")[1]["index"])

    assert index() == "one"
    manifest.write_text("two", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: index() == "two")
    manifest.write_text("bad", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "index refused" in [line["event"] for line in server.log])
    assert index() == "two"


def test_a_first_index_that_is_bad_ends_it(tmp_path: Path) -> None:
    """With no index to serve, the process ends and says what to do."""
    (tmp_path / "manifest.json").write_text("bad", encoding="utf-8")
    done = run(TWITCHQA_INDEX_DIR=str(tmp_path), TWITCHQA_PORT="0")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("IndexDamaged: The index is damaged. Build it again.")


def test_a_port_that_is_taken_is_said(server: Server, tmp_path: Path) -> None:
    """Two servers cannot have one port: the error says what to do."""
    done = run(TWITCHQA_INDEX_DIR=str(tmp_path), TWITCHQA_PORT=str(server.port))
    assert "cannot listen at 127.0.0.1" in done.stderr
    assert "choose another with --host and --port" in done.stderr


def test_no_request_fails_while_the_index_is_swapped(server: Server, tmp_path: Path) -> None:
    """Four clients ask without a pause through five swaps: every request has its reply."""
    statuses: list[int] = []
    indexes: set[str] = set()
    stop = threading.Event()

    def ask_on() -> None:
        while not stop.is_set():
            status, reply = server.ask("POST", "/v1/ask", {"question": "What helps?"})
            statuses.append(status)
            indexes.add(reply["index"])

    clients = [threading.Thread(target=ask_on) for _ in range(4)]
    for client in clients:
        client.start()
    names = [f"index-{number}" for number in range(5)]
    for name in names:
        (tmp_path / "manifest.json").write_text(name, encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda name=name: name in indexes)  # type: ignore[misc]
    stop.set()
    for client in clients:
        client.join()
    assert set(statuses) == {200}
    assert indexes == {"one", *names}
