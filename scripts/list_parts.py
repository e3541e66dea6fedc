"""Write what this environment and the models are made of, as CycloneDX 1.6: see scripts/sbom."""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import Distribution, distributions, version
from pathlib import Path
from typing import Any

from twitchqa.settings import Settings

TOOLS = {"pip", "setuptools", "wheel"}


def package_part(found: Distribution) -> dict[str, Any]:
    """One installed package."""
    name = found.name.lower().replace("_", "-")
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{found.version}",
        "name": name,
        "version": found.version,
        "purl": f"pkg:pypi/{name}@{found.version}",
    }
    fields = found.metadata.json
    told = str(fields.get("license_expression") or fields.get("license") or "")
    if told and "\n" not in told:
        part["licenses"] = [{"license": {"name": told}}]
    return part


def model_part(path: Path) -> dict[str, Any]:
    """One file of a model."""
    name = f"{path.parent.name}/{path.name}"
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": sha256(path.read_bytes()).hexdigest()}],
    }


def bill() -> dict[str, Any]:
    """The whole bill."""
    packages = {found.name.lower(): found for found in distributions()}
    parts = [
        package_part(packages[name]) for name in sorted(packages.keys() - TOOLS - {"twitchqa"})
    ]
    files = [one for one in Settings().models_dir.rglob("*") if one.suffix in {".onnx", ".bin"}]
    models = [model_part(path) for path in sorted(files)]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": "twitchqa",
                "name": "twitchqa",
                "version": version("twitchqa"),
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": parts + models,
        "dependencies": [
            {"ref": "twitchqa", "dependsOn": [part["bom-ref"] for part in parts + models]}
        ],
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(f"{sys.argv[1]} lists {len(bill()['components'])} parts.")
