"""What was measured on, and a few numbers about numbers."""

from __future__ import annotations

import os
import platform
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMED = ("twitchqa", "onnxruntime", "faiss-cpu", "numpy", "fastapi", "uvicorn", "langchain-core")
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
RIVAL = ("fastapi", "langchain-core", "numpy", "sentence-transformers", "torch", "uvicorn")


def machine() -> dict[str, str]:
    """Processor, cores, memory, system, versions, and how busy the machine was at the start."""
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    facts = {
        "processor": processor[1] if processor else platform.processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory[1]) / 2**20:.0f} GB" if memory else "",
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }
    return facts | {name: version(name) for name in NAMED}


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99."""
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def megabytes(folder: Path) -> float:
    """The size of a folder's files."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def serving() -> list[str]:
    """The packages that serving needs, from the project file."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return [Requirement(line).name for line in project["dependencies"]]


def installed_megabytes(names: Iterable[str]) -> float:
    """The size of these packages and all that they need, as they are installed here."""
    waiting, sizes = list(names), dict[str, float]()
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in sizes:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        paths = (Path(str(file.locate())) for file in found.files or ())
        sizes[name] = sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
        needed = (Requirement(line) for line in found.requires or ())
        waiting += [
            each.name
            for each in needed
            if each.marker is None or each.marker.evaluate({"extra": ""})
        ]
    return sum(sizes.values())
