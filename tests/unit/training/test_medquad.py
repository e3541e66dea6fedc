"""MedQuAD twins differ in the question and in nothing else."""

import pytest

from training.draws import seeded
from training.examples import UNKNOWN
from training.medquad import HEADINGS, WORDINGS, confusable, fold, twins
from training.windows import Windows

SECTION = {
    "id": "1",
    "qtype": "frequency",
    "q": "How many people are affected by Foo syndrome?",
    "a": "How common is Foo syndrome? It affects 1 in 4,000 people. It is rarer in Japan.",
}


@pytest.mark.parametrize("seed", range(10))
def test_twins_share_passage_and_header(seed: int) -> None:
    """One question of the section's own type, one that it leaves open; no sentence labels."""
    yes, no = twins("Foo syndrome", SECTION, Windows(lambda text: len(text.split()), seeded(seed)))
    assert (yes.answerable, no.answerable) == (1.0, 0.0)
    assert (yes.title, yes.section, yes.sentences) == (no.title, no.section, no.sentences)
    assert yes.sentences[0] == "It affects 1 in 4,000 people."
    assert set(yes.evidence) == set(no.evidence) == {UNKNOWN}
    assert yes.question != no.question


def test_every_type_has_wordings_and_a_type_that_it_cannot_answer() -> None:
    """Otherwise a type would be always answerable or never asked."""
    for kind in HEADINGS:
        assert len(WORDINGS[kind]) >= 5
        assert all("{name}" in wording for wording in WORDINGS[kind])
        assert any(not confusable(kind, other) for other in HEADINGS)
        assert confusable(kind, kind)


def test_names_are_compared_folded() -> None:
    """So that the validation documents are recognised however they are written."""
    assert fold("Bell's Palsy ") == "bell-s-palsy"
