"""Holds the engine that is serving, and swaps in a new one when the index changes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

from twitchqa.api import journal
from twitchqa.errors import TwitchqaError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from twitchqa.api.metrics import Metrics
    from twitchqa.records import Document, Reply
    from twitchqa.settings import Settings

Given = TypeVar("Given")
Made = TypeVar("Made")


class AnsweringEngine(Protocol):
    """What the service needs of an engine."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The corpus, by id."""
        ...

    @property
    def index_id(self) -> str:
        """The id of the index that answers."""
        ...

    @property
    def model_ids(self) -> Mapping[str, str]:
        """The ids of the models that answer, by what they do."""
        ...

    def ask(self, question: str, max_quotes: int = 6) -> Reply:
        """The reply to `question`; blocking, and safe to call from several threads."""
        ...


class EngineHolder:
    """The engine that is serving, or None until one has been opened and checked.

    A new engine is opened in a thread of its own and swapped in between two replies; one
    that cannot be opened is refused with a log line, and the old one goes on. `when_refused`
    is told when the very first one is.
    """

    def __init__(
        self,
        settings: Settings,
        open_engine: Callable[[Settings], AnsweringEngine],
        metrics: Metrics,
        when_refused: Callable[[TwitchqaError], None] | None = None,
    ) -> None:
        self.engine: AnsweringEngine | None = None
        self._settings = settings
        self._open_engine = open_engine
        self._metrics = metrics
        self._when_refused = when_refused
        self._manifest = settings.index_dir / "manifest.json"
        self._seen: str | None = None
        self._told = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="open-index")

    def reopen(self) -> None:
        """Open the index again soon, whether or not it seems to have changed."""
        self._told.set()

    async def serve(self) -> None:
        """Open the engine, then watch the index until cancelled."""
        await self._open()
        while True:
            told = await self._wait()
            seen = await self._off_loop(_fingerprint, self._manifest)
            if told or seen not in {self._seen, None}:
                await self._open()

    def close(self) -> None:
        """Give the thread back; an opening that is under way is waited for."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _wait(self) -> bool:
        try:
            await asyncio.wait_for(self._told.wait(), self._settings.index_poll)
        except TimeoutError:
            return False
        self._told.clear()
        return True

    async def _open(self) -> None:
        # Taken before opening, so that a change in the meantime is seen by the next look.
        self._seen = await self._off_loop(_fingerprint, self._manifest)
        try:
            engine = await self._off_loop(self._open_engine, self._settings)
        except TwitchqaError as error:
            self._refuse(str(error))
            if self.engine is None and self._when_refused:
                self._when_refused(error)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the old one goes on
            self._refuse(type(error).__name__)
        else:
            self.engine = engine
            self._metrics.count_swap("opened", engine.index_id)
            journal.write("index opened", index=engine.index_id)

    def _refuse(self, problem: str) -> None:
        self._metrics.count_swap("refused")
        serving = self.engine.index_id if self.engine else None
        journal.write("index refused", logging.ERROR, problem=problem, still_serving=serving)

    async def _off_loop(self, work: Callable[[Given], Made], given: Given) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, given)


def _fingerprint(manifest: Path) -> str | None:
    """The manifest's hash; None when there is none, as between the two steps of a switch."""
    try:
        return hashlib.sha256(manifest.read_bytes()).hexdigest()
    except OSError:
        return None
