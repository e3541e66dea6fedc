"""Keys, the rate limit, cross-origin requests and security headers."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine, reply_of, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from twitchqa.settings import Settings

OLD, NEW = "old-key", "new-key"
HASHES = tuple(hashlib.sha256(key.encode()).hexdigest() for key in (OLD, NEW))
QUESTION = {"question": "What helps?"}


def basic(name: str, password: str) -> str:
    """What a browser sends once someone has typed a name and a password."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture
def locked(settings: Settings, engine: FakeEngine) -> Iterator[TestClient]:
    """A client without a key of an app that has two."""
    with serve(replace(settings, api_keys=HASHES), engine) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {OLD}"},
        {"Authorization": f"bearer   {NEW} "},
        {"X-API-Key": NEW},
        {"Authorization": basic("anyone", NEW)},
    ],
)
def test_each_key_opens(locked: TestClient, headers: dict[str, str]) -> None:
    """Several keys hold at once, so that one can be replaced without a gap."""
    assert locked.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "slug"),
    [
        ({}, "key-missing"),
        ({"Authorization": "Bearer "}, "key-missing"),
        ({"Authorization": basic(OLD, "")}, "key-missing"),
        ({"Authorization": basic("anyone", "wrong")}, "key-unknown"),
        ({"Authorization": "Basic not-base64"}, "key-missing"),
        ({"Authorization": "Basic /w=="}, "key-missing"),
        ({"X-API-Key": ""}, "key-missing"),
        ({"Authorization": "Bearer wrong"}, "key-unknown"),
        ({"X-API-Key": HASHES[0]}, "key-unknown"),
        ({"X-API-Key": OLD.upper()}, "key-unknown"),
    ],
)
def test_without_a_key_there_is_401(locked: TestClient, headers: dict[str, str], slug: str) -> None:
    """No key and a wrong key are told apart; the stored hash is no key."""
    response = locked.post("/v1/ask", json=QUESTION, headers=headers)
    assert response.status_code == 401
    assert response.json()["type"] == f"/problems/{slug}"
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_browser_is_asked_for_the_key(locked: TestClient) -> None:
    """The challenge names Basic, which browsers know; the page then opens with the key."""
    assert 'Basic realm="twitchqa"' in locked.get("/").headers["www-authenticate"]
    assert locked.get("/", headers={"Authorization": basic("", NEW)}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/v1/about", "/v1/documents", "/metrics", "/v1/nothing"])
def test_keys_guard_everything_that_answers(locked: TestClient, path: str) -> None:
    """With keys, only probes and documentation stay open."""
    assert locked.get(path).status_code == 401


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/docs", "/openapi.json"])
def test_probes_and_documentation_need_no_key(locked: TestClient, path: str) -> None:
    """A probe carries no key."""
    assert locked.get(path).status_code == 200


def test_the_rate_limit_says_when_to_come_back(settings: Settings, engine: FakeEngine) -> None:
    """Two asks a minute: the third has to wait half a minute; reading is not limited."""
    with serve(replace(settings, rate_limit=2), engine) as client:
        assert [client.post("/v1/ask", json=QUESTION).status_code for _ in range(3)] == [
            200,
            200,
            429,
        ]
        response = client.post("/v1/ask", json=QUESTION)
        assert response.json()["type"] == "/problems/too-many-requests"
        assert 25 <= int(response.headers["retry-after"]) <= 30
        assert client.get("/v1/documents").status_code == 200


def test_a_forged_header_earns_no_second_bucket(settings: Settings, engine: FakeEngine) -> None:
    """Without trusted proxies, X-Forwarded-For changes nothing."""
    with serve(replace(settings, rate_limit=1), engine) as client:
        statuses = [
            client.post(
                "/v1/ask", json=QUESTION, headers={"X-Forwarded-For": f"9.9.9.{last}"}
            ).status_code
            for last in range(3)
        ]
    assert statuses == [200, 429, 429]


def test_a_trusted_proxy_names_the_client(settings: Settings, engine: FakeEngine) -> None:
    """Behind a trusted proxy each client has a bucket, whatever stands left of its address."""
    behind = replace(settings, rate_limit=1, trusted_proxies=(ip_network("10.0.0.0/8"),))
    with serve(behind, engine, peer="10.0.0.1") as client:
        forwarded = ["1.1.1.1", "2.2.2.2", "7.7.7.7, 1.1.1.1", "3.3.3.3, 10.0.0.9"]
        statuses = [
            client.post("/v1/ask", json=QUESTION, headers={"X-Forwarded-For": hops}).status_code
            for hops in forwarded
        ]
    assert statuses == [200, 200, 429, 200]


def test_other_origins_are_not_let_in(client: TestClient) -> None:
    """CORS is off unless set."""
    response = client.post("/v1/ask", json=QUESTION, headers={"Origin": "https://a.org"})
    assert "access-control-allow-origin" not in response.headers


def test_an_origin_that_is_set_may_read_replies_and_problems(
    settings: Settings, engine: FakeEngine
) -> None:
    """A page at the origin that is set can also read why its request failed."""
    with serve(replace(settings, cors_origins=("https://a.org",)), engine) as client:
        for origin, allowed in [("https://a.org", "https://a.org"), ("https://b.org", None)]:
            for body in (QUESTION, {}):
                response = client.post("/v1/ask", json=body, headers={"Origin": origin})
                assert response.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/v1/documents", "/nothing", "/health/live", "/metrics"]
)
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    """The same headers everywhere, on errors too."""
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert len(headers["x-request-id"]) == 26


def test_a_request_id_of_the_client_is_not_taken_over(client: TestClient) -> None:
    """What a client calls its request could hold words."""
    response = client.get("/health/live", headers={"X-Request-Id": "my leg twitches"})
    assert response.headers["x-request-id"] != "my leg twitches"


def test_asking_works_with_a_key_and_a_limit(settings: Settings, engine: FakeEngine) -> None:
    """Limits and keys together let a good request through."""
    with serve(replace(settings, api_keys=HASHES, rate_limit=5), engine) as client:
        client.headers["X-API-Key"] = OLD
        assert reply_of(client, "What helps?")["outcome"] == "answered"
