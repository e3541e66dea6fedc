"""The paths that say what the service knows: its documents, and itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path

from twitchqa.api.about import AboutOut, last_evaluation
from twitchqa.api.documents import DocumentList, DocumentOut, DocumentSummary
from twitchqa.api.openapi import problems_of
from twitchqa.api.problems import Kind, Problem

if TYPE_CHECKING:
    from twitchqa.api.serving import Serving
    from twitchqa.settings import Settings

DocumentId = Annotated[str, Path(examples=["muscle-twitching"])]


class CorpusPaths:
    """What each path of the corpus gives."""

    def __init__(self, serving: Serving, settings: Settings) -> None:
        self._serving = serving
        self._evaluation_file = settings.evaluation_file

    async def list_documents(self) -> DocumentList:
        """Every document, without its text."""
        known = self._serving.engine.documents.values()
        return DocumentList(documents=[DocumentSummary.of(document) for document in known])

    async def read_document(self, document_id: DocumentId) -> DocumentOut:
        """One document: the text that quotes' offsets count in, its sections, its provenance."""
        document = self._serving.engine.documents.get(document_id)
        if document is None:
            raise Problem(Kind.NO_SUCH_DOCUMENT)
        return DocumentOut.of(document, getattr(self._serving.engine, "editor", None))

    async def about(self) -> AboutOut:
        """What the service knows, what it declines, what it runs on."""
        engine = self._serving.engine
        evaluation = await asyncio.to_thread(last_evaluation, self._evaluation_file)
        return AboutOut.of(engine, evaluation)


def corpus_router(serving: Serving, settings: Settings) -> APIRouter:
    """The paths of the corpus."""
    paths = CorpusPaths(serving, settings)
    router = APIRouter(tags=["corpus"], responses=problems_of(401, 503))
    router.add_api_route(
        "/v1/documents",
        paths.list_documents,
        summary="List the documents",
        operation_id="list_documents",
    )
    router.add_api_route(
        "/v1/documents/{document_id}",
        paths.read_document,
        summary="Read a document",
        operation_id="read_document",
        responses=problems_of(404),
    )
    router.add_api_route(
        "/v1/about", paths.about, summary="What is known and declined", operation_id="about"
    )
    return router
