"""The registry as it is served, and people with browsers: without JavaScript where a journey asks for it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import find_browser
from tests.database_server import DatabaseServer
from tests.journeys.site import Site, served
from tests.journeys.visitor import DESK, Visitor

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Invite = Callable[..., Visitor]


@pytest.fixture(scope="package")
def site(server: DatabaseServer, throw_away_keys: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The registry with the demonstration, served for all journeys."""
    database = server.make_database()
    with served(server.url(database), tmp_path_factory.mktemp("journeys"), throw_away_keys) as running:
        yield running
    server.drop(database)


@pytest.fixture(scope="package")
def browser(site: Site) -> Iterator[Browser]:
    """One browser program for all journeys."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def invite(browser: Browser, site: Site) -> Iterator[Invite]:
    """Bring somebody before a browser of their own: `invite("clerk", script=False)`."""
    with ExitStack() as opened:

        def bring(name: str, *, script: bool = True, signed_in: bool = True) -> Visitor:
            context = browser.new_context(viewport=DESK, java_script_enabled=script, locale="zh-CN")  # type: ignore[arg-type]
            opened.callback(context.close)
            glass = None if script else opened.enter_context(browser.new_context(viewport=DESK)).new_page()  # type: ignore[arg-type]
            visitor = Visitor(context, site, name, glass)
            if signed_in:
                visitor.sign_in(name)
            return visitor

        yield bring
