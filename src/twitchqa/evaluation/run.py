"""Ask an engine every question of a file and judge its replies."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from twitchqa.errors import QuestionError, QuestionFileError
from twitchqa.evaluation.cases import load_cases
from twitchqa.evaluation.evaluation import Evaluation
from twitchqa.evaluation.labels import check_cases
from twitchqa.evaluation.results import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from twitchqa.evaluation.cases import Case
    from twitchqa.evaluation.results import CaseResult
    from twitchqa.records import Document, Reply

    Progress = Callable[[int, int], None]


class AsksQuestions(Protocol):
    """What an evaluation needs of an engine."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The corpus by document id."""
        ...

    @property
    def index_id(self) -> str:
        """The id of the index that answers."""
        ...

    def ask(self, question: str) -> Reply:
        """The reply to a question; raises QuestionError for one that cannot be processed."""
        ...


def evaluate_file(
    engine: AsksQuestions,
    path: Path,
    progress: Progress | None = None,
    threshold: float | None = None,
) -> Evaluation:
    """`evaluate` over a question file; `threshold` is the probability from which it answers."""
    evaluation = evaluate(engine, load_cases(path), progress)
    digest = sha256(path.read_bytes()).hexdigest()
    return replace(evaluation, questions=path.name, sha256=digest, threshold=threshold)


def evaluate(
    engine: AsksQuestions, cases: Sequence[Case], progress: Progress | None = None
) -> Evaluation:
    """The engine's results on the cases, asked one after another in their order.

    `progress` is called with (done, all) after each. Raises QuestionFileError when there is
    no case, one is about a document that the corpus lacks, or a question cannot be asked.
    """
    if not cases:
        raise QuestionFileError("There is no question to ask.", "Give at least one case.")
    missing = check_cases(cases, engine.documents)
    results = []
    for done, case in enumerate(cases, start=1):
        results.append(_result(engine, case))
        if progress is not None:
            progress(done, len(cases))
    return Evaluation("questions", "", engine.index_id, tuple(results), missing)


def _result(engine: AsksQuestions, case: Case) -> CaseResult:
    began = perf_counter()
    try:
        reply = engine.ask(case.question)
    except QuestionError as error:
        raise QuestionFileError(
            f"Question {case.id} cannot be asked: {error.problem}", error.next_step
        ) from error
    return judge(case, reply, 1000 * (perf_counter() - began), engine.documents)
