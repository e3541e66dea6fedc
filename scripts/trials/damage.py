"""Bits flipped and files cut short: refused with the file named, or no reply changes."""

from __future__ import annotations

import os
import random
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trials.tally import Tally
from trials.workplace import workplace
from twitchqa.build import build_index
from twitchqa.engine import open_engine
from twitchqa.errors import TwitchqaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twitchqa.records import Reply
    from twitchqa.settings import Settings

QUESTIONS = (
    "Which drug is often recommended for ALS?",
    "How many types of SMA are there?",
    "What dose of riluzole is given for ALS?",
    "What is the main symptom of myopathy?",
)
UNUSED = (".md",)


def damage_files(count: int, seed: int) -> Tally:
    """Damage one file at a time, `count` times, and open the engine each time."""
    tally = Tally("files damaged")
    chance = random.Random(seed)
    with workplace() as settings:
        build_index(settings)
        before = _replies(settings)
        files = _files(settings)
        for _ in range(count):
            path = chance.choice(files)
            hurt = _cut if chance.random() < 0.2 else _flip
            with hurt(path, chance) as what:
                verdict, detail = _judge(settings, path, before)
            tally.tried += 1
            kind = "flip" if hurt is _flip else "cut"
            tally.seen[f"{kind}: {verdict}"] += 1
            good = verdict == "refused, and the file named" or path.suffix in UNUSED
            tally.require(good, f"{path.name}, {what}: {verdict} {detail}")
        tally.require(_replies(settings) == before, "the files were not put back")
    return tally


def _files(settings: Settings) -> list[Path]:
    folders = (settings.index_dir, settings.models_dir)
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in found if path.is_file() and path.stat().st_size]


def _replies(settings: Settings) -> list[object]:
    engine = open_engine(settings)
    return [_said(engine.ask(question)) for question in QUESTIONS]


def _said(reply: Reply) -> object:
    return (reply.outcome, reply.reason, reply.answer, reply.quotes, reply.related)


def _judge(settings: Settings, path: Path, before: list[object]) -> tuple[str, str]:
    """What opening the engine and asking it makes of the damage."""
    try:
        after = _replies(settings)
    except TwitchqaError as error:
        named = path.name in error.problem
        return f"refused, and the file {'named' if named else 'NOT NAMED'}", str(error)
    except Exception as error:  # noqa: BLE001 - anything else is what we are looking for
        return "CRASHED", repr(error)
    if path.suffix in UNUSED:
        return "not noticed, in a file that nothing reads", ""
    return f"NOT NOTICED, replies {'the same' if after == before else 'CHANGED'}", ""


@contextmanager
def _flip(path: Path, chance: random.Random) -> Iterator[str]:
    place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)

    def turn() -> None:
        with path.open("r+b") as file:
            file.seek(place)
            octet = file.read(1)[0]
            file.seek(place)
            file.write(bytes([octet ^ (1 << bit)]))

    turn()
    yield f"bit {bit} of byte {place}"
    turn()


@contextmanager
def _cut(path: Path, chance: random.Random) -> Iterator[str]:
    content = path.read_bytes()
    length = chance.randrange(len(content))
    os.truncate(path, length)
    yield f"cut to {length} of {len(content)} bytes"
    path.write_bytes(content)
