"""(question, passages) -> how far each passage answers, and which of its sentences are evidence.

Behind one Protocol stand `TrainedReader`, a network that `training/` makes; `TwoStageReader`,
which joins a fast one and an accurate one; and `SimilarityReader`, the yardstick to beat. What
one finds likeliest it may read once more, with more around it (`read_wider`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.reader.protocol import Reader, averaged, log_odds
from twitchqa.reader.similarity import SimilarityReader
from twitchqa.reader.trained import TrainedReader, sentence_mask, sigmoid, trained_id
from twitchqa.reader.two_stage import Rereading, TwoStageReader, read_more
from twitchqa.reader.wider import Widening, read_wider

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FAST",
    "SECOND",
    "Reader",
    "Rereading",
    "SimilarityReader",
    "TrainedReader",
    "TwoStageReader",
    "Widening",
    "averaged",
    "log_odds",
    "read_more",
    "read_wider",
    "readers_id",
    "sentence_mask",
    "sigmoid",
]

FAST, SECOND = "reader", "second-reader"
"""The folders of the two networks among the models."""


def readers_id(models: Path) -> str:
    """Names the readers among the models by their cards, or similarity where there is none."""
    folders = [models / name for name in (FAST, SECOND)]
    ids = [trained_id(folder) for folder in folders if folder.is_dir()]
    return "+".join(ids) or SimilarityReader.id
