"""The reader: an encoder with an evidence head per sentence and an answerability head.

The encoder is all-MiniLM-L6-v2 for the fast reader and all-mpnet-base-v2 for the accurate one.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from training.features import Batch

MASKED = -1e4
"""Stands for minus infinity: finite, so that rows without tokens give no NaN."""


class Reader(nn.Module):
    """Scores the sentences of a passage and the passage as a whole.

    A pointer scores each token as a place of the answer, [CLS] standing for 'none here' (as in
    SQuAD 2.0 systems). Each sentence is seen as the mean of its states joined with their
    pointer-weighted mean; the answer head sees [CLS], the likeliest evidence and the pointer's
    margin over 'none'.
    """

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.pointer = nn.Linear(width, 1)
        self.evidence = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, 1))
        self.answer = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1))
        self.mix = nn.Parameter(torch.tensor([0.5, 0.1]))

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        sentence_mask: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits [B, S] of evidence, [B] of answerability, [B, T] of the pointer."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state.float()
        first = states[:, 0]
        scores = self.pointer(states).squeeze(-1)
        means = sentence_mask @ states / sentence_mask.sum(-1, keepdim=True).clamp(min=1.0)
        hidden = (1.0 - sentence_mask) * MASKED
        weights = torch.softmax(scores.unsqueeze(1) + hidden, dim=-1)
        pointed = weights @ states
        spread = first.unsqueeze(1).expand_as(means)
        evidence = self.evidence(torch.cat([means, pointed, spread], dim=-1)).squeeze(-1)
        exists = sentence_mask.amax(-1)
        present = evidence * exists + (1.0 - exists) * MASKED
        gathered = (torch.softmax(present, dim=-1).unsqueeze(1) @ pointed).squeeze(1)
        answer = self.answer(torch.cat([first, gathered], dim=-1)).squeeze(-1)
        within = sentence_mask.amax(1)
        margin = torch.logsumexp(scores + (1.0 - within) * MASKED, dim=-1) - scores[:, 0]
        answer = answer + self.mix[0] * present.amax(-1) + self.mix[1] * margin
        return evidence, answer, scores + (1.0 - within - _first_token(within)) * MASKED


def _first_token(like: Tensor) -> Tensor:
    first = torch.zeros_like(like)
    first[:, 0] = 1.0
    return first


def load_reader(folder: Path, frozen_layers: int = 1) -> Reader:
    """A reader with fresh heads on the encoder of `folder`; lowest layers and embeddings frozen.

    Dropout is off: no example is seen often enough to be learnt by heart, and it costs time.
    MPNet's one table of relative positions feeds every layer, so it is frozen with the lowest.
    """
    encoder = AutoModel.from_pretrained(
        folder, local_files_only=True, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    encoder.pooler = None
    shared = getattr(encoder.encoder, "relative_attention_bias", None)
    frozen = [
        encoder.embeddings,
        *encoder.encoder.layer[:frozen_layers],
        *([shared] if shared else []),
    ]
    for part in frozen:
        part.requires_grad_(False)
    return Reader(encoder, encoder.config.hidden_size)


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
    """Answerability + evidence (mean over known sentences) + 0.3 x pointer, labels -1 left out."""
    evidence, answer, pointer = outputs
    known = batch.answerable >= 0
    total = _cross_entropy(answer, batch.answerable, known)
    total = total + _cross_entropy(evidence, batch.evidence, batch.evidence >= 0)
    marked = batch.pointer.sum(-1) > 0
    if bool(marked.any()):
        chances = torch.log_softmax(pointer[marked], dim=-1)
        chances = chances + (1.0 - batch.pointer[marked]) * MASKED
        total = total - 0.3 * torch.logsumexp(chances, dim=-1).mean()
    return total


def _cross_entropy(logits: Tensor, labels: Tensor, known: Tensor) -> Tensor:
    if not bool(known.any()):
        return logits.sum() * 0.0
    return functional.binary_cross_entropy_with_logits(logits[known], labels[known])
