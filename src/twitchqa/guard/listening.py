"""What the rules have no words for is heard by a small network.

Rules miss what nobody thought of. `training/screener.py` fits a sentence classifier on the
labelled messages; `training/fit_guard.py` chooses from which probability on it is believed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from twitchqa.encoder import read_card
from twitchqa.errors import ModelError
from twitchqa.runtime import REINSTALL, Network, sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EMERGENCY, SELF_HARM, DECISION, NONE = "emergency", "self_harm", "decision", "none"
CLASSES = (EMERGENCY, SELF_HARM, DECISION, NONE)


@dataclass(frozen=True, slots=True)
class Heard:
    """Probabilities that a message tells of an emergency now, and asks for a decision.

    `self_harm` is the part of `emergency` that is about suicide or self-harm. `signs` is the
    probability that it tells of somebody's own twitching together with a warning sign.
    """

    emergency: float
    self_harm: float
    decision: float
    signs: float = 0.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on the network is believed.

    `contradicted` holds for an emergency where a rule's words stand in the message and its
    mood speaks against it ('no chest pain'). Under `doubted` the network does not believe a
    rule that finds an emergency; it lies so low that it doubts none that it was chosen on.
    Under `doubted_decision` it does not believe a rule that finds a decision.
    """

    emergency: float
    contradicted: float
    doubted: float
    decision: float
    signs: float
    doubted_decision: float


class Hears(Protocol):
    """Makes probabilities of a visible text, and says from where on they count."""

    @property
    def id(self) -> str:
        """Names the network's bytes."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on it is believed."""
        ...

    def hear(self, text: str) -> Heard:
        """What it makes of the text."""
        ...


class Listener:
    """The network. Thread-safe; holds nothing of the messages it has heard."""

    def __init__(self, folder: Path) -> None:
        """Open and check the folder; raises ModelError when it is missing or damaged."""
        from tokenizers import Tokenizer

        path = folder / "screener.json"
        card = read_card(path, "max_tokens", "classes", "thresholds", "seal")
        if card != sealed(card):
            raise ModelError(f"{path} is damaged: it does not match its own seal.", REINSTALL)
        for file in ("model.onnx", "tokenizer.json"):
            if sha256_of(folder / file) != card["sha256"].get(file):
                raise ModelError(f"{folder / file} does not match screener.json.", REINSTALL)
        if tuple(card["classes"]) != CLASSES:
            raise ModelError(f"{path} is of a model with other classes.", REINSTALL)
        try:
            self.thresholds = Thresholds(**card["thresholds"])
        except TypeError:
            raise ModelError(f"{path} lacks a threshold.", REINSTALL) from None
        self.id = f"screener-{sha256_of(path)[:12]}"
        self._network = Network(folder / "model.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._marks = tuple(self._tokenizer.encode("").ids)  # what begins and ends each input
        self._most = int(card["max_tokens"]) - len(self._marks)

    def hear(self, text: str) -> Heard:
        """What the network makes of a visible text.

        A text longer than the network's limit is heard in pieces that overlap by half, and the
        most alarming piece counts: what matters may stand anywhere.
        """
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        step = self._most // 2
        starts = range(0, len(ids) - step, step) if len(ids) > self._most else (0,)
        heard = [self._probabilities(ids[start : start + self._most]) for start in starts]
        most = [float(number) for number in np.max(heard, axis=0)]
        return Heard(most[0] + most[1], most[1], most[2], most[-1])

    def _probabilities(self, ids: list[int]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """Of each class, of which one is right, and of warning signs."""
        begin, end = self._marks
        row = np.array([[begin, *ids, end]], dtype=np.int64)
        feeds = {"input_ids": row, "attention_mask": np.ones_like(row)}
        logits, signs = (output[0] for output in self._network.run(feeds))
        odds = np.exp(logits - logits.max())
        shares: np.ndarray[tuple[int], np.dtype[np.float32]] = np.append(
            odds / odds.sum(), 1 / (1 + np.exp(-signs))
        )
        return shares


def sealed(card: Mapping[str, Any]) -> dict[str, Any]:
    """The card with the SHA-256 of all the rest in it.

    The guard's thresholds stand in the card alone: no index has a copy to hold it against.
    """
    rest = {name: value for name, value in card.items() if name != "seal"}
    plain = json.dumps(rest, sort_keys=True).encode()
    return rest | {"seal": hashlib.sha256(plain).hexdigest()}
