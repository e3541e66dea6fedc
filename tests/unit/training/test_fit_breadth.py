"""The weights that go with the service are those of the written questions."""

import json

import pytest

from training.fit_breadth import OUT, fit, to_learn_from


def test_the_file_holds_what_the_questions_say() -> None:
    """`python -m training.fit_breadth` would write the same file again, but for rounding."""
    written, fitted = json.loads(OUT.read_text(encoding="utf-8")), fit(to_learn_from())
    assert written["intercept"] == pytest.approx(fitted["intercept"], abs=0.01)
    assert written["weights"] == pytest.approx(fitted["weights"], abs=0.01)
