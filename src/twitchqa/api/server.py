"""Runs the service in a process of its own: the socket, the log, the signals."""

from __future__ import annotations

import logging
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from twitchqa.api.app import create_app, open_real_engine
from twitchqa.api.journal import LOGGER, JsonLines
from twitchqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from twitchqa.api.holder import AnsweringEngine
    from twitchqa.errors import TwitchqaError
    from twitchqa.settings import Settings

SECONDS_TO_FINISH = 30


def run_server(
    settings: Settings,
    tell: Callable[[str], None],
    open_engine: Callable[[Settings], AnsweringEngine] = open_real_engine,
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM), then finish what was begun.

    `tell` gets one line with the address once the port is open. Raises SettingsError when
    the address cannot be had, and whatever kept the first engine from opening.
    """
    refused: list[TwitchqaError] = []

    def stop(error: TwitchqaError) -> None:
        refused.append(error)
        server.should_exit = True

    listening = listen(settings.host, settings.port)
    _write_log_to_stderr()
    server = _server(create_app(settings, open_engine, when_refused=stop))
    tell(f"twitchqa is at {_address(listening)} (Ctrl+C stops it).")
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if refused:
        raise refused[0]


def _server(app: ASGIApp) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,  # the gate reads them, from trusted proxies only
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises SettingsError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise SettingsError(
            f"The service cannot listen at {host}, port {port} ({error.strerror}).",
            "Stop what uses it, or choose another with --host and --port.",
        ) from error
    # Connections inherit it; without it each reply waits 40 ms for the client's TCP to confirm.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _write_log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_is_ours_or_serious)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    LOGGER.setLevel(logging.INFO)


def _is_ours_or_serious(record: logging.LogRecord) -> bool:
    """Some libraries set their own loggers to talk about everything; their chatter stays out."""
    return record.name == LOGGER.name or record.levelno >= logging.WARNING
