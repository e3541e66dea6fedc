"""The editors' notes and words beside an answer, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.page.asking import ask, quotes_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

QUESTION = "Why do muscles twitch?"


def give(page: Page, site: Site) -> None:
    """Let the document come with a note on the answer's first quote, one elsewhere, and terms."""
    quote = quotes_of(site.address, QUESTION)[0]
    words = {
        "notes": [
            {
                "start": quote["start"],
                "end": quote["end"],
                "note": "<b>Mind this.</b>",
                "author": "Ed",
            },
            {"start": 0, "end": 3, "note": "Not this one.", "author": "Ed"},
        ],
        "glossary": [
            {"term": "inherited", "variants": [], "text": "It comes from the parents."},
            {"term": "herit", "variants": ["own s"], "text": "No whole word."},
            {"term": "often", "variants": [], "text": "They often stop on their own."},
        ],
    }

    def add(route: Route) -> Any:
        route.fulfill(json=route.fetch().json() | words)

    page.route("**/v1/documents/*", add)


def test_a_note_stands_under_the_quote_it_speaks_of(page: Page, fake_site: Site) -> None:
    """Marked as the editor's, as text, and under no other quote."""
    give(page, fake_site)
    page.goto(fake_site.address)
    quotes = ask(page, QUESTION).locator(".quote")
    quotes.nth(0).locator(".note").wait_for()
    said = quotes.nth(0).locator(".note").inner_text()
    assert said.endswith("note: <b>Mind this.</b> Ed")
    assert page.locator("#reply .note").count() == 1


def test_hard_words_of_the_quotes_are_explained(page: Page, fake_site: Site) -> None:
    """Whole words only, and none that a quote explains itself."""
    give(page, fake_site)
    page.goto(fake_site.address)
    explained = ask(page, QUESTION).locator(".words-explained")
    explained.wait_for()
    assert explained.locator("dt").all_inner_texts() == ["inherited"]
    assert explained.locator("dd").all_inner_texts() == ["It comes from the parents."]


def test_the_article_lists_all_of_its_notes(page: Page, fake_site: Site) -> None:
    """Below the text, apart from it."""
    give(page, fake_site)
    page.goto(fake_site.address)
    page.locator(".documents a").first.click()
    page.locator("#reading .note").first.wait_for()
    assert page.locator("#reading .note").count() == 2
    assert "Not this one." not in page.locator("#reading .text").inner_text()
