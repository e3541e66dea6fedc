"""What the guard says of a question before anything is looked up.

Emergencies, instructions to the service and decisions that belong to a clinician are
recognised by rules that are data (`guard.toml`, beside this package) and by a small network.
"""

from twitchqa.guard.checking import check
from twitchqa.guard.listening import Listener
from twitchqa.guard.screening import Guard, load_guard, notice_for_quotes

__all__ = ["Guard", "Listener", "check", "load_guard", "notice_for_quotes"]
