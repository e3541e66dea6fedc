"""Asking on the page, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.page.asking import ask
from tests.e2e.page.cable import Cable

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

WAITING = "Looking in the article…"


def test_an_answer_has_its_quotes_and_their_sections(page: Page, fake_site: Site) -> None:
    """Each quote stands with its exact words and the heading it stands under."""
    page.goto(fake_site.address)
    reply = ask(page, "Why do muscles twitch?")
    assert reply.get_by_role("heading", level=2).inner_text() == "What the article says"
    assert reply.locator(".words").all_inner_texts() == [
        "They often stop on their own.",
        "It is inherited.",
    ]
    assert reply.locator(".where").all_inner_texts() == ["Common Causes", "Muscular Dystrophy"]


def test_where_the_source_says_nothing_the_page_says_so(page: Page, fake_site: Site) -> None:
    """Provenance that is missing is told, not left out."""
    page.goto(fake_site.address)
    facts = ask(page, "Why do muscles twitch?").locator(".source .facts")
    assert facts.locator("dd").all_inner_texts() == [
        "A. Writer",
        "not stated by the source",
        "not stated by the source",
        "2025-01-31",
    ]


def test_a_decline_looks_like_help(page: Page, fake_site: Site) -> None:
    """It says what is not there, shows what is near as no answer, and whom to ask."""
    page.goto(fake_site.address)
    reply = ask(page, "Which dose of magnesium?")
    assert reply.locator(".answer").inner_text() == "The article does not say which dose to take."
    assert reply.get_by_role("heading", level=3).all_inner_texts() == [
        "Close to it, but not an answer",
        "Who to ask",
        "Where it comes from",
    ]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("How far is the moon?", "We have no article about this"),
        ("should I stop my pills?", "This is one for a doctor"),
        ("!!!", "Please ask in other words"),
    ],
)
def test_every_decline_has_words_of_its_own(
    page: Page, fake_site: Site, question: str, heading: str
) -> None:
    """The heading tells what kind of decline it is."""
    page.goto(fake_site.address)
    assert ask(page, question).get_by_role("heading", level=2).inner_text() == heading


def test_an_emergency_comes_before_everything(page: Page, fake_site: Site) -> None:
    """The advice is the first thing in the main part, in view, with numbers that can be called."""
    page.goto(fake_site.address)
    reply = ask(page, "emergency, I cannot breathe")
    assert page.evaluate("scrollY") == 0
    first = page.locator("#answering > *").first
    assert first.get_attribute("id") == "reply"
    assert reply.locator(".answer a").evaluate_all("all => all.map(a => a.href)") == [
        "tel:112",
        "tel:911",
    ]
    box = reply.bounding_box()
    assert box is not None
    assert (box["x"], box["y"]) == (0, 0)
    assert not page.locator("#about").is_visible()
    assert not reply.get_by_role("button").count()


def test_despair_is_met_with_calm(page: Page, fake_site: Site) -> None:
    """No alarm in words or colour, and the number of the crisis line can be called."""
    page.goto(fake_site.address)
    reply = ask(page, "I am in despair")
    assert reply.get_by_role("heading", level=2).inner_text() == "You are not alone"
    assert reply.locator(".answer a").get_attribute("href") == "tel:116123"
    assert reply.evaluate("reply => getComputedStyle(reply).backgroundColor") == "rgb(20, 80, 111)"


def test_after_an_emergency_the_page_is_itself_again(page: Page, fake_site: Site) -> None:
    """The next reply stands below the question box."""
    page.goto(fake_site.address)
    ask(page, "emergency, I cannot breathe")
    ask(page, "Why do muscles twitch?")
    assert page.locator("#answering > *").first.get_attribute("class") == "ask"
    assert page.locator("#about").is_visible()


def test_a_question_never_enters_the_address_or_the_history(page: Page, fake_site: Site) -> None:
    """Asking adds no step to the history, and the address stays bare."""
    page.goto(fake_site.address)
    steps = page.evaluate("history.length")
    ask(page, "Why do muscles twitch?")
    assert page.url == f"{fake_site.address}/"
    assert page.evaluate("[history.length, history.state]") == [steps, None]


def test_an_example_is_asked_with_one_press(page: Page, fake_site: Site) -> None:
    """The examples come from the corpus' own headings."""
    page.goto(fake_site.address)
    examples = page.locator(".example")
    assert examples.all_inner_texts() == [
        "What are muscle twitches?",
        "When should I seek medical help?",
        "What is muscular dystrophy?",
    ]
    examples.first.click()
    page.locator("#reply > .reply").wait_for()
    assert page.get_by_label("Your question").input_value() == "What are muscle twitches?"


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


def test_a_question_that_is_too_long_is_named_as_such(page: Page, fake_site: Site) -> None:
    """The API's own words are shown."""
    page.goto(fake_site.address)
    box = page.get_by_label("Your question")
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill("why " * 300)
    box.press("Enter")
    page.get_by_role("alert").get_by_text("The question is too long.").wait_for()
