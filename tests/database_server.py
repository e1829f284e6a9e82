"""The PostgreSQL server of a test run: an embedded one in a temporary folder, or the one that DATABASE_URL names.

Each test gets a database of its own, copied from a template that is migrated once. Nothing is left behind: a
folder that a killed run could not remove is removed by the next one.
"""

import asyncio
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg  # type: ignore[import-untyped]

from registry.foundation.database import DB, migrate, use_database
from registry.foundation.embedded_postgres import EmbeddedPostgres

_PREFIX = "registry-tests-"
_NO_DURABILITY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "256MB",
}
_ENOUGH_BYTES = 1024**3


class DatabaseServer:
    """A server on which a run makes its databases; `url` is that of a database which is always there."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._run = secrets.token_hex(4)
        self._made = 0
        self._template = self.name_for("template")

    def url(self, database: str) -> str:
        """Return the URL of one of the server's databases."""
        return urlunsplit(self._parts._replace(path=f"/{database}"))

    def name_for(self, purpose: str) -> str:
        """Return the name of a database that no other run has."""
        return f"registry_test_{self._run}_{purpose}"

    def make_template(self) -> None:
        """Make the database from which the others are copied, and bring it to the newest schema."""
        self._ask(f'CREATE DATABASE "{self._template}"')
        _in_a_loop_of_its_own(_migrated(self.url(self._template)))

    def make_database(self) -> str:
        """Return the name of a fresh copy of the template."""
        self._made += 1
        name = self.name_for(str(self._made))
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}" STRATEGY file_copy')
        return name

    def make_empty_database(self) -> str:
        """Return the name of a database without any schema."""
        self._made += 1
        name = self.name_for(str(self._made))
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, and whoever is still connected to it."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_template(self) -> None:
        """Drop the template."""
        self.drop(self._template)

    def _ask(self, statement: str) -> None:
        _in_a_loop_of_its_own(_executed(urlunsplit(self._parts), statement))


async def _executed(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _migrated(url: str) -> None:
    before = DB.config
    use_database(url)
    try:
        await migrate()
    finally:
        DB.config = before


def _in_a_loop_of_its_own(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as thread:  # the test's own event loop stays as it is
        thread.submit(asyncio.run, work).result()


@contextmanager
def database_server() -> Iterator[DatabaseServer]:
    """Hold the server of this run, with its template made, for the length of a block."""
    with _server_alone() as server:
        try:
            server.make_template()
            yield server
        finally:
            server.drop_template()


@contextmanager
def _server_alone() -> Iterator[DatabaseServer]:
    given = os.environ.get("DATABASE_URL")
    if given:
        yield DatabaseServer(given)
        return
    with temporary_data_folder() as data:
        embedded = EmbeddedPostgres(data, options=_NO_DURABILITY)
        try:
            embedded.start()
            yield DatabaseServer(embedded.url("postgres"))
        finally:
            embedded.stop()


@contextmanager
def temporary_data_folder() -> Iterator[Path]:
    """Hold a data folder with a short path that is gone afterwards, even if this run is killed and another follows."""
    place = _quick_place()
    _remove_what_killed_runs_left(place)
    data = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    data.chmod(0o711)  # as root the database's own user passes through
    with (data / "in-use").open("w") as mark:
        _lock(mark)
        try:
            yield data
        finally:
            shutil.rmtree(data, ignore_errors=True)


def _quick_place() -> Path:
    memory = Path("/dev/shm")
    if "TMPDIR" not in os.environ and os.access(memory, os.W_OK):
        state = os.statvfs(memory)
        if state.f_bavail * state.f_frsize >= _ENOUGH_BYTES and not state.f_flag & os.ST_NOEXEC:
            return memory  # copying a database takes a tenth of the time there
    return Path(tempfile.gettempdir())


def _remove_what_killed_runs_left(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            with (folder / "in-use").open() as mark:
                if _lock(mark):
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another user's, or just being made


def _lock(mark: IO[str]) -> bool:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
