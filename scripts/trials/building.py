"""How fast an index is built, and how fast and how well it is searched."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from trials.machine import percentiles
from trials.workplace import write_articles
from twitchqa.build import build_index
from twitchqa.index import VectorTable, load_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from trials.table import Table
    from twitchqa.settings import Settings

DIMENSIONS = 384
QUERIES = 100
NEAREST = 10


def measure_builds(settings: Settings, table: Table, sizes: Iterable[int]) -> None:
    """`twitchqa build` over made-up articles of twelve sentences each."""
    root = settings.corpus_dir.parent
    for size in sizes:
        made = replace(settings, corpus_dir=root / f"c{size}", index_dir=root / f"i{size}")
        write_articles(made.corpus_dir, size)
        began = time.perf_counter()
        build_index(made)
        seconds = time.perf_counter() - began
        passages = load_index(made.index_dir)[0].passages
        sentences = sum(len(passage.sentences) for passage in passages)
        group = f"build, {size:,} documents"
        table.add(group, "whole build", seconds, "s", sentences)
        table.add(group, "sentences a second", sentences / seconds, "/s", sentences)


def measure_search(table: Table, sizes: Iterable[int]) -> None:
    """VectorTable beside numpy's brute force, over vectors in clusters as texts are."""
    for size in sizes:
        vectors, queries = clustered(size), clustered(QUERIES, seed=2)
        began = time.perf_counter()
        made = VectorTable.of(vectors)
        group = f"search, {size:,} passages"
        table.add(group, "making the table", time.perf_counter() - began, "s", size)
        taken, found = [], []
        for query in queries:
            began = time.perf_counter()
            hits = made.search(query, NEAREST)
            taken.append(1000 * (time.perf_counter() - began))
            exact = set(np.argsort(-(vectors @ query))[:NEAREST].tolist())
            found.append(len(exact & {row for row, _ in hits}) / NEAREST)
        table.add(group, "p50", median(taken), "ms", QUERIES)
        table.add(group, "p99", percentiles(taken)["p99"], "ms", QUERIES)
        table.add(group, "recall@10 against exact", sum(found) / QUERIES, "", QUERIES)
        table.add(group, "memory of the table", len(made.to_bytes()) / 1e6, "MB", 1)


def clustered(count: int, seed: int = 1) -> NDArray[np.float32]:
    """Unit vectors around 1,000 centres; the same centres for every seed."""
    centres = np.random.default_rng(0).normal(size=(1000, DIMENSIONS)).astype(np.float32)
    chance = np.random.default_rng(seed)
    vectors = centres[chance.integers(0, len(centres), count)]
    for start in range(0, count, 10_000):
        part = vectors[start : start + 10_000]
        part += chance.standard_normal(part.shape, dtype=np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors
