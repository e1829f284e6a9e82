"""Forms that were open when newer keys came: uploads hold, other forms are reloaded, and nobody is shut out."""

from dataclasses import replace

import pytest

from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import use_keys
from registry.foundation.keys import read_keys
from registry.foundation.pages import upload_token
from registry.foundation.problems import NotAllowed
from registry.foundation.uploads import receive_upload
from registry.settings import Settings
from tests.certificates.world import World, session_of
from tests.foundation.test_uploads import LIMIT, Wire, asking, body, part
from tests.keys.rings import Rings, another_key
from tests.web import browser


async def test_an_upload_form_that_was_open_holds_while_its_key_is_in_the_file(
    settings: Settings, installation: Rings
) -> None:
    sent = body(part("form_token", upload_token(asking(Wire(b""))).encode()), part("note", b"words"))

    use_keys(installation.both)
    with await receive_upload(asking(Wire(sent)), limit=LIMIT) as upload:
        assert upload.fields == {"note": "words"}

    use_keys(installation.new)
    with pytest.raises(NotAllowed):
        await receive_upload(asking(Wire(sent)), limit=LIMIT)


async def test_after_a_newer_signing_key_a_form_is_reloaded_and_the_session_stays(
    world: World, settings: Settings, clock: StoppedClock, throw_away_keys: str
) -> None:
    newer = replace(settings, keys=read_keys(throw_away_keys + another_key("signing", 2)))
    async with browser(settings, clock) as before:
        before.client.cookies.set("session", await session_of(world.wei, clock.now()))
        open_form = await before.form_token()
        cookies = before.client.cookies

    async with browser(newer, clock) as after:
        after.client.cookies = cookies
        refused = await after.client.post("/sign-out", data={"_csrf_token": open_form})
        reloaded = await after.post("/sign-out")

    assert (refused.status_code, reloaded.status_code) == (403, 303)
