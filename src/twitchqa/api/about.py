"""What the service says of itself: what it knows, what it declines, what it runs on."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field

from twitchqa.api.documents import DocumentSummary
from twitchqa.records import DISCLAIMER, Reason

if TYPE_CHECKING:
    from pathlib import Path

    from twitchqa.api.holder import AnsweringEngine

DECLINES = {
    Reason.EMERGENCY: "Someone describes an emergency that happens now. "
    "It says to call the local emergency number.",
    Reason.NOT_A_QUESTION: "There is no question in it.",
    Reason.PERSONAL_MEDICAL_DECISION: "It asks for a decision about one person: what they have, "
    "which dose to take, whether to start or stop a medicine.",
    Reason.NOT_IN_CORPUS: "The articles are about something else.",
    Reason.NOT_STATED: "The articles are about this, but do not say the thing that is asked.",
}


class DeclineRule(BaseModel):
    """A reason for which a question is declined, in plain words."""

    reason: Reason
    text: str


class EvaluationOut(BaseModel):
    """The last evaluation: each figure with its 95 % interval and count, as it was written."""

    questions: str
    sha256: str
    index: str = Field(description="The id of the index that was measured.")
    version: str
    figures: dict[str, dict[str, float]]


def last_evaluation(file: Path) -> EvaluationOut | None:
    """What `twitchqa evaluate --json` wrote to `file`; None when there is no such file."""
    try:
        return EvaluationOut.model_validate_json(file.read_bytes())
    except (OSError, ValueError):
        return None


class AboutOut(BaseModel):
    """What the service knows, what it declines and what it runs on."""

    model_config = ConfigDict(frozen=True)

    name: str = "twitchqa"
    version: str
    index: str
    documents: list[DocumentSummary]
    not_reviewed: list[str] = Field(
        description="Ids of the documents whose source gives no date of a medical review."
    )
    declines: list[DeclineRule]
    disclaimer: str = DISCLAIMER
    models: dict[str, str] = Field(description="The ids of the models, by what they do.")
    evaluation: EvaluationOut | None = Field(description="The last evaluation, or null.")

    @classmethod
    def of(cls, engine: AnsweringEngine, evaluation: EvaluationOut | None = None) -> Self:
        """What `engine` knows."""
        documents = [DocumentSummary.of(document) for document in engine.documents.values()]
        return cls(
            version=version("twitchqa"),
            index=engine.index_id,
            documents=documents,
            not_reviewed=[each.id for each in documents if each.provenance.reviewed is None],
            declines=[DeclineRule(reason=reason, text=text) for reason, text in DECLINES.items()],
            models=dict(engine.model_ids),
            evaluation=evaluation,
        )
