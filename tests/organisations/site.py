"""The application, opened by viewers of the world, in browsers and by programs."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from httpx import Response

from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import token_hash
from registry.foundation.viewers import Viewer
from registry.people.tables import MachineToken, Session
from registry.settings import Settings
from tests.web import Browser, browser


class Site:
    """Opens the application as a viewer of the world."""

    def __init__(self, settings: Settings, clock: StoppedClock) -> None:
        self.settings = settings
        self.clock = clock

    @asynccontextmanager
    async def as_viewer(self, viewer: Viewer) -> AsyncIterator[Browser]:
        """Open a browser in which the viewer has signed in and acts in its role."""
        async with browser(self.settings, self.clock) as opened:
            if viewer.signed_in:
                opened.client.cookies.set("session", await session_of(viewer, self.clock.now()))
            yield opened

    async def get(self, viewer: Viewer, path: str) -> Response:
        """Open one page."""
        async with self.as_viewer(viewer) as opened:
            return await opened.get(path)

    async def post(self, viewer: Viewer, path: str, **typed: str | list[str]) -> Response:
        """Send one form."""
        async with self.as_viewer(viewer) as opened:
            return await opened.post(path, typed)

    async def program(self, viewer: Viewer, method: str, path: str, sent: object = None) -> Response:
        """Ask the API with a token of the viewer's membership."""
        headers = {"authorization": f"Bearer {await token_of(viewer, self.clock.now())}"}
        async with browser(self.settings, self.clock) as opened:
            return await opened.client.request(method, path, json=sent, headers=headers)


async def session_of(viewer: Viewer, now: datetime) -> str:
    """Return the cookie of a browser in which the viewer has signed in."""
    cookie = uuid4().hex
    await Session.insert(
        Session(
            token_hash=token_hash(cookie),
            account=viewer.account,
            membership=viewer.membership,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
    )
    return cookie


async def token_of(viewer: Viewer, now: datetime) -> str:
    """Return a token with which a program acts for the viewer's membership."""
    token = uuid4().hex
    await MachineToken.insert(
        MachineToken(
            token_hash=token_hash(token),
            membership=viewer.membership,
            label="test",
            created_by=viewer.account,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    return token


def words_of(answer: Response) -> str:
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
