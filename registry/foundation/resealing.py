"""Sealing anew (重新加密): what older keys sealed goes over to the newest, in small pieces, while everybody works on.

Each piece is a transaction of its own that holds its rows locked. A walk goes by id and passes over what is done
already, so that one which was broken off is simply begun again.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.foundation.batches import BATCH
from registry.foundation.database import DB
from registry.foundation.encryption import Place, Unsealable, keys, sealing_key_of
from registry.foundation.files import reseal_content, sealing_key_on_disk
from registry.foundation.tables import StoredFile

AT_ONCE = 200
BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values; its table has the key `id`, and each value is bound to its row."""

    table: str
    column: str

    @property
    def name(self) -> str:
        """The column with its table."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece of a walk came to: how many values went over, how many do not open, and the last row seen."""

    done: int
    closed: int
    last: UUID | None


async def sealed_by_key(column: SealedColumn) -> Mapping[int, int]:
    """Return how many values of a column each sealing key holds. One statement."""
    rows = await StoredFile.raw(
        f"select substr({column.column}, 1, 1) as key, count(*) as values from {column.table}"
        f" where {column.column} is not null group by 1"
    )
    return {sealing_key_of(bytes(row["key"])): row["values"] for row in rows}


async def files_by_key() -> Mapping[int, int]:
    """Return how many files on the disk each sealing key holds. One statement for each thousand files."""
    counted: Counter[int] = Counter()
    async for some in _stored_files(BATCH):
        found = [sealing_key_on_disk(bytes(row["content_hash"])) for row in some]
        counted.update(key for key in found if key is not None)
    return counted


async def reseal_column(column: SealedColumn) -> AsyncIterator[Piece]:
    """Seal the values of a column under the newest key, piece by piece."""
    piece = await _reseal_values(column, BEFORE_ALL)
    while piece.last is not None:
        yield piece
        piece = await _reseal_values(column, piece.last)


async def _reseal_values(column: SealedColumn, after: UUID) -> Piece:
    async with DB.transaction():
        rows = await StoredFile.raw(
            f"select id, {column.column} as sealed from {column.table} where id > {{}} and {column.column} is not null"
            f" and substr({column.column}, 1, 1) <> {{}}::bytea order by id limit {{}} for no key update",
            after,
            bytes([keys().newest_sealing_key]),
            AT_ONCE,
        )
        fresh = {row["id"]: sealed for row in rows if (sealed := _sealed_anew(column, row)) is not None}
        await StoredFile.raw(
            f"update {column.table} old set {column.column} = fresh.sealed"
            " from unnest({}::uuid[], {}::bytea[]) fresh(id, sealed) where fresh.id = old.id",
            list(fresh),
            list(fresh.values()),
        )
    return Piece(len(fresh), len(rows) - len(fresh), rows[-1]["id"] if rows else None)


def _sealed_anew(column: SealedColumn, row: Mapping[str, Any]) -> bytes | None:
    place = Place(column.table, column.column, row["id"])
    try:
        return keys().seal(keys().unseal(bytes(row["sealed"]), place), place)
    except Unsealable:
        return None


async def reseal_files() -> AsyncIterator[Piece]:
    """Seal the files on the disk under the newest key, piece by piece; each file is held for itself alone."""
    async for some in _stored_files(AT_ONCE):
        went_over = [await _reseal_file(row["id"]) for row in some]
        if any(one is not None for one in went_over):
            yield Piece(went_over.count(True), went_over.count(False), some[-1]["id"])


async def _stored_files(size: int) -> AsyncIterator[list[dict[str, Any]]]:
    last = BEFORE_ALL
    while (
        rows := await StoredFile.select(StoredFile.id, StoredFile.content_hash)
        .where(StoredFile.id > last)
        .order_by(StoredFile.id)
        .limit(size)
    ):
        yield rows
        last = rows[-1]["id"]


async def _reseal_file(file: UUID) -> bool | None:
    """Whether the file went over; None where there was nothing to do."""
    async with DB.transaction():
        rows = await StoredFile.raw("select content_hash from stored_file where id = {} for no key update", file)
        if not rows or sealing_key_on_disk(bytes(rows[0]["content_hash"])) in (None, keys().newest_sealing_key):
            return None
        try:
            reseal_content(bytes(rows[0]["content_hash"]))
        except Unsealable:
            return False
    return True
