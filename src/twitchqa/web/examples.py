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

    One for each heading at most, of different kinds where it can be: 'What is ...?', then
    'How is ... treated?', then 'What are the symptoms of ...?'. At most `tries` questions are
    tried, taken from each document in turn.
    """
    found: list[str] = []
    done: set[str] = set()
    tried = 0
    for wordings in _in_turn([list(candidates(document)) for document in documents]):
        if wordings[0].lower() in done:
            continue
        done.add(wordings[0].lower())
        turn = len(found) % len(wordings)
        for question in (*wordings[turn:], *wordings[:turn]):
            if len(found) == limit or tried == tries:
                return tuple(found)
            tried += 1
            if answered(question):
                found.append(question)
                break
    return tuple(found)


def candidates(document: Document) -> Iterator[tuple[str, ...]]:
    """Questions on the title and on each heading that names one thing, in several wordings.

    A heading that is a question stands as it is, one that gives advice ('When to ...') becomes
    one, and a general one ('Symptoms') asks of the title.
    """
    title = subject(document.title, document)
    for heading in (document.title, *(section.heading or "" for section in document.sections)):
        question = _question_on(heading, title, document)
        if question is None:
            continue
        thing = subject(heading, document)
        others = (f"How is {thing} treated?", f"What are the symptoms of {thing}?")
        single = heading != document.title and question == f"What is {thing}?"
        yield (question, *others) if single else (question,)


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


def _in_turn(lists: list[list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """The first of each list, then the second of each, and so on."""
    longest = max(map(len, lists), default=0)
    yield from (each[row] for row in range(longest) for each in lists if row < len(each))
