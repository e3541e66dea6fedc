"""Templates and assets of the page, read once when the service starts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from twitchqa.web.view import address_path, numbers, place

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page loads; `version` changes with its content."""

    content: bytes
    media_type: str
    version: str


def load_assets() -> Mapping[str, Asset]:
    """The assets by file name."""
    made = {}
    for file in files("twitchqa.web").joinpath("assets").iterdir():
        suffix = "." + file.name.rpartition(".")[2]
        content = file.read_bytes()
        version = hashlib.sha256(content).hexdigest()[:12]
        made[file.name] = Asset(content, MEDIA_TYPES[suffix], version)
    return made


def environment(assets: Mapping[str, Asset]) -> Environment:
    """Templates that escape everything they are given; a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader("twitchqa.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = lambda name: f"/assets/{name}?v={assets[name].version}"
    made.filters["place"] = place
    made.filters["numbers"] = numbers
    made.filters["quote_path"] = address_path
    return made
