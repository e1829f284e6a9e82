"""Somebody in front of a browser, who does what pages offer and sees each of them at a desk and on a phone.

Every page that is visited is held against axe-core, may not scroll sideways, and may not break a rule of its own
security policy. Somebody without JavaScript gets pages checked in a copy.
Where JOURNEY_PICTURES names a folder, each page is kept there as a picture.
"""

import os
import re
from itertools import count
from pathlib import Path
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page, Response, Route, expect

from tests.journeys.site import Site

DESK = {"width": 1200, "height": 900}
PHONE = {"width": 360, "height": 740}
_number = count(1)


def serious_violations(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical, with the elements where it is."""
    return [
        f"{found['id']}: {[node['html'][:160] for node in found['nodes']]}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in {"serious", "critical"}
    ]


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, context: BrowserContext, site: Site, name: str, glass: Page | None = None) -> None:
        self.page: Page = context.new_page()
        self._glass = glass
        self.site = site
        self.name = name
        self._faults: list[str] = []
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._faults.append(str(error)))

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self._faults.append(f"{response.status} {response.url}")

    def _note_console(self, said: ConsoleMessage) -> None:
        if said.type == "error" and "status of 4" not in said.text:
            self._faults.append(said.text)

    # What a person does
    def open(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path if path.startswith("http") else self.site.address + path)
        self.look()

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        """Follow a link."""
        (within or self.page.locator("body")).get_by_role("link", name=words).first.click()
        self.look()

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press a button."""
        (within or self.page.locator("main")).get_by_role("button", name=words).first.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, words: str, *, among: str | None = None) -> None:
        """Choose a radio button or tick a box, among those of a group where it is named."""
        within = self.page.locator("main") if among is None else self.page.get_by_role("group", name=among)
        within.get_by_label(words).first.check()

    def pick(self, label: str, option: str) -> None:
        """Pick from a drop-down list."""
        self.page.get_by_label(label).first.select_option(label=option)

    def attach(self, label: str, name: str, content: bytes) -> None:
        """Put a file into a file field."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.get_by_label(label).first.set_input_files(file)  # type: ignore[arg-type]

    def save(self, words: str, *, role: str = "link") -> bytes:
        """Press on what downloads a file and return the file."""
        with self.page.expect_download() as started:
            self.page.locator("main").get_by_role(role, name=words).first.click()  # type: ignore[arg-type]
        download: Download = started.value
        return Path(download.path()).read_bytes()

    def sign_in(self, name: str, password: str | None = None) -> None:
        """Sign in, and agree that it was oneself who opened the account where it is the first time."""
        self.open("/sign-in")
        self.fill("登录名", name)
        self.fill("口令", password or self.site.password)
        self.press("登录")
        if self.path == "/account/first":
            self.follow("情况属实")

    def sign_out(self) -> None:
        """Sign out."""
        self.press("退出", within=self.page.locator("header"))

    def wait_for(self, words: str, *, seconds: float = 30) -> None:
        """Wait until the page says something, as somebody does in front of a page that works by itself."""
        expect(self.page.locator("main")).to_contain_text(words, timeout=seconds * 1000)
        self.look()

    # What a person sees
    @property
    def path(self) -> str:
        """The path of the page at hand."""
        return urlparse(self.page.url).path

    @property
    def heading(self) -> str:
        """The first heading of the page."""
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        """What stands in the main part."""
        return self.page.locator("main").inner_text()

    def row_of(self, words: str) -> Locator:
        """The row of a table in which something stands."""
        return self.page.locator("main tbody tr").filter(has_text=words).first

    def look(self) -> None:
        """Look at the page at a desk and on a phone."""
        self.page.wait_for_load_state()
        self._keep_picture("desk")
        serious = serious_violations(self._page_with_script())
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self._keep_picture("phone")
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        faults, self._faults = self._faults, []
        assert (self.path, serious, width, faults) == (self.path, [], PHONE["width"], [])

    def _page_with_script(self) -> Page:
        """The page itself, or a copy of it under the glass of a browser in which axe-core can run."""
        if self._glass is None:
            return self.page
        html = self.page.content()

        def answer(route: Route) -> None:
            if route.request.resource_type == "document":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            else:
                route.continue_()

        self._glass.route("**/*", answer)
        self._glass.goto(self.page.url)
        self._glass.unroute("**/*")
        return self._glass

    def _keep_picture(self, kind: str) -> None:
        folder = os.environ.get("JOURNEY_PICTURES")
        if folder:
            shape = re.sub(r"[0-9a-f-]{36}", "id", self.path).strip("/").replace("/", "_") or "start"
            self.page.screenshot(path=f"{folder}/{next(_number):03}-{self.name}-{shape}-{kind}.png", full_page=True)
