"""How much of what is required is retrieved: recall at 1, 3, 5 and 8, by way of searching.

python scripts/retrieval_recall.py QUESTIONS.jsonl CORPUS-FOLDER
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from twitchqa.corpus import load_corpus
from twitchqa.engine import open_engine_over
from twitchqa.evaluation import load_cases, recall_table, retrieval_recall
from twitchqa.retrieval import Mode
from twitchqa.settings import read_settings


def main(questions: str, corpus: str) -> None:
    """Print the table."""
    engine = open_engine_over(load_corpus(Path(corpus)).documents, read_settings())
    cases = load_cases(Path(questions))
    found = {
        mode.value: retrieval_recall(
            partial(engine.retriever.retrieve, mode=mode), cases, engine.documents
        )
        for mode in Mode
    }
    print(recall_table(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
