"""Trains the reader: `python -m training.train --help`.

The files of examples are read one after the other, each once; a file is opened only when its
turn comes. Run the same command again and it goes on from the last checkpoint.
"""

import json
import logging
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch.optim import AdamW
from tqdm import tqdm

from training import checkpoint, measure
from training.examples import read_examples, sha256
from training.features import (
    LIKELY,
    UNLIKELY,
    Features,
    batches,
    collate,
    encode,
    load_tokenizer,
)
from training.model import load_reader, loss_of
from training.options import arguments
from training.scoring import score

log = logging.getLogger("training")

WARMUP = 2_000
"""Examples over which the learning rate rises from zero."""


class Trainer:
    """One run: a model, its optimizer and where it stands."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        self.tokenizer = load_tokenizer(str(options.encoder / "tokenizer.json"))
        self.model = load_reader(options.encoder, options.frozen_layers).to(self.device)
        body = [one for one in self.model.encoder.parameters() if one.requires_grad]
        named = self.model.named_parameters()
        heads = [one for name, one in named if not name.startswith("encoder.")]
        groups = [
            {"params": body, "peak": options.rate},
            {"params": heads, "peak": options.head_rate},
        ]
        self.optimizer = AdamW(groups, lr=0.0, weight_decay=0.01, fused=True)
        self.progress = checkpoint.Progress()
        self.stopping = False
        if (options.out / "last.pt").exists():
            self.progress = checkpoint.load(options.out / "last.pt", self.model, self.optimizer)
            log.info("going on from %d examples", self.progress.seen)
        elif options.weights:
            checkpoint.load(options.weights, self.model)

    def stop(self, *_: object) -> None:
        """Asks the run to save after the batch in hand and to end (a signal handler)."""
        self.stopping = True

    def run(self) -> None:
        """Every phase to its end, from where the run stands."""
        for phase in range(self.progress.phase, len(self.options.examples)):
            if phase != self.progress.phase:
                self.progress.phase, self.progress.batch = phase, 0
            self._phase(*self.options.examples[phase])
        self._evaluate()
        self._save()
        checkpoint.keep(self.options.out, self.model, self.progress.seen)

    def _phase(self, path: Path, rows: int | None) -> None:
        examples = list(read_examples(path))
        features = [one for one in encode(self.tokenizer, examples) if _is_usable(one)]
        log.info("%s: %d examples, %d usable", path.name, len(examples), len(features))
        seed = self.options.seed + self.progress.phase
        total = -(-min(len(features), rows or len(features)) // self.options.batch)
        rest = islice(batches(features, self.options.batch, seed), self.progress.batch, total)
        saved, losses = time.monotonic(), []
        for group in self._bar(rest, total):
            started = time.monotonic()
            losses.append(self._step(group))
            self.progress.seconds += time.monotonic() - started
            if self.progress.batch % 50 == 0:
                self._report(total, losses)
                losses = []
            before = (self.progress.seen - len(group)) // self.options.evaluate_every
            if self.progress.seen // self.options.evaluate_every > before:
                self._evaluate()
                checkpoint.keep(self.options.out, self.model, self.progress.seen)
            if self.stopping or time.monotonic() - saved > self.options.save_every:
                self._save()
                saved = time.monotonic()
            if self.stopping:
                raise SystemExit(0)

    def _bar(self, rest: Iterator[list[Features]], total: int) -> Iterator[list[Features]]:
        shown = sys.stderr.isatty()
        return iter(tqdm(rest, initial=self.progress.batch, total=total, disable=not shown))

    def _step(self, group: Sequence[Features]) -> float:
        factor = rate_factor(self.progress.seen, self.options.planned)
        for settings in self.optimizer.param_groups:
            settings["lr"] = settings["peak"] * factor
        batch = collate(group).to(self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            outputs = self.model(
                batch.input_ids, batch.attention_mask, batch.token_type_ids, batch.sentence_mask
            )
        loss = loss_of(tuple(part.float() for part in outputs), batch)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.progress.seen += len(group)
        self.progress.batch += 1
        return float(loss.detach())

    def _report(self, total: int, losses: Sequence[float]) -> None:
        log.info(
            "phase %d batch %d/%d seen %d loss %.4f rate %.2e %.1f examples/s",
            self.progress.phase,
            self.progress.batch,
            total,
            self.progress.seen,
            sum(losses) / len(losses),
            self.optimizer.param_groups[0]["lr"],
            self.progress.seen / self.progress.seconds,
        )

    def _evaluate(self) -> None:
        for path in self.options.validation:
            if not path.exists():
                continue
            examples = list(read_examples(path))
            figures = measure.summary(
                examples, score(self.model, self.tokenizer, examples, self.device)
            )
            point = {"seen": self.progress.seen, "set": path.stem, **figures}
            self.progress.curve.append(point)
            log.info("%s", point)

    def _save(self) -> None:
        checkpoint.save(self.options.out, self.model, self.optimizer, self.progress)
        told = json.dumps(self._told(), indent=1) + "\n"
        (self.options.out / "run.json").write_text(told, encoding="utf-8")

    def _told(self) -> dict[str, Any]:
        """What the model card says about the run."""
        names = ("planned", "rate", "head_rate", "batch", "frozen_layers", "seed", "threads")
        used = self.options.examples[: self.progress.phase + 1]
        return {
            **{name: getattr(self.options, name) for name in names},
            "examples_seen": self.progress.seen,
            "seconds": round(self.progress.seconds),
            "device": self.device,
            "torch": torch.__version__.partition("+")[0],
            "files": [
                {"file": path.name, "rows": rows, "sha256": sha256(path)} for path, rows in used
            ],
        }


def rate_factor(seen: int, planned: int) -> float:
    """Linear warm-up over `WARMUP` examples, then linear fall to 0 at `planned` examples."""
    rise = min(1.0, (seen + 1) / WARMUP)
    fall = max(0.0, 1.0 - max(0, seen - WARMUP) / max(1, planned - WARMUP))
    return min(rise, fall)


def _is_usable(features: Features) -> bool:
    """False when the cut to the token limit took all the evidence of an answering passage."""
    known = [label for label in features.example.evidence if label >= 0]
    if features.example.answerable < LIKELY or not known:
        return True
    kept = zip(features.spans, features.example.evidence, strict=True)
    return any(end > start and label > UNLIKELY for (start, end), label in kept)


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    trainer = Trainer(arguments())
    signal.signal(signal.SIGTERM, trainer.stop)
    trainer.run()


if __name__ == "__main__":
    main()
