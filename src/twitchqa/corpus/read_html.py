"""HTML, through Beautiful Soup on lxml: what a reader of the page sees, and its metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twitchqa.corpus.draft import Block, Draft, refused
from twitchqa.corpus.normalise import one_line
from twitchqa.corpus.page_blocks import visible_blocks
from twitchqa.records import Provenance

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# A page of more is no article, and each mark costs memory and time.
_MOST_MARKS = 100_000
_INSTRUCTION = re.compile(r"<\?[^<>]*>|\x00")


def read_html(text: str, name: str) -> Draft:
    """The draft of a page: its main part, its title, and what its metadata says of its origin."""
    soup = _parsed(text, name)
    blocks = tuple(visible_blocks(soup, name))
    firsts = [block.text for block in blocks if block.level == 1]
    title = firsts[0] if len(firsts) == 1 else _name_of_page(soup)
    return Draft(blocks, None, title, _provenance(soup))


def html_blocks(fragment: str, name: str) -> list[Block]:
    """The blocks of a piece of HTML inside the file `name`."""
    return list(visible_blocks(_parsed(fragment, name), name))


def _parsed(text: str, name: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup  # only needed while HTML is read

    if text.count("<") > _MOST_MARKS:
        raise refused(
            name, f"it has more than {_MOST_MARKS:,} marks.", "Save only the article itself."
        )
    # So begun, and without XML's instructions, Beautiful Soup has no cause to warn of anything.
    return BeautifulSoup("<!DOCTYPE html>" + _INSTRUCTION.sub("", text), "lxml")


def _name_of_page(soup: BeautifulSoup) -> str | None:
    """What a page without a single first heading calls itself."""
    said = _meta(soup, "og:title")
    if not said and soup.title is not None:
        said = one_line(soup.title.get_text())
    return said or None


def _provenance(soup: BeautifulSoup) -> Provenance:
    return Provenance(
        author=_meta(soup, "author", "article:author", "dc.creator", "citation_author"),
        source=_link(soup, "canonical") or _meta(soup, "og:url"),
        licence=_link(soup, "license") or _meta(soup, "dc.rights", "license"),
        published=_meta(
            soup, "article:published_time", "datePublished", "dc.date", "dcterms.issued", "date"
        ),
        reviewed=_meta(soup, "lastReviewed", "last-reviewed", "reviewed", "dcterms.reviewed"),
    )


def _meta(soup: BeautifulSoup, *names: str) -> str | None:
    """The first of the named meta elements that says anything."""
    wanted = [name.casefold() for name in names]
    said: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        for key in ("name", "property", "itemprop"):
            name = str(tag.get(key, "")).casefold()
            content = one_line(str(tag.get("content", "")))
            if name in wanted and content:
                said.setdefault(name, content)
    return next((said[name] for name in wanted if name in said), None)


def _link(soup: BeautifulSoup, relation: str) -> str | None:
    tag = soup.find(["link", "a"], rel=relation, href=True)
    return one_line(str(tag["href"])) or None if tag is not None else None
