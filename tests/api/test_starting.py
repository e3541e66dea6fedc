"""Starting the server: the address, the log, and what keeps it from serving."""

from __future__ import annotations

import json
import logging
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine, no_index
from twitchqa.api.journal import JsonLines
from twitchqa.api.server import listen, run_server
from twitchqa.errors import IndexMissing, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twitchqa.settings import Settings


@pytest.fixture
def _own_log() -> Iterator[None]:
    """The root logger as it was, once the server has set it up for itself."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.getLogger("twitchqa").setLevel(logging.NOTSET)


@pytest.mark.usefixtures("_own_log")
def test_without_an_index_it_tells_its_address_and_ends(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first index is refused: one log line, and the error for whoever started it."""
    told: list[str] = []
    with pytest.raises(IndexMissing):
        run_server(replace(settings, port=0), told.append, no_index)
    assert told[0].startswith("twitchqa is at http://127.0.0.1:")
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["level"], line["event"]) == ("error", "index refused")


def test_an_address_that_cannot_be_had_is_said(settings: Settings) -> None:
    """The port and the next step are named."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}.*--port"):
            run_server(replace(settings, port=port), lambda _: None, no_index)


@pytest.mark.usefixtures("_own_log")
def test_an_ipv6_address_is_written_in_brackets(settings: Settings) -> None:
    """As browsers want it."""
    told: list[str] = []
    with pytest.raises(IndexMissing):
        run_server(replace(settings, host="::1", port=0), told.append, no_index)
    assert told[0].startswith("twitchqa is at http://[::1]:")


def test_an_exception_is_one_line_without_its_message() -> None:
    """What a library logs about a failure may hold words, so only its class is written."""
    error = ValueError("my leg twitches")
    failed = (type(error), error, None)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Task %s failed", ("one",), failed)
    line = json.loads(JsonLines().format(record))
    assert (line["event"], line["error"]) == ("Task one failed", "ValueError")
    assert "twitches" not in str(line)


@pytest.mark.usefixtures("_own_log")
def test_chatter_of_libraries_stays_out_of_the_log(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A library that sets its own logger to DEBUG writes nothing; its warnings are kept."""

    def opening(settings: Settings) -> FakeEngine:
        chatty = logging.getLogger("chatty")
        chatty.setLevel(logging.DEBUG)
        chatty.info("my leg twitches")
        chatty.warning("disk is slow")
        return no_index(settings)

    with pytest.raises(IndexMissing):
        run_server(replace(settings, port=0), lambda _: None, opening)
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert events == ["disk is slow", "index refused"]


def test_a_reply_does_not_wait_for_the_network_to_confirm() -> None:
    """Connections send small packets at once: with Nagle's algorithm each reply took 40 ms."""
    with (
        listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
