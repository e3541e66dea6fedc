"""The reader that `training/` makes: question and passage in one pass of a network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from twitchqa.encoder import read_card
from twitchqa.errors import ModelError
from twitchqa.records import Passage, Reading
from twitchqa.runtime import REINSTALL, Network, sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Encoding


class TrainedReader:
    """The trained network: question and passage in one pass, a probability for each sentence.

    The pair is `[CLS] question [SEP] header: sentences [SEP]`; a sentence that the limit of
    tokens cuts off is no evidence.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Open and check a reader folder; raises ModelError when it is missing or damaged.

        `threads` passages are read side by side.
        """
        from tokenizers import Tokenizer

        card = read_card(folder / "reader.json", "max_tokens")
        for file in {"model.onnx", "tokenizer.json", *card["sha256"]}:
            if sha256_of(folder / file) != card["sha256"].get(file):
                raise ModelError(f"{folder / file} does not match reader.json.", REINSTALL)
        self.id = trained_id(folder)
        self._network = Network(folder / "model.onnx")
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="read")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(card["max_tokens"]), strategy="longest_first")

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One forward pass for each passage, so that no reading depends on its neighbours."""
        return tuple(self._pool.map(partial(self._read_one, question), passages))

    def _read_one(self, question: str, passage: Passage) -> Reading:
        sentences = passage.sentence_texts()
        header = f"{passage.header}: "
        encoding = self._tokenizer.encode(question, header + " ".join(sentences))
        mask = sentence_mask(encoding, len(header), sentences)
        feeds: dict[str, NDArray[np.generic]] = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(encoding.ids)), dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
            "sentence_mask": mask[np.newaxis],
        }
        evidence_logits, answer_logits = self._network.run(feeds)
        seen = mask.any(axis=1)
        evidence = np.where(seen, sigmoid(evidence_logits[0]), 0.0)
        return Reading(passage, float(sigmoid(answer_logits)[0]), tuple(evidence.tolist()))


def trained_id(folder: Path) -> str:
    """Names the reader in a folder by its card; raises ModelError where that is no card."""
    read_card(folder / "reader.json", "max_tokens")
    return f"reader-{sha256_of(folder / 'reader.json')[:12]}"


def sentence_mask(
    encoding: Encoding, header_length: int, sentences: Sequence[str]
) -> NDArray[np.float32]:
    """Which tokens belong to which sentence: float32 [sentences, tokens] of 0 and 1."""
    inside = np.array(encoding.sequence_ids, dtype=object) == 1
    starts, ends = np.array(encoding.offsets).T
    mask = np.zeros((len(sentences), len(encoding.ids)), dtype=np.float32)
    begin = header_length
    for row, sentence in enumerate(sentences):
        end = begin + len(sentence)
        mask[row] = inside & (starts < end) & (ends > begin)
        begin = end + 1
    return mask


def sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 / (1 + exp(-x)), without overflow."""
    half: NDArray[np.float32] = 0.5 * (1.0 + np.tanh(0.5 * logits))
    return half
