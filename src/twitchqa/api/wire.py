"""The JSON that goes out, member by member as documented; built from records, no logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field

from twitchqa.records import Answer, Level, Outcome, Reason

if TYPE_CHECKING:
    from twitchqa import records


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class RelatedOut(_Wire):
    """Exact words of a document: `text == document_text[start:end]`, in code points."""

    text: str
    document: str
    title: str
    section: str | None = Field(description="The heading above; null before the first.")
    start: int
    end: int

    @classmethod
    def of(cls, quote: records.Quote) -> Self:
        """`quote` without its score."""
        return cls(
            text=quote.text,
            document=quote.document,
            title=quote.title,
            section=quote.section,
            start=quote.span.start,
            end=quote.span.end,
        )


class QuoteOut(RelatedOut):
    """Exact words that bear on the question, with the probability that they do."""

    score: float | None = Field(description="A calibrated probability from 0 to 1.")

    @classmethod
    def of(cls, quote: records.Quote) -> Self:
        """`quote` with its score."""
        related = RelatedOut.of(quote)
        return cls(**related.model_dump(), score=quote.score)


class NoticeOut(_Wire):
    """Advice beside a reply; `rule` is the id of the rule that gave it."""

    level: Level
    text: str
    rule: str


class SourceOut(_Wire):
    """A document that the reply names; null where the source does not say."""

    document: str
    title: str
    author: str | None
    author_credentials: str | None
    published: str | None
    reviewed: str | None
    sha256: str

    @classmethod
    def of(cls, source: records.Source) -> Self:
        """The provenance that a reader needs."""
        given = source.provenance
        return cls(
            document=source.document,
            title=source.title,
            author=given.author,
            author_credentials=given.author_credentials,
            published=given.published,
            reviewed=given.reviewed,
            sha256=source.sha256,
        )


class ReplyOut(_Wire):
    """An answer in the articles' own words, or an honest decline; always with a disclaimer."""

    id: str
    question: str
    outcome: Outcome
    reason: Reason | None
    answer: str
    quotes: list[QuoteOut]
    confidence: float
    truncated: bool
    related: list[RelatedOut]
    unanswered: list[str]
    notice: NoticeOut | None
    disclaimer: str
    sources: list[SourceOut]
    index: str
    took_ms: float

    @classmethod
    def of(cls, reply: records.Reply) -> Self:
        """`reply`, member by member."""
        notice = reply.notice
        return cls(
            id=reply.id,
            question=reply.question,
            outcome=reply.outcome,
            reason=reply.reason,
            answer=reply.answer,
            quotes=[QuoteOut.of(quote) for quote in reply.quotes],
            confidence=reply.result.confidence,
            truncated=isinstance(reply.result, Answer) and reply.result.truncated,
            related=[RelatedOut.of(quote) for quote in reply.related],
            unanswered=list(reply.unanswered),
            notice=NoticeOut(level=notice.level, text=notice.text, rule=notice.rule)
            if notice
            else None,
            disclaimer=reply.disclaimer,
            sources=[SourceOut.of(source) for source in reply.sources],
            index=reply.index,
            took_ms=round(reply.took_ms, 1),
        )
