"""The published standard tests of LangChain, sync and async, nothing skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from langchain_tests.integration_tests import (
    EmbeddingsIntegrationTests,
    RetrieversIntegrationTests,
    ToolsIntegrationTests,
    VectorStoreIntegrationTests,
)
from langchain_tests.unit_tests import EmbeddingsUnitTests, ToolsUnitTests

from twitchqa.encoder import Encoder
from twitchqa.engine import Engine, open_engine
from twitchqa.index.store import PassageStore
from twitchqa.langchain import AskTool, PassageRetriever
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from langchain_core.vectorstores import VectorStore

MODELS = Settings().models_dir


@pytest.fixture(scope="module", name="engine")
def open_real_engine() -> Engine:
    """The engine over the project's own index."""
    return open_engine(Settings())


class TestEncoderUnit(EmbeddingsUnitTests):
    """The encoder keeps the contract of Embeddings."""

    @property
    def embeddings_class(self) -> type[Encoder]:
        return Encoder

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"folder": MODELS / "encoder"}


class TestEncoder(EmbeddingsIntegrationTests):
    """The encoder embeds as LangChain expects."""

    @property
    def embeddings_class(self) -> type[Encoder]:
        return Encoder

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"folder": MODELS / "encoder"}


class TestPassageStore(VectorStoreIntegrationTests):
    """The store in memory adds, deletes, gets by id and searches."""

    @pytest.fixture
    def vectorstore(self) -> VectorStore:
        return PassageStore(self.get_embeddings())


class TestPassageRetriever(RetrieversIntegrationTests):
    """The engine's retrieval is a LangChain retriever."""

    @pytest.fixture(autouse=True)
    def _take_engine(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def retriever_constructor(self) -> type[PassageRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"engine": self._engine}

    @property
    def retriever_query_example(self) -> str:
        return "Which drug is used for ALS?"


class TestAskToolUnit(ToolsUnitTests):
    """The tool has a name, a schema and takes what it says it takes."""

    @pytest.fixture(autouse=True)
    def _take_engine(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def tool_constructor(self) -> type[AskTool]:
        return AskTool

    @property
    def tool_constructor_params(self) -> dict[str, Any]:
        return {"engine": open_engine(Settings())}

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "Which drug is used for ALS?"}


class TestAskTool(ToolsIntegrationTests):
    """The tool can be invoked, sync and async."""

    @property
    def tool_constructor(self) -> type[AskTool]:
        return AskTool

    @property
    def tool_constructor_params(self) -> dict[str, Any]:
        return {"engine": open_engine(Settings())}

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "Which drug is used for ALS?"}
