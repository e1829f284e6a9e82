"""Looks at pages in a browser on a phone: what axe finds serious, how wide the page is, which targets are too low."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Route, sync_playwright

from registry.foundation.places import STATIC
from tests.browser import find_browser
from tests.foundation.pages.conftest import ARGUMENTS
from tests.foundation.pages.test_accessibility import LOW_TARGETS, about

Faults = dict[str, tuple[list[str], int, list[str]]]


async def faults_on_a_phone(pages: Mapping[str, str]) -> Faults:
    """Return what is wrong with each page: serious violations, its width, targets too low; sound pages are left out."""
    return await asyncio.to_thread(_look, pages)


def _look(pages: Mapping[str, str]) -> Faults:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        found = {name: _faults(browser, html) for name, html in pages.items()}
        browser.close()
    return {name: faults for name, faults in found.items() if faults != ([], 360, [])}


def _faults(browser: Browser, html: str) -> tuple[list[str], int, list[str]]:
    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.route("**/*", answer)
        page.goto("http://registry.test/page")
        violations = [each for each in Axe().run(page).response["violations"] if each["impact"] in SERIOUS]
        width: int = page.evaluate("document.documentElement.scrollWidth")
        low: list[str] = page.evaluate(LOW_TARGETS)
    return [about(violation) for violation in violations], width, low


SERIOUS = {"serious", "critical"}
