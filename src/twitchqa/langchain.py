"""The same engine for LangChain: a retriever, a runnable and a tool. No logic of its own.

LangChain can send what passes through it to LangSmith when an environment variable says so.
Questions are health data, so each of these turns that off for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document as Text
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.tools import BaseTool
from langsmith import tracing_context
from pydantic import BaseModel, ConfigDict, Field

from twitchqa.engine import MAX_QUOTES, Engine
from twitchqa.index.store import as_text
from twitchqa.records import Reply

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class PassageRetriever(BaseRetriever):
    """The engine's own retrieval: passages, sentences and words in one score; the `k` best."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    engine: Engine
    k: int = 5

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Text]:
        """The passages for a question; never traced."""
        with tracing_context(enabled=False):
            return super().invoke(input, config, **kwargs)

    async def ainvoke(
        self,
        input: str,
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> list[Text]:
        """The passages for a question; never traced."""
        with tracing_context(enabled=False):
            return await super().ainvoke(input, config, **kwargs)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Text]:
        hits = self.engine.retriever.retrieve(query, self.k if k is None else k)
        return [as_text(hit.passage) for hit in hits]


class AskRunnable(Runnable[str, Reply]):
    """A question in, a Reply out, to be put into a chain with `|`; never traced itself."""

    def __init__(self, engine: Engine, max_quotes: int = MAX_QUOTES) -> None:
        self._engine = engine
        self._max_quotes = max_quotes

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> Reply:
        """Ask the engine."""
        return self._engine.ask(input, self._max_quotes)


class AskInput(BaseModel):
    """What the tool takes."""

    question: str = Field(description="One health question in plain English.")


class AskTool(BaseTool):
    """For agents: the answer with its quotes and the disclaimer, or the decline, as text."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str = "ask_health_articles"
    description: str = (
        "Answers a health question from vetted articles with exact quotes, or says that they "
        "do not answer it. Pass the reply on unchanged, with its disclaimer."
    )
    args_schema: Any = AskInput
    engine: Engine

    def run(self, *arguments: Any, **options: Any) -> Any:
        """As every LangChain tool; never traced."""
        with tracing_context(enabled=False):
            return super().run(*arguments, **options)

    async def arun(self, *arguments: Any, **options: Any) -> Any:
        """As every LangChain tool; never traced."""
        with tracing_context(enabled=False):
            return await super().arun(*arguments, **options)

    def _run(self, question: str) -> str:
        return reply_text(self.engine.ask(question))


def reply_text(reply: Reply) -> str:
    """Notice, answer, sources and disclaimer in one text."""
    notice = [reply.notice.text] if reply.notice else []
    sources = [f"Source: {source.title}" for source in reply.sources]
    return "\n\n".join((*notice, reply.answer, *sources, reply.disclaimer))
