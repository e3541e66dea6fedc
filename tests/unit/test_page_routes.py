"""The page's routes, without a browser."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from tests.e2e.page.fake_engine import FakeEngine
from twitchqa.api.app import create_app
from twitchqa.errors import IndexMissing
from twitchqa.records import Reason
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twitchqa.api.holder import AnsweringEngine

OURS = {"Origin": "http://testserver"}
VERDICT = {"outcome": "answered", "reason": "", "index": "i", "verdict": "yes"}


@contextmanager
def running(settings: Settings) -> Iterator[TestClient]:
    """A client of the app over the fake engine, once it is ready."""
    with TestClient(create_app(settings, lambda _: FakeEngine())) as client:
        for _ in range(200):
            if client.get("/health/ready").status_code == 200:
                break
        yield client


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of an app that keeps no feedback."""
    with running(Settings()) as ready:
        yield ready


def test_the_page_says_what_it_knows(client: TestClient) -> None:
    """Its article, the article's headings, and what it cannot do."""
    text = client.get("/").text
    assert "It knows one article, and nothing else:" in text
    assert "<li>When to Seek Medical Help</li>" in text
    assert "It cannot tell you what you have." in text
    assert "We do not keep your question." in text


@pytest.mark.parametrize("kind", ["answered", "self_harm", *Reason])
def test_every_kind_of_reply_has_its_look(client: TestClient, kind: str) -> None:
    """The script finds a template for whatever the API may say."""
    assert f'<template id="reply-{kind}">' in client.get("/").text


def test_a_posted_question_is_answered_in_the_page(client: TestClient) -> None:
    """Quotes link to their place in the article; nothing of it may be kept by a cache."""
    response = client.post("/", data={"question": "Why do muscles twitch?"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "same-origin"
    (place,) = re.findall(r'href="/documents/twitches\?quote=(\d+-\d+)#quote"', response.text)[:1]
    article = client.get(f"/documents/twitches?quote={place}").text
    assert '<mark id="quote" tabindex="-1">They often stop on their own.</mark>' in article


def test_what_is_posted_comes_back_escaped(client: TestClient) -> None:
    """In the box and above the answer."""
    text = client.post("/", data={"question": "</textarea><img src=x onerror=y>"}).text
    assert text.count("&lt;/textarea&gt;&lt;img src=x onerror=y&gt;") >= 2
    assert "<img" not in text


def test_a_line_end_in_a_form_counts_once(client: TestClient) -> None:
    """A question of 1,000 characters with line ends is not too long."""
    question = "why\r\n" * 250
    assert client.post("/", data={"question": question}).status_code == 200


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "The question is empty."),
        ("x" * 1001, "The question is too long."),
        ("a\x00", "control"),
    ],
)
def test_a_question_that_cannot_be_processed_is_told_on_the_page(
    client: TestClient, question: str, said: str
) -> None:
    """With the API's status, and with the form to try again."""
    response = client.post("/", data={"question": question})
    assert response.status_code == 422
    assert said in response.text
    assert '<form id="ask"' in response.text


def test_a_body_that_is_no_form_is_an_empty_question(client: TestClient) -> None:
    """Nothing else is read from it."""
    assert client.post("/", json={"question": "Why?"}).status_code == 422
    assert client.post("/", data={str(n): "x" for n in range(11)}).status_code == 422


def test_the_page_is_there_before_the_engine_is() -> None:
    """It says that the service is starting, and so does the reply to a question."""

    def refuse(_: Settings) -> AnsweringEngine:
        raise IndexMissing("There is no index.", "Build it.")

    with TestClient(create_app(Settings(), refuse)) as starting:
        assert "The service is just starting." in starting.get("/").text
        response = starting.post("/", data={"question": "Why?"})
    assert response.status_code == 503
    assert "The service is not ready." in response.text


def test_an_article_that_is_not_there_is_said_so(client: TestClient) -> None:
    """In words, with the way back."""
    response = client.get("/documents/nothing")
    assert response.status_code == 404
    assert "We have no such article" in response.text


def test_assets_are_kept_for_as_long_as_they_are_the_same(client: TestClient) -> None:
    """Their address changes with their content; without it they are asked for again."""
    (address,) = re.findall(r'src="(/assets/page\.js\?v=[0-9a-f]+)"', client.get("/").text)
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/assets/page.js").headers["cache-control"] == "no-cache"
    assert client.get("/assets/page.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert client.get("/assets/nothing.js").status_code == 404


def test_feedback_stores_nothing_unless_a_file_is_named(tmp_path: Path, client: TestClient) -> None:
    """The person is thanked all the same; no box offers to send the question."""
    assert client.post("/feedback", data=VERDICT, headers=OURS).status_code == 204
    assert "Send my question" not in client.get("/").text
    file = tmp_path / "feedback.jsonl"
    with running(Settings(feedback_file=file)) as keeping:
        assert keeping.post("/feedback", data=VERDICT, headers=OURS).status_code == 204
        assert "Send my question" in keeping.get("/").text
    assert '"verdict": "yes"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        (VERDICT, {"Origin": "http://elsewhere"}, 403),
        (VERDICT, {}, 403),
        ({"verdict": "yes"}, OURS, 422),
        (VERDICT, OURS | {"Accept": "text/html"}, 200),
    ],
)
def test_feedback_from_elsewhere_is_refused(
    client: TestClient, fields: dict[str, str], headers: dict[str, str], status: int
) -> None:
    """And so is a form that is none of ours."""
    assert client.post("/feedback", data=fields, headers=headers).status_code == status
