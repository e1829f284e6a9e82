"""A real installation rotates its keys while its worker is killed, and works on without the old ones."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from registry.foundation.clock import SystemClock
from registry.foundation.database import DB, pool, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.foundation.keys import make_keys, read_keys
from registry.key_rotation import rotation_progress
from registry.people.rules.documents import DocumentKind
from registry.people.service.persons import PersonToRegister, find_person, register_persons
from tests.bench.filling import name_of, number_of
from tests.database_server import temporary_data_folder
from tests.foundation.processes.serving import Serving, eventually, free_port, serving

pytestmark = pytest.mark.long

PERSONS = 12_000
CARD = DocumentKind.IDENTITY_CARD
T = TypeVar("T")


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.write_text(make_keys())
    return path


def asked(running: Serving, file: Path, question: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Ask the registry as a process with the keys of the file would."""
    before = DB.config
    use_keys(read_keys(file.read_text()).ring)
    use_database(running.database_url)
    try:
        return asyncio.run(_in_pool(question))
    finally:
        DB.config = before


async def _in_pool(question: Callable[[], Coroutine[Any, Any, T]]) -> T:
    async with pool(2):
        return await question()


async def register_all() -> None:
    people = [PersonToRegister(CARD, number_of(place), name_of(place)) for place in range(PERSONS)]
    async with DB.transaction():
        await register_persons(people, now=SystemClock().now())


async def not_found() -> int:
    return [await find_person(CARD, number_of(place)) for place in range(0, PERSONS, 97)].count(None)


async def done_so_far() -> tuple[str, int]:
    progress = await rotation_progress()
    return ("", 0) if progress is None else (progress.state, progress.done)


def command(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "registry.cli", *arguments],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_killed_in_the_middle_the_rotation_ends_and_the_old_keys_may_go(data: Path, file: Path) -> None:
    environ = {
        "REGISTRY_MODE": "production",
        "PUBLIC_URL": "https://registry.example",
        "REGISTRY_KEYS": "",
        "REGISTRY_KEYS_FILE": str(file),
        "REGISTRY_DATA": str(data),
    }
    keep_files_in(data / "files")
    port = free_port()
    with serving(data, port, environ) as first:
        first.wait_until_ready()
        asked(first, file, register_all)
    for kind in ("sealing", "hashing", "signing"):
        assert command(environ, "make-keys", "--add", kind, str(file)).returncode == 0

    with serving(data, port, environ) as second:
        second.wait_until_ready()
        there = {**environ, "DATABASE_URL": second.database_url}
        assert command(there, "rotate-keys").returncode == 0
        assert eventually(lambda: asked(second, file, done_so_far)[1] > 0)
        second.kill(second.children()["worker"])
        killed_at = asked(second, file, done_so_far)
        assert asked(second, file, not_found) == 0
        waited = command(there, "rotate-keys", "--wait")
        shown = command(there, "keys", "status")

    assert killed_at[0] == "running"
    assert killed_at[1] < 2 * PERSONS
    assert (waited.returncode, waited.stdout.splitlines()[-1].split("  ")[0]) == (0, "已完成 / done")
    assert "sealing:1  不再需要，可以移除 / not needed any more, may be removed" in shown.stdout
    assert "hashing:1  不再需要，可以移除 / not needed any more, may be removed" in shown.stdout

    file.write_text("".join(line for line in file.read_text().splitlines(keepends=True) if ":2:" in line))
    with serving(data, port, environ) as third:
        third.wait_until_ready()
        assert asked(third, file, not_found) == 0
        assert command({**environ, "DATABASE_URL": third.database_url}, "doctor").returncode == 0
