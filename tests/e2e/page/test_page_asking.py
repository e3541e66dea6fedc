"""Asking on the page, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.page.asking import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser


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
        "What are the symptoms of muscular dystrophy?",
    ]
    examples.first.click()
    page.locator("#reply > .reply").wait_for()
    assert page.get_by_label("Your question").input_value() == "What are muscle twitches?"
