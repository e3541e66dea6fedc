"""How many sentences go together: as few passages as the limits allow, of even size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.chunking.passages import PassageLimits
    from twitchqa.records import Span

    Group = tuple[tuple[Span, ...], int]


def balanced(sizes: Sequence[int], limits: PassageLimits) -> list[tuple[int, int]]:
    """Runs of neighbours, as (start, end), that keep the limits.

    There are as few as can be; among those the sum of squared sizes is the least, so that five
    equal sentences become three and two. A sentence beyond the limit is a run by itself.
    """
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # (runs, squares, where the last run starts)
    for end in range(1, len(sizes) + 1):
        choices = []
        total = 0
        for start in range(end - 1, max(-1, end - 1 - limits.sentences), -1):
            total += sizes[start]
            if total > limits.tokens and end - start > 1:
                break
            runs, squares, _ = best[start]
            choices.append((runs + 1, squares + total * total, start))
        best.append(min(choices))
    cuts = []
    end = len(sizes)
    while end:
        start = best[end][2]
        cuts.append((start, end))
        end = start
    return cuts[::-1]


def joined_short(groups: Sequence[Group], limits: PassageLimits) -> list[Group]:
    """The groups of a section, a short one joined with the next, or else with the one before."""
    joined: list[Group] = []
    for group in groups:
        if joined and _may_join(joined[-1], group, limits):
            joined[-1] = (joined[-1][0] + group[0], joined[-1][1] + group[1])
        else:
            joined.append(group)
    return joined


def _may_join(first: Group, second: Group, limits: PassageLimits) -> bool:
    """Whether one of two neighbours is a single short sentence and the limits hold both."""
    short = any(len(spans) == 1 and size <= limits.short for spans, size in (first, second))
    fits = (
        len(first[0]) + len(second[0]) <= limits.sentences and first[1] + second[1] <= limits.tokens
    )
    return short and fits
