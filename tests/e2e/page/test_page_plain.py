"""The page without JavaScript, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.page.asking import ask, quotes_of
from tests.e2e.page.measuring import MARKED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.e2e.page.conftest import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True),
]

MANY = "Why do I get many twitches, is it weak, and which shoes?"


def post(page: Page, site: Site, question: str) -> None:
    """Send the form as a browser without scripts does."""
    page.goto(site.address)
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#reply > .reply").wait_for()


def test_the_form_posts_and_the_reply_is_in_the_page(page: Page, fake_site: Site) -> None:
    """The address stays bare, and the question stays in its box."""
    post(page, fake_site, MANY)
    assert page.url == f"{fake_site.address}/"
    assert page.locator("#reply .words").count() == 6
    assert page.get_by_label("Your question").input_value() == MANY


@pytest.mark.parametrize(
    "question",
    [MANY, "Which dose of magnesium?", "emergency, I cannot breathe", "How far is the moon?"],
)
def test_with_and_without_scripts_the_same_is_said(
    page: Page, browser: Browser, fake_site: Site, question: str
) -> None:
    """The reply's text is the same, line by line, but for the buttons that need scripts."""
    post(page, fake_site, question)
    without = page.locator("#reply").inner_text().split()
    scripted = browser.new_page()
    scripted.goto(fake_site.address)
    ask(scripted, question)
    scripted.wait_for_load_state("networkidle")
    scripted.locator("button.copy").evaluate_all("all => all.forEach(each => each.remove())")
    assert scripted.locator("#reply").inner_text().split() == without
    scripted.close()


def test_a_quote_leads_to_its_place_in_the_article(page: Page, fake_site: Site) -> None:
    """The article's own page marks the same characters and opens at them."""
    post(page, fake_site, MANY)
    quote = quotes_of(fake_site.address, MANY)[4]
    page.locator(".quote-link").nth(4).click()
    page.locator("mark").wait_for()
    assert page.url.endswith(f"/documents/twitches?quote={quote['start']}-{quote['end']}#quote")
    assert page.evaluate(MARKED) == [quote["text"], quote["start"], quote["end"]]


def test_an_example_is_a_button_that_posts(page: Page, fake_site: Site) -> None:
    """The example's question is in the box above its answer."""
    page.goto(fake_site.address)
    example = "What are the symptoms of muscular dystrophy?"
    page.get_by_role("button", name=example).click()
    page.locator("#reply > .reply").wait_for()
    assert page.get_by_label("Your question").input_value() == example


def test_a_problem_is_on_the_page_and_the_question_in_its_box(page: Page, fake_site: Site) -> None:
    """A question of white space only is refused in plain words."""
    page.goto(fake_site.address)
    page.get_by_label("Your question").fill("  ")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("alert").get_by_text("The question is empty.").wait_for()


def test_feedback_is_thanked_for(page: Page, fake_site: Site) -> None:
    """Without scripts too, and the question is sent only when its box is ticked."""
    post(page, fake_site, MANY)
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("heading", name="Thank you").wait_for()
    last = fake_site.feedback_file.read_text(encoding="utf-8").splitlines()[-1]
    assert '"verdict": "no"' in last
    assert MANY not in last
