"""Text -> unit vectors, as a LangChain `Embeddings`; ONNX Runtime, no torch.

Every text is run by itself, never padded beside others: int8 activations are scaled over
the whole input, so a vector would otherwise depend on its neighbours in the batch. Several
texts are spread over threads instead.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from twitchqa.errors import ModelError
from twitchqa.runtime import REINSTALL, Network, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FILES = ("model.onnx", "tokenizer.json")


def as_is(texts: Iterable[str]) -> Iterable[str]:
    """No progress shown: the default of every function that takes `progress`."""
    return texts


class SentenceEncoder(Protocol):
    """Makes unit vectors of texts; two texts about the same thing are near each other."""

    @property
    def id(self) -> str:
        """Names the encoder's bytes."""
        ...

    def count_tokens(self, text: str) -> int:
        """The length of a text as the encoder sees it."""
        ...

    def encode_one(self, text: str) -> NDArray[np.float32]:
        """One text -> its unit vector, float32 [dimensions]."""
        ...

    def encode(
        self, texts: Sequence[str], progress: Callable[[Iterable[str]], Iterable[str]] = as_is
    ) -> NDArray[np.float32]:
        """Texts -> unit vectors, float32 [texts, dimensions], in the order given."""
        ...


class Encoder(Embeddings):
    """A sentence encoder. `dimensions` is the length of its vectors, `id` names its bytes."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Open and check an encoder folder.

        Raises ModelError when a file is missing, damaged or not of this format.
        """
        from tokenizers import Tokenizer

        card = read_card(folder / "encoder.json", "name", "dimensions", "max_tokens")
        for file in FILES:
            if sha256_of(folder / file) != card["sha256"].get(file):
                raise ModelError(f"{folder / file} does not match encoder.json.", REINSTALL)
        self.name = str(card["name"])
        self.dimensions = int(card["dimensions"])
        self.id = encoder_id(folder)
        self._threads = threads
        self._network = Network(folder / "model.onnx", threads=1)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(card["max_tokens"]))
        self._counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._counter.no_padding()
        self._counter.no_truncation()

    def count_tokens(self, text: str) -> int:
        """How many tokens the encoder makes of the text, without its own two marks."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def encode_one(self, text: str) -> NDArray[np.float32]:
        """One text -> its unit vector, float32 [dimensions]; it depends on the text alone."""
        token_ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": token_ids, "attention_mask": np.ones_like(token_ids)}
        vector: NDArray[np.float32] = self._network.run(feeds)[0][0]
        return vector

    def encode(
        self,
        texts: Sequence[str],
        progress: Callable[[Iterable[str]], Iterable[str]] = as_is,
    ) -> NDArray[np.float32]:
        """Texts -> unit vectors, float32 [texts, dimensions], in the order given."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        if len(texts) == 1 or self._threads == 1:
            return np.stack([self.encode_one(text) for text in progress(texts)])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(self.encode_one, progress(texts))))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain: one vector, as a list, for each text."""
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """LangChain: the vector of one question, as a list."""
        row: list[float] = self.encode_one(text).tolist()
        return row


def encoder_id(folder: Path) -> str:
    """Name, precision and the start of the card's SHA-256; the card holds the files' hashes."""
    path = folder / "encoder.json"
    card = read_card(path, "name", "precision", "dimensions", "max_tokens")
    return f"{card['name']}-{card['precision']}-{sha256_of(path)[:12]}"


def read_card(path: Path, *needed: str) -> dict[str, Any]:
    """A model folder's JSON card; raises ModelError when it is missing, or lacks what it needs."""
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError(f"The model card {path} is missing or broken.", REINSTALL) from None
    if not isinstance(card, dict) or card.get("format") != 1 or "sha256" not in card:
        raise ModelError(f"{path} is not a model card of format 1.", REINSTALL)
    if not set(needed) <= set(card):
        raise ModelError(f"{path} lacks one of {', '.join(needed)}.", REINSTALL)
    return card
