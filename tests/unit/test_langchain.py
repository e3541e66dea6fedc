"""Facts about the LangChain front: the same engine, and questions are never traced."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from langsmith import utils

from twitchqa.engine import Engine, open_engine
from twitchqa.langchain import AskRunnable, AskTool, PassageRetriever
from twitchqa.records import DISCLAIMER
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "Which drug is often recommended for ALS?"


@pytest.fixture(scope="module", name="engine")
def open_real_engine() -> Engine:
    """The engine over the project's own index."""
    return open_engine(Settings())


@pytest.fixture(name="traced")
def turn_tracing_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What an operator's environment may say; the address is one that refuses."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "none")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
    yield
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


@dataclass
class Watched:
    """Notes at each step whether LangSmith would trace it."""

    seen: list[bool] = field(default_factory=list)

    def note(self) -> None:
        """Ask LangSmith itself."""
        self.seen.append(bool(utils.tracing_is_enabled()))


@pytest.mark.usefixtures("traced")
def test_questions_are_never_traced(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the environment turns LangSmith on, no question passes while it is on."""
    watched = Watched()
    retriever_of, ask = engine.retriever, Engine.ask
    assert utils.tracing_is_enabled()

    def watched_retriever(self: Engine) -> object:
        watched.note()
        return retriever_of

    def watched_ask(self: Engine, question: str) -> object:
        watched.note()
        return ask(self, question)

    monkeypatch.setattr(Engine, "retriever", property(watched_retriever))
    monkeypatch.setattr(Engine, "ask", watched_ask)
    retriever, tool = PassageRetriever(engine=engine), AskTool(engine=engine)
    retriever.invoke(QUESTION)
    asyncio.run(retriever.ainvoke(QUESTION))
    tool.invoke({"question": QUESTION})
    asyncio.run(tool.ainvoke({"question": QUESTION}))
    assert watched.seen == [False] * 4


def test_the_runnable_gives_the_reply(engine: Engine) -> None:
    """A chain gets the same reply as a caller of the engine."""
    reply = AskRunnable(engine, max_quotes=1).invoke(QUESTION)
    assert [quote.text for quote in reply.quotes] == [
        "Treatment: The use of a drug called riluzole is often recommended."
    ]


def test_the_tool_keeps_notice_and_disclaimer(engine: Engine) -> None:
    """An agent gets the warning first and the disclaimer last."""
    emergency = AskTool(engine=engine).invoke({"question": "My dad just collapsed, help!"})
    assert "local emergency number" in emergency.partition("\n\n")[0]
    assert emergency.endswith(DISCLAIMER)
    answered = AskTool(engine=engine).invoke({"question": QUESTION})
    assert "Source: Muscle Twitching" in answered
    assert answered.endswith(DISCLAIMER)


def test_the_retriever_gives_k_passages(engine: Engine) -> None:
    """`k` counts, and each passage says where it stands."""
    found = PassageRetriever(engine=engine, k=3).invoke(QUESTION)
    assert len(found) == 3
    assert found[0].metadata["section"] == "Amyotrophic Lateral Sclerosis (ALS)"
