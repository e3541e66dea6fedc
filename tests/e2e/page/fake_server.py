"""The app over the fake engine, in a process of its own: `python -m ... PORT FEEDBACK_FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from tests.e2e.page.fake_engine import FakeEngine
from twitchqa.api.app import create_app
from twitchqa.settings import Settings

if __name__ == "__main__":
    port, feedback_file = int(sys.argv[1]), Path(sys.argv[2])
    app = create_app(Settings(feedback_file=feedback_file), lambda _: FakeEngine())
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None)
