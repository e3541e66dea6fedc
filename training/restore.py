"""Weights to go on training from, out of a shipped reader: `python -m training.restore`.

    python -m training.restore --encoder MPNET --model models/second-reader --frozen-layers 4 \
        --out build/second/restored.pt

A checkpoint is not kept in the repository; the integers of the shipped model are it but for
their rounding. Embeddings and the layers that training left alone are taken from the encoder.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.export import INPUTS, sample_batch
from training.model import Reader, load_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnx import ModelProto

log = logging.getLogger("training")

PREFIX = "reader."
"""What the exporter puts before the name of a parameter."""

MIX = ("select_2", "select_3")
"""The names that the exporter gives to the two numbers of `Reader.mix`."""

ALIKE = 0.99
"""The least correlation of the outputs with those of the shipped model."""


def restored(folder: Path, encoder: Path, frozen_layers: int) -> Reader:
    """The reader of `folder` with float weights; raises ValueError where they do not fit."""
    import onnx

    reader = load_reader(encoder, frozen_layers)
    state = reader.state_dict()
    model = onnx.load(str(folder / "model.onnx"))
    tensors = {
        one.name.removeprefix(PREFIX): onnx.numpy_helper.to_array(one)
        for one in model.graph.initializer
    }
    found = {name: tensor for name, tensor in tensors.items() if name in state}
    found["mix"] = np.array([tensors[name] for name in MIX], dtype=np.float32)
    unnamed = [name for name in matrices(state) if f"{name}_quantized" not in tensors]
    products = [name for name in in_order(model) if name not in state]
    for name, product in zip(unnamed, products, strict=True):
        found[name] = floats(tensors, product)
    for name in set(matrices(state)) - set(unnamed):
        found[name] = floats(tensors, name)
    kept = {name for name, one in reader.encoder.named_parameters() if not one.requires_grad}
    for name, tensor in state.items():
        if name.removeprefix("encoder.") in kept:
            continue
        if name not in found or found[name].shape != tuple(tensor.shape):
            raise ValueError(f"{folder} has no weights of the right size for {name}")
        state[name] = torch.from_numpy(np.array(found[name], dtype=np.float32))
    reader.load_state_dict(state)
    return reader


def matrices(state: dict[str, torch.Tensor]) -> list[str]:
    """The weights that are quantised, in the order in which the model uses them."""
    names = [name for name in state if name.endswith(".weight") and state[name].dim() == 2]
    return [name for name in names if "embeddings" not in name and "relative" not in name]


def in_order(model: ModelProto) -> list[str]:
    """The names of the quantised matrices without their endings, in the order of their use."""
    endings = {"MatMulInteger": "_quantized", "MatMulNBits": "_Q8"}
    return [
        node.input[1].removesuffix(endings[node.op_type]).removeprefix(PREFIX)
        for node in model.graph.node
        if node.op_type in endings
    ]


def floats(tensors: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    """A matrix [out, in] from integers: one scale for each row, or for each block of a row."""
    if f"{name}_Q8" in tensors:
        blocks = tensors[f"{name}_Q8"].astype(np.float32) - 128.0
        scaled = blocks * tensors[f"{name}_scales"].astype(np.float32)[:, :, None]
        return scaled.reshape(len(blocks), -1)
    whole = tensors[f"{name}_quantized"].astype(np.float32)
    whole -= tensors[f"{name}_zero_point"].astype(np.float32)
    return np.ascontiguousarray((whole * tensors[f"{name}_scale"].astype(np.float32)).T)


def check(reader: Reader, folder: Path, tokenizer: Path) -> float:
    """How alike both are on a few passages; raises ValueError under `ALIKE`."""
    import onnxruntime

    batch = sample_batch(tokenizer)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    shipped = session.run(None, {name: getattr(batch, name).numpy() for name in INPUTS})
    with torch.no_grad():
        evidence, answer, _ = reader.eval()(*(getattr(batch, name) for name in INPUTS))
    there = batch.sentence_mask.amax(-1).numpy() > 0
    one = np.concatenate([shipped[0][there], shipped[1]])
    other = np.concatenate([evidence.numpy()[there], answer.numpy()])
    alike = float(np.corrcoef(one, other)[0, 1])
    if alike < ALIKE:
        raise ValueError(f"the restored reader is not the shipped one: correlation {alike:.3f}")
    return alike


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--model", type=Path, required=True, help="folder of the shipped reader")
    parser.add_argument("--frozen-layers", type=int, default=1, help="lowest layers left alone")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    options = parser.parse_args()
    reader = restored(options.model, options.encoder, options.frozen_layers)
    alike = check(reader, options.model, options.encoder / "tokenizer.json")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": reader.state_dict()}, options.out)
    log.info("wrote %s (correlation with the shipped one %.4f)", options.out, alike)


if __name__ == "__main__":
    main()
