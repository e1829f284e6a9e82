"""The pages of rounds in a browser: nothing serious for axe, no sideways scrolling on a phone, targets of 44 pixels."""

from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route

from registry.foundation.places import STATIC
from tests.foundation.pages.conftest import browser  # noqa: F401 (a fixture)
from tests.foundation.pages.test_accessibility import LOW_TARGETS, about
from tests.rounds.shown_pages import rendered

pytestmark = pytest.mark.journey
# One situation for each template, the one with the most on it.
FULLEST = (
    "list",
    "open-refused",
    "round-confirmed",
    "candidates",
    "candidate-eligible",
    "fact-refused",
    "admit",
    "issue",
    "cancel",
    "scores-refused",
    "lock",
    "photos-taken",
    "own",
    "roster",
    "roster-preview",
    "roster-guide",
)


def opened(page: Page, situation: str) -> Page:
    """Open a page with its stylesheet; pictures are empty."""
    html = rendered(situation, "zh")

    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path.endswith("/photo"):
            route.fulfill(body=b"", content_type="image/jpeg")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto("http://registry.test/rounds")
    return page


@pytest.mark.parametrize("situation", FULLEST)
def test_a_page_of_rounds_can_be_used_by_everybody_on_a_phone(browser: Browser, situation: str) -> None:  # noqa: F811
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = opened(context.new_page(), situation)
        violations = Axe().run(page).response["violations"]
        width = page.evaluate("document.documentElement.scrollWidth")
        low = page.evaluate(LOW_TARGETS)

    assert [about(violation) for violation in violations if violation["impact"] in {"serious", "critical"}] == []
    assert (width, low) == (360, [])
