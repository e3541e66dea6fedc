"""The mean of some runs' weights: `python -m training.average`.

    python -m training.average --weights build/second/fifth/weights-0062256.pt \
        --weights build/second/sixth/weights-0045960.pt \
        --trained build/second/sixth/run.json --out build/second/mean

A run that goes on from another one's weights learns what its rows are about and forgets some of
the rest; the mean of both often keeps either (Wortsman et al., "Robust fine-tuning of zero-shot
models", CVPR 2022), and so does that of several (the same, "Model soups", ICML 2022). Writes
`weights.pt`, and `run.json`: what the last run's says, and the hashes of all.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from training.examples import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor


def mean_of(models: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of some models; raises ValueError where they are not alike in every part."""
    shapes = [{name: part.shape for name, part in model.items()} for model in models]
    if any(other != shapes[0] for other in shapes):
        raise ValueError("The files do not hold weights of the same model.")
    return {
        name: sum(model[name] for model in models) / len(models)  # type: ignore[misc]
        if part.is_floating_point()
        else part
        for name, part in models[-1].items()
    }


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--weights", type=Path, action="append", required=True, help="twice or more"
    )
    parser.add_argument("--trained", type=Path, required=True, help="run.json of the last run")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if len(options.weights) < 2:
        parser.error("--weights has to be given twice or more.")
    models = [
        torch.load(path, map_location="cpu", weights_only=True)["model"] for path in options.weights
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"model": mean_of(models)}, options.out / "weights.pt")
    facts = json.loads(options.trained.read_text(encoding="utf-8"))
    facts["mean_of"] = [{"file": path.name, "sha256": sha256(path)} for path in options.weights]
    (options.out / "run.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
