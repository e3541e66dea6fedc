"""HTML: what a reader of the page sees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from twitchqa.corpus import load_document
from twitchqa.errors import CorpusError
from twitchqa.records import Document, Provenance

Page = Callable[[str], Document]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Loads a page written to a file."""

    def load(html: str) -> Document:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        return load_document(path)

    return load


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two.</p>", "One bold word.\n\nTwo."),
        ("<p>One\n   two<br>three</p>", "One two\nthree"),
        ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc"),
        (
            "<ul>\n<li>one</li>\n<li>two <i>x</i><ul><li>three</ul></ul><p>End.",
            "one\ntwo x\nthree\n\nEnd.",
        ),
        ("<dl><dt>Word<dd>Its sense</dl>", "Word\nIts sense"),
        ("<nav>Menu</nav><p>Text.</p><footer>Foot</footer><aside>Ad</aside>", "Text."),
        ("<script>x()</script><style>p{}</style><p>Text.<!-- no --></p>", "Text."),
        ("<p hidden>No</p><p style='color:red; DISPLAY : none'>No</p><p>Yes.", "Yes."),
        ("<p aria-hidden=true>No</p><div role=navigation>No</div><p>Yes.", "Yes."),
        ("<header>Site</header><main><p>Yes.</p></main><p>Outside.</p>", "Yes."),
        ("<p>Before</p><article><p>Yes.</p></article>", "Yes."),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>5 &lt; 6&nbsp;&amp; 7 &#8212; x", "5 < 6 & 7 \u2014 x"),
        ("<table><tr><td>left<td>right</table>", "left\nright"),
        ("<figure><img alt=x><figcaption>Pic</figcaption></figure><p>Yes.", "Yes."),
        ("<?xml version='1.0'?><?x y?><p>Yes.<?z?>", "Yes."),
        ("<p>\u2019<b>a</b>.html", "\u2019a.html"),
        ("<button>Go</button><form>Mail</form><p>Yes.", "Yes."),
    ],
)
def test_visible_text(page: Page, html: str, text: str) -> None:
    """Only what a reader sees is text, cut where a browser begins a new block."""
    assert page(f"<html><body>{html}</body></html>").text == text


def test_table_of_data(page: Page) -> None:
    """A table with column heads is one line for each row."""
    table = "<table><tr><th>Type<th>Onset<tr><td>I<td>6 months<tr><td>IV<td>20s</table>"
    assert page(table).text == "Type: I; Onset: 6 months\nType: IV; Onset: 20s"


def test_title_and_origin(page: Page) -> None:
    """The title is the only first heading; metadata says where the page is from."""
    document = page(
        "<html><head><title>T | Site</title><meta name=author content='A B'>"
        "<meta property='article:published_time' content='2020-01-02'>"
        "<meta itemprop=lastReviewed content='2021-03-04'>"
        "<link rel=canonical href='https://x.org/a'><link rel=license href='https://l.org'>"
        "</head><body><h1>The Title</h1><p>Intro.</p><h2>One</h2><p>Text.</p></body></html>"
    )
    assert document.title == "The Title"
    assert document.text == "Intro.\n\nOne\n\nText."
    assert [section.heading for section in document.sections] == [None, "One"]
    assert document.provenance == Provenance(
        author="A B",
        source="https://x.org/a",
        licence="https://l.org",
        published="2020-01-02",
        reviewed="2021-03-04",
    )


def test_title_element(page: Page) -> None:
    """Without a first heading the page's title is the title; without both, the file's name."""
    assert page("<title>Named</title><p>Text.").title == "Named"
    assert page("<p>Text.").title == "Page"


@pytest.mark.parametrize(
    "html", ["<div>" * 2000 + "x", "<p>" * 120_000, "<table><tr><td>" * 600 + "x"]
)
def test_hostile_page(page: Page, html: str) -> None:
    """A page that no person made is refused, not waited for."""
    with pytest.raises(CorpusError, match=r"^page\.html: it.* marks"):
        page(html)


def test_title_after_other_words(page: Page) -> None:
    """A title that is not the first thing on the page is still no text."""
    document = page("<title>x</title><p>Home</p><h1>Mus<b>cle</b><br>Aches</h1><p>Text.")
    assert (document.title, document.text) == ("Muscle Aches", "Home\n\nText.")


def test_several_first_headings(page: Page) -> None:
    """Where a page has several first headings, they are its sections."""
    document = page("<title>Aches</title><h1>One</h1><p>Text.<h1>Two</h1><p>Text.")
    assert document.title == "Aches"
    assert [section.heading for section in document.sections] == ["One", "Two"]
