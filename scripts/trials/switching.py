"""New indexes under load, damaged ones, and stopping: no request fails, no quote is wrong."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trials.clients import different, questions
from trials.service import Client, Service, get, served
from trials.tally import Tally
from trials.workplace import workplace, write_articles
from twitchqa.build import build_index
from twitchqa.index import load_index, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from twitchqa.records import Document
    from twitchqa.settings import Settings

CLIENTS = 4
PATIENCE = 20.0


class Load:
    """Clients that ask without a pause and look at every reply."""

    def __init__(self, service: Service, tally: Tally) -> None:
        self.known: dict[str, Mapping[str, Document]] = {}
        self._tally = tally
        self._port = service.port
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        client, asked, count = Client(self._port), questions(), 0
        while not self._stop.is_set():
            count += 1
            question = different(asked[(number + CLIENTS * count) % len(asked)], count)
            self._look_at(*client.ask(question))
        client.close()

    def _look_at(self, status: int, reply: dict[str, Any]) -> None:
        self._tally.tried += 1
        self._tally.seen[f"replies with status {status}"] += 1
        self._tally.require(status == 200, f"a reply under load had status {status}")
        documents = self.known.get(reply.get("index", ""), {})
        for quote in reply.get("quotes", []):
            text = documents[quote["document"]].text if quote["document"] in documents else ""
            whole = text[quote["start"] : quote["end"]] == quote["text"]
            self._tally.require(whole, f"a quote is not the text of index {reply['index']}")


def switch_indexes(rounds: int, seed: int) -> Tally:
    """Under load: `rounds` new indexes, `rounds` damaged ones; then stop with work in hand."""
    tally = Tally("indexes switched under load")
    with workplace() as settings, served_new(settings) as service:
        with Load(service, tally) as load:
            _learn(settings, load)
            for number in range(rounds):
                write_articles(settings.corpus_dir, 2, seed=seed + number)
                build_new(settings, load)
                _await_index(settings, service, tally)
                _offer_damage(settings, service, tally, by_signal=number % 2 == 0)
        _stop_with_work(service, tally)
    return tally


@contextmanager
def served_new(settings: Settings) -> Iterator[Service]:
    """A server that looks for a new index twice a second, over an index built just now."""
    build_index(settings)
    with served(settings, index_poll="0.5") as service:
        yield service


def _learn(settings: Settings, load: Load) -> None:
    index, manifest, _ = load_index(settings.index_dir)
    load.known[manifest.id] = index.documents


def build_new(settings: Settings, load: Load) -> None:
    """Build beside the folder first, so that the new texts are known before they are served."""
    elsewhere = replace(settings, index_dir=settings.corpus_dir.parent / "beside")
    build_index(elsewhere)
    _learn(elsewhere, load)
    build_index(settings)


def _await_index(settings: Settings, service: Service, tally: Tally) -> None:
    wanted = read_manifest(settings.index_dir).id
    swapped = _wait(lambda: wanted in get(service.port, "/health/ready")[1].decode())
    tally.seen["new indexes taken up" if swapped else "new indexes NOT taken up"] += 1
    tally.require(swapped, f"the server did not take up index {wanted}")


def _offer_damage(settings: Settings, service: Service, tally: Tally, *, by_signal: bool) -> None:
    """Damage the vectors; by signal, or with a manifest that changed, the server looks at it."""
    serving = get(service.port, "/health/ready")[1]
    refused = len(service.lines("index refused"))
    vectors = next(settings.index_dir.glob("vectors-*"))
    manifest = settings.index_dir / "manifest.json"
    good, listed = vectors.read_bytes(), manifest.read_bytes()
    vectors.write_bytes(good[: len(good) // 2])
    if by_signal:
        service.process.send_signal(signal.SIGHUP)
    else:
        manifest.write_bytes(listed + b"\n")
    noticed = _wait(lambda: len(service.lines("index refused")) > refused)
    tally.seen["damaged indexes refused" if noticed else "damaged indexes NOT refused"] += 1
    tally.require(noticed, "a damaged index was not refused")
    tally.require(get(service.port, "/health/ready")[1] == serving, "the old index went away")
    vectors.write_bytes(good)
    manifest.write_bytes(listed)


def _stop_with_work(service: Service, tally: Tally) -> None:
    """SIGTERM while requests are worked on: each gets its reply, and the exit is clean."""
    statuses: list[int] = []

    def ask(number: int) -> None:
        statuses.append(Client(service.port).ask(different("What causes cramps?", number))[0])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    _wait(lambda: b"twitchqa_queue_depth 0.0" not in get(service.port, "/metrics")[1], 5)
    os.kill(service.process.pid, signal.SIGTERM)
    for thread in threads:
        thread.join()
    code = service.process.wait(PATIENCE)
    answered = statuses.count(200)
    tally.seen["requests finished after the signal to stop"] += answered
    # One that had not arrived when the port closed is turned away (0), never answered half.
    tally.require(set(statuses) <= {200, 0} and answered, f"statuses at the end: {statuses}")
    # uvicorn finishes, then lets the signal end the process, as systemd and Docker expect.
    tally.require(code in {0, -signal.SIGTERM}, f"the server ended with {code}")


def _wait(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if true():
            return True
        time.sleep(0.02)
    return False
