"""When the service is slow or gone, or refuses, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.page.cable import Cable

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

WAITING = "Looking for an answer…"


def test_a_slow_service_is_seen_to_work(page: Page, fake_site: Site) -> None:
    """After a moment the page says that it is looking, and stops saying so with the reply."""
    page.goto(fake_site.address)
    page.get_by_label("Your question").fill("slow: why do muscles twitch?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text(WAITING).wait_for(timeout=1200)
    page.locator("#reply > .reply").wait_for()
    assert page.get_by_text(WAITING).count() == 0


def test_pressing_twice_asks_once(page: Page, fake_site: Site) -> None:
    """While an answer is under way another press does nothing."""
    asked: list[str] = []
    page.goto(fake_site.address)
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Your question").fill("slow: why do muscles twitch?")
    button = page.get_by_role("button", name="Ask", exact=True)
    button.evaluate("button => { button.click(); button.click(); }")
    page.get_by_label("Your question").press("Enter")
    page.locator("#reply > .reply").wait_for()
    assert asked.count(f"{fake_site.address}/v1/ask") == 1


def test_a_network_cut_in_the_middle_keeps_the_question(page: Page, fake_site: Site) -> None:
    """The page says what happened in plain words; one press tries again."""
    question = "slow: why do muscles twitch?"
    cable = Cable(int(fake_site.address.rpartition(":")[2]))
    page.goto(f"http://127.0.0.1:{cable.port}")
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.get_by_text(WAITING).wait_for()
    cable.cut()
    alert = page.get_by_role("alert")
    alert.get_by_text("We could not reach the service.").wait_for()
    assert page.get_by_label("Your question").input_value() == question
    cable.mend()
    page.get_by_role("button", name="Try again").click()
    page.locator("#reply > .reply").wait_for()
    assert not alert.is_visible()
    cable.remove()


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (429, {"Retry-After": "7"}, "Please wait 7 seconds, then try again."),
        (503, {}, "The service is busy or just starting."),
        (500, {}, "Something went wrong on our side."),
        (401, {}, "This service only answers programs that hold a key."),
    ],
)
def test_a_problem_is_told_in_plain_words(
    page: Page, fake_site: Site, status: int, headers: dict[str, str], said: str
) -> None:
    """No status number and no JSON is shown to a person; the question stays in its box."""

    def refuse(route: Route) -> Any:
        route.fulfill(status=status, headers=headers, body='{"title": "x", "detail": "y"}')

    page.route("**/v1/ask", refuse)
    page.goto(fake_site.address)
    page.get_by_label("Your question").fill("Why?")
    page.get_by_label("Your question").press("Enter")
    alert = page.get_by_role("alert")
    alert.get_by_text(re.compile(re.escape(said))).wait_for()
    assert page.get_by_label("Your question").input_value() == "Why?"
    assert page.get_by_role("button", name="Try again").is_visible()


def test_a_question_that_is_too_long_is_named_as_such(page: Page, fake_site: Site) -> None:
    """It is not cut short unseen: the API's own words are shown, and the box keeps it."""
    page.goto(fake_site.address)
    box = page.get_by_label("Your question")
    box.fill("why " * 300)
    box.press("Enter")
    alert = page.get_by_role("alert")
    alert.get_by_text("The question is too long.").wait_for()
    assert "In an emergency, call your local emergency number now." in alert.inner_text()
    assert box.input_value() == "why " * 300
    assert not page.get_by_role("button", name="Try again").is_visible()


def test_an_empty_box_is_told(page: Page, fake_site: Site) -> None:
    """Nothing is asked; the page says why, and the box has the focus."""
    asked: list[str] = []
    page.goto(fake_site.address)
    page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_label("Your question")
    box.fill("   ")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("alert").get_by_text("The box is empty.").wait_for()
    assert not page.get_by_role("button", name="Try again").is_visible()
    assert box.evaluate("box => box === document.activeElement")
    assert f"{fake_site.address}/v1/ask" not in asked
