"""The Dockerfile against hadolint, since no engine builds it in the tests."""

import shutil
import subprocess
from pathlib import Path

DOCKERFILE = Path(__file__).parents[2] / "deploy" / "Dockerfile"


def test_hadolint_finds_nothing() -> None:
    """No warning of any level."""
    hadolint = shutil.which("hadolint")
    assert hadolint is not None, "hadolint comes with requirements/dev.txt"
    checked = subprocess.run(
        [hadolint, str(DOCKERFILE)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")
