"""What is measured on the page: axe's findings, its weight, and which characters are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The marked text, and its offsets in code points as the page itself has them.
MARKED = """() => {
  const mark = document.querySelector('mark');
  const block = mark.closest('[data-start]');
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEndBefore(mark);
  const start = Number(block.dataset.start) + Array.from(before.toString()).length;
  return [mark.textContent, start, start + Array.from(mark.textContent).length];
}"""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong: rule and elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def weights(page: Page, address: str) -> dict[str, int]:
    """Every address that opening the page fetches, and its bytes."""
    responses: list[Response] = []

    def take(response: Response) -> None:
        responses.append(response)

    page.on("response", take)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return {response.url: len(response.body()) for response in responses}
