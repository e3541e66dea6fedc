"""Whatever is sent, the answer is a reply or the right problem, and never a 500."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.api.fakes import FakeEngine, serve
from twitchqa.api.questions import QUESTION_PATTERN, AskRequest, read_ask
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

JSON = {"Content-Type": "application/json"}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(), max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
QUESTIONS = st.text(st.characters(exclude_categories=()), max_size=1_010)
REQUESTS = st.fixed_dictionaries(
    {},
    optional={"question": QUESTIONS | JSON_VALUES, "max_quotes": st.integers(-2, 25) | JSON_VALUES},
) | st.dictionaries(st.text(st.characters(exclude_categories=()), max_size=12), JSON_VALUES)


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One client for all examples of this file."""
    folder = tmp_path_factory.mktemp("empty")
    with serve(Settings(index_dir=folder, corpus_dir=folder), FakeEngine()) as client:
        yield client


def _valid(request: Any) -> bool:
    """The contract, written a second time in the plainest way."""
    if not isinstance(request, dict) or not {"question"} <= set(request) <= {
        "question",
        "max_quotes",
    }:
        return False
    question, most = request["question"], request.get("max_quotes", 6)
    if isinstance(most, float) and most.is_integer():
        most = int(most)  # JSON knows one kind of number
    if not isinstance(question, str) or type(most) is not int or not 1 <= most <= 20:
        return False
    codes = [ord(character) for character in question]
    controls = [c for c in codes if (c < 32 and c not in {9, 10, 13}) or 127 <= c <= 159]
    surrogates = [c for c in codes if 0xD800 <= c <= 0xDFFF]
    return bool(question.strip()) and len(question) <= 1_000 and not controls and not surrogates


def _check(client: TestClient, body: bytes, valid: bool | None) -> None:
    response = client.post("/v1/ask", content=body, headers=JSON)
    if valid is None:
        assert response.status_code in {200, 422}
    else:
        assert response.status_code == (200 if valid else 422)
    if response.status_code == 422:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"].startswith("/problems/")
    else:
        assert response.json()["disclaimer"]


@given(REQUESTS)
@example({"question": "\x00"})
@example({"question": "\ud800"})
@example({"question": "a\u0300" * 500})
@example({"question": "\u202e\u200b?"})
@example({"question": "a", "max_quotes": True})
@example({"question": "a", "max_quotes": 6.0})
@example({"question": "a", "max_quotes": 6.5})
@example({"question": "a", "max_quotes": 1e300})
@example({"question": {"\ud800": "\ud800"}})
@example({"\ud800": 1, "question": "a"})
def test_every_object_is_judged_by_the_contract(patient: TestClient, sent: Any) -> None:
    """200 for exactly the requests that the contract allows, 422 for all others."""
    body = json.dumps(sent).encode()
    strict = "NaN" not in body.decode() and "Infinity" not in body.decode()
    if len(body) <= 16 * 1024 and strict:
        _check(patient, body, _valid(json.loads(body)))


@given(st.binary(max_size=200))
def test_bytes_that_mean_nothing_are_422(patient: TestClient, body: bytes) -> None:
    """Random bytes get a problem."""
    _check(patient, body, None)


@given(JSON_VALUES.map(json.dumps), st.integers(0, 60), st.binary(max_size=2))
def test_broken_json_is_422(patient: TestClient, text: str, at: int, dirt: bytes) -> None:
    """JSON with a piece cut out or put in gets a problem."""
    body = b'{"question": ' + text.encode() + b"}"
    _check(patient, body[:at] + dirt + body[at + 1 :], None)


@pytest.mark.parametrize("depth", [100, 2_000, 8_000])
@pytest.mark.parametrize("opening", ["[", '{"a":', '{"question":['])
def test_deep_json_is_422(patient: TestClient, opening: str, depth: int) -> None:
    """Nesting exhausts nothing."""
    body = (opening * depth).encode()[: 16 * 1024]
    _check(patient, body, False)


@given(QUESTIONS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_pattern_in_the_description_is_the_contract(question: str) -> None:
    """A client that checks the OpenAPI pattern is never surprised."""
    import re

    surrogates = any("\ud800" <= character <= "\udfff" for character in question)
    matches = bool(re.search(QUESTION_PATTERN, question)) and 1 <= len(question) <= 1_000
    assert (matches and not surrogates) == _valid({"question": question})


def test_a_request_that_is_read_is_the_request_that_was_sent() -> None:
    """Nothing is changed on the way: no trimming, no normal form."""
    question = "  e\u0301 \ufb01 \t "
    body = json.dumps({"question": question}).encode()
    assert read_ask(body, 4) == AskRequest(question=question, max_quotes=4)
