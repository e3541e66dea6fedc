"""The page over `twitchqa serve`: the real models, index, process and browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.e2e.page.asking import ask, quotes_of
from tests.e2e.page.cable import Cable
from tests.e2e.page.measuring import MARKED, violations, weights

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEDICINE = "Should I stop taking my steroid tablets?"
EMERGENCY = "I can't breathe and my lips are turning blue, what do I do?"


def an_example(page: Page, site: Site) -> str:
    """A question that the service answers, for it says so itself once it has found out."""
    for _ in range(60):
        page.goto(site.address)
        if page.locator(".example").count():
            break
    return page.locator(".example").first.inner_text()


def test_an_answer_marks_exactly_what_the_api_quotes(page: Page, site: Site) -> None:
    """Every quote opens the article at its own characters, in the API's offsets."""
    question = an_example(page, site)
    reply = ask(page, question)
    document = httpx.get(f"{site.address}/v1/documents/muscle-twitching").json()["text"]
    quotes = quotes_of(site.address, question)
    assert reply.locator(".words").all_text_contents() == [quote["text"] for quote in quotes]
    for place, quote in enumerate(quotes):
        assert document[quote["start"] : quote["end"]] == quote["text"]
        reply.locator(".quote-link").nth(place).click()
        page.wait_for_function(
            "text => document.querySelector('mark')?.textContent === text", arg=quote["text"]
        )
        assert page.evaluate(MARKED) == [quote["text"], quote["start"], quote["end"]]


def test_a_decision_about_medicine_is_sent_to_a_doctor(page: Page, site: Site) -> None:
    """The decline helps, and axe finds nothing wrong with it."""
    page.goto(site.address)
    reply = ask(page, MEDICINE)
    assert reply.get_by_role("heading", level=2).inner_text() == "This is one for a doctor"
    assert reply.get_by_role("heading", name="Who to ask").is_visible()
    assert violations(page) == []


def test_an_emergency_fills_the_top(page: Page, site: Site) -> None:
    """The advice comes first and numbers can be called; axe finds nothing wrong with it."""
    page.goto(site.address)
    reply = ask(page, EMERGENCY)
    assert reply.get_by_role("heading", level=2).inner_text() == "Get help now"
    assert reply.locator(".answer a[href='tel:112']").count() == 1
    assert page.evaluate("scrollY") == 0
    assert violations(page) == []


def test_the_empty_page_the_answer_and_the_article_are_for_everybody(
    page: Page, site: Site
) -> None:
    """Axe finds nothing wrong with the three, one after the other."""
    question = an_example(page, site)
    assert violations(page) == []
    ask(page, question).locator(".quote-link").first.wait_for()
    assert violations(page) == []
    page.locator(".quote-link").first.click()
    page.locator("mark").wait_for()
    assert violations(page) == []


def test_the_keyboard_is_enough(page: Page, site: Site) -> None:
    """Ask with Enter, open the first quote with Tab and Enter, come back with Escape."""
    ask(page, an_example(page, site))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("mark").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.className === 'quote-link'")
    assert page.url == f"{site.address}/"


def test_a_cut_network_keeps_the_question(page: Page, site: Site) -> None:
    """The message is clear, and nothing that was typed is lost."""
    cable = Cable(int(site.address.rpartition(":")[2]))
    page.goto(f"http://127.0.0.1:{cable.port}")
    cable.cut()
    page.get_by_label("Your question").fill(MEDICINE)
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("alert").get_by_text("We could not reach the service.").wait_for()
    assert page.get_by_label("Your question").input_value() == MEDICINE
    cable.remove()


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_answer_and_its_place_are_there(page: Page, site: Site) -> None:
    """The example's button posts; a quote leads to the article, marked at the same characters."""
    question = an_example(page, site)
    page.locator(".example").first.click()
    page.locator("#reply > .reply").wait_for()
    quote = quotes_of(site.address, question)[0]
    assert page.locator("#reply .words").first.text_content() == quote["text"]
    page.locator(".quote-link").first.click()
    page.locator("mark").wait_for()
    assert page.evaluate(MARKED) == [quote["text"], quote["start"], quote["end"]]


def test_all_of_the_page_weighs_under_60_kilobytes(page: Page, site: Site) -> None:
    """Page, style, script and icon, all from the service."""
    found = weights(page, site.address)
    assert all(address.startswith(site.address) for address in found)
    assert sum(found.values()) < 60_000
