"""`/docs`: Swagger UI with every file served from here, under the strict security policy.

The files are those that the package fastapi-offline carries; its code is not imported.
"""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>twitchqa: the API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript. The same can be read in openapi.json.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
"""
_KEPT = {"Cache-Control": "public, max-age=86400"}


def docs_router() -> APIRouter:
    """The page and its files."""
    router = APIRouter(include_in_schema=False)
    folder = _asset_folder()

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        return HTMLResponse(_PAGE)

    @router.get("/docs/start.js")
    async def start() -> Response:
        return Response(_START, media_type="text/javascript", headers=_KEPT)

    @router.get("/docs/swagger-ui.css")
    async def css() -> Response:
        return await _asset(folder / "swagger-ui.css", "text/css")

    @router.get("/docs/swagger-ui-bundle.js")
    async def bundle() -> Response:
        return await _asset(folder / "swagger-ui-bundle.js", "text/javascript")

    return router


async def _asset(file: Path, media_type: str) -> Response:
    content = await asyncio.to_thread(file.read_bytes)
    return Response(content, media_type=media_type, headers=_KEPT)


def _asset_folder() -> Path:
    spec = find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package fastapi-offline is not installed; run scripts/run.")
    return Path(spec.origin).parent / "static"
