"""Bodies are read within a size and a time; who leaves takes the work along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from twitchqa.api.bodies import Bodies, ClientLeft
from twitchqa.api.problems import LARGEST_BODY, Kind, Problem

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

LEFT: Message = {"type": "http.disconnect"}


def _part(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


class Reader:
    """An app that reads its body and then takes `seconds` to work."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.read = b""
        self.finished = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads once."""
        self.read = (await receive()).get("body", b"")
        await asyncio.sleep(self.seconds)
        self.finished = True


def _send_through(app: Reader, messages: list[Message], **headers: str) -> None:
    """Runs a POST whose messages come one by one, and then nothing any more."""
    coming = list(messages)

    async def receive() -> Message:
        if coming:
            return coming.pop(0)
        return await asyncio.Future()

    async def send(message: Message) -> None:
        raise AssertionError(message)

    named = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": "POST", "headers": named}
    asyncio.run(Bodies(app, timeout=0.05)(scope, receive, send))


def test_the_app_gets_the_whole_body_at_once() -> None:
    """Pieces are put together."""
    app = Reader()
    _send_through(app, [_part(b"a", more=True), _part(b"", more=True), _part(b"b")])
    assert app.read == b"ab"
    assert app.finished


def test_the_largest_body_is_let_through_and_one_more_byte_is_not() -> None:
    """16 KiB and not a byte more, however it is cut."""
    app = Reader()
    _send_through(app, [_part(b"x" * LARGEST_BODY)])
    assert len(app.read) == LARGEST_BODY
    for messages in ([_part(b"x" * (LARGEST_BODY + 1))], [_part(b"x" * 9_000, more=True)] * 9):
        with pytest.raises(Problem) as problem:
            _send_through(Reader(), messages)
        assert problem.value.kind is Kind.BODY_TOO_LARGE


@pytest.mark.parametrize("told", ["16385", "99999999999999999999"])
def test_a_length_that_is_too_large_is_enough(told: str) -> None:
    """Nothing is read of a body that is announced too large."""
    with pytest.raises(Problem) as problem:
        _send_through(Reader(), [], content_length=told)
    assert problem.value.kind is Kind.BODY_TOO_LARGE
    assert problem.value.headers == {"Connection": "close"}


def test_a_body_that_does_not_come_is_too_slow() -> None:
    """The time counts for the whole body."""
    with pytest.raises(Problem) as problem:
        _send_through(Reader(), [_part(b"{", more=True)])
    assert problem.value.kind is Kind.BODY_TOO_SLOW


def test_who_leaves_before_the_body_is_there_is_gone() -> None:
    """There is nobody to tell."""
    with pytest.raises(ClientLeft):
        _send_through(Reader(), [_part(b"{", more=True), LEFT])


def test_who_leaves_takes_the_work_along() -> None:
    """The app's task is cancelled when the client is gone."""
    app = Reader(seconds=5)
    with pytest.raises(ClientLeft):
        _send_through(app, [_part(b"{}"), LEFT])
    assert not app.finished


def test_an_error_of_the_app_comes_through() -> None:
    """What the app raises is raised."""

    class Failing(Reader):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            raise Problem(Kind.NOT_READY)

    with pytest.raises(Problem) as problem:
        _send_through(Failing(), [_part(b"{}")])
    assert problem.value.kind is Kind.NOT_READY
