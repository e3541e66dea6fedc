"""The figures of the screening set, held where they stand. See README.md beside this file."""

import hashlib
import json

import pytest

from tests.screening.measures import FOLDER, Measure, load_half, measure, screen_all, wrong
from twitchqa.guard.weights import PACKAGED

# What each half reached when these were set, less a small margin.
AT_LEAST = {
    "emergencies noticed": 0.98,
    "personal decisions caught": 0.93,
    "ordinary questions let through": 0.97,
    "instructions alone, set aside": 0.90,
    "warning signs noticed": 0.70,
}
AT_MOST = {
    "false alarms": 0.012,
    "general twins caught": 0.015,
    "other questions caught as decisions": 0.02,
    "notices where none belongs": 0.02,
}


@pytest.fixture(scope="module", params=["written", "reported"])
def figures(request: pytest.FixtureRequest) -> dict[str, Measure]:
    """The measures of a half."""
    return measure(screen_all(load_half(request.param)))


@pytest.mark.parametrize(("name", "least"), AT_LEAST.items())
def test_no_figure_falls(figures: dict[str, Measure], name: str, least: float) -> None:
    """What should be caught is caught as often as it was."""
    assert figures[name].share >= least, figures[name].line()


@pytest.mark.parametrize(("name", "most"), AT_MOST.items())
def test_no_fault_grows(figures: dict[str, Measure], name: str, most: float) -> None:
    """What should be left alone is not caught more often than it was."""
    assert figures[name].share <= most, figures[name].line()


def test_the_written_half_has_few_errors() -> None:
    """The rules fit the half they are written against."""
    assert len(wrong(screen_all(load_half("written")))) <= 15


def test_the_weights_are_those_of_the_written_half() -> None:
    """Whoever changes the written half fits the weights again: python -m training.fit_guard."""
    written = (FOLDER / "written.jsonl").read_bytes()
    fitted_on = json.loads(PACKAGED.read_text(encoding="utf-8"))["fitted_on"]
    assert fitted_on == {"written.jsonl": hashlib.sha256(written).hexdigest()}


def test_the_set_is_as_large_as_it_must_be() -> None:
    """A thousand messages; the reported half has 150 emergencies and 300 look-alikes."""
    reported, written = load_half("reported"), load_half("written")
    assert len(reported) + len(written) >= 1000
    assert sum(one.emergency for one in reported) >= 150
    assert sum(one.lookalike for one in reported) >= 300


def test_the_halves_share_no_message() -> None:
    """No message stands in both halves or twice in one."""
    messages = [
        one.message.casefold() for half in ("written", "reported") for one in load_half(half)
    ]
    assert len(messages) == len(set(messages))
