"""The questions that a fit asks, and the corpus that each is asked of.

`together`: health-validation, of its whole corpus; `alone`: the same questions, each of its own
document as the only one, since a corpus may be a single article; `articles`: the questions of
the held-out written articles, each of its own article alone.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.articles import export, written_articles
from training.fit_rows import Row, ask_all, elsewhere_questions, read_rows
from twitchqa.corpus import load_corpus
from twitchqa.index import index_documents
from twitchqa.retrieval import Retriever

if TYPE_CHECKING:
    from training.fit_rows import Asked
    from twitchqa.encoder import Encoder
    from twitchqa.reader import Reader, Widening

WRITTEN = Path(__file__).parent / "written" / "validation-off-topic.txt"


@dataclass(frozen=True)
class QuestionSet:
    """Labelled questions and, for each, the corpus it is asked of."""

    name: str
    rows: list[Row]
    corpora: list[Retriever]


@dataclass(frozen=True)
class Sets:
    """Everything a reader is fitted on."""

    labelled: tuple[QuestionSet, ...]
    off_topic: list[tuple[str, Retriever]]

    def ask(
        self, reader: Reader, passages: int, wider: Widening
    ) -> tuple[list[list[Asked]], list[Asked]]:
        """What retrieval and reader find, for each labelled set and for what is off topic."""
        inside = [
            ask_all(
                [(row.question, corpus) for row, corpus in zip(one.rows, one.corpora, strict=True)],
                reader,
                passages,
                wider,
            )
            for one in self.labelled
        ]
        return inside, ask_all(self.off_topic, reader, passages, wider)


def open_sets(source: Path, encoder: Encoder) -> Sets:
    """Index the validation corpora in memory and read their questions."""
    health = source / "health-validation"
    documents = load_corpus(health / "corpus").documents
    together = Retriever(index_documents(documents, encoder), encoder)
    alone = {one.id: Retriever(index_documents([one], encoder), encoder) for one in documents}
    rows = read_rows(health / "questions.jsonl")
    strangers = WRITTEN.read_text(encoding="utf-8").splitlines() + elsewhere_questions(source)
    names = sorted(alone)
    return Sets(
        (
            QuestionSet("together", rows, [together] * len(rows)),
            QuestionSet("alone", rows, [alone[row.document] for row in rows]),
            held_out_articles(encoder),
        ),
        [(question, together) for question in strangers]
        + [
            (question, alone[names[place % len(names)]]) for place, question in enumerate(strangers)
        ],
    )


def held_out_articles(encoder: Encoder) -> QuestionSet:
    """The held-out written articles, each alone, read from files as a user's corpus is."""
    with tempfile.TemporaryDirectory() as folder:
        export(*written_articles(held_out=True), Path(folder))
        documents = load_corpus(Path(folder) / "corpus").documents
        rows = read_rows(Path(folder) / "questions.jsonl")
    alone = {one.id: Retriever(index_documents([one], encoder), encoder) for one in documents}
    return QuestionSet("articles", rows, [alone[row.document] for row in rows])
