"""Files are kept encrypted and once within one organisation."""

from datetime import timedelta
from uuid import UUID

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.files import FileToStore, keep_files_in, sender_name, store_file, stored_content
from registry.foundation.tables import StoredFile
from registry.settings import Settings

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def _folder(settings: Settings) -> None:
    keep_files_in(settings.files)


def roster(owner: UUID = ONE, keep_for: timedelta | None = None) -> FileToStore:
    return FileToStore(
        "张三,140101199003077315".encode(), "roster", "text/csv", owner, name="名册.csv", keep_for=keep_for
    )


async def test_what_was_stored_comes_back_with_its_name(database: PostgresEngine, clock: StoppedClock) -> None:
    stored = await store_file(roster(), now=clock.now())

    assert await stored_content(stored) == roster().content
    assert await sender_name(stored) == "名册.csv"


async def test_nothing_of_it_can_be_read_on_the_disk(
    database: PostgresEngine, clock: StoppedClock, settings: Settings
) -> None:
    await store_file(roster(), now=clock.now())

    (written,) = [path for path in settings.files.rglob("*") if path.is_file()]
    assert b"140101199003077315" not in written.read_bytes()
    assert "张三".encode() not in written.read_bytes()


async def test_the_same_file_is_kept_once_within_one_organisation_and_apart_from_others(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    first = await store_file(roster(), now=clock.now())
    again = await store_file(roster(), now=clock.now())
    others = await store_file(roster(OTHER), now=clock.now())

    assert first == again != others
    assert await StoredFile.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "kept_until"),
    [
        (timedelta(hours=24), None, None),
        (None, timedelta(hours=24), None),
        (timedelta(hours=1), timedelta(hours=24), timedelta(hours=24)),
        (timedelta(hours=24), timedelta(hours=1), timedelta(hours=24)),
    ],
)
async def test_a_file_that_comes_again_is_kept_for_the_longer_time(
    database: PostgresEngine,
    clock: StoppedClock,
    first: timedelta | None,
    second: timedelta | None,
    kept_until: timedelta | None,
) -> None:
    stored = await store_file(roster(keep_for=first), now=clock.now())
    await store_file(roster(keep_for=second), now=clock.now())

    row = await StoredFile.select(StoredFile.erase_after).where(StoredFile.id == stored).first()

    assert row is not None
    assert row["erase_after"] == (None if kept_until is None else clock.now() + kept_until)
