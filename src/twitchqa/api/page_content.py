"""What the page says: rendered from the engine that is serving, everything escaped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from twitchqa.api.problems import Problem
from twitchqa.api.questions import check_question
from twitchqa.editor import Editor
from twitchqa.errors import TwitchqaError
from twitchqa.records import DISCLAIMER, Outcome
from twitchqa.web.article import blocks, parse_place
from twitchqa.web.examples import examples
from twitchqa.web.rendering import environment
from twitchqa.web.view import ReplyView, heading_of, kind_of, view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twitchqa.api.holder import AnsweringEngine
    from twitchqa.api.serving import Serving
    from twitchqa.records import Document, Reply
    from twitchqa.settings import Settings
    from twitchqa.web.rendering import Asset


LONGEST_WAIT = 0.5  # seconds for the examples; only the first page after a start waits at all

SURE_ENOUGH = 0.8
"""The least confidence of a reply whose question the page puts forward as an example."""


class Page:
    """Renders the page from what the engine that is serving knows."""

    def __init__(self, serving: Serving, settings: Settings, assets: Mapping[str, Asset]) -> None:
        self._serving = serving
        self._settings = settings
        self._templates = environment(assets)
        self._examples: dict[str, asyncio.Task[tuple[str, ...]]] = {}

    async def show(self, question: str = "", reply: Reply | None = None, problem: str = "") -> str:
        """The page: empty, with a reply, or with a problem and the question kept."""
        engine = self._serving.holder.engine
        documents = tuple(engine.documents.values()) if engine else ()
        return self._render(
            "page.html",
            documents,
            question=question,
            kind=kind_of(reply) if reply else None,
            reply=reply,
            view=view_of(reply, editor_of(engine)) if reply and engine else ReplyView(),
            problem=problem,
            documents=documents,
            examples=await self._examples_of(engine) if engine else (),
            keeps_feedback=self._settings.feedback_file is not None,
            keeps_questions=self._settings.log_questions,
        )

    async def ask(self, question: str) -> tuple[int, str, Mapping[str, str]]:
        """Status, page and headers for a question; a problem is told on the page."""
        try:
            check_question(question)
            reply = await self._serving.ask(question, self._settings.max_quotes)
        except Problem as problem:
            said = next((error.message for error in problem.errors), "")
            text = f"{problem.kind.title}. {said} {problem.kind.next_step}".replace("  ", " ")
            return problem.kind.status, await self.show(question, problem=text), problem.headers
        return 200, await self.show(question, reply), {}

    def article(self, document: Document, place: str) -> str:
        """The article on a page of its own, with the span that `place` names marked."""
        engine = self._serving.engine
        editor = editor_of(engine)
        return self._render(
            "document.html",
            tuple(engine.documents.values()),
            document=document,
            blocks=blocks(document, parse_place(place, document)),
            notes=[note for note in editor.notes if note.document == document.id],
            glossary=[
                (term.term, term.text) for term in editor.glossary if term.stands_in(document.text)
            ],
        )

    def message(self, title: str, message: str) -> str:
        """A page that says one thing."""
        return self._render("message.html", (), title=title, message=message)

    def _render(self, name: str, known: tuple[Document, ...], **shown: Any) -> str:  # noqa: ANN401
        shown |= {"heading": heading_of(known), "one": len(known) == 1, "disclaimer": DISCLAIMER}
        return self._templates.get_template(name).render(shown)

    async def _examples_of(self, engine: AnsweringEngine) -> tuple[str, ...]:
        """Questions that this index answers, found out once for each index.

        None while that still goes on: nobody waits long for them.
        """
        if engine.index_id not in self._examples:
            work = asyncio.to_thread(examples, engine.documents.values(), _answered_by(engine))
            self._examples = {engine.index_id: asyncio.create_task(work)}
        found = self._examples[engine.index_id]
        done, _ = await asyncio.wait({found}, timeout=LONGEST_WAIT)
        return found.result() if done else ()


def editor_of(engine: AnsweringEngine) -> Editor:
    """What the editors have added to the corpus; nothing for an engine that knows of none."""
    return getattr(engine, "editor", None) or Editor()


def _answered_by(engine: AnsweringEngine) -> Callable[[str], bool]:
    def answered(question: str) -> bool:
        try:
            reply = engine.ask(question)
        except TwitchqaError:
            return False
        return reply.outcome is Outcome.ANSWERED and reply.result.confidence >= SURE_ENOUGH

    return answered
