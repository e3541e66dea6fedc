"""The documentation's page works in a real browser under the strict security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_documentation_can_ask(page: Page, fake_site: Site) -> None:
    """Swagger UI shows the paths and sends a question, with nothing fetched from elsewhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{fake_site.address}/docs")
    page.get_by_role("button", name="POST /v1/ask Ask a question").click()
    page.get_by_role("button", name="Try it out").click()
    page.locator("textarea.body-param__text").fill('{"question": "What helps?"}')
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
    assert f"{fake_site.address}/v1/ask" in asked
    assert all(url.startswith((fake_site.address, "data:")) for url in asked)
