"""Engine.ask(question) -> Reply: screen, retrieve, read, decide, compose."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ulid import ULID

from twitchqa.answering import Assessment, assess, compose_answer, decline
from twitchqa.breadth import several_points
from twitchqa.condensing import condensed
from twitchqa.engine.stages import Stages
from twitchqa.index import index_documents
from twitchqa.parts import for_each, split_question
from twitchqa.questions import require_askable
from twitchqa.reader import averaged, read_more, read_wider
from twitchqa.records import Answer, Decline, Reason, Reply, Source
from twitchqa.retrieval import Retriever
from twitchqa.wording import not_in_corpus_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twitchqa.decision import Decision
    from twitchqa.editor import Editor
    from twitchqa.encoder import SentenceEncoder
    from twitchqa.guard import Guard
    from twitchqa.index import PassageIndex
    from twitchqa.reader import Reader
    from twitchqa.records import Document, Notice, Passage, Quote, Reading

MAX_QUOTES = 6

ALONE = 0.5
"""How much the reading of a part without its context counts, of the two."""


@dataclass(frozen=True, slots=True)
class Models:
    """The parts that do not depend on a corpus; thread-safe, shared by every engine."""

    encoder: SentenceEncoder
    reader: Reader
    guard: Guard
    decision: Decision


class Engine:
    """Answers questions over one index. Thread-safe; `ask` blocks and uses the CPU."""

    def __init__(self, index: PassageIndex, models: Models, editor: Editor | None = None) -> None:
        self._index = index
        self._models = models
        self._retriever = Retriever(index, models.encoder)
        self.editor = editor

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self._index.documents

    @property
    def index_id(self) -> str:
        """The id of the index that answers."""
        return self._index.id

    @property
    def retriever(self) -> Retriever:
        """The retriever alone, for measuring it."""
        return self._retriever

    @property
    def threshold(self) -> float:
        """The probability from which a question is answered."""
        return self._models.decision.threshold

    @property
    def model_ids(self) -> Mapping[str, str]:
        """The ids of the models that answer."""
        ids = {"encoder": self._models.encoder.id, "reader": self._models.reader.id}
        screener = self._models.guard.network
        return ids if screener is None else ids | {"screener": screener}

    def ask(self, question: str, max_quotes: int = MAX_QUOTES) -> Reply:
        """Answer or decline. Raises QuestionError for a question that cannot be processed."""
        began = time.perf_counter()
        require_askable(question, max_quotes)
        stages = Stages()
        with stages.stage("guard"):
            screening = self._models.guard.screen(question)
        result = screening.decline or self._look_up(screening.question, max_quotes, stages)
        answering = isinstance(result, Answer)
        notice = self._models.guard.notice_for_quotes(
            _shown(result), screening.notice, answering=answering
        )
        return self._reply(question, result, notice, stages, began)

    def ask_text(
        self, question: str, documents: Sequence[Document], max_quotes: int = MAX_QUOTES
    ) -> Reply:
        """Ask the same engine, over the documents given here instead of its own."""
        index = index_documents(documents, self._models.encoder)
        return Engine(index, self._models).ask(question, max_quotes)

    def assess(
        self, question: str, stages: Stages | None = None, alone: str | None = None
    ) -> Assessment:
        """Retrieve and read for one question, without making words of it.

        Where `question` is a part in its context, `alone` is the part without it. It is read
        both ways: in its context, what answers the first part seems to answer the second, and
        alone, 'it' may be anything. Of a long message only what asks is read. What asks for
        several points and is answered is read once more, for those that may be missing.
        """
        stages = stages or Stages()
        decision = self._models.decision
        with stages.stage("retrieve"):
            asked = (question,) if alone is None else (question, alone)
            ways = [self._retriever.in_own_words(condensed(way)) for way in asked]
            hits = self._retriever.retrieve(ways[0], decision.passages)
            unknown_share = self._retriever.unknown_share(ways[0])
        passages = [hit.passage for hit in hits]
        with stages.stage("read"):
            readings = _as_one([self._read(way, passages) for way in dict.fromkeys(ways)])
        found = assess(hits, readings, unknown_share, decision)
        if not found.answered or several_points(ways[-1]) < decision.broad.probability:
            return found
        with stages.stage("read"):
            more = _as_one([self._read_more(way, readings) for way in dict.fromkeys(ways)])
        return replace(found, readings=more, broad=True)

    def _read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        reader, wider = self._models.reader, self._models.decision.wider
        readings = reader.read(question, passages)
        return read_wider(reader, question, readings, self._retriever.surroundings, wider)

    def _read_more(self, question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        reader, within = self._models.reader, self._models.decision.broad.within
        return read_more(reader, question, readings, within)

    def _look_up(self, question: str, max_quotes: int, stages: Stages) -> Answer | Decline:
        if not self._retriever.reads(question):
            return Decline(Reason.NOT_IN_CORPUS, not_in_corpus_text(self.documents), 1.0)
        parts = split_question(question)
        by_part = [
            (part.text, self.assess(part.in_context, stages, part.alone))
            for part in parts
            if len(parts) > 1
        ]
        assessed = [found for _, found in by_part if found.answered]
        unanswered = [text for text, found in by_part if assessed and not found.answered]
        if not assessed:
            whole = self.assess(question, stages)
            assessed = [whole]
            if whole.answered and not by_part:
                assessed += [self.assess(one, stages) for one in for_each(question)]
        with stages.stage("compose"):
            answered = [found for found in assessed if found.answered]
            if not answered:
                return decline(assessed[0], self.documents, self._models.decision)
            return compose_answer(
                answered, unanswered, self.documents, self._models.decision, max_quotes
            )

    def _reply(
        self,
        question: str,
        result: Answer | Decline,
        notice: Notice | None,
        stages: Stages,
        began: float,
    ) -> Reply:
        return Reply(
            id=str(ULID()),
            question=question,
            result=result,
            notice=notice,
            sources=self._sources(_shown(result)),
            index=self.index_id,
            took_ms=round(1000 * (time.perf_counter() - began), 1),
            stages=tuple(stages.spent.items()),
        )

    def _sources(self, quotes: Sequence[Quote]) -> tuple[Source, ...]:
        """The documents of these quotes, each once, in the order of the quotes."""
        named = dict.fromkeys(quote.document for quote in quotes)
        documents = (self.documents[name] for name in named)
        return tuple(
            Source(document.id, document.title, document.provenance, document.sha256)
            for document in documents
        )


def _shown(result: Answer | Decline) -> Sequence[Quote]:
    """The quotes of an answer, or what is shown beside a decline."""
    return result.quotes if isinstance(result, Answer) else result.related


def _as_one(readings: Sequence[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """The readings of a question, or of a part in its context and alone, as one of each."""
    first, *others = readings
    for other in others:
        first = tuple(averaged(*pair, ALONE) for pair in zip(first, other, strict=True))
    return first
