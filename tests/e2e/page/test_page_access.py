"""Everybody can use the page: checked by axe and by hand, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.page.asking import ask
from tests.e2e.page.measuring import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

STATES = {
    "empty": None,
    "answer": "Why do I get many twitches, is it weak, and which shoes?",
    "decline": "Which dose of magnesium?",
    "emergency": "emergency, I cannot breathe",
    "despair": "I am in despair",
    "article": "Why do muscles twitch?",
}
SCREENS: list[dict[str, Any]] = [
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
]


def bring_to(page: Page, site: Site, state: str) -> None:
    """Open the page and bring it into the state."""
    page.goto(site.address)
    question = STATES[state]
    if question is not None:
        reply = ask(page, question)
        if state == "article":
            reply.locator(".quote-link").first.click()
            page.locator("mark").wait_for()


@pytest.mark.parametrize("context", SCREENS, indirect=True, ids=["phone", "desktop"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong(page: Page, fake_site: Site, state: str) -> None:
    """No violation of WCAG 2.2 AA nor of good practice, on a dark phone and a light desktop."""
    bring_to(page, fake_site, state)
    assert violations(page) == []


def test_axe_finds_nothing_wrong_without_scripts(page: Page, fake_site: Site) -> None:
    """The article's own page is as good."""
    page.goto(f"{fake_site.address}/documents/twitches?quote=0-15")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("state", STATES)
def test_nothing_has_to_be_scrolled_sideways(
    page: Page, fake_site: Site, state: str, width: int
) -> None:
    """At 320 px, and at 1280 px zoomed to 200 %, all of it fits the width."""
    page.set_viewport_size({"width": width, "height": 450})
    bring_to(page, fake_site, state)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (640, 450), (1280, 900)])
def test_the_disclaimer_is_in_sight_wherever_one_reads(
    page: Page, fake_site: Site, width: int, height: int
) -> None:
    """At each quote it is in view, and it covers no more than an eighth of the screen."""
    page.set_viewport_size({"width": width, "height": height})
    bring_to(page, fake_site, "answer")
    places = page.locator("#reply .answer, #reply .words").element_handles()
    assert len(places) == 7
    for place in places:
        place.evaluate("place => place.scrollIntoView({block: 'center'})")
        box = page.locator(".reminder").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= height - box["height"] + 1
        assert box["height"] <= height / 8


def test_the_whole_disclaimer_stands_with_the_answer(page: Page, fake_site: Site) -> None:
    """Between the answer and its quotes, word for word."""
    bring_to(page, fake_site, "answer")
    said = page.locator("#reply .disclaimer").inner_text()
    assert said.startswith("This is general information from the articles named here.")
    assert said.endswith("In an emergency, call your local emergency number.")


def test_all_can_be_done_with_the_keyboard(page: Page, fake_site: Site) -> None:
    """Tab to the box, Enter to ask, Tab to a quote, Enter to open it, Escape to come back."""
    page.goto(fake_site.address)
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.type("Why do muscles twitch?")
    page.keyboard.press("Enter")
    page.locator("#reply > .reply").wait_for()
    assert page.evaluate("document.activeElement.id") == "reply-heading"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "quote-link"
    page.keyboard.press("Enter")
    page.locator("mark").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.className === 'quote-link'")


def test_the_focused_thing_can_be_seen(page: Page, fake_site: Site) -> None:
    """Each thing that Tab reaches has a ring and is not under the disclaimer."""
    page.set_viewport_size({"width": 390, "height": 600})
    bring_to(page, fake_site, "answer")
    for _ in range(14):
        page.keyboard.press("Tab")
        ring, bottom, edge = page.evaluate(
            "() => { const now = document.activeElement; const style = getComputedStyle(now);"
            "const edge = document.querySelector('.reminder').getBoundingClientRect().top;"
            "return [style.outlineStyle, now.getBoundingClientRect().bottom,"
            "now.closest('.reply') ? edge : innerHeight]; }"
        )
        assert ring == "solid"
        assert bottom <= edge + 1


def test_screen_readers_find_their_way(page: Page, fake_site: Site) -> None:
    """One main part, one first heading, and live regions for the wait and for problems."""
    page.goto(fake_site.address)
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["Ask about muscle twitches"]
    assert page.locator("#wait").get_attribute("role") == "status"
    assert page.locator("#problem").get_attribute("role") == "alert"


@pytest.mark.parametrize(
    ("context", "moving"),
    [({"reduced_motion": "reduce"}, "none"), ({"reduced_motion": "no-preference"}, "turn")],
    indirect=["context"],
)
def test_nothing_moves_for_those_who_asked_for_stillness(
    page: Page, fake_site: Site, moving: str
) -> None:
    """The sign of waiting turns only where motion is welcome."""
    page.goto(fake_site.address)
    page.get_by_label("Your question").fill("slow: why?")
    page.get_by_label("Your question").press("Enter")
    page.get_by_text("Looking for an answer…").wait_for()
    name = "getComputedStyle(document.querySelector('#wait'), '::before').animationName"
    assert page.evaluate(name) == moving


def test_on_paper_the_answer_and_its_disclaimer_stand_alone(page: Page, fake_site: Site) -> None:
    """No box, no buttons; the answer, its quotes and the whole disclaimer."""
    bring_to(page, fake_site, "answer")
    page.emulate_media(media="print")
    assert page.locator("#reply .answer").is_visible()
    assert page.locator("#reply .disclaimer").is_visible()
    assert page.locator("#reply .words").count() == 6
    for gone in (".ask", "#about", ".feedback", ".reminder"):
        assert not page.locator(gone).first.is_visible()
