"""The paths for those who run the service: health, metrics, and what each problem means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.responses import Response

from twitchqa.api import metrics
from twitchqa.api.openapi import problems_of
from twitchqa.api.problems import BY_SLUG, Kind, Problem

if TYPE_CHECKING:
    from twitchqa.api.serving import Serving

Slug = Annotated[str, Path(examples=["question-too-long"])]


class Health(BaseModel):
    """The state of the service."""

    status: str
    index: str | None = None


class ProblemKind(BaseModel):
    """What a problem's `type` means, and what to do."""

    type: str
    title: str
    status: int
    next_step: str


class OperatorPaths:
    """What each path for operators gives."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    async def live(self) -> Health:
        """The process runs."""
        return Health(status="live")

    async def ready(self) -> Health:
        """The models and the index are loaded and checked."""
        return Health(status="ready", index=self._serving.engine.index_id)

    async def series(self) -> Response:
        """Counts and times for Prometheus."""
        text = self._serving.metrics.text()
        return Response(text, headers={"Content-Type": metrics.MEDIA_TYPE})

    async def problem(self, slug: Slug) -> ProblemKind:
        """What a problem's `type` means."""
        kind = BY_SLUG.get(slug)
        if kind is None:
            raise Problem(Kind.NO_SUCH_PATH)
        return ProblemKind(
            type=kind.type, title=kind.title, status=kind.status, next_step=kind.next_step
        )


def operator_router(serving: Serving) -> APIRouter:
    """The paths for operators."""
    paths = OperatorPaths(serving)
    router = APIRouter(tags=["operators"])
    router.add_api_route("/health/live", paths.live, summary="Is it alive?", operation_id="live")
    router.add_api_route(
        "/health/ready",
        paths.ready,
        summary="Is it ready?",
        operation_id="ready",
        responses=problems_of(503),
    )
    router.add_api_route(
        "/metrics",
        paths.series,
        summary="Metrics for Prometheus",
        operation_id="metrics",
        response_class=Response,
        responses={200: {"content": {metrics.MEDIA_TYPE: {}}}, **problems_of(401)},
    )
    router.add_api_route(
        "/problems/{slug}",
        paths.problem,
        summary="What a problem means",
        operation_id="problem",
        responses=problems_of(404),
    )
    return router
