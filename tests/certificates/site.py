"""The pages of certificates, opened by viewers of the world."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from httpx import Response

from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import VISITOR, Viewer
from registry.settings import Settings
from tests.certificates.world import session_of
from tests.web import Browser, browser

NUMBER = "Y000014000123244000001"
GROUPED = "Y0000 14 000123 24 4 000001"
WRONG_NUMBER = "Y000014000123244000009"


class Site:
    """The application, and browsers in which viewers of the world have signed in."""

    def __init__(self, settings: Settings, clock: StoppedClock) -> None:
        self.settings = settings
        self.clock = clock

    @asynccontextmanager
    async def as_viewer(self, viewer: Viewer, *, address: str = "192.0.2.1") -> AsyncIterator[Browser]:
        async with browser(self.settings, self.clock, address=address) as opened:
            if viewer.signed_in:
                opened.client.cookies.set("session", await session_of(viewer, self.clock.now()))
            yield opened

    async def get(self, viewer: Viewer, path: str) -> Response:
        async with self.as_viewer(viewer) as opened:
            return await opened.get(path)

    async def ask(self, address: str = "192.0.2.1", **typed: str) -> Response:
        """Send the public form from a network that has not asked before, without any cookie."""
        async with self.as_viewer(VISITOR, address=address) as opened:
            return await opened.client.post("/check", data=typed)


def words_of(answer: Response) -> str:
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
