"""Each test has a database of its own, at the newest schema."""

import asyncio

import asyncpg  # type: ignore[import-untyped]
import pytest
from piccolo.apps.migrations.tables import Migration
from piccolo.columns import Varchar
from piccolo.engine.postgres import PostgresEngine
from piccolo.table import Table

from registry.foundation.database import migrate
from registry.foundation.problems import Refusal


class Pebble(Table, tablename="pebble"):
    """A table that only these tests have."""

    colour = Varchar()


async def test_a_row_of_one_test_is_written_in_its_own_database(database: PostgresEngine) -> None:
    await Pebble.create_table()
    await Pebble.insert(Pebble(colour="grey"))
    assert await Pebble.count() == 1


async def test_the_next_test_does_not_find_that_table(database: PostgresEngine) -> None:
    assert await Pebble.table_exists() is False


async def test_a_transaction_that_fails_leaves_nothing(database: PostgresEngine) -> None:
    await Pebble.create_table()
    try:
        async with database.transaction():
            await Pebble.insert(Pebble(colour="grey"))
            raise LookupError
    except LookupError:
        pass
    assert await Pebble.count() == 0


async def test_three_that_migrate_at_once_end_with_one_schema(empty_database_url: str) -> None:
    ran = await asyncio.gather(migrate(), migrate(), migrate())
    assert sorted(map(bool, ran)) == [False, False, True]
    assert await migrate() == ()


async def test_a_database_that_is_newer_than_the_program_is_left_alone(database: PostgresEngine) -> None:
    await Migration.insert(Migration(name="2999-01-01T00:00:00:000000", app_name="registry"))
    with pytest.raises(Refusal) as refused:
        await migrate()
    assert [problem.code for problem in refused.value.problems] == ["database.newer-than-program"]


async def test_a_test_finds_the_schema_at_its_newest(database: PostgresEngine) -> None:
    assert await migrate() == ()


async def test_moments_are_told_in_utc(database: PostgresEngine, database_url: str) -> None:
    assert await Pebble.raw("SHOW timezone") == [{"TimeZone": "UTC"}]


async def test_the_url_serves_other_programs_too(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    assert await connection.fetchval("SELECT count(*) FROM migration") > 0
    await connection.close()
