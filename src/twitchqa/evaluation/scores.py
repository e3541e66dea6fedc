"""A figure with its count and its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NORMAL_95 = 1.959963984540054
"""Between minus and plus this number lie 95 % of a standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Score:
    """A share or a mean from 0 to 1 over `count` things, and its 95 % interval."""

    value: float
    count: int
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} % [{100 * self.low:.1f}, {100 * self.high:.1f}]"


def wilson(mean: float, count: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share `mean` of `count` things.

    With z = 1.96: (mean + z^2 / 2n -+ z sqrt(mean (1 - mean) / n + z^2 / 4n^2)) / (1 + z^2 / n);
    its ends are the shares p at which |mean - p| = z sqrt(p (1 - p) / n) (Wilson 1927).
    For a mean of numbers from 0 to 1 that are not all 0 or 1 it is too wide, never too
    narrow: no such numbers vary more than zeros and ones with the same mean do.
    """
    z = NORMAL_95
    middle = mean + z * z / (2 * count)
    reach = z * sqrt(mean * (1 - mean) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    # Rounding alone could put an end on the wrong side of the mean.
    low = min(mean, max(0.0, (middle - reach) / scale))
    high = max(mean, min(1.0, (middle + reach) / scale))
    return low, high


def mean_score(numbers: Iterable[float | None]) -> Score | None:
    """The mean of those numbers that are not None, with its Wilson interval.

    None where nothing is left: a measure that does not apply gives no score. For True and
    False the mean is the share of True.
    """
    counted = [float(number) for number in numbers if number is not None]
    if not counted:
        return None
    mean = sum(counted) / len(counted)
    return Score(mean, len(counted), *wilson(mean, len(counted)))


def balanced_score(first: Score | None, second: Score | None) -> Score | None:
    """The mean of two shares of different things; None unless both apply.

    The interval is Newcombe's (1998): each side is half the root of the summed squares of
    the distances from the two shares to the ends of their Wilson intervals.
    """
    if first is None or second is None:
        return None
    mean = (first.value + second.value) / 2
    below = sqrt((first.value - first.low) ** 2 + (second.value - second.low) ** 2) / 2
    above = sqrt((first.high - first.value) ** 2 + (second.high - second.value) ** 2) / 2
    return Score(mean, first.count + second.count, mean - below, mean + above)
