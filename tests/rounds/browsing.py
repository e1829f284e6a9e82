"""Browsers of the people of an enterprise, and the forms with files that they send."""

import io
import re
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from httpx import Response

from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import Viewer
from registry.people.tables import Account
from registry.rounds.queries import CandidateLine, candidates_of
from registry.settings import Settings
from tests.web import Browser, browser

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@asynccontextmanager
async def browsing(viewer: Viewer, settings: Settings, clock: StoppedClock) -> AsyncIterator[Browser]:
    """Open a browser in which somebody is signed in and acts."""
    account = await Account.select(Account.sign_in_name).where(Account.id == viewer.account).first()
    assert account is not None
    async with browser(settings, clock) as opened:
        await opened.sign_in(account["sign_in_name"])
        yield opened


async def send_file(
    sender: Browser, page: str, action: str, field: str, name: str, content: bytes | None, **more: str
) -> Response:
    """Send the form with files that a page shows: its token first, the other fields, the file last."""
    shown = await sender.get(page)
    token = _TOKEN.search(shown.text)
    assert token is not None, shown.text
    # A browser sends an empty file field too, without a name.
    files = {field: (name, content, "application/octet-stream") if content is not None else ("", b"")}
    return await sender.client.post(action, data={"form_token": token[1], **more}, files=files, follow_redirects=False)


def archive(**photos: bytes) -> bytes:
    """Return a ZIP of files by their names without ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, content in photos.items():
            opened.writestr(f"{name}.jpg", content)
    return out.getvalue()


def readable(page: Response) -> str:
    """Return what can be read on a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


async def candidate_on_row(round_id: UUID, row: int) -> CandidateLine:
    """Return the candidate of a row of the roster."""
    return next(one for one in await candidates_of(round_id, page=None) if one.row == row)
