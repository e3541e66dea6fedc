"""What a reader is fed with in training is what the service feeds it with."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from training.examples import Example
from twitchqa.reader import sentence_mask

if TYPE_CHECKING:
    from training.features import Features

pytest.importorskip("torch", reason="training needs torch, serving does not")

WORDS = ["[UNK]", "[CLS]", "[SEP]", "what", "helps", "?", "cramp", ":", "rest", "tea", "too", "."]

ROW = Example(
    id="1",
    source="test",
    kind="direct",
    question="what helps?",
    title="cramp",
    section=None,
    sentences=("rest helps.", "tea too."),
    evidence=(1.0, 0.0),
    answerable=1.0,
    expected=True,
    answer=(0, 0, 4),
)


def tokenizer(most_tokens: int = 40) -> Tokenizer:
    """Words and marks as tokens, pairs marked as BERT marks them."""
    made = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    made.enable_truncation(most_tokens, strategy="longest_first")
    return made


def encoded(most_tokens: int = 40) -> "Features":
    """The row, cut to so many tokens."""
    from training.features import encode

    return encode(tokenizer(most_tokens), [ROW])[0]


def test_sentences_and_answer_are_found_among_the_tokens() -> None:
    """[CLS] what helps ? [SEP] cramp : rest helps . tea too . [SEP]."""
    features = encoded()
    tokens = [WORDS[number] for number in features.ids]
    spans = [tokens[start:end] for start, end in features.spans]
    assert spans == [["rest", "helps", "."], ["tea", "too", "."]]
    assert tokens[slice(*features.answer)] == ["rest"]
    assert features.types == [0] * 5 + [1] * 9


def test_training_and_service_mask_alike() -> None:
    """The service's own routine gives the same sentence masks, cut or not."""
    from training.features import collate

    for most_tokens in (40, 12):
        ours = collate([encoded(most_tokens)]).sentence_mask[0].numpy()
        encoding = tokenizer(most_tokens).encode(ROW.question, "cramp: rest helps. tea too.")
        theirs = sentence_mask(encoding, len("cramp: "), ROW.sentences)
        assert np.array_equal(ours, theirs)


def test_a_sentence_that_is_cut_off_is_left_out_of_the_loss() -> None:
    """Ten tokens hold the first sentence and nothing of the second."""
    from training.features import collate

    batch = collate([encoded(10)])
    assert batch.evidence.tolist() == [[1.0, -1.0]]
    assert batch.sentence_mask[0, 1].sum() == 0


def test_the_pointer_marks_the_answer_or_the_first_token() -> None:
    """[CLS] stands for 'none here'."""
    from dataclasses import replace

    from training.features import collate, encode

    none = replace(ROW, answerable=0.0, evidence=(0.0, 0.0), answer=None)
    batch = collate(encode(tokenizer(), [ROW, none]))
    marked = [row.nonzero().flatten().tolist() for row in batch.pointer]
    assert marked == [[7], [0]]


def test_the_pointer_follows_probabilities_that_are_sure() -> None:
    """A taught row points where its label is all but 1, at [CLS] where it is all but 0."""
    from dataclasses import replace

    from training.features import collate, encode

    rows = [
        replace(ROW, answerable=whole, evidence=(0.95, 0.3), answer=None)
        for whole in (0.95, 0.5, 0.05, -1.0)
    ]
    batch = collate(encode(tokenizer(), rows))
    marked = [row.nonzero().flatten().tolist() for row in batch.pointer]
    start = batch.sentence_mask[0, 0].nonzero().flatten().tolist()
    assert marked == [start, [], [0], []]


def test_batches_hold_every_row_once_and_repeat_with_their_seed() -> None:
    """Rows of like length together, order fixed by the seed."""
    from training.features import batches

    rows = [encoded(size) for size in range(8, 15)] * 5
    groups = list(batches(rows, 4, seed=3))
    assert sorted(id(row) for group in groups for row in group) == sorted(map(id, rows))
    assert [list(map(id, group)) for group in batches(rows, 4, seed=3)] == [
        list(map(id, group)) for group in groups
    ]
    assert max(len(group) for group in groups) == 4
