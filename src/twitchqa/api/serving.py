"""The one way from a front (the API, the page) to the engine: bounded, counted, noted."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from twitchqa.api import journal
from twitchqa.api.problems import FieldError, Kind, Problem
from twitchqa.errors import QuestionError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from twitchqa.api.holder import AnsweringEngine, EngineHolder
    from twitchqa.api.metrics import Metrics
    from twitchqa.records import Reply
    from twitchqa.settings import Settings

_SOON = {"Retry-After": "2"}


class Serving:
    """Asks the engine off the event loop, with so many at once and so many waiting.

    Fronts use `ask` and `engine`; both raise Problem when there is nothing to give.
    """

    def __init__(self, settings: Settings, holder: EngineHolder, metrics: Metrics) -> None:
        self.holder = holder
        self.metrics = metrics
        self._settings = settings
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="ask")
        self._places = threading.Semaphore(settings.workers + settings.queue_length)

    @property
    def engine(self) -> AnsweringEngine:
        """The engine that is serving. Raises Problem (not ready) when there is none yet."""
        if self.holder.engine is None:
            raise Problem(Kind.NOT_READY, headers=_SOON)
        return self.holder.engine

    async def ask(self, question: str, max_quotes: int) -> Reply:
        """The engine's reply to a question that `check_question` has let through.

        Raises Problem: not ready, overloaded (turned away at once when the queue is full),
        or refused by the engine. Cancelling drops a question that is still waiting.
        """
        future = self._submit(self.engine, question, max_quotes)
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                reply = await asyncio.wrap_future(future)
        except TimeoutError:
            self.metrics.count_shed()
            raise Problem(Kind.OVERLOADED, headers=_SOON) from None
        except QuestionError:
            error = FieldError("question", "It cannot be processed.")
            raise Problem(Kind.QUESTION_REFUSED, errors=[error]) from None
        self.metrics.count_reply(reply)
        journal.entry().note(reply, with_question=self._settings.log_questions)
        return reply

    def _submit(self, engine: AnsweringEngine, question: str, max_quotes: int) -> Future[Reply]:
        if not self._places.acquire(blocking=False):
            self.metrics.count_shed()
            raise Problem(Kind.OVERLOADED, headers=_SOON)
        self.metrics.queue_depth.inc()
        future = self._pool.submit(engine.ask, question, max_quotes)
        future.add_done_callback(self._leave_place)
        return future

    def _leave_place(self, _: Future[Reply]) -> None:
        self.metrics.queue_depth.dec()
        self._places.release()

    def close(self) -> None:
        """Finish what was begun and give the threads back."""
        self._pool.shutdown(wait=True)
        self.holder.close()
