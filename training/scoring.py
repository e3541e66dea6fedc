"""Logits of a reader that is still a torch module."""

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from training.examples import Example
from training.features import collate, encode
from training.measure import Score
from training.model import Reader


def score(
    model: Reader, tokenizer: Tokenizer, examples: Sequence[Example], device: str
) -> list[Score]:
    """Logits for each example, in their order; the model is left in training mode."""
    features = encode(tokenizer, examples)
    order = sorted(range(len(features)), key=lambda place: len(features[place]))
    scores: dict[int, Score] = {}
    model.eval()
    with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
        for start in range(0, len(order), 48):
            places = order[start : start + 48]
            batch = collate([features[place] for place in places]).to(device)
            evidence, answer, _ = model(
                batch.input_ids, batch.attention_mask, batch.token_type_ids, batch.sentence_mask
            )
            for place, logits, whole in zip(places, evidence, answer, strict=True):
                scores[place] = (np.asarray(logits.float().cpu()), float(whole))
    model.train()
    return [scores[place] for place in range(len(features))]
