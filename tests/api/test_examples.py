"""The examples of the documentation are what the real engine says."""

from __future__ import annotations

from typing import Any

import pytest

from twitchqa.api.openapi import example_of, examples
from twitchqa.engine import Engine, open_engine
from twitchqa.settings import read_settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real_engine() -> Engine:
    """The engine over the article's index."""
    return open_engine(read_settings({}))


def _without_numbers(response: dict[str, Any]) -> dict[str, Any]:
    """The response less what differs by run, by build, or in the last digits by CPU."""
    kept = {
        name: value
        for name, value in response.items()
        if name not in {"id", "took_ms", "confidence", "index"}
    }
    kept["quotes"] = [
        {name: value for name, value in quote.items() if name != "score"}
        for quote in response["quotes"]
    ]
    return kept


@pytest.mark.parametrize("name", sorted(examples()))
def test_an_example_is_what_the_engine_says(real_engine: Engine, name: str) -> None:
    """Where this fails, look at the new reply, then run scripts/write_examples.py."""
    written = examples()[name]
    said = example_of(written["summary"], real_engine.ask(written["request"]["question"]))
    assert _without_numbers(said["response"]) == _without_numbers(written["response"])
    assert said["response"]["confidence"] == pytest.approx(
        written["response"]["confidence"], abs=0.05
    )
