"""Write the examples of `/openapi.json`: what the real engine says today, word for word."""

import json
from pathlib import Path

from twitchqa.api.openapi import EXAMPLES, example_of
from twitchqa.engine import open_engine
from twitchqa.settings import read_settings

QUESTIONS = {
    "answer": ("An answer", "What can cause muscle twitching?"),
    "near_miss": ("A decline: near, but not said", "What dose of riluzole is given for ALS?"),
    "emergency": ("An emergency", "My chest hurts badly and I cannot breathe, what do I do?"),
}

engine = open_engine(read_settings())
content = {
    name: example_of(summary, engine.ask(question))
    for name, (summary, question) in QUESTIONS.items()
}
text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
Path(str(EXAMPLES)).write_text(text, encoding="utf-8")
print(f"Wrote {EXAMPLES}.")
