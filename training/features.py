"""Examples as tensors: the encoding that the exported reader and the service share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from training.draws import seeded
from training.examples import Example

TRAINING_TOKENS = 160

UNLIKELY, LIKELY = 0.1, 0.9
"""Up to and from where a label that is a probability (see `distill`) counts as no or yes."""


@dataclass(frozen=True)
class Features:
    """One encoded example; `spans` are token ranges of its sentences, empty when cut off."""

    ids: list[int]
    types: list[int]
    spans: list[tuple[int, int]]
    answer: tuple[int, int]
    example: Example

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Batch:
    """Tensors of B examples, S sentences, T tokens; -1 in a label means 'leave it out'.

    `pointer` [B, T] marks the tokens where the answer stands, or token 0 ([CLS]) for 'no answer';
    a row of zeros is left out.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    sentence_mask: Tensor
    evidence: Tensor
    answerable: Tensor
    pointer: Tensor

    def to(self, device: str) -> "Batch":
        """The same batch on another device."""
        return Batch(**{name: tensor.to(device) for name, tensor in vars(self).items()})


def load_tokenizer(path: str, most_tokens: int = TRAINING_TOKENS) -> Tokenizer:
    """The tokenizer of the file, without padding, cutting pairs to `most_tokens`."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(most_tokens, strategy="longest_first")
    return tokenizer


def encode(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Features]:
    """Encodes `[CLS] question [SEP] header sentences [SEP]` for each example."""
    pairs = [(one.question, one.header + " ".join(one.sentences)) for one in examples]
    encodings = tokenizer.encode_batch(pairs)
    return [_features(one, encoding) for one, encoding in zip(examples, encodings, strict=True)]


def _features(example: Example, encoding: Encoding) -> Features:
    spans = []
    answer = (0, 0)
    start = len(example.header)
    for place, sentence in enumerate(example.sentences):
        spans.append(_tokens_within(encoding, start, start + len(sentence)))
        if example.answer is not None and example.answer[0] == place:
            _, first, last = example.answer
            answer = _tokens_within(encoding, start + first, start + last)
        start += len(sentence) + 1
    return Features(encoding.ids, encoding.type_ids, spans, answer, example)


def _tokens_within(encoding: Encoding, start: int, end: int) -> tuple[int, int]:
    """The range of passage tokens that touch code points [start, end) of the passage."""
    inside = [
        place
        for place, (sequence, (first, last)) in enumerate(
            zip(encoding.sequence_ids, encoding.offsets, strict=True)
        )
        if sequence == 1 and first < end and last > start
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def collate(features: Sequence[Features]) -> Batch:
    """Pads to the longest example of the batch."""
    tokens = max(len(one) for one in features)
    most = max(len(one.spans) for one in features)
    rows = len(features)
    ids, mask, types = (torch.zeros(rows, tokens, dtype=torch.long) for _ in range(3))
    sentences = torch.zeros(rows, most, tokens)
    evidence = torch.full((rows, most), -1.0)
    pointer = torch.zeros(rows, tokens)
    for row, one in enumerate(features):
        ids[row, : len(one)] = torch.tensor(one.ids)
        types[row, : len(one)] = torch.tensor(one.types)
        mask[row, : len(one)] = 1
        for place, (start, end) in enumerate(one.spans):
            sentences[row, place, start:end] = 1
            if end > start:
                evidence[row, place] = one.example.evidence[place]
        pointer[row] = _pointer(one, tokens)
    answerable = torch.tensor([one.example.answerable for one in features])
    return Batch(ids, mask, types, sentences, evidence, answerable, pointer)


def _pointer(one: Features, tokens: int) -> Tensor:
    target = torch.zeros(tokens)
    labels = one.example.evidence
    if 0 <= one.example.answerable <= UNLIKELY:
        target[0] = 1
    elif one.answer[1] > 0:
        target[one.answer[0] : one.answer[1]] = 1
    elif one.example.answerable >= LIKELY:
        for (start, end), label in zip(one.spans, labels, strict=True):
            if label >= LIKELY:
                target[start:end] = 1
    return target


def batches(
    features: Sequence[Features], size: int, seed: int, pool: int = 40
) -> Iterator[list[Features]]:
    """Shuffled batches of examples of like length; the same seed gives the same order."""
    choice = seeded(seed)
    order = list(features)
    choice.shuffle(order)
    for start in range(0, len(order), size * pool):
        near = sorted(order[start : start + size * pool], key=len)
        groups = [near[at : at + size] for at in range(0, len(near), size)]
        choice.shuffle(groups)
        yield from groups
