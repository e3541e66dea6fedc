"""What operators see: health, metrics, one log line for each request."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from tests.api.fakes import FakeEngine, no_index, reply_of, serve
from twitchqa.api import create_app
from twitchqa.api.journal import JsonLines

if TYPE_CHECKING:
    from twitchqa.settings import Settings


def _lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The log as the server writes it, without the probes."""
    formatter = JsonLines()
    lines = [json.loads(formatter.format(record)) for record in caplog.records]
    return [line for line in lines if line.get("path") != "/health/ready"]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Our log, from the first line on."""
    caplog.set_level(logging.INFO, "twitchqa")
    return caplog


def test_live_and_ready(client: TestClient) -> None:
    """Ready names the index that answers."""
    assert client.get("/health/live").json() == {"status": "live", "index": None}
    assert client.get("/health/ready").json() == {"status": "ready", "index": "index-1"}


def test_a_request_is_one_line(log: pytest.LogCaptureFixture, client: TestClient) -> None:
    """The line says what came of it, and shares its id with the reply."""
    log.clear()
    reply = reply_of(client, "Which dose?")
    (line,) = _lines(log)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("took_ms") >= 0
    assert line == {
        "level": "info",
        "event": "request",
        "id": reply["id"],
        "method": "POST",
        "path": "/v1/ask",
        "status": 200,
        "outcome": "declined",
        "reason": "not_stated",
        "stages_ms": {"retrieve": 4.6, "read": 7.9},
    }


def test_a_path_is_written_as_its_template(
    log: pytest.LogCaptureFixture, client: TestClient
) -> None:
    """Neither an id nor a query string nor an unknown path stands in the log."""
    log.clear()
    client.get("/v1/documents/resting?q=zebra")
    client.get("/zebra?q=zebra")
    client.request("ZEBRA1", "/zebra")
    assert [line["path"] for line in _lines(log)] == [
        "/v1/documents/{document_id}",
        "(unknown)",
        "(unknown)",
    ]
    assert "zebra" not in json.dumps(_lines(log)).lower()


def test_a_request_that_is_turned_away_has_its_path(
    log: pytest.LogCaptureFixture, settings: Settings, engine: FakeEngine
) -> None:
    """Operators see what the limit or a large body kept out."""
    with serve(replace(settings, rate_limit=1), engine) as client:
        log.clear()
        client.post("/v1/ask", content=b" " * 20_000)
        client.post("/v1/ask", json={"question": "What helps?"})
    assert [(line["path"], line["status"]) for line in _lines(log)] == [
        ("/v1/ask", 413),
        ("/v1/ask", 429),
    ]


def test_a_failure_is_written_without_its_message(
    log: pytest.LogCaptureFixture, client: TestClient
) -> None:
    """An error's message may hold the question: the log has its class and its place."""
    log.clear()
    client.post("/v1/ask", json={"question": "fall over, zebra"})
    failure, request = _lines(log)
    assert failure["error"] == "RuntimeError"
    assert failure["at"][-1].startswith("fakes.py:")
    assert failure["id"] == request["id"]
    assert request["status"] == 500
    assert "zebra" not in json.dumps([failure, request])


def test_questions_are_logged_only_where_the_operator_says_so(
    log: pytest.LogCaptureFixture, settings: Settings, engine: FakeEngine
) -> None:
    """The setting is off; turned on, the line holds the question."""
    with serve(replace(settings, log_questions=True), engine) as client:
        log.clear()
        reply_of(client, "What helps?")
    assert _lines(log)[0]["question"] == "What helps?"


def test_an_index_that_is_opened_or_refused_is_one_line(
    log: pytest.LogCaptureFixture, settings: Settings, engine: FakeEngine
) -> None:
    """The log says which index serves, or why none does and what to do."""
    with serve(settings, engine):
        pass
    with TestClient(create_app(settings, no_index)) as client:
        client.get("/health/live")
    opened, *_, refused = [line for line in _lines(log) if line["event"].startswith("index")]
    assert (opened["event"], opened["index"]) == ("index opened", "index-1")
    assert refused["event"] == "index refused"
    assert refused["problem"] == "There is no index in the folder. Run `twitchqa build`."


def test_metrics_count_replies_by_outcome_and_reason(client: TestClient) -> None:
    """What Prometheus reads after one answer, two declines and one wrong request."""
    for question in ["What helps?", "Which dose?", "an emergency"]:
        reply_of(client, question)
    client.post("/v1/ask", json={})
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    series = response.text.splitlines()
    for line in [
        'twitchqa_replies_total{outcome="answered",reason=""} 1.0',
        'twitchqa_replies_total{outcome="declined",reason="not_stated"} 1.0',
        'twitchqa_replies_total{outcome="declined",reason="emergency"} 1.0',
        'twitchqa_notices_total{level="emergency"} 1.0',
        'twitchqa_requests_total{path="/v1/ask",status="200"} 3.0',
        'twitchqa_requests_total{path="/v1/ask",status="422"} 1.0',
        "twitchqa_reply_seconds_count 3.0",
        'twitchqa_stage_seconds_count{stage="retrieve"} 3.0',
        'twitchqa_index_info{id="index-1"} 1.0',
        "twitchqa_queue_depth 0.0",
    ]:
        assert line in series


def test_two_apps_do_not_share_their_metrics(settings: Settings, engine: FakeEngine) -> None:
    """Each app has a registry of its own."""
    with serve(settings, engine) as first:
        reply_of(first, "What helps?")
    with serve(settings, engine) as second:
        assert "twitchqa_reply_seconds_count 0.0" in second.get("/metrics").text
