"""Feedback on the page, in a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.page.asking import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

QUESTION = "Which dose of magnesium?"


def last_entry(site: Site) -> dict[str, Any]:
    """The newest line of the feedback file, without its time."""
    line = site.feedback_file.read_text(encoding="utf-8").splitlines()[-1]
    entry: dict[str, Any] = json.loads(line)
    assert entry.pop("time")
    return entry


def test_feedback_keeps_the_verdict_and_not_the_question(page: Page, fake_site: Site) -> None:
    """One press sends outcome, reason, index and verdict; nothing of what was asked."""
    page.goto(fake_site.address)
    reply = ask(page, QUESTION)
    with page.expect_request("**/feedback") as sent:
        reply.get_by_role("button", name="Yes", exact=True).click()
    reply.get_by_text("Thank you.").wait_for()
    assert "magnesium" not in str(sent.value.post_data)
    assert last_entry(fake_site) == {
        "outcome": "declined",
        "reason": "not_stated",
        "index": "fake-index",
        "verdict": "yes",
    }


def test_a_ticked_box_sends_the_question_too(page: Page, fake_site: Site) -> None:
    """Only the person's own tick does it."""
    page.goto(fake_site.address)
    reply = ask(page, QUESTION)
    reply.get_by_label("Send my question too").check()
    reply.get_by_role("button", name="No", exact=True).click()
    reply.get_by_text("Thank you.").wait_for()
    assert last_entry(fake_site) == {
        "outcome": "declined",
        "reason": "not_stated",
        "index": "fake-index",
        "verdict": "no",
        "question": QUESTION,
    }


def test_another_site_cannot_send_feedback(page: Page, fake_site: Site) -> None:
    """A form that stands elsewhere is refused and leaves no line."""
    page.goto(fake_site.address)
    ask(page, QUESTION).get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("Thank you.").wait_for()
    before = fake_site.feedback_file.read_text(encoding="utf-8")
    page.goto("about:blank")
    form = (
        f"<form method=post action='{fake_site.address}/feedback'>"
        "<input name=outcome value=answered><input name=verdict value=no><button>x</button></form>"
    )
    page.set_content(form)
    page.locator("button").click()
    page.get_by_role("heading", name="Not from this page").wait_for()
    assert fake_site.feedback_file.read_text(encoding="utf-8") == before
