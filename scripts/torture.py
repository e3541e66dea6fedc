"""Hurt a copy of the project and see whether it stays honest.

    python scripts/torture.py                    every trial, short: about two minutes
    python scripts/torture.py --full             200 kills, 500 flips and cuts, ten minutes of load
    python scripts/torture.py kills --count 50   one trial

Nothing outside temporary folders is written. Exit code 1: there was a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trials.damage import damage_files
from trials.folders import hurt_folders
from trials.kills import kill_builds
from trials.soak import soak
from trials.switching import switch_indexes

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.tally import Tally

# What each trial counts, and how much of it is short and full.
TRIALS: dict[str, tuple[Callable[[int, int], Tally], int, int]] = {
    "kills": (kill_builds, 8, 200),
    "damage": (damage_files, 40, 500),
    "folders": (hurt_folders, 1, 1),
    "switching": (switch_indexes, 2, 20),
    "soak": (soak, 15, 600),
}


def main() -> int:
    """Run the trials that were asked for."""
    parser = argparse.ArgumentParser(description="Hurt a copy of the project.")
    parser.add_argument("trials", nargs="*", choices=[[], *TRIALS], help="all when none is named")
    parser.add_argument("--full", action="store_true", help="the long form")
    parser.add_argument("--count", type=int, help="how many (seconds for the soak)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the counts to this file")
    asked = parser.parse_args()
    tallies = []
    for name in asked.trials or TRIALS:
        trial, short, full = TRIALS[name]
        tally = trial(asked.count or (full if asked.full else short), asked.seed)
        print(tally.text(), flush=True)
        tallies.append(tally)
    if asked.json:
        rows = [tally.row() for tally in tallies]
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(any(tally.faults for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
