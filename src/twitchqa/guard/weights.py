"""A second voice beside the rules: one weight for each word, pair of words and word list.

Rules miss what nobody thought of; a sum of weights does not need the exact phrase. It speaks
only where no rule has an opinion. The weights are data that can be read (`guard_weights.json`),
fitted on the written half of the screening set by `training/fit_guard.py`; the thresholds are
set there so that few messages of that half are taken for what they are not.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from twitchqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twitchqa.guard.reading import Reading

PACKAGED = Path(__file__).parent.parent / "guard_weights.json"
# Lists that say nothing of the message's subject.
LEFT_OUT = frozenset(["CUES", "ROLE", "SERVICE", "PERSONA", "REVEAL", "POLITE", "RULEBOOK"])


@dataclass(frozen=True, slots=True)
class Voice:
    """Weights that add up to a score; above the threshold the voice says yes."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def score(self, traits: Collection[str]) -> float:
        """The bias and the sum of the traits' weights over sqrt(number of traits + 1)."""
        total = sum(self.weights.get(trait, 0.0) for trait in traits)
        return self.bias + total / sqrt(len(traits) + 1)

    def says(self, traits: Collection[str]) -> bool:
        """Whether the score is above the threshold."""
        return self.score(traits) > self.threshold


@dataclass(frozen=True, slots=True)
class Voices:
    """Is it an emergency; is it about self-harm, if it is one; is it a clinician's decision."""

    emergency: Voice
    self_harm: Voice
    decision: Voice


def traits_of(readings: Sequence[Reading]) -> frozenset[str]:
    """The words, the pairs of neighbours ('^' is the beginning) and the lists of a message."""
    words = ["^"]
    lists: set[str] = set()
    for reading in readings:
        words.extend(reading.chart.words)
        words.append(reading.sentence.mark or ".")
        lists.update(*reading.chart.ends)
    pairs = {f"{left} {right}" for left, right in itertools.pairwise(words)}
    return frozenset(words[1:]) | pairs | (lists - LEFT_OUT)


def read_voices(path: Path | None = None) -> Voices:
    """The packaged weights, or those of another file.

    Raises SettingsError when the file cannot be read.
    """
    file = path or PACKAGED
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))["voices"]
        return Voices(**{name: Voice(**voice) for name, voice in raw.items()})
    except (OSError, KeyError, TypeError, ValueError) as problem:
        raise SettingsError(
            f"The guard's weights in {file} cannot be used: {problem}.",
            "Put the packaged guard_weights.json back, or run training/fit_guard.py.",
        ) from problem
