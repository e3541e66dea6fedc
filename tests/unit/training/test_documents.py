"""Documents are cut into the sentences that the labels mean."""

from pathlib import Path

from training.documents import (
    Question,
    Section,
    label_of,
    passages_of,
    read_document,
    split_sentences,
)

TEXT = """# Cramp

A cramp is a sudden pain. It passes, e.g. after a walk.

## Treatment

Dr. Fox suggests rest. Is it serious? No.
"""


def asked(gold: tuple[tuple[str, ...], ...], ok: tuple[str, ...] = ()) -> Question:
    """A question with these labels."""
    return Question("q", "cramp", "What helps?", "direct", "answer", gold, ok)


def test_sections_keep_headings_and_whole_sentences(tmp_path: Path) -> None:
    """The heading is null before the first one; abbreviations end no sentence."""
    path = tmp_path / "cramp.md"
    path.write_text(TEXT, encoding="utf-8")
    document = read_document(path)
    assert document.title == "Cramp"
    assert document.sections == (
        Section(None, ("A cramp is a sudden pain.", "It passes, e.g. after a walk.")),
        Section("Treatment", ("Dr. Fox suggests rest.", "Is it serious?", "No.")),
    )


def test_sentences_joined_by_blanks_give_the_line_again() -> None:
    """No character is lost but the white space between sentences."""
    line = 'It hurts. "Rest," they say. (See below.) In 3.5 percent it stays!'
    assert " ".join(split_sentences(line)) == line


def test_passages_cover_a_section_in_order() -> None:
    """At most four sentences each, none lost, none twice."""
    section = Section("A", tuple(f"This is sentence {number}." for number in range(10)))
    spans = list(passages_of(section, lambda text: len(text.split())))
    assert [at for span in spans for at in span] == list(range(10))
    assert [len(span) for span in spans] == [4, 4, 2]


def test_labels_tell_gold_from_merely_fine() -> None:
    """1 for any alternative of any point, 0.5 for `ok`, 0 for the rest."""
    question = asked((("Rest helps.", "Sleep helps."), ("See a doctor.",)), ("Tea is fine.",))
    texts = ("Sleep helps.", "See a doctor.", "Tea is fine.", "Rest.")
    assert [label_of(text, question) for text in texts] == [1.0, 1.0, 0.5, 0.0]


def test_a_label_that_was_cut_elsewhere_still_finds_its_sentence() -> None:
    """A gold text of two sentences marks both of them."""
    question = asked((("Rest helps most people a lot. Walking often helps as well.",),))
    assert label_of("Walking often helps as well.", question) == 1.0
