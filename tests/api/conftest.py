"""A fake engine, settings that point at empty folders, and a client of a running app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.fakes import FakeEngine, serve
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    """A fake engine that is let go at the end, whatever waits in it."""
    fake = FakeEngine()
    yield fake
    fake.go.set()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose folders are empty."""
    return Settings(
        corpus_dir=tmp_path / "corpus",
        index_dir=tmp_path / "index",
        models_dir=tmp_path / "models",
        evaluation_file=tmp_path / "evaluation.json",
        index_poll=0.05,
    )


@pytest.fixture
def client(settings: Settings, engine: FakeEngine) -> Iterator[TestClient]:
    """A client of a running app that is ready."""
    with serve(settings, engine) as ready:
        yield ready
