"""The description of the API is true, complete and has its pages served from here."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.fakes import reply_of
from twitchqa.api.openapi import examples
from twitchqa.api.problems import Kind
from twitchqa.api.wire import ReplyOut
from twitchqa.records import Level

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    """`/openapi.json`."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def _references(value: object) -> set[str]:
    return set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(value)))


def test_every_path_is_described(document: dict[str, Any]) -> None:
    """The API's paths, and none of the page's."""
    assert {path: set(methods) for path, methods in document["paths"].items()} == {
        "/v1/ask": {"post"},
        "/v1/documents": {"get"},
        "/v1/documents/{document_id}": {"get"},
        "/v1/about": {"get"},
        "/health/live": {"get"},
        "/health/ready": {"get"},
        "/metrics": {"get"},
        "/problems/{slug}": {"get"},
    }


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """No schema is named that is not there."""
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert _references(document) <= known


def test_the_request_says_its_limits(document: dict[str, Any]) -> None:
    """1 to 1,000 characters, 1 to 20 quotes, nothing else."""
    schema = document["components"]["schemas"]["AskRequest"]
    question, most = schema["properties"]["question"], schema["properties"]["max_quotes"]
    assert (question["minLength"], question["maxLength"]) == (1, 1000)
    assert (most["minimum"], most["maximum"], most["default"]) == (1, 20, 6)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["question"]


def test_the_reply_is_described_member_by_member(
    document: dict[str, Any], client: TestClient
) -> None:
    """What comes is what is described, and all of it is required."""
    schema = document["components"]["schemas"]["ReplyOut"]
    assert set(schema["required"]) == set(reply_of(client, "What helps?"))


def test_all_problems_are_described(document: dict[str, Any]) -> None:
    """`/v1/ask` lists each status that it can give, as a problem document."""
    responses = document["paths"]["/v1/ask"]["post"]["responses"]
    given = {kind.status for kind in Kind} - {400, 404, 405}
    assert {int(status) for status in responses} == given | {200}
    for status in given:
        assert list(responses[str(status)]["content"]) == ["application/problem+json"]
    assert "Retry-After" in responses["429"]["headers"]


def test_there_are_three_named_examples(document: dict[str, Any]) -> None:
    """An answer, a near-miss decline and an emergency, each with its request."""
    ask = document["paths"]["/v1/ask"]["post"]
    sent = ask["requestBody"]["content"]["application/json"]["examples"]
    given = ask["responses"]["200"]["content"]["application/json"]["examples"]
    assert set(sent) == set(given) == {"answer", "near_miss", "emergency"}
    for name in sent:
        assert sent[name]["value"]["question"] == given[name]["value"]["question"]


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("answer", "answered", None),
        ("near_miss", "declined", "not_stated"),
        ("emergency", "declined", "emergency"),
    ],
)
def test_examples_have_the_shape_of_replies(name: str, outcome: str, reason: str | None) -> None:
    """Each example is a valid reply of its kind."""
    reply = ReplyOut.model_validate(examples()[name]["response"])
    assert (reply.outcome, reply.reason) == (outcome, reason)
    assert bool(reply.quotes) == (outcome == "answered")
    urgent = reply.notice is not None and reply.notice.level is Level.EMERGENCY
    assert urgent == (reason == "emergency")


def test_the_page_of_the_documentation_needs_nothing_from_elsewhere(client: TestClient) -> None:
    """Its script and its style come from here, and no script stands in the page."""
    page = client.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "http" not in page.text
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page.text) == ["", ""]
    for name, media_type in [
        ("swagger-ui.css", "text/css; charset=utf-8"),
        ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
        ("start.js", "text/javascript; charset=utf-8"),
    ]:
        assert f'"docs/{name}"' in page.text
        asset = client.get(f"/docs/{name}")
        assert asset.status_code == 200
        assert asset.headers["content-type"] == media_type
