"""Minimums that an evaluation must reach: `decision=0.9` and the like.

The names are those of the measures in `measures.MEASURES`; for each of them a higher
figure is better, so a minimum is all that is ever needed.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twitchqa.errors import MinimumError
from twitchqa.evaluation.measures import MEASURES
from twitchqa.evaluation.table import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twitchqa.evaluation.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least that a measure may be, from 0 to 1."""

    measure: str
    value: float


def parse_minimum(text: str) -> Minimum:
    """`decision=0.9` as a Minimum.

    Raises MinimumError for another form, a number outside 0 to 1, or a name that is no
    measure's; it names the nearest right one.
    """
    name, equals, number = (part.strip() for part in text.partition("="))
    if name not in MEASURES:
        near = difflib.get_close_matches(name, MEASURES, n=1)
        known = f"Did you mean '{near[0]}'? " if near else ""
        raise MinimumError(
            f"'{name}' is not the name of a measure.", f"{known}Use one of {', '.join(MEASURES)}."
        )
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not equals or not 0 <= value <= 1:
        raise MinimumError(
            f"'{text}' does not say a least value.", f"Write {name}=0.9, a number from 0 to 1."
        )
    return Minimum(name, value)


def minimums_failed(evaluation: Evaluation, minimums: Iterable[Minimum]) -> tuple[str, ...]:
    """A sentence for each minimum that is not reached; nothing when all are.

    A measure that does not apply to the questions has not reached its minimum.
    """
    scores = evaluation.figures()
    failed = []
    for minimum in minimums:
        title = MEASURES[minimum.measure].title
        score = scores.get(minimum.measure)
        if score is None:
            failed.append(f"{title} ({minimum.measure}) applies to none of these questions.")
        elif score.value < minimum.value:
            failed.append(
                f"{title} ({minimum.measure}) is {percent(score.value)}, "
                f"under the minimum of {percent(minimum.value)}."
            )
    return tuple(failed)
