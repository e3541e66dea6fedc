"""Random draws: every one comes from a seed that is written down."""

import random


def seeded(seed: int) -> random.Random:
    """A generator whose draws a seed repeats."""
    return random.Random(seed)  # noqa: S311 - draws of training rows keep no secret
