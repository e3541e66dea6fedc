"""Fits which words say that a question asks for several points: `src/twitchqa/breadth.json`.

    python -m training.fit_breadth --source ../shared/data

Logistic regression over words and pairs of words, on the answerable questions of the training
articles: does one of them have more than one required point? Prints how well that is told (AUC)
on the held-out articles' questions and on `health-validation`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from training.articles import IN_IDS, written_articles
from training.fit_rows import read_rows
from training.measure import Judged, auc
from twitchqa.breadth import several_points, terms

OUT = Path(__file__).parents[1] / "src" / "twitchqa" / "breadth.json"
FEWEST = 50
"""How many questions have to hold a word or a pair."""

PENALTY = 0.1
"""scikit-learn's C."""


@dataclass(frozen=True)
class Asking:
    """A question, and whether it asks for several points."""

    text: str
    several: bool


def of_articles(*, held_out: bool, name: str) -> list[Asking]:
    """The answerable questions of one set of the written articles."""
    _, questions = written_articles(held_out=held_out, sets=(name,))
    return [Asking(one.text, len(one.gold) > 1) for one in questions if one.expect == "answer"]


def to_learn_from() -> list[Asking]:
    """The answerable questions of the training articles."""
    return [one for name in IN_IDS for one in of_articles(held_out=False, name=name)]


def of_file(path: Path) -> list[Asking]:
    """The answerable questions of a question file."""
    return [Asking(row.question, len(row.gold) > 1) for row in read_rows(path) if row.answerable]


def fit(asked: list[Asking]) -> dict[str, object]:
    """What `twitchqa.breadth` reads."""
    counts = CountVectorizer(analyzer=terms, min_df=FEWEST, binary=True)
    table = counts.fit_transform([one.text for one in asked])
    model = LogisticRegression(C=PENALTY, max_iter=3000)
    model.fit(table, [one.several for one in asked])
    weights = dict(zip(counts.get_feature_names_out(), model.coef_[0], strict=True))
    return {
        "intercept": round(float(model.intercept_[0]), 3),
        "weights": {term: round(float(weight), 3) for term, weight in sorted(weights.items())},
    }


def main() -> None:
    """Fit, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="the data folder")
    source = parser.parse_args().source
    learnt = to_learn_from()
    OUT.write_text(json.dumps(fit(learnt), indent=0) + "\n", encoding="utf-8")
    measured = {name: of_articles(held_out=True, name=name) for name in IN_IDS}
    measured["health-validation"] = of_file(source / "health-validation" / "questions.jsonl")
    print(f"{len(learnt)} questions")
    for name, asked in measured.items():
        judged = [Judged(several_points(one.text), one.several, "") for one in asked]
        print(f"{name}: AUC {auc(judged)} of {len(judged)}")


if __name__ == "__main__":
    main()
