"""Puts the service together: this is the only place that knows all its parts."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from twitchqa.api import openapi
from twitchqa.api.asking import ask_router
from twitchqa.api.bodies import Bodies
from twitchqa.api.corpus import corpus_router
from twitchqa.api.docs import docs_router
from twitchqa.api.gate import Gate
from twitchqa.api.holder import EngineHolder
from twitchqa.api.journal import Journal
from twitchqa.api.metrics import Metrics
from twitchqa.api.operators import operator_router
from twitchqa.api.page import page_router
from twitchqa.api.problems import problem_for_status
from twitchqa.api.serving import Serving
from twitchqa.api.shield import Shield

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Lifespan, Scope

    from twitchqa.api.holder import AnsweringEngine
    from twitchqa.errors import TwitchqaError
    from twitchqa.settings import Settings

_PLAIN_PATH = re.compile(r"[/A-Za-z0-9._-]{0,64}\Z")


class Service(FastAPI):
    """FastAPI with our own OpenAPI document and documentation page, and with private traces."""

    def __init__(self, lifespan: Lifespan[FastAPI]) -> None:
        super().__init__(
            title="twitchqa",
            description=openapi.DESCRIPTION,
            version=version("twitchqa"),
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            lifespan=lifespan,
            telemetry={"exclude": may_hold_words, "logs": False},
        )

    def openapi(self) -> dict[str, Any]:
        """The document that `/openapi.json` gives; made once."""
        if self.openapi_schema is None:
            self.openapi_schema = openapi.finished(super().openapi())
        return self.openapi_schema


def open_real_engine(settings: Settings) -> AnsweringEngine:
    """The engine over the index; imported in the thread that opens it, so the port opens first."""
    from twitchqa.engine import open_engine

    return open_engine(settings)


def create_app(
    settings: Settings,
    open_engine: Callable[[Settings], AnsweringEngine] = open_real_engine,
    when_refused: Callable[[TwitchqaError], None] | None = None,
) -> FastAPI:
    """The service. Its engine is opened in the background once the app starts.

    `when_refused` is told when the first opening fails; without it, the service stays
    unready until a good index is there.
    """
    metrics = Metrics()
    holder = EngineHolder(settings, open_engine, metrics, when_refused)
    serving = Serving(settings, holder, metrics)
    app = Service(lifespan=lambda _: _running(serving))
    app.add_exception_handler(HTTPException, _framework_problem)
    routers = (
        ask_router(serving, settings),
        corpus_router(serving, settings),
        operator_router(serving),
        docs_router(),
        page_router(serving, settings),
    )
    for router in routers:
        app.include_router(router)
    templates = {getattr(route, "path", "") for router in routers for route in router.routes}
    _add_layers(app, settings)
    app.add_middleware(Journal, metrics=metrics, templates=frozenset(templates))
    return app


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """The layers around the paths; a layer that is added later lies further out."""
    app.add_middleware(Bodies, timeout=settings.body_timeout)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Shield)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key"],
            expose_headers=["Retry-After", "X-Request-Id"],
        )


@asynccontextmanager
async def _running(serving: Serving) -> AsyncIterator[None]:
    """Opens the engine in the background, heeds SIGHUP, and finishes what began."""
    watching = asyncio.create_task(serving.holder.serve())
    heeds_signals = threading.current_thread() is threading.main_thread()
    loop = asyncio.get_running_loop()
    if heeds_signals:
        loop.add_signal_handler(signal.SIGHUP, serving.holder.reopen)
    try:
        yield
    finally:
        if heeds_signals:
            loop.remove_signal_handler(signal.SIGHUP)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.to_thread(serving.close)


async def _framework_problem(_: Request, error: Exception) -> Response:
    """An unknown path, a wrong method: the framework's error in our one shape."""
    status = getattr(error, "status_code", 500)
    return problem_for_status(status, getattr(error, "headers", None)).response()


def may_hold_words(scope: Scope) -> bool:
    """Whether a trace of this request could hold someone's words: it is then not traced."""
    return bool(scope.get("query_string")) or not _PLAIN_PATH.match(scope.get("path", ""))
