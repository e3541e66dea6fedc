"""The short form of `scripts/torture.py`: hurt a copy of the project and see it stay honest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(name="torture")
def run_torture(tmp_path: Path) -> Callable[[str, int], dict[str, Any]]:
    """Run one trial so many times and give its counts; a fault is shown in full."""

    def run(trial: str, count: int) -> dict[str, Any]:
        counts = tmp_path / "counts.json"
        done = subprocess.run(
            [sys.executable, "scripts/torture.py", trial, "--count", str(count), "--json", counts],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (row,) = json.loads(counts.read_text())
        assert row["faults"] == []
        return dict(row)

    return run


def test_a_killed_build_leaves_a_whole_index(torture: Callable[[str, int], dict[str, Any]]) -> None:
    """After SIGKILL the old or the new index stands, and the next build cleans up."""
    counts = torture("kills", 8)
    seen = counts["seen"]
    assert counts["tried"] == 8
    assert seen.get("the old index stood", 0) + seen.get("the new index stood", 0) == 8


def test_damage_is_refused_by_name(torture: Callable[[str, int], dict[str, Any]]) -> None:
    """A flipped bit or a cut file of the index or the models never changes a reply."""
    counts = torture("damage", 40)
    assert counts["tried"] == 40
    assert {what.split(": ")[1] for what in counts["seen"]} <= {
        "refused, and the file named",
        "not noticed, in a file that nothing reads",
    }


def test_folders_that_cannot_be_written(torture: Callable[[str, int], dict[str, Any]]) -> None:
    """Full disks, read-only folders and closed files give one clear message each."""
    seen = torture("folders", 1)["seen"]
    assert seen["refused with a clear message"] >= 3
    assert seen["the others built, the file named"] == 1


def test_new_indexes_under_load(torture: Callable[[str, int], dict[str, Any]]) -> None:
    """Good ones are taken up, damaged ones refused, no request fails, work in hand is finished."""
    seen = torture("switching", 2)["seen"]
    assert seen["new indexes taken up"] == 2
    assert seen["damaged indexes refused"] == 2
    assert {what for what in seen if what.startswith("replies")} == {"replies with status 200"}
    assert seen["requests finished after the signal to stop"] >= 1
