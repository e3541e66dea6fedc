"""Whatever goes wrong inside becomes a problem document here, and nothing of it is told."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from twitchqa.api import journal
from twitchqa.api.bodies import ClientLeft
from twitchqa.api.problems import Kind, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Shield:
    """Answers a Problem with its response, and every other error with `internal-error`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def send_watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except ClientLeft:
            return
        except Problem as raised:
            problem = raised
        except Exception as error:  # noqa: BLE001 - the last line: anything becomes a plain 500
            _write_failure(error)
            problem = Problem(Kind.INTERNAL_ERROR)
        else:
            return
        if not began:
            await problem.response()(scope, receive, send)


def _write_failure(error: Exception) -> None:
    """The error's class and where it arose; not its message, which may hold the question."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    journal.write(
        "failure",
        logging.ERROR,
        id=journal.entry().id,
        error=type(error).__name__,
        at=[f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames],
    )
