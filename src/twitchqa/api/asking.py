"""`POST /v1/ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from twitchqa.api.openapi import ASK_BODY, problems_of
from twitchqa.api.questions import check_media_type, read_ask
from twitchqa.api.wire import ReplyOut

if TYPE_CHECKING:
    from twitchqa.api.serving import Serving
    from twitchqa.settings import Settings


def ask_router(serving: Serving, settings: Settings) -> APIRouter:
    """The one path that answers."""
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
        return Response(ReplyOut.of(reply).model_dump_json(), media_type="application/json")

    return router
