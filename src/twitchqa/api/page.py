"""The page's routes: a form that works without JavaScript, articles, assets, feedback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from twitchqa.api.page_content import Page
from twitchqa.web.feedback import keep, read_feedback
from twitchqa.web.rendering import load_assets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import Headers

    from twitchqa.api.serving import Serving
    from twitchqa.settings import Settings
    from twitchqa.web.rendering import Asset

# A form's Origin tells our own page from others; 'no-referrer' would hide it.
_HEADERS = {"Referrer-Policy": "same-origin"}
_FOREVER = "public, max-age=31536000, immutable"
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 10


def page_router(serving: Serving, settings: Settings) -> APIRouter:
    """The page for people; none of it is part of the API's description."""
    assets = load_assets()
    page = Page(serving, settings, assets)
    router = APIRouter(include_in_schema=False)
    _add_asking(router, page)
    _add_articles(router, page, serving)
    _add_assets(router, assets)
    _add_feedback(router, page, settings)
    return router


def _add_asking(router: APIRouter, page: Page) -> None:
    @router.get("/")
    async def show() -> Response:
        return _html(await page.show())

    @router.post("/")
    async def ask(request: Request) -> Response:
        fields = await _form(request)
        # A form sends its line ends as two characters; the person typed one.
        question = fields.get("question", "").replace("\r\n", "\n")
        status, text, headers = await page.ask(question)
        return _html(text, status, headers)


def _add_articles(router: APIRouter, page: Page, serving: Serving) -> None:
    @router.get("/documents/{id}")
    async def article(id: str, quote: str = "") -> Response:  # noqa: A002 - the path's own name
        document = serving.engine.documents.get(id)
        if document is None:
            return _html(
                page.message("We have no such article", "It may have been taken out."), 404
            )
        return _html(page.article(document, quote))


def _add_assets(router: APIRouter, assets: Mapping[str, Asset]) -> None:
    @router.get("/assets/{name}")
    async def asset(name: str, v: str = "") -> Response:
        found = assets.get(name)
        if found is None:
            return Response(status_code=404)
        kept = _FOREVER if v == found.version else "no-cache"
        return Response(found.content, media_type=found.media_type, headers={"Cache-Control": kept})


def _add_feedback(router: APIRouter, page: Page, settings: Settings) -> None:
    @router.post("/feedback")
    async def feedback(request: Request) -> Response:
        if not same_origin(request.headers):
            return _html(page.message("Not from this page", "Please use the buttons here."), 403)
        entry = read_feedback(await _form(request))
        if entry is None:
            return _html(page.message("Nothing was sent", "Please use the buttons here."), 422)
        if settings.feedback_file:
            keep(entry, settings.feedback_file, datetime.now(UTC))
        if "text/html" not in request.headers.get("accept", ""):
            return Response(status_code=204)
        return _html(page.message("Thank you", "You can close this page or ask again."))


def same_origin(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of this very service."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form; none when the body is not one. The last of a name holds."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        return {}
    body = (await request.body()).decode("ascii", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(text, status, headers=_HEADERS | dict(headers or {}))
