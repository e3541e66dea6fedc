"""One line of JSON for each request and event: what happened, never what was asked.

A request's line has the path's template, so neither a query string nor an unknown path
is ever written down.
"""

from __future__ import annotations

import json
import logging
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from ulid import ULID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from twitchqa.api.metrics import Metrics
    from twitchqa.records import Reply

LOGGER = logging.getLogger("twitchqa")
CLIENT_LEFT = 499
NO_ROUTE = "(unknown)"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def write(event: str, level: int = logging.INFO, **facts: object) -> None:
    """One line about `event`; facts that are None are left out."""
    LOGGER.log(level, event, extra={"facts": facts})


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; no message of an exception, since it may hold words."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, event and the facts that are there."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        facts: Mapping[str, object] = getattr(record, "facts", {})
        line |= {name: fact for name, fact in facts.items() if fact is not None}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


@dataclass(slots=True)
class Entry:
    """What is known of a request so far; its line is written when it is done."""

    id: str = field(default_factory=lambda: str(ULID()))
    status: int = CLIENT_LEFT
    outcome: str | None = None
    reason: str | None = None
    question: str | None = None
    stages: dict[str, float] | None = None

    def note(self, reply: Reply, *, with_question: bool) -> None:
        """The request got `reply`; from now on they share one id."""
        self.id = reply.id
        self.outcome = reply.outcome.value
        self.reason = reply.reason.value if reply.reason else None
        self.question = reply.question if with_question else None
        self.stages = {stage: round(spent, 1) for stage, spent in reply.stages} or None


_entry: ContextVar[Entry | None] = ContextVar("entry", default=None)


def entry() -> Entry:
    """The entry of the request at hand; outside one, an entry that nobody writes."""
    return _entry.get() or Entry()


class Journal:
    """Gives each response its id and security headers, then writes and counts the request."""

    def __init__(self, app: ASGIApp, metrics: Metrics, templates: frozenset[str]) -> None:
        self.app = app
        self._metrics = metrics
        self._templates = templates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        current = Entry()
        token = _entry.set(current)
        started = time.perf_counter()

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                current.status = message["status"]
                _finish_headers(MutableHeaders(scope=message), current.id)
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        finally:
            _entry.reset(token)
            self._write(scope, current, time.perf_counter() - started)

    def _write(self, scope: Scope, current: Entry, seconds: float) -> None:
        # A request that was turned away before it had a route may still have a known path.
        asked: str = scope["path"] if scope["path"] in self._templates else NO_ROUTE
        path = str(getattr(scope.get("route"), "path", None) or asked)
        self._metrics.count_request(path, current.status, seconds)
        write(
            "request",
            id=current.id,
            method=scope["method"] if scope["method"] in METHODS else "(other)",
            path=path,
            status=current.status,
            outcome=current.outcome,
            reason=current.reason,
            took_ms=round(seconds * 1000, 1),
            stages_ms=current.stages,
            question=current.question,
        )


def _finish_headers(headers: MutableHeaders, request_id: str) -> None:
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")
    headers["X-Request-Id"] = request_id
