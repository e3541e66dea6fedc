"""What the service says of its corpus and of itself."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from tests.api.fakes import TEXT, FakeEngine, serve
from twitchqa.records import DISCLAIMER, Reason

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from twitchqa.settings import Settings

PROVENANCE = {
    "author": "A. Writer",
    "author_credentials": None,
    "source": None,
    "licence": None,
    "published": "2020-01-01",
    "reviewed": None,
}


def test_documents_are_listed_without_their_text(client: TestClient) -> None:
    """The list has id, title, length, provenance and hash."""
    (document,) = client.get("/v1/documents").json()["documents"]
    assert document == {
        "id": "resting",
        "title": "Resting",
        "characters": 57,
        "provenance": PROVENANCE,
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }


def test_a_document_has_text_sections_and_provenance(client: TestClient) -> None:
    """The hash is of the text as it is served, in UTF-8."""
    document = client.get("/v1/documents/resting").json()
    assert document["text"] == TEXT
    assert document["sections"] == [{"heading": "Rest", "start": 0, "end": 57}]
    assert document["provenance"] == PROVENANCE
    assert document["sha256"] == hashlib.sha256(document["text"].encode()).hexdigest()


def test_about_says_what_it_knows_and_what_it_declines(client: TestClient) -> None:
    """Every reason is explained, and a document without a review date is flagged."""
    about = client.get("/v1/about").json()
    assert [document["id"] for document in about["documents"]] == ["resting"]
    assert about["not_reviewed"] == ["resting"]
    assert [decline["reason"] for decline in about["declines"]] == [each.value for each in Reason]
    assert about["disclaimer"] == DISCLAIMER
    assert about["index"] == "index-1"
    assert about["version"]
    assert about["models"] == {"encoder": "fake-encoder", "reader": "fake-reader"}
    assert about["evaluation"] is None


def test_about_shows_the_last_evaluation(settings: Settings, engine: FakeEngine) -> None:
    """The figures that `twitchqa evaluate --json` wrote, and which index they are of."""
    score = {"value": 0.5, "low": 0.1, "high": 0.9, "count": 2}
    written = {"questions": "q.jsonl", "sha256": "aa", "index": "index-0", "version": "0.1.0"}
    content = written | {"figures": {"decision": score}, "results": ["left out"]}
    settings.evaluation_file.write_text(json.dumps(content), encoding="utf-8")
    with serve(settings, engine) as client:
        shown = client.get("/v1/about").json()["evaluation"]
    assert shown == written | {"figures": {"decision": score}}


def test_about_goes_without_an_evaluation_that_is_broken(
    settings: Settings, engine: FakeEngine
) -> None:
    """A file that is no evaluation is as good as none."""
    settings.evaluation_file.write_text("[]", encoding="utf-8")
    with serve(settings, engine) as client:
        assert client.get("/v1/about").json()["evaluation"] is None
