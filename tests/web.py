"""The application as a browser or a program meets it, on the test's own database and clock."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from httpx import ASGITransport, AsyncClient, Response

from registry.app import create_app
from registry.foundation.clock import StoppedClock
from registry.settings import Settings
from tests.people.world import PASSWORD

_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


class Browser:
    """A browser without JavaScript: it keeps cookies and sends the forms that pages show."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **more: Any) -> Response:
        """Open a page without following redirects."""
        return await self.client.get(path, follow_redirects=False, **more)

    async def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Response:
        """Send a form, with the token that every page's forms bear."""
        token = await self.form_token()
        return await self.client.post(path, data={**(data or {}), "_csrf_token": token}, follow_redirects=False, **more)

    async def form_token(self) -> str:
        """Return the form token of this browser."""
        page = await self.client.get("/sign-in")
        found = _TOKEN.search(page.text)
        assert found is not None
        return found[1]

    async def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in; fails the test where that is refused."""
        answer = await self.post("/sign-in", {"name": name, "password": password, "next": "/"})
        assert answer.status_code == 303, answer.text


@asynccontextmanager
async def browser(settings: Settings, clock: StoppedClock, *, address: str = "192.0.2.1") -> AsyncIterator[Browser]:
    """Open a fresh browser on the application."""
    app = create_app(settings, clock)
    transport = ASGITransport(app, client=(address, 50000))  # in this test's event loop, where its database is open
    async with app.lifespan(), AsyncClient(transport=transport, base_url="http://registry.test") as client:
        yield Browser(client)
