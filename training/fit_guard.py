"""Fit the guard's second voice on the written half of the screening set.

    python -m training.fit_guard

Logistic regression over words, pairs of words and word lists, without any message of the
reported half. A threshold is the score that a chosen share of the messages that are not meant
reach when they are left out of the fit (five folds). Writes src/twitchqa/guard_weights.json.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    StratifiedKFold,
    cross_val_predict,
)
from sklearn.pipeline import make_pipeline

from tests.screening.measures import DECISION, EITHER, FOLDER, Message, load_half
from twitchqa.guard import Guard
from twitchqa.guard.rules import read_rules
from twitchqa.guard.weights import PACKAGED, traits_of
from twitchqa.guard.words import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

STRENGTH = 10.0
LEAST_MESSAGES = 2
FALSE_SHARE = {"emergency": 0.006, "decision": 0.006}
SMALLEST = 0.02


def main() -> None:
    """Fit the three voices and write them down."""
    messages = load_half("written")
    guard = Guard(read_rules())
    traits = {one.id: traits_of(guard.read(visible(one.message))) for one in messages}
    clear = [one for one in messages if one.decline != EITHER]
    asked = [one for one in clear if not one.emergency]
    urgent = [one for one in clear if one.emergency]
    spoken = {one.id for one in messages if guard.spoken(one.message)}
    harm = [guard.screen(one.message).notice for one in urgent]
    voices = {
        "emergency": _voice("emergency", clear, [one.emergency for one in clear], traits, spoken),
        "self_harm": _voice(
            "self_harm", urgent, [bool(one and one.rule == "self-harm") for one in harm], traits
        ),
        "decision": _voice("decision", asked, [one.decline == DECISION for one in asked], traits),
    }
    digest = hashlib.sha256((FOLDER / "written.jsonl").read_bytes()).hexdigest()
    content = {"version": 1, "fitted_on": {"written.jsonl": digest}, "voices": voices}
    Path(PACKAGED).write_text(
        json.dumps(content, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


def _voice(
    name: str,
    messages: Sequence[Message],
    meant: Sequence[bool],
    traits: dict[str, frozenset[str]],
    spoken: frozenset[str] | set[str] = frozenset(),
) -> dict[str, Any]:
    """A voice's bias, threshold and weights; messages in `spoken` are the rules' to judge."""
    counts = Counter(trait for one in messages for trait in traits[one.id])
    kept = {trait for trait, count in counts.items() if count >= LEAST_MESSAGES}
    rows = [
        {trait: 1 / sqrt(len(traits[one.id]) + 1) for trait in traits[one.id] & kept}
        for one in messages
    ]
    target = np.array(meant)
    model = make_pipeline(
        DictVectorizer(), LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    )
    threshold = 0.0
    if name in FALSE_SHARE:
        folds = StratifiedKFold(5, shuffle=True, random_state=0)
        scores = cross_val_predict(model, rows, target, cv=folds, method="decision_function")
        open_ = np.array([one.id not in spoken for one in messages])
        others = np.sort(scores[~target & open_])[::-1]
        threshold = float(others[int(FALSE_SHARE[name] * (~target).sum())])
        share = (scores[target & open_] > threshold).mean()
        print(f"{name}: threshold {threshold:.2f}, {share:.1%} of those meant are above it alone")
    fitted = model.fit(rows, target)
    names = fitted[0].get_feature_names_out()
    weights = zip(names, fitted[1].coef_[0], strict=True)
    return {
        "bias": round(float(fitted[1].intercept_[0]), 3),
        "threshold": round(threshold, 3),
        "weights": {trait: round(float(w), 3) for trait, w in weights if abs(w) >= SMALLEST},
    }


if __name__ == "__main__":
    main()
