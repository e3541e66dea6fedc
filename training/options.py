"""The command line of `training.train`."""

import argparse
from pathlib import Path

DESCRIPTION = "Trains the reader, or goes on training it from the last checkpoint in --out."


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=DESCRIPTION)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    parser.add_argument(
        "--examples", type=phase, action="append", required=True, metavar="FILE[:ROWS]"
    )
    parser.add_argument("--validation", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and learning curve")
    parser.add_argument(
        "--weights", type=Path, help="a checkpoint whose weights a new run starts from"
    )
    parser.add_argument("--planned", type=int, required=True, help="examples until rate 0")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate, encoder")
    parser.add_argument("--head-rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--frozen-layers", type=int, default=1, help="lowest layers left alone")
    parser.add_argument("--evaluate-every", type=int, default=8_000, help="examples")
    parser.add_argument("--save-every", type=float, default=180.0, help="seconds")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def phase(text: str) -> tuple[Path, int | None]:
    """`FILE` or `FILE:ROWS`, the file to read and how many of its shuffled rows to use."""
    name, colon, rows = text.rpartition(":")
    return (Path(name), int(rows)) if colon and rows.isdigit() else (Path(text), None)
