"""What the page must never do, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from tests.e2e.page.asking import ask
from tests.e2e.page.measuring import weights

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.page.conftest import Site

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


def test_markup_in_a_question_is_shown_as_text(page: Page, fake_site: Site) -> None:
    """It makes no element and runs nothing."""
    page.goto(fake_site.address)
    reply = ask(page, ATTACK)
    assert reply.locator("[data-slot=question]").inner_text() == ATTACK
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "Ask about muscle twitches"


def test_markup_in_an_article_is_shown_as_text(page: Page, fake_site: Site) -> None:
    """Neither beside the answer nor on a page of its own does it make an element."""
    page.goto(f"{fake_site.address}/#twitches:0-15")
    page.locator("mark").wait_for()
    assert "<img src=x onerror=" in page.locator("#article").inner_text()
    assert page.locator("#article img").count() == 0
    page.goto(f"{fake_site.address}/documents/twitches?quote=0-15")
    assert "<img src=x onerror=" in page.locator("main").inner_text()
    assert page.locator("main img").count() == 0


def test_the_policy_forbids_scripts_and_styles_in_the_page(fake_site: Site) -> None:
    """The headers leave room for our own files only, and for no frame."""
    response = httpx.get(fake_site.address)
    policy, text = response.headers["Content-Security-Policy"], response.text
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert "<style" not in text
    assert " style=" not in text
    assert " on" + "click=" not in text


def test_nothing_is_fetched_from_elsewhere_and_it_is_small(page: Page, fake_site: Site) -> None:
    """Page, style, script and icon come from the service and weigh under 60 KB together."""
    found = weights(page, fake_site.address)
    assert all(address.startswith(fake_site.address) for address in found)
    paths = {urlsplit(address).path for address in found}
    assert {"/", "/assets/page.css", "/assets/page.js"} <= paths
    assert sum(found.values()) < 60_000


def test_the_page_refuses_to_stand_in_a_frame(page: Page, fake_site: Site) -> None:
    """Another site cannot lay itself over the page."""
    page.goto("data:text/html,<iframe width=500 height=500></iframe>")
    page.evaluate("address => document.querySelector('iframe').src = address", fake_site.address)
    page.wait_for_timeout(500)
    assert page.frames[1].url != f"{fake_site.address}/"
