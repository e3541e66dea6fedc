"""What someone asked appears in the reply to it and nowhere else."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from tests.api.fakes import FakeEngine, no_index, serve
from twitchqa.api import create_app
from twitchqa.api.app import may_hold_words
from twitchqa.api.journal import JsonLines

if TYPE_CHECKING:
    from twitchqa.settings import Settings

MARK = "xyzzymarker"
JSON = {"Content-Type": "application/json"}
BODIES = [
    MARK,
    f'"{MARK}"',
    f'{{"question": "{MARK}" "{MARK}"}}',
    f'{{"question": "{MARK} fall over"}}',
    f'{{"question": "{MARK} refuse"}}',
    f'{{"question": "{MARK}\\u0000"}}',
    f'{{"question": "{MARK}\\ud800"}}',
    f'{{"question": "{MARK * 200}"}}',
    f'{{"question": "{MARK * 2000}"}}',
    f'{{"question": ["{MARK}"]}}',
    f'{{"question": "a", "{MARK} {MARK}": 1}}',
    f'{{"question": "a", "question": "{MARK}"}}',
    f'{{"question": "{MARK}", "max_quotes": "{MARK}"}}',
]


def _send_everything(client: TestClient) -> list[str]:
    """Every way to put the marker into a request; gives what came back on failures."""
    responses = [client.post("/v1/ask", content=body, headers=JSON) for body in BODIES]
    responses += [
        client.post("/v1/ask", content=MARK, headers={"Content-Type": "text/plain"}),
        client.post("/v1/ask", content=MARK, headers={"Content-Type": MARK}),
        client.post(f"/v1/ask?question={MARK}", content="{}", headers=JSON),
        client.get(f"/v1/ask?question={MARK}"),
        client.get(f"/v1/documents/{MARK}"),
        client.get(f"/{MARK}"),
        client.get(f"/problems/{MARK}"),
        client.request(MARK.upper(), "/v1/ask"),
        client.get("/health/live", headers={"X-Request-Id": MARK, "X-API-Key": MARK}),
    ]
    return [f"{response.headers}{response.text}" for response in responses]


def _written(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> str:
    formatter = JsonLines()
    lines = [formatter.format(record) for record in caplog.records]
    plain = [logging.Formatter().format(record) for record in caplog.records]
    captured = capfd.readouterr()
    return "\n".join([*lines, *plain, captured.out, captured.err]).lower()


def test_the_marker_is_nowhere(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """No failure, log line, metric or header has a word of what was asked."""
    caplog.set_level(logging.DEBUG)
    for told in _send_everything(client):
        assert MARK not in told.lower()
    reply = client.post("/v1/ask", json={"question": MARK})
    assert reply.json()["question"] == MARK
    assert MARK not in str(reply.headers)
    client.post("/", data={"question": MARK})
    assert MARK not in client.get("/metrics").text
    ours = [record for record in caplog.records if record.name not in {"httpx", "httpx2"}]
    caplog.records[:] = ours  # the test's own client logs the addresses that it asks
    assert MARK not in _written(caplog, capfd)


def test_the_marker_is_nowhere_when_nothing_works(
    settings: Settings,
    engine: FakeEngine,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not ready, overloaded, locked and limited: the same."""
    caplog.set_level(logging.DEBUG, "twitchqa")
    hard = [
        TestClient(create_app(settings, no_index)),
        serve(replace(settings, request_timeout=0.01), engine),
        serve(replace(settings, rate_limit=1), engine),
    ]
    for client in hard:
        with client:
            for _ in range(2):
                body = json.dumps({"question": f"wait {MARK} fall over"})
                response = client.post("/v1/ask", content=body, headers=JSON)
                assert MARK not in f"{response.headers}{response.text}"
            assert MARK not in client.get("/metrics").text
            engine.go.set()
    caplog.records[:] = [each for each in caplog.records if each.name == "twitchqa"]
    assert MARK not in _written(caplog, capfd)


@pytest.mark.parametrize(
    ("path", "query", "held"),
    [
        ("/v1/ask", b"", False),
        ("/v1/documents/muscle-twitching", b"", False),
        ("/v1/ask", b"question=why", True),
        ("/why does my eye twitch", b"", True),
        ("/" + "a" * 70, b"", True),
    ],
)
def test_what_may_hold_words_is_not_traced(path: str, query: bytes, held: bool) -> None:
    """A trace has a request's address, so one that may hold words is left out."""
    assert may_hold_words({"type": "http", "path": path, "query_string": query}) is held
