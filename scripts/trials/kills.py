"""Builds killed with SIGKILL: the index is always a whole old one or a whole new one."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

from trials.tally import Tally
from trials.workplace import workplace, write_articles
from twitchqa.build import build_index
from twitchqa.errors import TwitchqaError
from twitchqa.freshness import inputs_of
from twitchqa.index import load_index, read_manifest

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from twitchqa.settings import Settings

FILE_STEPS = frozenset(
    {"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "tempfile.mkstemp"}
)


def kill_builds(count: int, seed: int) -> Tally:
    """Kill `count` builds, every second one at a random moment, the others between two file steps.

    After each kill the index must load, be the old or the new one, and the next build must
    end well and leave nothing behind.
    """
    tally = Tally("builds killed")
    chance = random.Random(seed)
    with workplace() as settings:
        _end(_start(settings))
        seconds, steps = _measure(settings)
        tally.figures |= {"seconds of a whole build": seconds, "file steps of a build": steps}
        for number in range(count):
            write_articles(settings.corpus_dir, 1 + chance.randrange(8), seed=1 + number % 3)
            touch = settings.corpus_dir / "round.md"
            touch.write_text(f"# Round\n\nThis is round {number} of the trial.\n")
            if number % 2:
                step = chance.randrange(steps)
                build, where = _start(settings, step), "between two file steps"
            else:
                build, where = _start(settings), "at a random moment"
                build.join(chance.uniform(0, 1.1 * seconds))
                build.kill()
            build.join()
            killed = build.exitcode == -signal.SIGKILL
            tally.tried += 1
            tally.seen[f"killed {where}" if killed else "ended before the kill"] += 1
            seconds = _check(settings, tally, f"round {number} ({where})")
    return tally


def _measure(settings: Settings) -> tuple[float, int]:
    write_articles(settings.corpus_dir, 4)
    began = time.perf_counter()
    counter = multiprocessing.get_context("fork").Value("i", 0)
    _end(_start(settings, counter=counter))
    return time.perf_counter() - began, max(1, counter.value)


def _check(settings: Settings, tally: Tally, where: str) -> float:
    """Look at what the kill left, and build to the end; gives the seconds that this took."""
    old_or_new = _state(settings, tally, f"{where}: after the kill")
    tally.seen[f"the {old_or_new} index stood"] += 1
    leftovers = sum(path.name.startswith(".new-") for path in settings.index_dir.iterdir())
    tally.seen["leftovers found"] += leftovers
    began = time.perf_counter()
    again = _start(settings)
    again.join()
    seconds = time.perf_counter() - began
    tally.require(again.exitcode == 0, f"{where}: the next build ended with {again.exitcode}")
    state = _state(settings, tally, f"{where}: after the next build")
    tally.require(state == "new", f"{where}: the next build left the {state} index")
    manifest = read_manifest(settings.index_dir)
    kept = {"manifest.json", ".lock", *(item["file"] for item in manifest.outputs.values())}
    stray = {path.name for path in settings.index_dir.iterdir()} - kept
    tally.require(not stray, f"{where}: the next build left {sorted(stray)}")
    return seconds


def _state(settings: Settings, tally: Tally, where: str) -> str:
    """'new' or 'old', or a fault."""
    try:
        _, manifest, _ = load_index(settings.index_dir)
    except TwitchqaError as error:
        tally.faults.append(f"{where}: {error}")
        return "broken"
    return "new" if manifest.id == inputs_of(settings).id else "old"


def _start(settings: Settings, die_at: int | None = None, counter: object = None) -> BaseProcess:
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_build, args=(settings, die_at, counter))
    process.start()
    return process


def _end(process: BaseProcess) -> None:
    process.join()
    if process.exitcode != 0:
        raise SystemExit("The build that the trial starts from failed.")


def _build(settings: Settings, die_at: int | None, counter: object) -> None:
    """In the child: build, and die just before the file step with this number."""
    steps = 0
    inside = str(settings.index_dir)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event in FILE_STEPS and str(arguments[0]).startswith(inside):
            if steps == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            steps += 1
            if counter is not None:
                counter.value = steps  # type: ignore[attr-defined] # a shared ctypes value

    sys.addaudithook(watch)
    build_index(settings)
