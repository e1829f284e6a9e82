"""What tests of rotation share: the keys before, during and after, and the world of certificates."""

import pytest

from registry.foundation.clock import StoppedClock
from registry.foundation.files import keep_files_in
from registry.settings import Settings
from tests.certificates.world import World, make_world
from tests.keys.rings import Rings, rings


@pytest.fixture
def installation(throw_away_keys: str) -> Rings:
    """The keys of this run, which all begin with id 1, and what becomes of them."""
    return rings(throw_away_keys)


@pytest.fixture
async def world(database: object, settings: Settings, clock: StoppedClock) -> World:
    """The world of tests/certificates/world.py, in a database of its own."""
    keep_files_in(settings.files)
    return await make_world(clock.now())
