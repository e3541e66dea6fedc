"""An honest fake engine over a two-sentence document, and a client for an app around it."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import pytest
from starlette.testclient import TestClient
from ulid import ULID

from twitchqa.api import create_app
from twitchqa.errors import IndexMissing, QuestionError
from twitchqa.records import (
    Answer,
    Decline,
    Document,
    Level,
    Notice,
    Provenance,
    Reason,
    Reply,
    Section,
    Source,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from twitchqa.settings import Settings

TEXT = "Rest\n\nRest helps \U0001f642 the muscle. Coffee may make it twitch."
REST = Span(6, 30)
COFFEE = Span(31, 57)


def make_document() -> Document:
    """One heading, two sentences; the first holds a character beyond the basic plane."""
    return Document(
        id="resting",
        title="Resting",
        text=TEXT,
        sections=(Section("Rest", Span(0, len(TEXT))),),
        provenance=Provenance(author="A. Writer", published="2020-01-01"),
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    )


@dataclass
class FakeEngine:
    """Answers with the first sentence, or declines where the question says so.

    'wait' in a question makes it wait for `go`, 'sleep' for half a second; 'fall over' makes
    it raise with the question in the message, as careless code would.
    """

    index_id: str = "index-1"
    threshold: float = 0.5
    go: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)

    @property
    def documents(self) -> dict[str, Document]:
        """The one document."""
        return {"resting": make_document()}

    @property
    def model_ids(self) -> dict[str, str]:
        """No models, but ids."""
        return {"encoder": "fake-encoder", "reader": "fake-reader"}

    def ask(self, question: str, max_quotes: int = 6) -> Reply:
        """A reply made of real records."""
        self.asked.append(question)
        if "wait" in question:
            self.go.wait(10)
        if "sleep" in question:
            time.sleep(0.5)
        if "fall over" in question:
            raise RuntimeError(f"cannot do {question}")
        if "refuse" in question:
            raise QuestionError("It cannot be processed.", "Ask in other words.")
        return _reply(self, question, max_quotes)


def _reply(engine: FakeEngine, question: str, max_quotes: int) -> Reply:
    document = make_document()
    source = Source(document.id, document.title, document.provenance, document.sha256)
    notice = None
    result: Answer | Decline
    if "emergency" in question:
        notice = Notice(Level.EMERGENCY, "Call now.", "test-rule")
        result = Decline(Reason.EMERGENCY, "Call your local emergency number now.", 1.0)
    elif "dose" in question:
        related = (document.cut(COFFEE),)
        result = Decline(Reason.NOT_STATED, "The article does not say.", 0.8, related)
    else:
        quotes = (document.cut(REST, 0.9), document.cut(COFFEE, 0.7))[:max_quotes]
        text = " ".join(quote.text for quote in quotes)
        result = Answer(quotes, text, 0.9, truncated=max_quotes < 2)
    sources = () if notice else (source,)
    stages = (("retrieve", 4.56), ("read", 7.89))
    return Reply(str(ULID()), question, result, notice, sources, engine.index_id, 12.34, stages)


def wait_until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Returns when `true()` holds; fails when it does not in time."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if true():
            return
        pause.wait(0.01)
    pytest.fail("It did not come true in time.")


class ReadyClient(TestClient):
    """A test client that is ready to ask once it is entered."""

    def __enter__(self) -> Self:
        super().__enter__()
        wait_until(lambda: self.get("/health/ready").status_code == 200)
        return self


def serve(settings: Settings, engine: FakeEngine, peer: str = "testclient") -> ReadyClient:
    """A client of an app around `engine`; as a context it runs the app."""
    return ReadyClient(create_app(settings, lambda _: engine), client=(peer, 50_000))


def no_index(_: Settings) -> FakeEngine:
    """An opening that finds no index."""
    raise IndexMissing("There is no index in the folder.", "Run `twitchqa build`.")


def reply_of(client: TestClient, question: str, **more: object) -> Any:
    """The JSON of the reply to `question`."""
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()
