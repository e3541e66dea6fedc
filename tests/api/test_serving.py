"""The way to the engine: bounded, off the event loop, and dropped when nobody waits."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine, wait_until
from twitchqa.api.holder import EngineHolder
from twitchqa.api.metrics import Metrics
from twitchqa.api.problems import Kind, Problem
from twitchqa.api.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twitchqa.settings import Settings


@pytest.fixture
def serving(settings: Settings, engine: FakeEngine) -> Iterator[Serving]:
    """One worker, one place to wait."""
    narrow = replace(settings, workers=1, queue_length=1)
    metrics = Metrics()
    holder = EngineHolder(narrow, lambda _: engine, metrics)
    holder.engine = engine
    made = Serving(narrow, holder, metrics)
    yield made
    engine.go.set()
    made.close()


def test_a_full_queue_turns_away_at_once(serving: Serving, engine: FakeEngine) -> None:
    """One is worked on, one waits, the third is told to come back; then all is well again."""

    async def ask_three() -> float:
        first = asyncio.create_task(serving.ask("wait 1", 6))
        second = asyncio.create_task(serving.ask("wait 2", 6))
        await asyncio.sleep(0)
        began = time.perf_counter()
        with pytest.raises(Problem) as turned_away:
            await serving.ask("wait 3", 6)
        took = time.perf_counter() - began
        assert turned_away.value.kind is Kind.OVERLOADED
        assert turned_away.value.headers == {"Retry-After": "2"}
        engine.go.set()
        assert (await first).question == "wait 1"
        assert (await second).question == "wait 2"
        assert (await serving.ask("again", 6)).question == "again"
        return took

    assert asyncio.run(ask_three()) < 0.5
    assert engine.asked == ["wait 1", "wait 2", "again"]


def test_a_question_nobody_waits_for_is_not_asked(serving: Serving, engine: FakeEngine) -> None:
    """Cancelling drops a question that still waits, and its place is free again."""

    async def leave() -> None:
        first = asyncio.create_task(serving.ask("wait 1", 6))
        second = asyncio.create_task(serving.ask("left", 6))
        await asyncio.sleep(0.05)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        third = asyncio.create_task(serving.ask("third", 6))
        await asyncio.sleep(0)
        engine.go.set()
        await first
        await third

    asyncio.run(leave())
    assert engine.asked == ["wait 1", "third"]


def test_the_event_loop_stays_free(serving: Serving, engine: FakeEngine) -> None:
    """While the engine works, the loop goes round."""

    async def count_rounds() -> int:
        task = asyncio.create_task(serving.ask("wait", 6))
        for _ in range(100):
            await asyncio.sleep(0.001)
        engine.go.set()
        await task
        return 100

    assert asyncio.run(count_rounds()) == 100


def test_the_queue_depth_goes_up_and_down(serving: Serving, engine: FakeEngine) -> None:
    """The gauge counts who waits or is worked on."""

    def depth() -> float | None:
        return serving.metrics.registry.get_sample_value("twitchqa_queue_depth")

    async def two() -> float | None:
        tasks = [asyncio.create_task(serving.ask(f"wait {each}", 6)) for each in "ab"]
        await asyncio.sleep(0.01)
        most = depth()
        engine.go.set()
        await asyncio.gather(*tasks)
        return most

    assert asyncio.run(two()) == 2
    wait_until(lambda: depth() == 0)


def test_before_the_engine_is_there_it_is_not_ready(serving: Serving) -> None:
    """No engine, no reply."""
    serving.holder.engine = None
    with pytest.raises(Problem) as problem:
        asyncio.run(serving.ask("Hello?", 6))
    assert problem.value.kind is Kind.NOT_READY
