"""The only home of ONNX Runtime: a checked model file in, arrays out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from twitchqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

REINSTALL = "Restore the models folder from the release (git checkout -- models) and start again."


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; raises ModelError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The file {path} cannot be read ({error.strerror}).", REINSTALL) from None


class Network:
    """One ONNX model on the CPU. Thread-safe: ONNX Runtime lets calls run side by side."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        """Open the model; raises ModelError when the file is missing or is no ONNX model."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that spin while they wait would take the second core from other requests.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        if not path.is_file():
            raise ModelError(f"The model file {path} is missing.", REINSTALL)
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime's own exceptions share no public root
            raise ModelError(f"{path} is not a working ONNX model.", REINSTALL) from error
        self.inputs = tuple(item.name for item in self._session.get_inputs())

    def run(self, feeds: Mapping[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
        """All outputs for these inputs, in the model's order; inputs it does not take are left."""
        known = {name: array for name, array in feeds.items() if name in self.inputs}
        outputs: list[NDArray[np.float32]] = self._session.run(None, known)
        return outputs
