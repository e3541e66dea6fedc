"""The guard's network: a sentence classifier on all-MiniLM-L6-v2, and its export."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from training.export import forget_where_it_was_made, to_int8, write_tokenizer
from twitchqa.guard.listening import CLASSES


class Screener(nn.Module):
    """Token ids -> the logits of the classes, and the logit of warning signs."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, local_files_only=True)
        self.encoder.pooler = None
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.head = nn.Linear(2 * self.encoder.config.hidden_size, len(CLASSES) + 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [B, classes], and [B] of warning signs."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state.float()
        mask = attention_mask.unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        most = (states + (mask - 1.0) * 1e4).amax(1)
        logits: Tensor = self.head(torch.cat([mean, most], dim=-1))
        return logits[:, :-1], logits[:, -1]


def export(model: Screener, encoder: Path, work: Path, out: Path) -> None:
    """Writes `model.onnx` (int8 per channel), its tokenizer and the card."""
    import onnx

    for folder in (work, out):
        folder.mkdir(parents=True, exist_ok=True)
    full = work / "fp32.onnx"
    sample = (torch.tensor([[101, 2054, 102]] * 2), torch.ones(2, 3, dtype=torch.long))
    free = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        model.eval(),
        sample,
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits", "signs"],
        dynamic_shapes={"input_ids": free, "attention_mask": free},
        dynamo=True,
        external_data=False,
    )
    graph = onnx.load(str(full))
    forget_where_it_was_made(graph)
    onnx.save(graph, str(full))
    to_int8(full, out / "model.onnx", per_channel=True)
    write_tokenizer(encoder / "tokenizer.json", out / "tokenizer.json")
