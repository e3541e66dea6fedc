"""What the command line shows: a reply as text, and how far long work has come."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, TypeVar

from twitchqa.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from twitchqa.build import BuildReport
    from twitchqa.records import Quote, Reply, Source

Item = TypeVar("Item")

WIDEST = 88
MOST_NAMES = 10
NOT_STATED = "not stated by the source"
TITLES = {
    Level.EMERGENCY: "THIS MAY BE AN EMERGENCY",
    Level.SEE_A_DOCTOR: "SEE A DOCTOR",
    Level.MEDICINE: "ABOUT MEDICINES",
}


def reply_as_text(reply: Reply) -> str:
    """The notice first where there is one, then answer, quotes, sources and disclaimer."""
    blocks: list[str] = []
    if reply.notice:
        blocks.append(_wrapped(f"{TITLES[reply.notice.level]}: {reply.notice.text}"))
    blocks.append(_wrapped(reply.answer))
    unnamed = [part for part in reply.unanswered if part not in reply.answer]
    if unnamed:
        blocks.append(_listed("The articles do not cover this part:", unnamed))
    if reply.quotes:
        blocks.append(_listed("In the article's own words:", map(_quote, reply.quotes)))
    if reply.related:
        blocks.append(_listed("Near it, but no answer:", map(_quote, reply.related)))
    if reply.sources:
        blocks.append(_listed("Sources:", map(_source, reply.sources)))
    blocks.append(_wrapped(reply.disclaimer))
    return "\n\n".join(blocks)


def build_as_text(report: BuildReport) -> str:
    """What a build did, and what an editor should look at."""
    counts = ", ".join(f"{number:,} {name}" for name, number in report.manifest.counts.items())
    done = "Built" if report.built else "Up to date:"
    lines = [f"{done} index {report.manifest.id} ({counts})."]
    lines += [f"Left out: {problem}" for problem in report.problems]
    if report.passed_over:
        names = ", ".join(report.passed_over[:MOST_NAMES])
        more = len(report.passed_over) - MOST_NAMES
        rest = f" and {more:,} more" if more > 0 else ""
        lines.append(f"Passed over, no kind of file that is read: {names}{rest}.")
    lines += [f"No date of a medical review is stated for {id_}." for id_ in report.unreviewed]
    return "\n".join(lines)


def _quote(quote: Quote) -> str:
    place = f"{quote.title}, {quote.section}" if quote.section else quote.title
    return f'"{quote.text}" ({place}; characters {quote.span.start} to {quote.span.end})'


def _source(source: Source) -> str:
    given = source.provenance
    author = given.author or NOT_STATED
    reviewed = given.reviewed or NOT_STATED
    return f"{source.title}. Author: {author}. Medical review: {reviewed}."


def _listed(title: str, items: Iterable[str]) -> str:
    return "\n".join([title, *(_wrapped(item, "  - ", "    ") for item in items)])


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    width = min(WIDEST, shutil.get_terminal_size().columns)
    lines = text.split("\n")
    wrapped = [
        textwrap.wrap(line, width, initial_indent=rest, subsequent_indent=rest) for line in lines
    ]
    joined = "\n".join("\n".join(part) for part in wrapped)
    return first + joined.removeprefix(rest)


def shown(label: str) -> Callable[[Iterable[Item]], Iterable[Item]]:
    """A step of long work that shows how far it has come as its items are taken."""

    def step(items: Iterable[Item]) -> Iterator[Item]:
        every = list(items)
        tell = teller(label)
        for done, item in enumerate(every, start=1):
            yield item
            tell(done, len(every))

    return step


def teller(label: str) -> Callable[[int, int], None]:
    """Tells (done, all) on standard error: a bar on a terminal, a line each tenth elsewhere."""
    return _bar(label) if sys.stderr.isatty() else _lines(label)


def _bar(label: str) -> Callable[[int, int], None]:
    def tell(done: int, every: int) -> None:
        filled = 30 * done // every
        end = "\n" if done == every else ""
        bar = "#" * filled + "-" * (30 - filled)
        sys.stderr.write(f"\r{label} [{bar}] {done}/{every}{end}")
        sys.stderr.flush()

    return tell


def _lines(label: str) -> Callable[[int, int], None]:
    def tell(done: int, every: int) -> None:
        if 10 * done // every > 10 * (done - 1) // every:
            sys.stderr.write(f"{label}: {done} of {every}\n")

    return tell
