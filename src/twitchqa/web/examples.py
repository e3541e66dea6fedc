"""Example questions, made from the corpus and shown only when the service answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.web.view import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from twitchqa.records import Document

LONGEST_SUBJECT = 6
GENERAL = frozenset(
    {
        "causes",
        "complications",
        "diagnosis",
        "frequency",
        "genetic changes",
        "inheritance",
        "outlook",
        "prevention",
        "symptoms",
        "treatment",
        "treatments",
    }
)
# A heading with one of these in it does not name one thing.
JOINING = frozenset(
    {"about", "and", "can", "for", "how", "may", "that", "this", "to", "what", "when", "who"}
)
ADVICE = {"when to ": "When should I ", "how to ": "How do I "}


def examples(
    documents: Iterable[Document], answered: Callable[[str], bool], limit: int = 5, tries: int = 12
) -> tuple[str, ...]:
    """Up to `limit` questions on the titles and headings of which `answered` is true.

    At most `tries` questions are tried, taken from each document in turn.
    """
    found: list[str] = []
    for question in _in_turn([list(candidates(document)) for document in documents], tries):
        asked = {each.lower() for each in found}
        if len(found) < limit and question.lower() not in asked and answered(question):
            found.append(question)
    return tuple(found)


def candidates(document: Document) -> Iterator[str]:
    """'What is ...?' for the title and each heading that names one thing.

    A heading that is a question stands as it is, one that gives advice ('When to ...') becomes
    one, and a general one ('Symptoms') asks of the title.
    """
    title = subject(document.title, document)
    for heading in (document.title, *(section.heading or "" for section in document.sections)):
        question = _question_on(heading, title, document)
        if question:
            yield question


def _question_on(heading: str, title: str, document: Document) -> str | None:
    """The question that a heading answers, or None when it is not plain which."""
    small = heading.lower()
    for beginning, asking in ADVICE.items():
        if small.startswith(beginning):
            return f"{asking}{subject(heading[len(beginning) :], document)}?"
    if heading.endswith("?"):
        return heading
    if small in GENERAL:
        verb = "are" if _plural(small) else "is"
        return f"What {verb} the {small} of {title}?"
    return _what_is(subject(heading, document), document.text.lower())


def _what_is(thing: str, text: str) -> str | None:
    """'What is ...?', or 'What are ...?' where the text says that they are."""
    words = set(thing.lower().split())
    if not words or len(words) > LONGEST_SUBJECT or words & (JOINING | GENERAL):
        return None
    if not _plural(thing) or f"{thing.lower()} is " in text:
        return f"What is {thing}?"
    return f"What are {thing}?" if f"{thing.lower()} are " in text else None


def _plural(words: str) -> bool:
    return words.endswith("s") and not words.endswith(("ss", "is", "us"))


def _in_turn(lists: list[list[str]], tries: int) -> Iterator[str]:
    """The first of each list, then the second of each, up to `tries` in all."""
    longest = max(map(len, lists), default=0)
    ordered = [each[row] for row in range(longest) for each in lists if row < len(each)]
    yield from ordered[:tries]
