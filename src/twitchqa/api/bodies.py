"""Bodies are read here, within a size and a time; a client that left takes its work along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from twitchqa.api.problems import LARGEST_BODY, Kind, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CLOSE = {"Connection": "close"}


class ClientLeft(Exception):
    """The client went away before there was a reply; nobody is left to tell."""


class Bodies:
    """Reads the whole body of a request before the app sees it, then watches the client.

    Raises Problem for a body over 16 KiB, without reading on, and for one that is not there
    after `timeout` seconds. When the client leaves, the app's task is cancelled.
    """

    def __init__(self, app: ASGIApp, timeout: float) -> None:
        self.app = app
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        body = await self._read(Headers(scope=scope), receive)
        work = asyncio.ensure_future(self.app(scope, _replay(body), send))
        leaving = asyncio.ensure_future(_until_left(receive))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ClientLeft
            work.result()
        finally:
            work.cancel()
            leaving.cancel()
            await asyncio.gather(work, leaving, return_exceptions=True)

    async def _read(self, headers: Headers, receive: Receive) -> bytes:
        told = headers.get("content-length", "")
        if told.isdigit() and int(told[:12]) > LARGEST_BODY:
            raise Problem(Kind.BODY_TOO_LARGE, headers=_CLOSE)
        body = bytearray()
        try:
            async with asyncio.timeout(self._timeout):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientLeft
                    body += message.get("body", b"")
                    if len(body) > LARGEST_BODY:
                        raise Problem(Kind.BODY_TOO_LARGE, headers=_CLOSE)
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise Problem(Kind.BODY_TOO_SLOW, headers=_CLOSE) from None


def _replay(body: bytes) -> Receive:
    """A `receive` that gives `body` once and then never anything."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        return await asyncio.Future()

    return receive


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
