"""Measures exported readers on sets that training never saw: `python -m training.report --help`."""

import argparse
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from training import measure
from training.examples import Example, read_examples
from training.export import INPUTS, MOST_TOKENS
from training.features import collate, encode, load_tokenizer

log = logging.getLogger("training")


class OnnxReader:
    """An exported reader, run as the service runs it."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = load_tokenizer(str(tokenizer), MOST_TOKENS)

    def score(self, examples: Sequence[Example], batch: int = 16) -> list[measure.Score]:
        """Logits for each example, in their order."""
        features = encode(self._tokenizer, examples)
        order = sorted(range(len(features)), key=lambda place: len(features[place]))
        scores: dict[int, measure.Score] = {}
        for start in range(0, len(order), batch):
            places = order[start : start + batch]
            tensors = collate([features[place] for place in places])
            feed = {name: getattr(tensors, name).numpy() for name in INPUTS}
            evidence, answer = self._session.run(None, feed)
            for place, logits, whole in zip(places, evidence, answer, strict=True):
                scores[place] = (logits, float(whole))
        return [scores[place] for place in range(len(features))]


def share(successes: int, total: int) -> dict[str, Any]:
    """A share with its count and its 95 % Wilson interval, in per cent to one decimal."""
    low, high = measure.wilson(successes, total)
    percent = round(100 * successes / total, 1) if total else None
    interval = [round(100 * low, 1), round(100 * high, 1)]
    return {"right": successes, "of": total, "percent": percent, "interval": interval}


def decisions(judged: Sequence[measure.Judged], threshold: float) -> dict[str, Any]:
    """Right decisions at a threshold: all, answerable, unanswerable and by kind."""
    groups: dict[str, list[bool]] = {"all": []}
    for one in judged:
        right = (one.score >= threshold) == one.positive
        names = ("all", "answerable" if one.positive else "unanswerable", f"kind {one.kind}")
        for name in names:
            groups.setdefault(name, []).append(right)
    return {name: share(sum(rights), len(rights)) for name, rights in groups.items()}


def gold_sentence(
    examples: Sequence[Example], scores: Sequence[measure.Score], threshold: float
) -> dict[str, Any]:
    """Answerable passages answered at the threshold with a gold sentence as likeliest evidence."""
    rights = [
        answer >= threshold
        and example.evidence[int(np.argmax(logits[: len(example.sentences)]))] == 1
        for example, (logits, answer) in zip(examples, scores, strict=True)
        if example.answerable == 1
    ]
    return share(sum(rights), len(rights))


def figures_of(
    examples: Sequence[Example], scores: Sequence[measure.Score], threshold: float
) -> dict[str, Any]:
    """Everything the model card says about one set."""
    questions = measure.by_question(examples, scores)
    own, _ = measure.best_threshold(questions)
    return {
        **measure.summary(examples, scores),
        "threshold": threshold,
        "decisions": decisions(questions, threshold),
        "answered_with_gold_sentence": gold_sentence(examples, scores, threshold),
        "own_threshold": own,
        "decisions_at_own_threshold": decisions(questions, own),
        "answered_with_gold_sentence_at_own_threshold": gold_sentence(examples, scores, own),
    }


def difference(one: Sequence[measure.Score], other: Sequence[measure.Score]) -> dict[str, float]:
    """How far two readers' answer probabilities lie apart."""
    pairs = np.array([[a[1], b[1]] for a, b in zip(one, other, strict=True)])
    chances = 1 / (1 + np.exp(-pairs))
    gap = np.abs(chances[:, 0] - chances[:, 1])
    return {
        "mean": float(gap.mean()),
        "p99": float(np.quantile(gap, 0.99)),
        "most": float(gap.max()),
    }


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, action="append", required=True, help="first: fp32")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--choose-on", type=Path, required=True, help="fits the threshold")
    parser.add_argument("--measure-on", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True, help="JSON file")
    options = parser.parse_args()
    report: dict[str, Any] = {}
    chosen = list(read_examples(options.choose_on))
    reference: list[measure.Score] | None = None
    for model in options.model:
        reader = OnnxReader(model, options.tokenizer)
        scores = reader.score(chosen)
        reference = reference or scores
        threshold, _ = measure.best_threshold(measure.by_question(chosen, scores))
        entry: dict[str, Any] = {"megabytes": round(model.stat().st_size / 1e6, 1)}
        entry["apart_from_first"] = difference(reference, scores)
        entry[options.choose_on.stem] = figures_of(chosen, scores, threshold)
        for path in options.measure_on:
            examples = list(read_examples(path))
            entry[path.stem] = figures_of(examples, reader.score(examples), threshold)
        report[model.stem] = entry
        log.info("%s: %s", model.name, json.dumps(entry)[:400])
    options.out.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
