"""The mean of some runs' weights."""

import json
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch, serving does not")

from training import average  # noqa: E402  # only where torch is


def test_the_mean_lies_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Floats are averaged, whole numbers stay, and the file says of which it is the mean."""
    places = torch.arange(3)
    for name, value in (("a.pt", 1.0), ("b.pt", 3.0), ("c.pt", 5.0)):
        torch.save({"model": {"w": torch.full((2, 2), value), "places": places}}, tmp_path / name)
    (tmp_path / "run.json").write_text('{"seed": 5}', encoding="utf-8")
    weights = [f"--weights={tmp_path / name}" for name in ("a.pt", "b.pt", "c.pt")]
    given = [*weights, f"--trained={tmp_path / 'run.json'}", f"--out={tmp_path / 'mean'}"]
    monkeypatch.setattr(sys, "argv", ["average", *given])
    average.main()
    model = torch.load(tmp_path / "mean" / "weights.pt", weights_only=True)["model"]
    assert model["w"].tolist() == [[3.0, 3.0], [3.0, 3.0]]
    assert model["places"].tolist() == [0, 1, 2]
    facts = json.loads((tmp_path / "mean" / "run.json").read_text(encoding="utf-8"))
    assert facts["seed"] == 5
    assert [one["file"] for one in facts["mean_of"]] == ["a.pt", "b.pt", "c.pt"]
    assert len({one["sha256"] for one in facts["mean_of"]}) == 3


def test_weights_of_another_model_are_refused() -> None:
    """Neither other names nor other shapes are averaged."""
    with pytest.raises(ValueError, match="same model"):
        average.mean_of([{"w": torch.zeros(2)}, {"w": torch.zeros(3)}])
    with pytest.raises(ValueError, match="same model"):
        average.mean_of([{"w": torch.zeros(2)}, {"v": torch.zeros(2)}])
