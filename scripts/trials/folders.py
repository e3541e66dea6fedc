"""Full disks, read-only folders, no permission: a clear message, the old index untouched."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trials.tally import Tally
from trials.workplace import environment, workplace, write_articles
from twitchqa.build import build_index
from twitchqa.errors import TwitchqaError
from twitchqa.index import load_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twitchqa.settings import Settings

# Root without its right to pass over permissions; its own files stay its own.
HUMBLE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
BYTES_THAT_FIT = 20_000
PAGE, ROOM_PAGES = 4096, 6
"""Bytes of a page, the least a file takes on a small disk, and how many are free there."""


def hurt_folders(rounds: int, seed: int) -> Tally:
    """Build into folders that cannot take it; each trial `rounds` times."""
    tally = Tally("folders hurt")
    for number in range(rounds):
        with workplace() as settings:
            build_index(settings)
            write_articles(settings.corpus_dir, 12, seed + number)
            _file_size_limit(settings, tally)
            _full_disk(settings, tally)
            _read_only_folder(settings, tally)
            _read_only_disk(settings, tally)
            _no_permission_to_make(settings, tally)
            _corpus_file_that_cannot_be_read(settings, tally)
            tally.require(_ends_well(settings), "the build in the healthy folder failed")
    return tally


def _file_size_limit(settings: Settings, tally: Tally) -> None:
    """Every write over a limit fails half-way, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES_THAT_FIT, BYTES_THAT_FIT))

    _refused("a write that fails half-way", settings, tally, before=limit)


def _full_disk(settings: Settings, tally: Tally) -> None:
    with _small_disk(settings) as elsewhere:
        if elsewhere is None:
            tally.seen["skipped: full disk (may not mount a small one)"] += 1
        else:
            _refused("a full disk", elsewhere, tally)


def _read_only_disk(settings: Settings, tally: Tally) -> None:
    with _small_disk(settings, "4m") as elsewhere:
        if elsewhere is None:
            tally.seen["skipped: read-only disk (may not mount one)"] += 1
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(elsewhere.index_dir)], check=True)
            _refused("a read-only disk", elsewhere, tally)


def _read_only_folder(settings: Settings, tally: Tally) -> None:
    settings.index_dir.chmod(0o555)
    _refused("a read-only folder", settings, tally, humble=True)
    settings.index_dir.chmod(0o755)


def _no_permission_to_make(settings: Settings, tally: Tally) -> None:
    inner = replace(settings, index_dir=settings.corpus_dir.parent / "new" / "index")
    inner.corpus_dir.parent.chmod(0o555)
    done = _build(inner, humble=True)
    inner.corpus_dir.parent.chmod(0o755)
    _judge("no permission to make the folder", done, str(inner.index_dir), tally)


def _corpus_file_that_cannot_be_read(settings: Settings, tally: Tally) -> None:
    """The file is named, and the other articles are built."""
    closed = settings.corpus_dir / "closed.md"
    closed.write_text("# Closed\n\nNobody may read this.\n")
    closed.chmod(0)
    done = _build(settings, humble=True)
    tally.tried += 1
    named = closed.name in done.stdout + done.stderr and "Traceback" not in done.stderr
    tally.seen["the others built, the file named" if named else "file not named"] += 1
    tally.require(named and done.returncode == 0, f"a closed corpus file: {done.stderr[-400:]!r}")
    closed.unlink()


def _refused(
    what: str,
    settings: Settings,
    tally: Tally,
    before: Callable[[], None] | None = None,
    *,
    humble: bool = False,
) -> None:
    """The build fails with one message, and the index is what it was."""
    was = {path.name: path.read_bytes() for path in settings.index_dir.iterdir()}
    done = _build(settings, before, humble=humble)
    _judge(what, done, str(settings.index_dir), tally)
    now = {path.name: path.read_bytes() for path in settings.index_dir.iterdir()}
    tally.require(was == now, f"{what}: the folder changed: {sorted(was.keys() ^ now.keys())}")
    try:
        load_index(settings.index_dir)
    except TwitchqaError as error:
        tally.faults.append(f"{what}: the old index is gone: {error}")


def _judge(what: str, done: subprocess.CompletedProcess[str], named: str, tally: Tally) -> None:
    tally.tried += 1
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Embedding")]
    clear = len(lines) == 2 and named in lines[0] and "Traceback" not in done.stderr
    tally.seen["refused with a clear message" if clear else "refused, but not clearly"] += 1
    tally.require(done.returncode == 1, f"{what}: the build ended with {done.returncode}")
    tally.require(clear, f"{what}: the message was {done.stderr[-400:]!r}")


def _build(
    settings: Settings, before: Callable[[], None] | None = None, *, humble: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run `twitchqa build`; `humble` runs it without the rights of root."""
    first = HUMBLE if humble and os.geteuid() == 0 else ()
    return subprocess.run(
        [*first, sys.executable, "-m", "twitchqa", "build"],
        env=environment(settings),
        cwd=settings.corpus_dir.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        preexec_fn=before,
    )


def _ends_well(settings: Settings) -> bool:
    return _build(settings).returncode == 0


@contextmanager
def _small_disk(settings: Settings, size: str | None = None) -> Iterator[Settings | None]:
    """The same project with its index on a disk of that size; None where none can be mounted.

    Without a size the index fits, with a little room that is not enough for another.
    """
    pages = sum(-(-path.stat().st_size // PAGE) for path in settings.index_dir.iterdir())
    size = size or f"{(pages + ROOM_PAGES) * PAGE // 1024}k"
    place = settings.corpus_dir.parent / f"disk-{size}"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        for path in settings.index_dir.iterdir():
            (place / path.name).write_bytes(path.read_bytes())
        yield replace(settings, index_dir=Path(place))
    finally:
        subprocess.run(["umount", str(place)], check=True)
