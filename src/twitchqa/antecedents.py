"""Which earlier sentence of its section a sentence cannot be understood without.

A section's heading says what 'this condition' is, unless a sentence before it has named
something else since: of 'Half of them have Duchenne's (DMD). This condition only affects boys.'
the second, shown under 'Muscular dystrophy', would be false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twitchqa.chunking import sentences
from twitchqa.records import Span
from twitchqa.wording import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twitchqa.records import Document, Section

WORD = re.compile(r"\w+")
FURTHEST = 4
"""As many sentences back is looked for a name."""

NEIGHBOURS = re.compile(
    r"\b(?:this|these|those|such) (?:cases?|circumstances?|events?|instances?|situations?)\b",
    re.IGNORECASE,
)
"""What the sentence right before tells; so does one about 'this drug' (`NAMELESS`)."""

REFERS = re.compile(
    r"\b(?:this|these|those|such) (?:\w+ ){0,2}?(?:cancer|condition|disability|disease|disorder|"
    r"form|illness|infection|kind|problem|syndrome|tumou?r|type|variety)(?:e?s)?\b|"
    r"^the (?:condition|disease|disorder|illness|syndrome)\b|"
    r"\bthe affected (?:child|children|individuals?|patients?|people|persons?)\b|"
    r"\bare (?:(?:also|among|common|early|first|further|main|of|often|one|other|some|the|usual) )*"
    r"(?:signs|symptoms)\b(?! (?:in|of)\b)",
    re.IGNORECASE,
)
"""This may be about what was named last in the same paragraph; a new one begins anew."""

PRONOUN = re.compile(
    r"^(?:it|its|they|their) (?!is (?:believed|likely|thought|unclear|unknown))", re.I
)
"""Such a start is about what was named last only if the sentence right before names it."""

NAMED = re.compile(
    r"(?<=[a-z0-9,;)] )(?<!\b(?:at|in|by) )(?<!\bfrom )"
    r"[(\"\u201c]?([A-Z][\w'\u2019-]*|[a-z]+[A-Z]\w*)|"
    r"^((?!(?:It|That|There|Here|Let|What|Who|He|She)\b)[A-Z]\w+['\u2019]s)\b"
)
"""Names: capitals within a sentence, but of no place or month, and a possessive at its start."""

ALSO_CALLED = re.compile(
    r"^(\w+)(?: \w+)?,? (?:which|that) (?:is|are) (?:also |\w+ly )?(?:call|known)"
)


def antecedent(document: Document, span: Span) -> Span | None:
    """The sentence that has to stand before this one, if there is one in its section."""
    text = document.text[span.start : span.end]
    section = _section_of(document, span)
    if section is None:
        return None
    begin = section.span.start + len(section.heading or "")
    found = sentences(document.text[begin : span.start])
    earlier = [Span(begin + one.start, begin + one.end) for one in found]
    if NAMELESS.search(text) or NEIGHBOURS.search(text):
        return earlier[-1] if earlier else None
    furthest = FURTHEST if REFERS.search(text) else 1 if PRONOUN.match(text) else 0
    if names(text) or not furthest:
        return None
    return _named_last(document, earlier, furthest, span, section.heading or document.title)


def _named_last(
    document: Document, earlier: Sequence[Span], furthest: int, span: Span, heading: str
) -> Span | None:
    """The last sentence of the paragraph so far with a name not in the heading or the opening."""
    texts = [document.text[one.start : one.end] for one in earlier]
    known = set(WORD.findall(" ".join([heading, *texts[:1]]).casefold()))
    for one, text in list(zip(earlier, texts, strict=True))[:0:-1][:furthest]:
        if "\n" in document.text[one.end : span.start]:
            return None
        if any(not known.issuperset(WORD.findall(name.casefold())) for name in names(text)):
            return one
    return None


def names(text: str) -> list[str]:
    """What a sentence calls by name, as far as capitals and 'also known as' show it."""
    found = [first or second for first, second in NAMED.findall(text)]
    called = ALSO_CALLED.match(text)
    return [*found, called[1]] if called else found


def _section_of(document: Document, span: Span) -> Section | None:
    for section in document.sections:
        if section.span.start + len(section.heading or "") < span.start and section.span.holds(
            span
        ):
            return section
    return None
