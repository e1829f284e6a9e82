"""Certificates are being issued while web, worker and database are killed: in the end everybody has exactly one."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import pytest

from registry.certificates.rules.numbers import parse
from registry.certificates.tables import Certificate
from registry.foundation.clock import SystemClock
from registry.foundation.database import DB, pool, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.keys import make_keys
from registry.rounds.queries import candidates_of, round_line
from registry.rounds.rules.states import RoundState
from registry.rounds.service.issuing import order_certificates
from registry.rounds.service.photos import add_photo
from registry.settings import load_settings
from tests.database_server import temporary_data_folder
from tests.foundation.processes.serving import Serving, eventually, free_port, serving
from tests.rounds.world import enterprise, locked_now, photo

pytestmark = pytest.mark.long

CANDIDATES = 100
T = TypeVar("T")


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def production(data: Path) -> dict[str, str]:
    """An installation as people run it: keys of its own, no demonstration data."""
    return {
        "REGISTRY_MODE": "production",
        "PUBLIC_URL": "https://registry.example",
        "REGISTRY_KEYS": make_keys().replace("\n", " "),
        "REGISTRY_DATA": str(data),
    }


def asked(running: Serving, question: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Ask the database of a running registry."""
    before = DB.config
    use_database(running.database_url)
    try:
        return asyncio.run(_in_pool(question))
    finally:
        DB.config = before


async def _in_pool(question: Callable[[], Coroutine[Any, Any, T]]) -> T:
    async with pool(2):
        return await question()


async def a_locked_round(environ: dict[str, str]) -> tuple[UUID, Any]:
    """A round whose candidates have all passed and have their photos, and the approver who may issue."""
    clock, settings = SystemClock(), load_settings(environ)
    world = await enterprise(clock, settings)
    round_id = await locked_now(world, clock, settings, CANDIDATES)
    for candidate in await candidates_of(round_id, page=None):
        await add_photo(world.clerk, round_id, candidate.id, photo(), now=clock.now())
    return round_id, world.approver


async def issued_so_far() -> int:
    return await Certificate.count()


async def numbers_by_source() -> list[tuple[str, UUID]]:
    rows = await Certificate.select(Certificate.number, Certificate.source).order_by(Certificate.serial)
    return [(row["number"], row["source"]) for row in rows]


def test_killed_in_the_middle_of_issuing_everybody_has_exactly_one_certificate(
    data: Path, production: dict[str, str]
) -> None:
    use_keys(load_settings(production).keys.ring)
    port = free_port()
    with serving(data, port, production) as first:
        first.wait_until_ready()
        round_id, approver = asked(first, lambda: a_locked_round(production))
        asked(first, lambda: order_certificates(approver, round_id, now=SystemClock().now()))

        for part, after in (("worker", 10), ("database", 30), ("web", 50)):
            assert eventually(lambda after=after: _at_least(first, after)), f"fewer than {after} were issued"
            kill(first, first.children()[part])
        assert eventually(lambda: _at_least(first, 60))
        for pid in (first.process.pid, *first.children().values()):
            kill(first, pid)

        with serving(data, port, production) as second:
            second.wait_until_ready()
            assert eventually(lambda: asked(second, lambda: round_line(round_id)).state is RoundState.ISSUED, 120)
            _hold(second, round_id)


def kill(running: Serving, pid: int) -> None:
    """Kill a part; one that has died of the others' death already is dead enough."""
    with suppress(ProcessLookupError):
        running.kill(pid)


def _at_least(running: Serving, count: int) -> bool:
    try:
        return asked(running, issued_so_far) >= count
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):  # the database is being started again
        return False


def _hold(running: Serving, round_id: UUID) -> None:
    """Every candidate has one certificate, and the serials have neither gap nor repeat."""
    numbers = asked(running, numbers_by_source)
    candidates = asked(running, lambda: candidates_of(round_id, page=None))
    assert sorted(source for _, source in numbers) == sorted(candidate.id for candidate in candidates)
    assert [int(parse(number).parts["serial"]) for number, _ in numbers] == list(range(1, CANDIDATES + 1))
