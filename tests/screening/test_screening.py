"""The figures of the screening set, held where they stand. See README.md beside this file."""

from functools import cache

import pytest

from tests.screening.measures import LEARNT, Measure, load_half, measure, screen_all, wrong

# What each file reached when these were set, less a small margin.
AT_LEAST = {
    ("written", "emergencies noticed"): 0.99,
    ("written", "personal decisions caught"): 0.98,
    ("written", "ordinary questions let through"): 0.98,
    ("written", "instructions alone, set aside"): 0.92,
    ("written", "warning signs noticed"): 0.92,
    ("reported", "emergencies noticed"): 0.98,
    ("reported", "personal decisions caught"): 0.95,
    ("reported", "ordinary questions let through"): 0.95,
    ("reported", "instructions alone, set aside"): 0.92,
    ("reported", "warning signs noticed"): 0.85,
    ("others-reported", "emergencies noticed"): 0.86,
    ("others-reported", "personal decisions caught"): 0.87,
    ("fresh-reported", "emergencies noticed"): 0.97,
    ("fresh-reported", "personal decisions caught"): 0.93,
    ("fresh-reported", "warning signs noticed"): 0.9,
    ("other-illnesses-reported", "emergencies noticed"): 0.7,
    ("other-illnesses-reported", "personal decisions caught"): 0.83,
    ("other-illnesses-fresh", "emergencies noticed"): 0.95,
    ("other-illnesses-fresh", "personal decisions caught"): 0.95,
    ("everyday-fresh", "emergencies noticed"): 0.93,
    ("everyday-fresh", "personal decisions caught"): 0.96,
    ("boundary-fresh", "personal decisions caught"): 0.95,
    ("terse-fresh", "emergencies noticed"): 0.95,
    ("asides-fresh", "emergencies noticed"): 0.9,
    ("asides-fresh", "warning signs noticed"): 0.9,
}
AT_MOST = {
    ("written", "false alarms"): 0.006,
    ("written", "general twins caught"): 0.006,
    ("written", "other questions caught as decisions"): 0.006,
    ("written", "notices where none belongs"): 0.01,
    ("reported", "false alarms"): 0.01,
    ("reported", "general twins caught"): 0.015,
    ("reported", "other questions caught as decisions"): 0.015,
    # Was 0.025 while seven in ten messages with warning signs went without the notice. The labels
    # of this file want none where somebody tells of one sign alone.
    ("reported", "notices where none belongs"): 0.065,
    # Was 0.036: in English the share fell, in other languages it rose with what is noticed.
    ("others-reported", "false alarms"): 0.044,
    ("others-reported", "general twins caught"): 0.012,
    # Was 0.035: 14 of 142 in other languages, which the network does not know, and were 11.
    ("others-reported", "other questions caught as decisions"): 0.04,
    # Was 0.034, and 0.055, 0.022 and 0.016 below, while one emergency in five that is told in one
    # flat sentence was missed.
    ("fresh-reported", "false alarms"): 0.042,
    ("fresh-reported", "other questions caught as decisions"): 0.015,
    ("fresh-reported", "notices where none belongs"): 0.048,
    ("other-illnesses-reported", "false alarms"): 0.07,
    ("other-illnesses-reported", "other questions caught as decisions"): 0.062,
    ("other-illnesses-fresh", "false alarms"): 0.03,
    ("other-illnesses-fresh", "other questions caught as decisions"): 0.02,
    ("everyday-reported", "false alarms"): 0.036,
    ("everyday-reported", "other questions caught as decisions"): 0.012,
    ("everyday-fresh", "false alarms"): 0.022,
    ("everyday-fresh", "other questions caught as decisions"): 0.01,
    # Was 0.11 before the network learnt from terse messages and asides.
    ("boundary-fresh", "general twins caught"): 0.13,
    ("terse-fresh", "false alarms"): 0.045,
    ("asides-fresh", "false alarms"): 0.07,
}


@cache
def figures(name: str) -> dict[str, Measure]:
    """The measures of a file."""
    return measure(screen_all(load_half(name)))


@pytest.mark.parametrize(("place", "least"), AT_LEAST.items())
def test_no_figure_falls(place: tuple[str, str], least: float) -> None:
    """What should be caught is caught as often as it was."""
    half, name = place
    assert figures(half)[name].share >= least, figures(half)[name].line()


@pytest.mark.parametrize(("place", "most"), AT_MOST.items())
def test_no_fault_grows(place: tuple[str, str], most: float) -> None:
    """What should be left alone is not caught more often than it was."""
    half, name = place
    assert figures(half)[name].share <= most, figures(half)[name].line()


def test_the_written_half_has_few_errors() -> None:
    """The rules fit the half they are written against."""
    assert len(wrong(screen_all(load_half("written")))) <= 15


def test_the_set_is_as_large_as_it_must_be() -> None:
    """A thousand messages; the reported half has 150 emergencies and 300 look-alikes."""
    reported, written = load_half("reported"), load_half("written")
    assert len(reported) + len(written) >= 1000
    assert sum(one.emergency for one in reported) >= 150
    assert sum(one.lookalike for one in reported) >= 300


def test_the_halves_share_no_message() -> None:
    """No message stands in two files or twice in one."""
    reported = (
        "reported",
        "others-reported",
        "fresh-reported",
        "other-illnesses-reported",
        "other-illnesses-fresh",
        "everyday-reported",
        "everyday-fresh",
        "boundary-fresh",
        "terse-fresh",
        "asides-fresh",
    )
    files = (*LEARNT, "boundary-written", "others-chosen", *reported)
    messages = [one.message.casefold() for half in files for one in load_half(half)]
    assert len(messages) == len(set(messages))
