"""Checkpoints: everything that a training run needs to go on where it stopped."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.optim import Optimizer

from training.model import Reader


@dataclass
class Progress:
    """Where a run stands: the file it reads, batches done of it, examples seen in all."""

    phase: int = 0
    batch: int = 0
    seen: int = 0
    seconds: float = 0.0
    curve: list[dict[str, Any]] = field(default_factory=list)


def save(folder: Path, model: Reader, optimizer: Optimizer, progress: Progress) -> None:
    """Writes `last.pt` in one step, and the learning curve beside it as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "last.partial"
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "progress": asdict(progress),
    }
    torch.save(state, partial)
    partial.replace(folder / "last.pt")
    (folder / "curve.json").write_text(json.dumps(progress.curve, indent=1) + "\n")


def keep(folder: Path, model: Reader, seen: int) -> None:
    """Keeps the weights alone, for a choice among checkpoints."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict()}, folder / f"weights-{seen:07d}.pt")


def load(path: Path, model: Reader, optimizer: Optimizer | None = None) -> Progress:
    """Restores a model (and its optimizer) and returns where the run stood."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    if optimizer is not None:
        optimizer.load_state_dict(state["optimizer"])
    return Progress(**state.get("progress", {}))
