"""The paths of the API. Each says what it gives; the doing is behind `Serving`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from twitchqa.api import metrics
from twitchqa.api.about import AboutOut, last_evaluation
from twitchqa.api.documents import DocumentList, DocumentOut, DocumentSummary
from twitchqa.api.openapi import ASK_BODY, problems_of
from twitchqa.api.problems import BY_SLUG, Kind, Problem
from twitchqa.api.questions import check_media_type, read_ask
from twitchqa.api.wire import ReplyOut

if TYPE_CHECKING:
    from twitchqa.api.serving import Serving
    from twitchqa.settings import Settings


def ask_router(serving: Serving, settings: Settings) -> APIRouter:
    """`POST /v1/ask`."""
    router = APIRouter(tags=["questions"])

    @router.post(
        "/v1/ask",
        summary="Ask a question",
        operation_id="ask",
        response_model=ReplyOut,
        openapi_extra={"requestBody": ASK_BODY},
        responses=problems_of(401, 408, 413, 415, 422, 429, 500, 503),
    )
    async def ask(request: Request) -> Response:
        """An answer in the articles' own words with exact quotes, or a decline with its reason.

        Both are 200. Offsets count Unicode code points of the document's text, end-exclusive.
        """
        check_media_type(request.headers)
        asked = read_ask(await request.body(), settings.max_quotes)
        reply = await serving.ask(asked.question, asked.max_quotes)
        return _json(ReplyOut.of(reply))

    return router


def corpus_router(serving: Serving, settings: Settings) -> APIRouter:
    """What the service knows: its documents, and itself."""
    router = APIRouter(tags=["corpus"], responses=problems_of(401, 503))

    @router.get(
        "/v1/documents",
        summary="List the documents",
        operation_id="list_documents",
        response_model=DocumentList,
    )
    async def documents() -> Response:
        """Every document, without its text."""
        known = serving.engine.documents.values()
        return _json(DocumentList(documents=[DocumentSummary.of(each) for each in known]))

    @router.get(
        "/v1/documents/{document_id}",
        summary="Read a document",
        operation_id="get_document",
        response_model=DocumentOut,
        responses=problems_of(404),
    )
    async def document(document_id: str) -> Response:
        """One document: the text that quotes' offsets count in, its sections, its provenance."""
        found = serving.engine.documents.get(document_id)
        if found is None:
            raise Problem(Kind.NO_SUCH_DOCUMENT)
        return _json(DocumentOut.of(found))

    @router.get(
        "/v1/about",
        summary="What is known and declined",
        operation_id="about",
        response_model=AboutOut,
    )
    async def about() -> Response:
        """What the service knows, what it declines, what it runs on."""
        engine = serving.engine
        evaluation = await asyncio.to_thread(last_evaluation, settings.evaluation_file)
        return _json(AboutOut.of(engine, evaluation))

    return router


class Health(BaseModel):
    """The state of the service."""

    status: str
    index: str | None = None


def operator_router(serving: Serving) -> APIRouter:
    """Health, metrics, and what each problem means."""
    router = APIRouter(tags=["operators"])

    @router.get("/health/live", summary="Is it alive?", operation_id="live")
    async def live() -> Health:
        """The process runs."""
        return Health(status="live")

    @router.get(
        "/health/ready", summary="Is it ready?", operation_id="ready", responses=problems_of(503)
    )
    async def ready() -> Health:
        """The models and the index are loaded and checked."""
        return Health(status="ready", index=serving.engine.index_id)

    @router.get(
        "/metrics",
        summary="Metrics for Prometheus",
        operation_id="metrics",
        response_class=Response,
        responses={200: {"content": {metrics.MEDIA_TYPE: {}}}, **problems_of(401)},
    )
    async def series() -> Response:
        """Counts and times for Prometheus."""
        return Response(serving.metrics.text(), headers={"Content-Type": metrics.MEDIA_TYPE})

    @router.get(
        "/problems/{slug}",
        summary="What a problem means",
        operation_id="problem",
        responses=problems_of(404),
    )
    async def problem(slug: str) -> dict[str, Any]:
        """What a problem's `type` means."""
        kind = BY_SLUG.get(slug)
        if kind is None:
            raise Problem(Kind.NO_SUCH_PATH)
        return {
            "type": kind.type,
            "title": kind.title,
            "status": kind.status,
            "next_step": kind.next_step,
        }

    return router


def _json(body: BaseModel) -> Response:
    return Response(body.model_dump_json(), media_type="application/json")
