"""One reply, in process by stage and over HTTP; many clients; the start of the server."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING

from trials.clients import different, questions
from trials.machine import installed_megabytes, megabytes, percentiles, serving
from trials.service import Client, Service, served
from trials.soak import load_from_outside

if TYPE_CHECKING:
    from pathlib import Path

    from trials.table import Table
    from twitchqa.settings import Settings

WARMING = 20


def measure_start(settings: Settings, table: Table, times: int, environment: Path | None) -> None:
    """From the start of the process to the open port and to the first engine; memory; size."""
    ports, readies, memories = [], [], []
    for _ in range(times):
        with served(settings) as service:
            ports.append(service.seconds_to_port)
            readies.append(service.seconds_to_ready)
            memories.append(service.resident_megabytes())
    table.add("start", "to the open port", median(ports), "s", times)
    table.add("start", "to ready", median(readies), "s", times)
    table.add("start", "memory when ready", median(memories), "MB", times)
    table.add("size", "packages for serving", installed_megabytes(serving()), "MB", 1)
    table.add("size", "models", megabytes(settings.models_dir), "MB", 1)
    if environment:
        table.add("size", f"environment {environment.name}", megabytes(environment), "MB", 1)


def measure_in_process(settings: Settings, table: Table, count: int) -> None:
    """Engine.ask, whole and by stage; every question is asked for the first time."""
    from twitchqa.api.wire import ReplyOut
    from twitchqa.engine import open_engine

    engine = open_engine(settings)
    asked = sample(count + WARMING)
    for question in asked[:WARMING]:
        engine.ask(question)
    spent: dict[str, list[float]] = defaultdict(list)
    for question in asked[WARMING:]:
        began = time.perf_counter()
        reply = engine.ask(question)
        spent["whole"].append(1000 * (time.perf_counter() - began))
        for stage, milliseconds in reply.stages:
            spent[stage].append(milliseconds)
        began = time.perf_counter()
        ReplyOut.of(reply).model_dump_json()
        spent["serialise"].append(1000 * (time.perf_counter() - began))
    for stage, taken in spent.items():
        for name, value in percentiles(taken).items():
            table.add(f"in process, {stage}", name, value, "ms", len(taken))


def measure_http(service: Service, table: Table, count: int) -> None:
    """One client, one question after the other."""
    client = Client(service.port)
    asked = sample(count + WARMING, seed=2)
    taken = []
    for question in asked:
        began = time.perf_counter()
        status, _ = client.ask(question)
        taken.append(1000 * (time.perf_counter() - began))
        if status != 200:
            raise SystemExit(f"A question got status {status}.")
    client.close()
    for name, value in percentiles(taken[WARMING:]).items():
        table.add("over HTTP, one client", name, value, "ms", count)


def measure_clients(service: Service, table: Table, seconds: float) -> None:
    """1, 4, 16 and 64 clients from a second process."""
    for clients in (1, 4, 16, 64):
        seen = load_from_outside(service.port, clients, seconds)
        group, good = f"{clients} clients", seen.statuses[200]
        table.add(group, "questions a second", good / seen.seconds, "/s", good)
        for name, value in percentiles(seen.milliseconds).items():
            table.add(group, name, value, "ms", good)
        table.add(group, "errors", seen.statuses.total() - good, "", seen.statuses.total())
    table.add("after load", "memory", service.resident_megabytes(), "MB", 1)
    table.add("after load", "most memory", service.resident_megabytes("VmHWM"), "MB", 1)


def sample(count: int, seed: int = 1) -> list[str]:
    """`count` questions of the question file, each worded as nobody asked it before."""
    chance, asked = random.Random(seed), questions()
    return [different(chance.choice(asked), seed * 100_000 + number) for number in range(count)]
