"""The guard's network: trains it on the labelled messages, exports it, chooses its thresholds.

    python -m training.screener --encoder ENCODER --work build/screener --out models/screener

A sentence classifier on the lower layers of all-MiniLM-L6-v2: mean and maximum of the token
states, one linear layer, four classes and, apart from them, warning signs. It learns from the
screening set's messages that are marked for learning; nothing of the reported ones is read here.
An interrupted run starts anew: it takes minutes.
"""

import argparse
import json
import logging
import random
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from tests.screening.measures import LEARNT, load_half
from training.draws import seeded
from training.examples import sha256
from training.features import load_tokenizer
from training.screener_model import Screener, export
from training.screener_rows import Labelled, among_others, carelessly, harmless, labelled
from twitchqa.guard.listening import CLASSES, NONE
from twitchqa.guard.words import visible

log = logging.getLogger("training")

MOST_TOKENS = 128
"""What is seen of a message at once, in training and in the service."""

BATCH, BLOCK = 32, 512
HARMLESS = 3000
RATE, HEAD_RATE = 1e-4, 1e-3
WARMUP = 50


def encoded(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    """Padded ids and their mask."""
    rows = [tokenizer.encode(visible(text)).ids for text in texts]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return ids, mask


def groups_of(rows: list[Labelled], choice: random.Random) -> list[list[Labelled]]:
    """One pass in random order, texts of like length together."""
    rows = choice.sample(rows, len(rows))
    groups: list[list[Labelled]] = []
    for start in range(0, len(rows), BLOCK):
        block = sorted(rows[start : start + BLOCK], key=lambda row: len(row.text))
        groups += [block[at : at + BATCH] for at in range(0, len(block), BATCH)]
    choice.shuffle(groups)
    return groups


def train(model: Screener, tokenizer: Tokenizer, rows: list[Labelled], epochs: int) -> None:
    """Some passes with a linear rise and fall of the learning rate."""
    choice = seeded(7)
    others = [row.text for row in rows if CLASSES[row.label] == NONE and row.signs == 0]
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "peak": RATE},
            {"params": model.head.parameters(), "peak": HEAD_RATE},
        ],
        lr=0.0,
        weight_decay=0.01,
    )
    steps = epochs * (len(rows) // BATCH + len(rows) // BLOCK + 1)
    step = 0
    model.train()
    for epoch in range(epochs):
        total = 0.0
        told = [replace(row, text=among_others(row.text, others, choice)) for row in rows]
        for group in groups_of(told, choice):
            factor = min(1.0, (step + 1) / WARMUP) * max(0.0, 1.0 - step / steps)
            for settings in optimizer.param_groups:
                settings["lr"] = settings["peak"] * factor
            ids, mask = encoded(tokenizer, [carelessly(row.text, choice) for row in group])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits, signs = model(ids, mask)
            target = torch.tensor([row.label for row in group])
            loss = functional.cross_entropy(logits.float(), target, label_smoothing=0.02)
            loss = loss + signs_loss(signs.float(), torch.tensor([row.signs for row in group]))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach()) * len(group)
        log.info("pass %d of %d, loss %.4f", epoch + 1, epochs, total / len(rows))


def signs_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Half the mean cross entropy over the messages whose label is known."""
    known = labels >= 0
    if not bool(known.any()):
        return logits.sum() * 0.0
    return 0.5 * functional.binary_cross_entropy_with_logits(logits[known], labels[known])


def write_card(out: Path, facts: dict[str, object]) -> None:
    """What `screener.json` says; thresholds are added by `training.fit_guard`."""
    card = {
        "format": 1,
        "name": "screener",
        "max_tokens": MOST_TOKENS,
        "classes": list(CLASSES),
        "precision": "int8-per-channel",
        "training": facts,
        "sha256": {name: sha256(out / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (out / "screener.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="where the fp32 model stays")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--passes", type=int, default=4)
    options = parser.parse_args()
    torch.manual_seed(7)
    messages = [message for half in LEARNT for message in load_half(half)]
    rows = labelled(messages) + harmless(HARMLESS, {one.message for one in messages})
    tokenizer = load_tokenizer(str(options.encoder / "tokenizer.json"), MOST_TOKENS)
    model = Screener(options.encoder, options.layers)
    train(model, tokenizer, rows, options.passes)
    export(model, options.encoder, options.work, options.out)
    facts = {"messages": len(rows), "passes": options.passes, "layers": options.layers, "seed": 7}
    write_card(options.out, facts)
    log.info("wrote %s", options.out)


if __name__ == "__main__":
    main()
