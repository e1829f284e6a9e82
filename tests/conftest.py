"""What every test may ask for: a clock that stands still, settings with throw-away keys, a database of its own.

The database server starts with the first test that needs one, and not at all where none does.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB, pool, use_database
from registry.foundation.dates import SHANGHAI
from registry.foundation.encryption import use_keys
from registry.foundation.keys import make_keys
from registry.people.service import passwords
from registry.settings import Settings, load_settings
from tests.browser import missing_browser_is_a_failure, report_missing_browser, skip_journeys_without_browser
from tests.database_server import DatabaseServer, database_server


@pytest.fixture
def clock() -> StoppedClock:
    """Monday, 3 June 2024, ten in the morning in Shanghai."""
    return StoppedClock(datetime(2024, 6, 3, 10, tzinfo=SHANGHAI))


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hash by the same library with little work: what is tried here is not how long a guess takes."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", cheap)
        patch.setattr(passwords, "_NOBODY", cheap.hash("nobody has this password"))
        yield


@pytest.fixture(scope="session")
def throw_away_keys() -> str:
    """The keys of this run, as an installation would write them."""
    return make_keys()


@pytest.fixture
def settings(throw_away_keys: str, tmp_path: Path) -> Settings:
    """The settings of a demonstration with a data folder of its own; its keys are those of the process."""
    chosen = load_settings(
        {"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(tmp_path / "data"), "REGISTRY_KEYS": throw_away_keys}
    )
    use_keys(chosen.keys.ring)
    return chosen


@pytest.fixture(scope="session")
def server() -> Iterator[DatabaseServer]:
    """The PostgreSQL server of this run, with its migrated template."""
    with database_server() as started:
        yield started


@pytest.fixture
def database_url(server: DatabaseServer) -> Iterator[str]:
    """The URL of a migrated, empty database that this test has for itself."""
    name = server.make_database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def empty_database_url(server: DatabaseServer) -> Iterator[str]:
    """The URL of a database without any schema; `DB` points at it."""
    before = DB.config
    name = server.make_empty_database()
    use_database(server.url(name))
    yield server.url(name)
    DB.config = before
    server.drop(name)


@pytest.fixture
async def database(database_url: str, settings: Settings) -> AsyncIterator[PostgresEngine]:
    """`DB`, pointing at this test's own database, with a pool in this test's event loop."""
    before = DB.config
    use_database(database_url)
    async with pool(settings.pool_size):
        yield DB
    DB.config = before


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the journeys where no browser is installed."""
    skip_journeys_without_browser(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines that journeys were skipped, and how to get a browser."""
    report_missing_browser(terminalreporter)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where CI=true and journeys were skipped."""
    if missing_browser_is_a_failure() and session.exitstatus in (0, 5):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
