"""The whole of twitchqa behind one call: `open_engine(settings).ask(question)`."""

from twitchqa.engine.asking import MAX_QUOTES, Engine, Models
from twitchqa.engine.opening import open_engine, open_engine_over, open_models

__all__ = ["MAX_QUOTES", "Engine", "Models", "open_engine", "open_engine_over", "open_models"]
