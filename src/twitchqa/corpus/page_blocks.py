"""What a reader of a page sees, cut where a browser begins a new block.

One pass without recursion; a page nested deeper than any that a person made is refused, since
the parser's own searches take time by the square of the depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

from twitchqa.corpus.draft import Block, refused
from twitchqa.corpus.normalise import one_line
from twitchqa.corpus.tables import row_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSEEN = _names(
    "script style noscript template nav aside footer form button iframe svg canvas object audio "
    "video map select textarea figcaption head"
)
_UNSEEN_ROLES = _names("navigation banner contentinfo search complementary")
_HIDING_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.I)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _names(
    "html body main article section div header p blockquote pre address hgroup figure details "
    "summary center ul ol menu dir dl li dt dd table caption thead tbody tfoot tr td th hr "
    "fieldset legend h1 h2 h3 h4 h5 h6"
)
_LISTS = _names("ul ol menu dl table")
_DEEPEST = 500


@dataclass(frozen=True, eq=False, slots=True)
class _Place:
    """Where words stand: each element that begins a block makes a new one.

    `group` is the outermost list or table, whose lines are one block; `level` that of a
    heading; `kept` says that a page header was looked at and holds the title.
    """

    level: int = 0
    group: Tag | None = None
    verbatim: bool = False
    kept: bool = False

    def inside(self, tag: Tag) -> _Place:
        """The place of what `tag` holds."""
        if tag.name not in _BLOCKS:
            return self
        level = _LEVELS.get(tag.name, 0)
        group = self.group or (tag if tag.name in _LISTS else None)
        return replace(
            self,
            level=level,
            group=None if level else group,
            verbatim=self.verbatim or tag.name == "pre",
            kept=self.kept or tag.name == "header",
        )


def visible_blocks(soup: BeautifulSoup, name: str) -> Iterator[Block]:
    """The headings and paragraphs of the page's main part, in reading order.

    Raises CorpusError for the file `name` when it is nested too deeply.
    """
    gathered: list[str] = []
    current = _Place()
    for place, words in _walk(_main_part(soup), name):
        if place is not current:
            if current.group is not None and place.group is current.group:
                gathered.append("\n")
            else:
                yield from _closed(gathered, current)
                gathered = []
            current = place
        gathered.append(words)
    yield from _closed(gathered, current)


def _closed(gathered: list[str], place: _Place) -> Iterator[Block]:
    text = "".join(gathered)
    if text.strip():
        yield Block(text, place.level)


def _walk(root: Tag, name: str) -> Iterator[tuple[_Place, str]]:
    """Every visible piece of text with its place, in reading order."""
    stack = [(iter(root.contents), _Place(kept=root.name in ("main", "article")))]
    while stack:
        if len(stack) > _DEEPEST:
            raise refused(name, "its marks are nested too deeply.", "Save only the article itself.")
        children, place = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag):
            if node.name == "br":
                yield place, "\n"
            elif rows := _rows(node):
                yield _Place(), "\n".join(row_lines(rows))
            elif not _unseen(node, place):
                stack.append((iter(node.contents), place.inside(node)))
        elif type(node) is NavigableString:  # no comment, declaration or CDATA
            yield place, str(node) if place.verbatim else re.sub(r"\s+", " ", node)


def _unseen(tag: Tag, place: _Place) -> bool:
    """Whether a reader sees nothing of `tag`, or it is no part of the article."""
    if tag.name in _UNSEEN or tag.has_attr("hidden") or tag.has_attr("inert"):
        return True
    if tag.name == "header" and not place.kept and tag.find("h1") is None:
        return True
    if tag.name == "dialog" and not tag.has_attr("open"):
        return True
    return (
        str(tag.get("role", "")) in _UNSEEN_ROLES
        or tag.get("aria-hidden") == "true"
        or bool(_HIDING_STYLE.search(str(tag.get("style", ""))))
    )


def _rows(table: Tag) -> list[list[str]]:
    """The rows of a table of data, which is known by its column heads; else none."""
    if table.name != "table" or table.find("table") is not None:
        return []
    first = table.find("tr")
    if first is None or first.find("th") is None or first.find("td") is not None:
        return []
    return [
        [one_line(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
        for row in table.find_all("tr")
    ]


def _main_part(soup: BeautifulSoup) -> Tag:
    """The only <main> or <article> of the page, or all of it."""
    for name in ("main", "article"):
        found = soup.find_all(name, limit=2)
        if len(found) == 1 and found[0].get_text(strip=True):
            return found[0]
    return soup
