"""Every 4xx and 5xx has one shape, and never repeats what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from tests.api.fakes import FakeEngine, no_index, serve
from twitchqa.api import create_app
from twitchqa.api.problems import BY_SLUG, Kind

if TYPE_CHECKING:
    import httpx2

    from twitchqa.settings import Settings

MARK = "zebra"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Sent:
    """A request that cannot be processed and the problem that it gets."""

    kind: Kind
    body: str | bytes = f'{{"question": "{MARK}"}}'
    named: str | None = None
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))
    method: str = "POST"
    path: str = "/v1/ask"


def _question(text: str) -> str:
    return f'{{"question": "{text}"}}'


TABLE = [
    Sent(Kind.NOT_JSON, b"", ""),
    Sent(Kind.NOT_JSON, MARK, ""),
    Sent(Kind.NOT_JSON, f'"{MARK}"', ""),
    Sent(Kind.NOT_JSON, f'["{MARK}"]', ""),
    Sent(Kind.NOT_JSON, "null", ""),
    Sent(Kind.NOT_JSON, f'{{"question": "{MARK}"', ""),
    Sent(Kind.NOT_JSON, f'{{"question": "{MARK}", "max_quotes": NaN}}', ""),
    Sent(Kind.NOT_JSON, b'{"question": "zebra \xff"}', ""),
    Sent(Kind.NOT_JSON, _question(MARK).encode("utf-16"), ""),
    Sent(Kind.NOT_JSON, b"\xef\xbb\xbf" + _question(MARK).encode(), ""),
    Sent(Kind.NOT_JSON, '{"question": "zebra\n"}', ""),
    Sent(Kind.NOT_JSON, "[" * 16_000, ""),
    Sent(Kind.NOT_JSON, '{"question":' * 1_300, ""),
    Sent(Kind.NOT_JSON, '{"question": "a", "max_quotes": ' + "9" * 15_000 + "}", ""),
    Sent(Kind.FIELD_MISSING, "{}", "question"),
    Sent(Kind.FIELD_UNKNOWN, '{"question": "zebra", "mode": "zebra"}', "mode"),
    Sent(Kind.FIELD_UNKNOWN, '{"question": "a", "is zebra safe?": 1}', "(unnamed)"),
    Sent(Kind.FIELD_UNKNOWN, '{"question": "a", "": 1}', "(unnamed)"),
    Sent(Kind.FIELD_UNKNOWN, '{"question": "a", "\\ud800": 1}', "(unnamed)"),
    Sent(Kind.FIELD_TWICE, '{"question": "zebra", "question": "a"}', "question"),
    Sent(Kind.FIELD_TYPE, '{"question": 5}', "question"),
    Sent(Kind.FIELD_TYPE, '{"question": null}', "question"),
    Sent(Kind.FIELD_TYPE, '{"question": ["zebra"]}', "question"),
    Sent(Kind.FIELD_TYPE, '{"question": {"zebra": "zebra"}}', "question"),
    Sent(Kind.FIELD_TYPE, '{"question": "a", "max_quotes": true}', "max_quotes"),
    Sent(Kind.FIELD_TYPE, '{"question": "a", "max_quotes": "6"}', "max_quotes"),
    Sent(Kind.FIELD_TYPE, '{"question": "a", "max_quotes": 6.5}', "max_quotes"),
    Sent(Kind.FIELD_TYPE, '{"question": "a", "max_quotes": null}', "max_quotes"),
    Sent(Kind.QUOTES_OUT_OF_RANGE, '{"question": "a", "max_quotes": 0}', "max_quotes"),
    Sent(Kind.QUOTES_OUT_OF_RANGE, '{"question": "a", "max_quotes": 21}', "max_quotes"),
    Sent(
        Kind.QUOTES_OUT_OF_RANGE,
        '{"question": "a", "max_quotes": -1e0}'.replace("e0", ""),
        "max_quotes",
    ),
    Sent(
        Kind.QUOTES_OUT_OF_RANGE, '{"question": "a", "max_quotes": ' + "9" * 99 + "}", "max_quotes"
    ),
    Sent(Kind.QUESTION_EMPTY, _question(""), "question"),
    Sent(Kind.QUESTION_EMPTY, _question(" \\t\\r\\n\\u00a0\\u3000"), "question"),
    Sent(Kind.QUESTION_TOO_LONG, _question(MARK + "x" * 996), "question"),
    Sent(Kind.QUESTION_TOO_LONG, _question("\\ud83d\\ude42" * 1_001), "question"),
    Sent(Kind.QUESTION_CONTROL_CHARACTERS, _question(MARK + "\\u0000"), "question"),
    Sent(Kind.QUESTION_CONTROL_CHARACTERS, _question("\\u001b[31m" + MARK), "question"),
    Sent(Kind.QUESTION_CONTROL_CHARACTERS, _question(MARK + "\\u007f"), "question"),
    Sent(Kind.QUESTION_CONTROL_CHARACTERS, _question(MARK + "\\u0085"), "question"),
    Sent(Kind.QUESTION_NOT_UNICODE, _question(MARK + "\\ud800"), "question"),
    Sent(Kind.QUESTION_NOT_UNICODE, _question("\\ude42\\ud83d"), "question"),
    Sent(Kind.QUESTION_REFUSED, _question(MARK + " refuse"), "question"),
    Sent(Kind.INTERNAL_ERROR, _question(MARK + " fall over")),
    Sent(Kind.MEDIA_TYPE_NOT_ACCEPTED, headers={}),
    Sent(Kind.MEDIA_TYPE_NOT_ACCEPTED, headers={"Content-Type": "text/plain"}),
    Sent(
        Kind.MEDIA_TYPE_NOT_ACCEPTED, headers={"Content-Type": "application/x-www-form-urlencoded"}
    ),
    Sent(
        Kind.MEDIA_TYPE_NOT_ACCEPTED, headers={"Content-Type": "application/json; charset=latin-1"}
    ),
    Sent(Kind.MEDIA_TYPE_NOT_ACCEPTED, headers=JSON | {"Content-Encoding": "gzip"}),
    Sent(Kind.BODY_TOO_LARGE, _question(MARK * 4_000)),
    Sent(Kind.BODY_TOO_LARGE, b" " * 10_000_000),
    Sent(Kind.NO_SUCH_PATH, path="/v2/zebra"),
    Sent(Kind.NO_SUCH_PATH, path="/v1/ask/"),
    Sent(Kind.NO_SUCH_PATH, method="GET", path="/zebra"),
    Sent(Kind.NO_SUCH_PATH, method="GET", path="/problems/zebra"),
    Sent(Kind.NO_SUCH_DOCUMENT, method="GET", path="/v1/documents/zebra"),
    Sent(Kind.NO_SUCH_DOCUMENT, method="GET", path="/v1/documents/..%5c..%5czebra"),
    Sent(Kind.METHOD_NOT_ALLOWED, method="GET"),
    Sent(Kind.METHOD_NOT_ALLOWED, method="PUT"),
    Sent(Kind.METHOD_NOT_ALLOWED, path="/v1/documents"),
]


@pytest.mark.parametrize("sent", TABLE, ids=lambda sent: f"{sent.kind.slug}")
def test_every_problem_has_one_shape(client: TestClient, sent: Sent) -> None:
    """The right problem, in RFC 9457's form, with nothing of the request in it."""
    response = client.request(sent.method, sent.path, content=sent.body, headers=sent.headers)
    problem = _checked(response, sent.kind)
    fields = [error["field"] for error in problem.get("errors", [])]
    assert fields == ([] if sent.named is None else [sent.named])
    assert MARK not in response.text
    assert MARK not in str(response.headers)


