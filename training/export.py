"""Exports a trained reader to ONNX, fp32 and int8: `python -m training.export --help`."""

import argparse
import json
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from training import checkpoint
from training.examples import Example, sha256
from training.features import Batch, collate, encode, load_tokenizer
from training.model import Reader, load_reader

if TYPE_CHECKING:
    from onnx import ModelProto

log = logging.getLogger("training")

MOST_TOKENS = 160
"""Longest pair in use; training saw up to 144."""

WORDS = "words.bin"
"""The word embeddings of a large reader, which with the rest would be a file over 100 MB."""

LARGE = 100_000_000

INPUTS = ("input_ids", "attention_mask", "token_type_ids", "sentence_mask")
OUTPUTS = ("evidence_logits", "answer_logits")


class Exported(nn.Module):
    """The reader without the pointer, which only training needs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        sentence_mask: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Evidence logits [B, S] and answer logits [B]."""
        evidence, answer, _ = self.reader(input_ids, attention_mask, token_type_ids, sentence_mask)
        return evidence, answer


def to_onnx(reader: Reader, sample: Batch, path: Path) -> None:
    """Writes fp32 ONNX with free batch, sentence and token sizes."""
    import onnx

    free = {
        "input_ids": {0: "batch", 1: "tokens"},
        "attention_mask": {0: "batch", 1: "tokens"},
        "token_type_ids": {0: "batch", 1: "tokens"},
        "sentence_mask": {0: "batch", 1: "sentences", 2: "tokens"},
    }
    torch.onnx.export(
        Exported(reader).eval(),
        tuple(getattr(sample, name) for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_shapes=free,
        dynamo=True,
        external_data=False,
    )
    model = onnx.load(str(path))
    forget_where_it_was_made(model)
    onnx.save(model, str(path))


def to_int8(full: Path, path: Path, per_channel: bool) -> None:
    """Dynamic quantisation: weights (embeddings too) as integers, activations on the fly.

    The weights' range is 7 bits, so that processors without VNNI compute the same sums.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(str(full))
    del model.graph.value_info[:]  # the exporter's shapes contradict the quantiser's own
    quantize_dynamic(
        model,
        str(path),
        per_channel=per_channel,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def to_mixed(full: Path, path: Path) -> None:
    """As `to_int8` per channel, but for the matrices that narrow: 8-bit weights in blocks of 128.

    What comes out of a GELU has outliers that one scale for all of it cannot hold. These blocks
    scale the activations, too, block by block; they take twice as long.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    model = onnx.load(str(full))
    del model.graph.value_info[:]
    sizes = {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
    narrowing = [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and _narrows(sizes.get(node.input[1], ()))
    ]
    quantize_dynamic(
        model,
        str(path),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=narrowing,
    )
    rest = MatMulNBitsQuantizer(
        onnx.load(str(path)), bits=8, block_size=128, is_symmetric=True, accuracy_level=4
    )
    rest.process()
    rest.model.save_model_to_file(str(path))


def _narrows(size: tuple[int, ...]) -> bool:
    return len(size) == 2 and size[0] > size[1] > 1


def ship(model: Path, out: Path) -> None:
    """Copies a model to `out/model.onnx`; the largest table of a large one goes to `WORDS`."""
    import onnx
    from onnx.external_data_helper import set_external_data

    if model.stat().st_size < LARGE:
        shutil.copyfile(model, out / "model.onnx")
        return
    loaded = onnx.load(str(model))
    words = max(loaded.graph.initializer, key=lambda tensor: len(tensor.raw_data))
    set_external_data(words, location=WORDS, offset=0, length=len(words.raw_data))
    (out / WORDS).write_bytes(words.raw_data)
    words.ClearField("raw_data")
    (out / "model.onnx").write_bytes(loaded.SerializeToString(deterministic=True))


def forget_where_it_was_made(model: "ModelProto") -> None:
    """Drops the exporter's notes from every node: stack traces with paths of the machine."""
    for part in (model, model.graph, *model.graph.node, *model.graph.initializer):
        part.ClearField("metadata_props")
        part.doc_string = ""
    for value in (*model.graph.input, *model.graph.output):
        value.ClearField("metadata_props")
    for function in model.functions:
        function.ClearField("metadata_props")
        for node in function.node:
            node.ClearField("metadata_props")


def sample_batch(tokenizer_file: Path) -> Batch:
    """Two made-up passages of unlike length, to trace the model with."""
    rows = [
        Example(
            id=str(number),
            source="sample",
            kind="direct",
            question="What helps?",
            title="Cramp",
            section="Treatment",
            sentences=("Rest helps.", "So does warmth.", "See a doctor if it lasts.")[:number],
            evidence=(1.0,) * number,
            answerable=1.0,
            expected=True,
        )
        for number in (3, 2)
    ]
    return collate(encode(load_tokenizer(str(tokenizer_file), MOST_TOKENS), rows))


def card(out: Path, encoder: str, precision: str, trained: dict[str, Any]) -> dict[str, Any]:
    """What `reader.json` says: how to feed the model, what it is, and the files' hashes."""
    names = ("model.onnx", WORDS, "tokenizer.json")
    return {
        "format": 1,
        "max_tokens": MOST_TOKENS,
        "trained_tokens": 144,
        "max_sentences": 4,
        "header": "{title} - {section}: ",
        "header_without_section": "{title}: ",
        "truncation": "longest_first",
        "inputs": list(INPUTS),
        "outputs": list(OUTPUTS),
        "precision": precision,
        "encoder": encoder,
        "training": trained,
        "sha256": {name: sha256(out / name) for name in names if (out / name).is_file()},
    }


def write_tokenizer(source: Path, out: Path) -> None:
    """The tokenizer with truncation and padding off, so that whoever runs it decides."""
    tokenizer = load_tokenizer(str(source))
    tokenizer.no_truncation()
    tokenizer.save(str(out))


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--name", default="all-MiniLM-L6-v2", help="the encoder's name")
    parser.add_argument("--weights", type=Path, required=True, help="a checkpoint")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where fp32 and int8 both stay")
    parser.add_argument(
        "--precision", choices=("int8", "int8-per-channel", "mixed", "fp32"), default="int8"
    )
    parser.add_argument("--trained", type=Path, help="JSON about the training, for reader.json")
    options = parser.parse_args()
    reader = load_reader(options.encoder)
    checkpoint.load(options.weights, reader)
    for folder in (options.work, options.out):
        folder.mkdir(parents=True, exist_ok=True)
    to_onnx(reader, sample_batch(options.encoder / "tokenizer.json"), options.work / "fp32.onnx")
    to_int8(options.work / "fp32.onnx", options.work / "int8.onnx", per_channel=False)
    to_int8(options.work / "fp32.onnx", options.work / "int8-per-channel.onnx", per_channel=True)
    to_mixed(options.work / "fp32.onnx", options.work / "mixed.onnx")
    ship(options.work / f"{options.precision}.onnx", options.out)
    write_tokenizer(options.encoder / "tokenizer.json", options.out / "tokenizer.json")
    trained = json.loads(options.trained.read_text()) if options.trained else {}
    text = json.dumps(card(options.out, options.name, options.precision, trained), indent=2)
    (options.out / "reader.json").write_text(text + "\n")
    log.info("wrote %s (%s)", options.out, options.precision)


if __name__ == "__main__":
    main()
