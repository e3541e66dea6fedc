"""Labels rows with what a larger reader makes of them: `python -m training.distill --help`.

    python -m training.distill --encoder MPNET --weights build/second/run/last.pt \
        --examples build/reader/rows/closing.jsonl:45000 --out build/reader/taught.jsonl

Knowledge distillation (Hinton, Vinyals and Dean, 2015, arXiv:1503.02531): the smaller reader
then learns from the larger one's probabilities, mixed with the labels where there are any.
"""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from tqdm import tqdm

from training import checkpoint
from training.draws import seeded
from training.examples import Example, read_examples, write_examples
from training.features import encode, load_tokenizer
from training.model import load_reader
from training.options import phase
from training.scoring import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.measure import Score

log = logging.getLogger("training")

PIECE = 2_400
"""Rows that are scored at a time, so that progress shows."""


def taught(example: Example, scored: Score, seen: Sequence[bool], share: float) -> Example:
    """The example with labels of which `share` is the teacher's; all of it where none is known.

    A sentence that the teacher has not seen, cut off by its limit, keeps its label.
    """
    logits, whole = scored
    evidence = tuple(
        _mixed(label, float(logit), share) if read else label
        for label, logit, read in zip(
            example.evidence, logits[: len(example.evidence)], seen, strict=True
        )
    )
    return replace(example, evidence=evidence, answerable=_mixed(example.answerable, whole, share))


def _mixed(label: float, logit: float, share: float) -> float:
    probability = float(1.0 / (1.0 + np.exp(-logit)))
    return round(probability if label < 0 else share * probability + (1 - share) * label, 4)


def drawn(files: Sequence[tuple[Path, int | None]], seed: int) -> list[Example]:
    """So many rows of each file, drawn without replacement, in a shuffled order."""
    choice = seeded(seed)
    rows: list[Example] = []
    for path, most in files:
        examples = list(read_examples(path))
        rows += choice.sample(examples, min(most or len(examples), len(examples)))
    choice.shuffle(rows)
    return rows


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the teacher's")
    parser.add_argument("--weights", type=Path, required=True, help="checkpoint of the teacher")
    parser.add_argument(
        "--examples", type=phase, action="append", required=True, metavar="FILE[:ROWS]"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.7, help="the teacher's part of a label")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    teacher = load_reader(options.encoder).to(device)
    checkpoint.load(options.weights, teacher)
    tokenizer = load_tokenizer(str(options.encoder / "tokenizer.json"))
    rows = drawn(options.examples, options.seed)

    def labelled() -> Iterator[Example]:
        bar = tqdm(total=len(rows), disable=not sys.stderr.isatty())
        for start in range(0, len(rows), PIECE):
            piece = rows[start : start + PIECE]
            scores = score(teacher, tokenizer, piece, device)
            spans = [features.spans for features in encode(tokenizer, piece)]
            for example, scored, sentences in zip(piece, scores, spans, strict=True):
                seen = [end > start for start, end in sentences]
                yield taught(example, scored, seen, options.share)
            bar.update(len(piece))
            log.info("%d of %d rows", start + len(piece), len(rows))

    log.info("%s: %d rows", options.out.name, write_examples(options.out, labelled()))


if __name__ == "__main__":
    main()