def _checked(response: httpx2.Response, kind: Kind) -> dict[str, Any]:
    """The problem in the response, which is one of `kind`."""
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}
    assert problem["type"] == f"/problems/{kind.slug}"
    assert problem["title"] == kind.title
    assert problem["status"] == response.status_code == kind.status
    assert problem["detail"].endswith(kind.next_step)
    for error in problem.get("errors", []):
        assert set(error) == {"field", "message"}
        assert error["message"].endswith(".")
    return problem


def test_all_wrong_fields_are_named_at_once(client: TestClient) -> None:
    """Two wrong fields are two errors; the type is that of the first."""
    response = client.post("/v1/ask", json={"question": 1, "max_quotes": 99})
    problem = _checked(response, Kind.FIELD_TYPE)
    assert [error["field"] for error in problem["errors"]] == ["question", "max_quotes"]


def test_405_says_which_methods_there_are(client: TestClient) -> None:
    """Allow names the method that the path takes."""
    assert client.get("/v1/ask").headers["allow"] == "POST"
    assert client.post("/v1/documents").headers["allow"] == "GET"


def test_no_index_is_not_ready(settings: Settings) -> None:
    """Without an index there is a 503 that says when to come back, and the process lives."""
    with TestClient(create_app(settings, no_index)) as client:
        for method, path in [("POST", "/v1/ask"), ("GET", "/health/ready"), ("GET", "/v1/about")]:
            response = client.request(method, path, json={"question": MARK})
            _checked(response, Kind.NOT_READY)
            assert int(response.headers["retry-after"]) > 0
        assert client.get("/health/live").json()["status"] == "live"


def test_a_slow_engine_is_overloaded(settings: Settings, engine: FakeEngine) -> None:
    """A question that waits longer than it may is turned away with 503."""
    with serve(replace(settings, request_timeout=0.05), engine) as client:
        response = client.post("/v1/ask", json={"question": f"wait {MARK}"})
        _checked(response, Kind.OVERLOADED)
        assert int(response.headers["retry-after"]) > 0
        engine.go.set()


@pytest.mark.parametrize("kind", Kind)
def test_a_problem_type_can_be_opened(client: TestClient, kind: Kind) -> None:
    """`type` is a path here that says what the problem means."""
    assert client.get(kind.type).json() == {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "next_step": kind.next_step,
    }


def test_types_are_stable() -> None:
    """The names that clients may depend on; one may be added, none may change."""
    assert {
        "not-json",
        "field-missing",
        "field-unknown",
        "field-twice",
        "field-type",
        "quotes-out-of-range",
        "question-empty",
        "question-too-long",
        "question-control-characters",
        "question-not-unicode",
        "question-refused",
        "key-missing",
        "key-unknown",
        "no-such-path",
        "no-such-document",
        "method-not-allowed",
        "body-too-slow",
        "body-too-large",
        "media-type-not-accepted",
        "too-many-requests",
        "internal-error",
        "not-ready",
        "overloaded",
    } <= set(BY_SLUG)
