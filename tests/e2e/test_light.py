"""Serving is light: no network, and nothing of training is imported."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, socket, sys

def refuse(*arguments, **options):
    raise AssertionError("serving opened a socket")

socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse

from twitchqa.api import create_app
from twitchqa.engine import open_engine
from twitchqa.settings import read_settings

settings = read_settings()
create_app(settings)
engine = open_engine(settings)
replies = [engine.ask(question) for question in json.loads(sys.argv[1])]
print(json.dumps({
    "outcomes": [reply.outcome for reply in replies],
    "modules": sorted({name.split(".")[0] for name in sys.modules}),
}))
"""
# Not scipy: the BM25 library takes it up where it is installed, and serving does not install it.
HEAVY = {"torch", "transformers", "sentence_transformers", "sklearn", "pandas", "onnx"}


def test_serving_needs_no_network_and_no_torch() -> None:
    """Opening the engine and asking it connects to nothing and imports nothing heavy."""
    questions = ["Which drug is often recommended for ALS?", "Who won the World Cup?"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(questions)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["outcomes"] == ["answered", "declined"]
    assert HEAVY.isdisjoint(found["modules"])
