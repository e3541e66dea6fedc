"""Facts about the decision: logistic models read from a file, features of hits and readings."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from twitchqa.decision import (
    Logistic,
    answer_features,
    load_decision_file,
    read_decision,
)
from twitchqa.errors import ModelError
from twitchqa.reader import log_odds
from twitchqa.records import Hit, Passage, Reading, Span
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

PASSAGE = Passage("tea", "Tea", None, Span(0, 7), "Tea. Ah", (Span(0, 4), Span(5, 7)))


def test_a_logistic_model_is_its_formula() -> None:
    """1 / (1 + exp(-(intercept + sum of weight x feature)))."""
    model = Logistic(-1.0, {"a": 2.0, "b": 0.5})
    expected = 1 / (1 + math.exp(-(-1 + 2 * 0.75 + 0.5 * 3)))
    assert model.probability({"a": 0.75, "b": 3.0, "c": 9.0}) == pytest.approx(expected)


def test_a_missing_feature_is_an_error() -> None:
    """A model never takes an unknown feature for zero."""
    with pytest.raises(KeyError):
        Logistic(0.0, {"a": 1.0}).probability({})


def test_features_are_the_best_of_the_readings() -> None:
    """Best, second and mean answerability, best evidence, best hit and how far below it the best
    reading lies; one reading has no second.
    """
    readings = [Reading(PASSAGE, 0.3, (0.1, 0.2)), Reading(PASSAGE, 0.8, (0.6, 0.1))]
    hits = [Hit(PASSAGE, 0.9), Hit(PASSAGE, 0.5)]
    assert answer_features(hits, readings, 0.25) == {
        "best_answerability": log_odds(0.8),
        "second_answerability": log_odds(0.3),
        "mean_answerability": pytest.approx((log_odds(0.3) + log_odds(0.8)) / 2),
        "best_evidence": log_odds(0.6),
        "reading_gap": pytest.approx(0.4),
        "best_hit": 0.9,
        "unknown_share": 0.25,
    }
    alone = answer_features(hits[:1], readings[:1], 0.0)
    assert alone["second_answerability"] == log_odds(0.0)


def test_the_projects_own_file_can_be_read() -> None:
    """Each reader of the project has its numbers, in the ranges that they can have."""
    content = load_decision_file(Settings().models_dir / "decision.json")
    for reader in content["readers"]:
        decision = read_decision(content, reader)
        assert 0 < decision.threshold < 1
        assert 0 < decision.evidence_threshold < 1
        assert 0 < decision.broad.probability < 1
        assert 0 < decision.broad.evidence_threshold < 1
        assert decision.passages >= 1


@pytest.mark.parametrize("content", ["", "{", "[1]"])
def test_a_broken_file_is_refused(tmp_path: Path, content: str) -> None:
    """Neither a missing nor a broken file is taken for defaults."""
    path = tmp_path / "decision.json"
    with pytest.raises(ModelError, match=r"decision\.json"):
        load_decision_file(path)
    path.write_text(content)
    with pytest.raises(ModelError):
        read_decision(load_decision_file(path), "trained")


def test_an_unknown_reader_is_refused() -> None:
    """There are numbers for each reader or none."""
    with pytest.raises(ModelError, match="'other'"):
        read_decision(json.loads('{"readers": {}}'), "other")
