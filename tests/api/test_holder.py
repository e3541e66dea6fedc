"""A new index is swapped in while the service runs; a bad one is refused."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine
from twitchqa.api.holder import EngineHolder
from twitchqa.api.metrics import Metrics
from twitchqa.errors import IndexDamaged, TwitchqaError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from twitchqa.settings import Settings


def _write(settings: Settings, index_id: str) -> None:
    settings.index_dir.mkdir(exist_ok=True)
    (settings.index_dir / "manifest.json").write_text(index_id, encoding="utf-8")


def _open(settings: Settings) -> FakeEngine:
    """An engine whose index is named in the manifest; 'bad' and 'bug' cannot be opened."""
    index_id = (settings.index_dir / "manifest.json").read_text(encoding="utf-8")
    if index_id == "bad":
        raise IndexDamaged("A file does not match.", "Build it again.")
    if index_id == "bug":
        raise ZeroDivisionError
    return FakeEngine(index_id)


def _watching(holder: EngineHolder, steps: Callable[[], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        task = asyncio.create_task(holder.serve())
        await steps()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        holder.close()

    asyncio.run(run())


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    pytest.fail("It did not come true in time.")


def _serves(holder: EngineHolder, index_id: str) -> bool:
    return holder.engine is not None and holder.engine.index_id == index_id


def test_a_new_index_is_swapped_in(settings: Settings) -> None:
    """The holder notices that the manifest changed and opens the new index."""
    _write(settings, "one")
    metrics = Metrics()
    holder = EngineHolder(settings, _open, metrics)

    async def steps() -> None:
        await _until(lambda: _serves(holder, "one"))
        _write(settings, "two")
        await _until(lambda: _serves(holder, "two"))

    _watching(holder, steps)
    swaps = metrics.registry.get_sample_value("twitchqa_index_swaps_total", {"result": "opened"})
    assert swaps == 2
    assert metrics.registry.get_sample_value("twitchqa_index_info", {"id": "two"}) == 1


@pytest.mark.parametrize("bad", ["bad", "bug"])
def test_a_bad_index_is_refused_and_the_old_one_goes_on(
    settings: Settings, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with the new index, the old one serves, and the log says so."""
    caplog.set_level(logging.ERROR, "twitchqa")
    _write(settings, "one")
    metrics = Metrics()
    holder = EngineHolder(settings, _open, metrics)

    def refused() -> bool:
        return bool(caplog.records)

    async def steps() -> None:
        await _until(lambda: _serves(holder, "one"))
        _write(settings, bad)
        await _until(refused)
        assert _serves(holder, "one")
        _write(settings, "three")
        await _until(lambda: _serves(holder, "three"))

    _watching(holder, steps)
    (record,) = caplog.records
    assert record.getMessage() == "index refused"
    assert record.__dict__["facts"]["still_serving"] == "one"


def test_a_refused_index_is_not_tried_again_and_again(settings: Settings) -> None:
    """Only a change, or being told, makes it look again."""
    tried: list[str] = []

    def opening(settings: Settings) -> FakeEngine:
        tried.append("once")
        return _open(settings)

    _write(settings, "bad")
    holder = EngineHolder(settings, opening, Metrics())

    async def steps() -> None:
        await asyncio.sleep(0.4)
        assert tried == ["once"]
        holder.reopen()
        await _until(lambda: tried == ["once", "once"])

    _watching(holder, steps)


def test_a_first_index_that_is_refused_is_told(settings: Settings) -> None:
    """Whoever started the service learns that it cannot serve."""
    told: list[TwitchqaError] = []
    _write(settings, "bad")
    holder = EngineHolder(settings, _open, Metrics(), told.append)

    async def steps() -> None:
        await _until(lambda: bool(told))

    _watching(holder, steps)
    assert isinstance(told[0], IndexDamaged)


def test_being_told_opens_the_same_index_anew(settings: Settings) -> None:
    """SIGHUP opens the index even though its manifest is the same, as after new models."""
    _write(settings, "one")
    holder = EngineHolder(settings, _open, Metrics())

    async def steps() -> None:
        await _until(lambda: _serves(holder, "one"))
        before = holder.engine
        holder.reopen()
        await _until(lambda: holder.engine is not before)

    _watching(holder, steps)


def test_a_manifest_that_is_away_for_a_moment_is_no_new_index(
    settings: Settings, tmp_path: Path
) -> None:
    """Between the steps of a switch there may be no manifest; the old engine serves on."""
    _write(settings, "one")
    holder = EngineHolder(settings, _open, Metrics())

    async def steps() -> None:
        await _until(lambda: _serves(holder, "one"))
        before = holder.engine
        manifest = settings.index_dir / "manifest.json"
        manifest.rename(tmp_path / "away")
        await asyncio.sleep(0.2)
        assert holder.engine is before
        (tmp_path / "away").rename(manifest)
        await asyncio.sleep(0.2)
        assert holder.engine is before

    _watching(holder, steps)
