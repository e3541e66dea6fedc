"""Many clients at once; also a program, so that the load comes from a second process.

python scripts/trials/clients.py PORT CLIENTS SECONDS
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions" / "muscle-twitching.jsonl"


@dataclass
class Load:
    """What the clients saw: statuses with their counts, and milliseconds of the 200s in order."""

    clients: int
    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)


def questions() -> list[str]:
    """The questions of the project's own question file."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def different(question: str, number: int) -> str:
    """The question as nobody asked it before, so that no memory of replies makes it quick."""
    return f"{question.rstrip('?')} ({number})?"


def load(port: int, clients: int, seconds: float) -> Load:
    """Let `clients` ask without a pause for `seconds`; each question is asked once."""
    from trials.service import Client

    asked = questions()
    result = Load(clients, seconds)
    end = time.perf_counter() + seconds

    def one(number: int) -> None:
        client, chance, count = Client(port), random.Random(number), 0
        while (began := time.perf_counter()) < end:
            count += 1
            question = different(chance.choice(asked), 1_000_000 * number + count)
            status, _ = client.ask(question)
            result.statuses[status] += 1
            if status == 200:
                result.milliseconds.append(1000 * (time.perf_counter() - began))
        client.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    return result


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    port, clients, seconds = sys.argv[1:]
    print(json.dumps(vars(load(int(port), int(clients), float(seconds)))))
