"""Load for a long time: no errors, flat memory, steady times."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import linear_regression, quantiles

from trials.clients import Load
from trials.service import Service, served
from trials.tally import Tally
from trials.workplace import workplace
from twitchqa.build import build_index

CLIENTS = 16
PIECES = 6
SHED = 503


def soak(seconds: int, seed: int) -> Tally:  # noqa: ARG001 - every trial takes a seed
    """Saturate a server for so many seconds, in six pieces, and look at memory and times."""
    tally = Tally("soak")
    with workplace() as settings:
        build_index(settings)
        with served(settings) as service:
            _piece(service, 3, Tally("warming up"), 0)
            samples = []
            for number in range(PIECES):
                _piece(service, seconds / PIECES, tally, number)
                samples.append((time.perf_counter() / 60, service.resident_megabytes()))
            slope, _ = linear_regression(*zip(*samples, strict=True))
            tally.figures["memory at the end, MB"] = samples[-1][1]
            tally.figures["memory slope, MB a minute"] = slope
            tally.figures["questions a second"] = tally.seen["replies with status 200"] / seconds
    return tally


def _piece(service: Service, seconds: float, tally: Tally, number: int) -> None:
    seen = load_from_outside(service.port, CLIENTS, seconds)
    for status, count in seen.statuses.items():
        tally.tried += count
        tally.seen[f"replies with status {status}"] += count
        tally.require(status in {200, SHED}, f"{count} replies with status {status}")
    tally.figures[f"p99 in piece {number + 1}, ms"] = quantiles(seen.milliseconds, n=100)[98]


def load_from_outside(port: int, clients: int, seconds: float) -> Load:
    """What a second process with so many clients saw."""
    program = str(Path(__file__).with_name("clients.py"))
    done = subprocess.run(
        [sys.executable, program, str(port), str(clients), str(seconds)],
        check=True,
        capture_output=True,
        text=True,
    )
    seen = json.loads(done.stdout)
    seen["statuses"] = Counter({int(status): count for status, count in seen["statuses"].items()})
    return Load(**seen)
