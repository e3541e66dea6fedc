"""Measure the service, beside the stacks that people use today; print a table, write JSON.

    python scripts/benchmark.py --json build/benchmark.json
    python scripts/benchmark.py start replies     only these parts
    python scripts/benchmark.py --large           also 5,000 documents and a million passages

Nothing else should run on the machine. Nothing outside temporary folders is written but the JSON.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from trials.building import measure_builds, measure_search
from trials.machine import machine
from trials.replies import measure_clients, measure_http, measure_in_process, measure_start
from trials.rivals import compare
from trials.service import served
from trials.table import Table
from trials.workplace import workplace

from twitchqa.build import build_index
from twitchqa.engine import open_engine

PARTS = ("start", "replies", "clients", "build", "search", "rivals")


def main() -> None:
    """Measure the parts that were asked for."""
    asked = _arguments()
    parts, table, facts = asked.parts or PARTS, Table(), machine()
    for name, value in facts.items():
        print(f"{name}: {value}")
    with workplace() as settings:
        build_index(settings)
        models = dict(open_engine(settings).model_ids)
        print(f"models: {models}")
        if "start" in parts:
            measure_start(settings, table, 5, asked.environment)
        if "replies" in parts:
            measure_in_process(settings, table, asked.count)
        if {"replies", "clients"} & set(parts):
            with served(settings) as service:
                measure_http(service, table, asked.count)
                if "clients" in parts:
                    measure_clients(service, table, asked.seconds)
        if "build" in parts:
            measure_builds(settings, table, (1, 100, 5_000) if asked.large else (1, 100))
        if "search" in parts:
            sizes = (10_000, 100_000, 1_000_000) if asked.large else (10_000, 100_000)
            measure_search(table, sizes)
        if "rivals" in parts:
            compare(settings, table, asked.count // 4, asked.seconds)
    if asked.json:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        whole = {"when": when, "machine": facts, "models": models, "figures": table.plain()}
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the service.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all when none is named")
    parser.add_argument("--count", type=int, default=200, help="questions for each figure")
    parser.add_argument("--seconds", type=float, default=15.0, help="of load for each figure")
    parser.add_argument("--large", action="store_true", help="5,000 documents, a million passages")
    parser.add_argument("--environment", type=Path, help="an environment whose size to tell")
    parser.add_argument("--json", type=Path, help="write everything to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
