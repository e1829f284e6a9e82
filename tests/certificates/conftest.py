"""What tests of certificates share: a small world, one certificate in it, and its pages."""

from uuid import UUID

import pytest

from registry.foundation.clock import StoppedClock
from registry.foundation.files import keep_files_in
from registry.settings import Settings
from tests.certificates.site import Site
from tests.certificates.world import World, make_world


@pytest.fixture
async def world(database: object, settings: Settings, clock: StoppedClock) -> World:
    """The world of tests/certificates/world.py, in a database of its own."""
    keep_files_in(settings.files)
    return await make_world(clock.now())


@pytest.fixture
async def certificate(world: World) -> UUID:
    """阿里木·买买提's certificate, the first of the first enterprise."""
    return await world.issue(world.order(world.alim))


@pytest.fixture
def site(settings: Settings, clock: StoppedClock) -> Site:
    """The application with this test's settings and clock."""
    return Site(settings, clock)
