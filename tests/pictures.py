"""`make pictures`: pictures of the pages for the READMEs, taken from a demonstration of its own with Chromium."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page, sync_playwright

from registry.demo.plans import PASSWORD
from registry.foundation.places import PROJECT
from tests.browser import find_browser

PICTURES = PROJECT / "docs" / "pictures"
_DESK = {"width": 1200, "height": 820}
_PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, where, and which links are followed to get there."""

    name: str
    path: str
    sign_in_name: str | None = None
    links: tuple[str, ...] = ()
    phone: bool = False


PICTURES_TO_TAKE = (
    Picture("start", "/"),
    Picture("check", "/check", phone=True),
    Picture("rounds", "/rounds", "clerk"),
    Picture("round", "/rounds", "clerk", ("main table a",)),
    Picture("roster-guide", "/rounds/roster/guide", "clerk"),
    Picture("own-certificates", "/my/certificates", "worker", phone=True),
    Picture("register", "/certificates", "officer"),
)


def main() -> None:
    """Take all pictures."""
    browser = find_browser()
    if browser is None:
        sys.exit("没有找到 Chromium，请先运行 make browser / no Chromium was found: run `make browser` first")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _demonstration() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for picture in PICTURES_TO_TAKE:
            size = _PHONE if picture.phone else _DESK
            page = chromium.new_context(viewport=size, device_scale_factor=1, locale="zh-CN").new_page()  # type: ignore[arg-type]
            _go(page, address, picture)
            page.screenshot(path=PICTURES / f"{picture.name}.png")
            page.context.close()
        chromium.close()


def _go(page: Page, address: str, picture: Picture) -> None:
    if picture.sign_in_name is not None:
        page.goto(f"{address}/sign-in")
        page.fill("input[name=name]", picture.sign_in_name)
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button")
    page.goto(address + picture.path)
    for link in picture.links:
        page.locator(link).first.click()
        page.wait_for_load_state()


@contextmanager
def _demonstration() -> Iterator[str]:
    """Serve a demonstration in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="registry-pictures-") as folder:
        Path(folder).chmod(0o711)
        port = "8123"
        environ = {**os.environ, "REGISTRY_MODE": "demo", "REGISTRY_DATA": f"{folder}/data", "PORT": port}
        environ.pop("DATABASE_URL", None)
        process = subprocess.Popen([Path(sys.executable).parent / "registry", "serve"], env=environ)
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the demonstration did not start")
        try:
            urllib.request.urlopen(address, timeout=5)
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the demonstration is not ready after five minutes")


if __name__ == "__main__":
    main()
