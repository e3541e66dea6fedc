"""Any sentence-transformers model -> an encoder folder that serving can run without torch.

Needs the build extra. Writes `model.onnx` (token ids in, unit vectors out), `tokenizer.json`
and `encoder.json`. Nothing of torch or sentence-transformers is imported before a call.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twitchqa.errors import ModelError
from twitchqa.runtime import sha256_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

INSTALL_EXTRA = "Install the build requirements: pip install -r requirements/dev.txt"


def open_sentence_transformer(name: str) -> SentenceTransformer:
    """A sentence-transformers model by name or folder, on the CPU.

    Raises ModelError when the build extra is missing or the model cannot be loaded.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise ModelError("sentence-transformers is not installed.", INSTALL_EXTRA) from None
    try:
        return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The sentence-transformers model '{name}' cannot be loaded.",
            "Give a folder that holds one, or a name that this machine can download.",
        ) from error


def export_encoder(
    source: str, folder: Path, *, name: str | None = None, int8: bool = True
) -> None:
    """Write the encoder `source` into `folder` under `name`, as int8 unless asked otherwise."""
    model = open_sentence_transformer(source)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _export(model, plain)
        if int8:
            _shrink(plain, folder / "model.onnx")
        else:
            shutil.copyfile(plain, folder / "model.onnx")
    tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    card = {
        "format": 1,
        "name": name or Path(source).name,
        "dimensions": model.get_embedding_dimension(),
        "max_tokens": min(model.max_seq_length or 256, 256),
        "precision": "int8" if int8 else "fp32",
        "sha256": {file: sha256_of(folder / file) for file in ("model.onnx", "tokenizer.json")},
    }
    (folder / "encoder.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _export(model: SentenceTransformer, path: Path) -> None:
    """The whole pipeline of modules (transformer, pooling, ...) as one graph, then unit length."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stages = torch.nn.ModuleList(model.children())

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            for stage in self.stages:
                features = stage(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)

    shape = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    example = torch.randint(1000, 2000, (2, 12))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pipeline().eval(),
            (example, torch.ones_like(example)),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["unit_vectors"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def _shrink(plain: Path, path: Path) -> None:
    """fp32 -> int8: dynamic quantisation, one scale for each output channel."""
    from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic

    prepared = plain.with_name("prepared.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )
