"""The article beside the answer, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.page.asking import ask, quotes_of
from tests.e2e.page.measuring import MARKED

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

MANY = "Why do I get many twitches?"


def test_exactly_the_quoted_characters_are_marked(page: Page, fake_site: Site) -> None:
    """Text and offsets are the API's own for every quote, though emoji stand before them."""
    page.goto(fake_site.address)
    reply = ask(page, MANY)
    quotes = quotes_of(fake_site.address, MANY)
    assert len(quotes) == 6
    for place, quote in enumerate(quotes):
        reply.locator(".quote-link").nth(place).click()
        page.wait_for_function(
            "text => document.querySelector('mark')?.textContent === text", arg=quote["text"]
        )
        assert page.evaluate(MARKED) == [quote["text"], quote["start"], quote["end"]]
        assert page.locator("mark").count() == 1


def test_the_marked_words_are_in_view(page: Page, fake_site: Site) -> None:
    """Opening a quote scrolls to it and moves the focus there."""
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(fake_site.address)
    ask(page, MANY).locator(".quote-link").last.click()
    page.locator("mark").wait_for()
    top, bottom, height = page.evaluate(
        "() => { const box = document.querySelector('mark').getBoundingClientRect();"
        "return [box.top, box.bottom, innerHeight]; }"
    )
    assert 0 <= top < bottom <= height
    assert page.evaluate("document.activeElement.tagName") == "MARK"


def test_a_quote_has_an_address_that_opens_the_same_place(
    page: Page, context: BrowserContext, fake_site: Site
) -> None:
    """`#document:start-end`, opened in another tab, marks the same characters."""
    page.goto(fake_site.address)
    ask(page, MANY).locator(".quote-link").nth(2).click()
    page.locator("mark").wait_for()
    quote = quotes_of(fake_site.address, MANY)[2]
    assert page.url == f"{fake_site.address}/#twitches:{quote['start']}-{quote['end']}"
    other = context.new_page()
    other.goto(page.url)
    other.locator("mark").wait_for()
    assert other.evaluate(MARKED) == [quote["text"], quote["start"], quote["end"]]


def test_the_address_of_a_quote_can_be_copied(
    page: Page, context: BrowserContext, fake_site: Site
) -> None:
    """The button puts the whole address on the clipboard and says so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=fake_site.address)
    page.goto(fake_site.address)
    reply = ask(page, MANY)
    button = reply.get_by_role("button", name="Copy link to this quote").first
    button.click()
    page.get_by_role("button", name="Link copied").wait_for()
    quote = quotes_of(fake_site.address, MANY)[0]
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{fake_site.address}/#twitches:{quote['start']}-{quote['end']}"


@pytest.mark.parametrize("way", ["Escape", "Close", "Back"])
def test_closing_the_article_leads_back_to_the_quote(page: Page, fake_site: Site, way: str) -> None:
    """Escape, the button and the browser's Back all close it; the focus is where it was."""
    page.goto(fake_site.address)
    link = ask(page, MANY).locator(".quote-link").nth(1)
    link.click()
    page.locator("mark").wait_for()
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "Close":
        page.get_by_role("button", name="Close the article").click()
    else:
        page.go_back()
    page.locator("#reading").wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")
    assert page.url == f"{fake_site.address}/"
    assert page.locator("#reply > .reply").is_visible()


def test_the_article_stands_beside_the_answer_where_there_is_room(
    page: Page, fake_site: Site
) -> None:
    """On a wide screen both are seen at once; on a phone the article takes the screen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(fake_site.address)
    reply = ask(page, MANY)
    reply.locator(".quote-link").first.click()
    page.locator("mark").wait_for()
    assert reply.is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not reply.is_visible()
    assert page.locator("mark").is_visible()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("#twitches:5-99999", "Muscle twitches are common."),
        ("#twitches:9-3", "Muscle twitches are common."),
        ("#nowhere:0-5", "This article is not here any more."),
        ("#%E0:1-2", "Ask in plain words."),
    ],
)
def test_an_address_that_names_no_place_does_no_harm(
    page: Page, fake_site: Site, place: str, said: str
) -> None:
    """The article opens where it can, and the page stays whole."""
    page.goto(f"{fake_site.address}/{place}")
    page.get_by_text(said).wait_for()
    assert page.get_by_role("button", name="Ask", exact=True).count() == 1


def test_the_article_names_what_its_source_does_not_state(page: Page, fake_site: Site) -> None:
    """The card under the article has dates, or says that there are none."""
    page.goto(fake_site.address)
    page.locator(".documents a").first.click()
    card = page.locator("#reading .card")
    card.wait_for()
    assert card.locator("dd").all_inner_texts() == [
        "A. Writer",
        "not stated by the source",
        "not stated by the source",
        "2025-01-31",
        "not stated by the source",
        "not stated by the source",
    ]


def test_a_cut_network_is_told_where_the_article_should_be(page: Page, fake_site: Site) -> None:
    """The answer stays, and the person learns what to do."""
    page.goto(fake_site.address)
    page.route("**/v1/documents/**", lambda route: route.abort())
    reply = ask(page, MANY)
    reply.locator(".quote-link").first.click()
    page.get_by_text("We could not load the article.").wait_for()
    assert reply.count() == 1
