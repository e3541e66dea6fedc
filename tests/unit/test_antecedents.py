"""Facts about sentences that need an earlier one to be understood."""

from __future__ import annotations

import pytest

from twitchqa.antecedents import antecedent, names
from twitchqa.corpus import document_from_text
from twitchqa.records import Span

DYSTROPHY = (
    "# Weak muscles\n\n## Dystrophy\n\n"
    "Dystrophy is a group of inherited diseases. This condition is rare. "
    "About half of the cases are Duchenne's dystrophy (DD). This condition only affects boys. "
    "Frequent falls are among the first symptoms. They fall often.\n\n"
    "Treatment: Braces help. This condition has no cure. A drug called theine is given. "
    "This drug cannot cure it. In such cases, surgery helps.\n\n"
    "## Cramps\n\nIsaacs' disease brings cramps. This condition hurts."
)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "This condition only affects boys.",
            "About half of the cases are Duchenne's dystrophy (DD).",
        ),
        (
            "Frequent falls are among the first symptoms.",
            "About half of the cases are Duchenne's dystrophy (DD).",
        ),
        ("This condition is rare.", None),  # the heading says of what
        ("This condition has no cure.", None),  # a new paragraph is about the heading again
        ("This condition hurts.", None),  # so is a new section, and its first sentence
        ("About half of the cases are Duchenne's dystrophy (DD).", None),
        ("They fall often.", None),
        ("This drug cannot cure it.", "A drug called theine is given."),
        ("In such cases, surgery helps.", "This drug cannot cure it."),
    ],
)
def test_what_was_named_since_the_heading_is_brought(sentence: str, named: str | None) -> None:
    """Under the heading alone, 'this condition' would be the wrong one."""
    document = document_from_text("weak", "Weak muscles", DYSTROPHY)
    start = document.text.rindex(sentence)
    found = antecedent(document, Span(start, start + len(sentence)))
    assert (found and document.text[found.start : found.end].strip()) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Neuromyotonia, which is also known as Isaacs' syndrome, is rare.",
            ["Isaacs'", "Neuromyotonia"],
        ),
        ("Kennedy's disease is a rare form.", ["Kennedy's"]),
        ("Rest and water help.", []),
        ("It's thought that rest helps.", []),
        ("Doctors in America and from June on treat it.", []),
        ("Heller's operation helps.", ["Heller's"]),
        ("It is due to the gene SMN1 (or mTOR).", ["SMN1", "mTOR"]),
    ],
)
def test_names_have_capitals_or_are_said_to_be_names(text: str, named: list[str]) -> None:
    """A capital at the start of a sentence is no sign by itself."""
    assert names(text) == named
