"""Opens pages in a browser from the project's own files, and from nowhere else."""

from collections.abc import Callable
from urllib.parse import urlparse

from playwright.sync_api import Page, Route

from registry.foundation.languages import Language
from registry.foundation.places import STATIC
from tests.foundation.pages.example_pages import rendered

ADDRESS = "http://registry.test/example"


def opened(page: Page, name: str, language: Language) -> Page:
    """Open an example, with its stylesheet and script."""
    html = rendered(name, language)
    serve(page, lambda: html)
    page.goto(ADDRESS)
    return page


def serve(page: Page, next_page: Callable[[], str]) -> None:
    """Answer every request of a page: files from `registry/static/`, everything else with the next page."""

    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        else:
            route.fulfill(body=next_page(), content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
