"""`POST /v1/ask`: the reply, member by member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import TEXT, make_document, reply_of
from twitchqa.records import DISCLAIMER

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SOURCE = {
    "document": "resting",
    "title": "Resting",
    "author": "A. Writer",
    "author_credentials": None,
    "published": "2020-01-01",
    "reviewed": None,
    "sha256": make_document().sha256,
}
REST_QUOTE = {
    "text": "Rest helps \U0001f642 the muscle.",
    "document": "resting",
    "title": "Resting",
    "section": "Rest",
    "start": 6,
    "end": 30,
    "score": 0.9,
}


def test_an_answer_has_every_member(client: TestClient) -> None:
    """An answer is the documented JSON, with the disclaimer and the provenance."""
    reply = reply_of(client, "What helps?", max_quotes=1)
    assert len(reply.pop("id")) == 26
    assert reply == {
        "question": "What helps?",
        "outcome": "answered",
        "reason": None,
        "answer": "Rest helps \U0001f642 the muscle.",
        "quotes": [REST_QUOTE],
        "confidence": 0.9,
        "truncated": True,
        "related": [],
        "unanswered": [],
        "notice": None,
        "disclaimer": DISCLAIMER,
        "sources": [SOURCE],
        "index": "index-1",
        "took_ms": 12.3,
    }


def test_a_near_miss_shows_related_passages_without_a_score(client: TestClient) -> None:
    """A decline for `not_stated` shows what is near, and no score that could look like proof."""
    reply = reply_of(client, "Which dose?")
    assert (reply["outcome"], reply["reason"]) == ("declined", "not_stated")
    assert reply["quotes"] == []
    assert reply["related"] == [
        {
            "text": "Coffee may make it twitch.",
            "document": "resting",
            "title": "Resting",
            "section": "Rest",
            "start": 31,
            "end": 57,
        }
    ]


def test_an_emergency_carries_its_notice(client: TestClient) -> None:
    """The notice says its level, its text and the rule that gave it."""
    reply = reply_of(client, "an emergency")
    assert reply["notice"] == {"level": "emergency", "text": "Call now.", "rule": "test-rule"}
    assert reply["reason"] == "emergency"
    assert reply["sources"] == []


def test_quotes_are_cut_from_the_text_that_is_served(client: TestClient) -> None:
    """Offsets count code points, so the emoji before the full stop counts once."""
    text = client.get("/v1/documents/resting").json()["text"]
    assert text == TEXT
    for quote in reply_of(client, "What helps?")["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize(
    "question",
    [
        "?",
        "!!!",
        "\U0001f642",
        "a\tb\r\nc",
        "x" * 1000,
        "\u200b",
        "\u202etxet",
        "e" + "\u0301" * 999,
    ],
)
def test_odd_questions_reach_the_engine(client: TestClient, question: str) -> None:
    """Punctuation, emoji, line ends and invisible characters are the engine's to judge."""
    assert reply_of(client, question)["question"] == question


def test_the_largest_allowed_question_fits_when_escaped(client: TestClient) -> None:
    """1,000 characters beyond the basic plane, each escaped as two surrogates, are no problem."""
    body = '{"question": "' + "\\ud83d\\ude42" * 1000 + '"}'
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert response.json()["question"] == "\U0001f642" * 1000


def test_max_quotes_may_be_left_out_or_be_an_end_of_its_range(client: TestClient) -> None:
    """1 and 20 are allowed; left out, the setting holds."""
    assert len(reply_of(client, "What helps?")["quotes"]) == 2
    assert len(reply_of(client, "What helps?", max_quotes=20)["quotes"]) == 2
    assert reply_of(client, "What helps?", max_quotes=1)["truncated"] is True


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'],
)
def test_json_is_known_by_its_media_type(client: TestClient, media_type: str) -> None:
    """Case and a UTF-8 charset do not matter."""
    response = client.post(
        "/v1/ask", content='{"question": "Hi?"}', headers={"Content-Type": media_type}
    )
    assert response.status_code == 200


def test_a_reply_is_not_kept_by_caches(client: TestClient) -> None:
    """Nobody between may keep what someone asked."""
    response = client.post("/v1/ask", json={"question": "What helps?"})
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-request-id"] == response.json()["id"]
