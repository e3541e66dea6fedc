"""What a person does on the page, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: Page, question: str) -> Locator:
    """Write the question, press Enter; the reply, once it is there."""
    page.evaluate("document.querySelector('#reply').replaceChildren()")
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    reply = page.locator("#reply > .reply")
    reply.wait_for()
    return reply


def quotes_of(address: str, question: str) -> list[dict[str, Any]]:
    """The quotes that the API gives."""
    asked = httpx.post(f"{address}/v1/ask", json={"question": question}, timeout=30)
    quotes: list[dict[str, Any]] = asked.json()["quotes"]
    return quotes
