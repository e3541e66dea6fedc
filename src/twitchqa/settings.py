"""The settings of a process: the only reader of the environment.

Each field of `Settings` has one variable, `TWITCHQA_` and its name in capitals; the hashes
of the keys may also stand in the file that `TWITCHQA_API_KEYS_FILE` names. An empty
variable counts as not set.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twitchqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "TWITCHQA_"
READERS = ("auto", "accurate", "fast", "similarity")

Network = IPv4Network | IPv6Network


def _home() -> Path:
    """The checkout's root when the package runs from one, else the current folder."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").is_file() else Path.cwd()


def _cpus() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text[:20]) <= high):
            raise ValueError(f"a whole number from {low:,} to {high:,}")
        return int(text)

    return read


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 3600:
        raise ValueError("a number of seconds above 0, up to 3600")
    return value


def _switch(text: str) -> bool:
    words = {"1": True, "true": True, "on": True, "yes": True}
    words |= {"0": False, "false": False, "off": False, "no": False}
    if text.lower() not in words:
        raise ValueError("'on' or 'off'")
    return words[text.lower()]


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part) for part in _list(text))
    except ValueError:
        raise ValueError("addresses or networks with commas between, as in 10.0.0.0/8") from None


def _hashes(text: str) -> tuple[str, ...]:
    hashes = tuple(part.lower() for part in _list(text))
    if not all(len(part) == 64 and set(part) <= set("0123456789abcdef") for part in hashes):
        raise ValueError("SHA-256 hashes of the keys, 64 hexadecimal digits each, never the keys")
    return hashes


def _hash_file(text: str) -> tuple[str, ...]:
    try:
        lines = Path(text).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ValueError("the path of a text file that can be read") from None
    return _hashes(",".join(line.split("#")[0] for line in lines))


def _origins(text: str) -> tuple[str, ...]:
    origins = _list(text)
    if not all(part == "*" or part.startswith(("http://", "https://")) for part in origins):
        raise ValueError("origins with commas between, as in https://example.org")
    return origins


def _reader(text: str) -> str:
    if text not in READERS and not Path(text).exists():
        raise ValueError(f"one of {', '.join(READERS)}, or the path of a reader's folder")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can choose. Times are in seconds; the rate is asks a minute and client.

    `workers` is how many questions are worked on at once, `queue_length` how many more may
    wait before new ones are turned away, `threads` the ONNX Runtime threads of each. The
    `api_keys` are SHA-256 hashes in hexadecimal; with none, no key is asked for.
    """

    corpus_dir: Path = field(default_factory=lambda: _home() / "corpus")
    index_dir: Path = field(default_factory=lambda: _home() / "index")
    models_dir: Path = field(default_factory=lambda: _home() / "models")
    reader: str = "auto"
    max_quotes: int = 6
    threads: int = field(default_factory=lambda: min(2, _cpus()))
    workers: int = field(default_factory=lambda: max(1, _cpus() // 2))
    queue_length: int = 128
    host: str = "127.0.0.1"
    port: int = 8000
    body_timeout: float = 10.0
    request_timeout: float = 30.0
    index_poll: float = 3.0
    rate_limit: int | None = None
    trusted_proxies: tuple[Network, ...] = ()
    api_keys: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    log_questions: bool = False
    feedback_file: Path | None = None
    evaluation_file: Path = field(default_factory=lambda: _home() / "evaluation.json")


# What each variable's text means; `api_keys_file` adds to `api_keys`, all others are fields.
_READ: dict[str, Callable[[str], object]] = {
    "corpus_dir": Path,
    "index_dir": Path,
    "models_dir": Path,
    "reader": _reader,
    "max_quotes": _whole(1, 20),
    "threads": _whole(1, 256),
    "workers": _whole(1, 256),
    "queue_length": _whole(0, 100_000),
    "host": str,
    "port": _whole(0, 65_535),
    "body_timeout": _seconds,
    "request_timeout": _seconds,
    "index_poll": _seconds,
    "rate_limit": _whole(1, 1_000_000),
    "trusted_proxies": _networks,
    "api_keys": _hashes,
    "api_keys_file": _hash_file,
    "cors_origins": _origins,
    "log_questions": _switch,
    "feedback_file": Path,
    "evaluation_file": Path,
}
VARIABLES = tuple(PREFIX + name.upper() for name in _READ)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environ` (the process's own when None) asks for.

    Raises SettingsError for a variable that does not exist or has a value that cannot be.
    """
    given = os.environ if environ is None else environ
    chosen: dict[str, Any] = {}
    for variable, text in given.items():
        if not variable.upper().startswith(PREFIX):
            continue
        if variable not in VARIABLES:
            raise SettingsError(f"There is no setting {variable}.", _nearest(variable))
        if text.strip():
            chosen[variable.removeprefix(PREFIX).lower()] = _read(variable, text.strip())
    if "api_keys_file" in chosen:
        chosen["api_keys"] = chosen.get("api_keys", ()) + chosen.pop("api_keys_file")
    return Settings(**chosen)


def _nearest(variable: str) -> str:
    close = get_close_matches(variable.upper(), VARIABLES, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}? Correct or unset it."
    return f"Unset it, or use one of {', '.join(VARIABLES)}."


def _read(variable: str, text: str) -> object:
    try:
        return _READ[variable.removeprefix(PREFIX).lower()](text)
    except ValueError as wanted:
        # The value is not repeated: it may be a key that was set in the clear by mistake.
        problem = f"{variable} has a value that cannot be used."
        raise SettingsError(problem, f"Set it to {wanted}, or unset it.") from None
