"""Reading the likeliest sentence once more, in other bounds than those of its passage.

Where one passage ends and the next begins is chance to a question. What a sentence means may stand
in the passage before, and what limits it in the one after; and two readings of the same words in
other company are, like those of two readers, better together than each alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twitchqa.reader.protocol import mean_evidence, mean_probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.index import Surroundings
    from twitchqa.reader.protocol import Reader
    from twitchqa.records import Reading


@dataclass(frozen=True, slots=True)
class Widening:
    """How far the surroundings reach, and how much the reading of them counts.

    `reach` sentences before and as many after the likeliest one, none beyond its section; `share`
    of answerability and evidence, as means of log-odds. They are read where there is doubt: where
    the likeliest passage's answerability lies between `doubt` and 1 - `doubt`.
    """

    reach: int
    share: float
    doubt: float


def read_wider(
    reader: Reader,
    question: str,
    readings: Sequence[Reading],
    surroundings: Surroundings,
    widening: Widening,
) -> tuple[Reading, ...]:
    """The same readings, where in doubt joined with one of the likeliest sentence's surroundings.

    The likeliest passage counts with the mean of both answerabilities, and every sentence that
    was read twice with the mean of both evidences, whatever passage it belongs to.
    """
    likeliest = max(readings, key=lambda reading: reading.answerability, default=None)
    if likeliest is None or not widening.doubt <= likeliest.answerability <= 1 - widening.doubt:
        return tuple(readings)
    pairs = zip(likeliest.evidence, likeliest.passage.sentences, strict=True)
    sentence = max(pairs, key=lambda pair: pair[0])[1]
    around = surroundings.of(likeliest.passage, sentence, widening.reach)
    (wider,) = reader.read(question, [around])
    both = mean_probability(likeliest.answerability, wider.answerability, widening.share)
    joined = replace(likeliest, answerability=both)
    return tuple(
        _with_evidence(joined if reading is likeliest else reading, wider, widening.share)
        for reading in readings
    )


def _with_evidence(reading: Reading, wider: Reading, share: float) -> Reading:
    """The reading, with the mean of both evidences for each sentence that is in `wider`, too."""
    if reading.passage.document != wider.passage.document:
        return reading
    again = dict(zip(wider.passage.sentences, wider.evidence, strict=True))
    pairs = zip(reading.evidence, reading.passage.sentences, strict=True)
    return replace(
        reading,
        evidence=tuple(
            mean_evidence(one, again[span], share) if span in again else one for one, span in pairs
        ),
    )
