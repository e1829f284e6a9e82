"""Erasing what has been kept long enough (到期删除): rows, stored files, and files on disk that no row names.

How long a thing is kept is law or a rule of the registry; it comes in as a moment. Each erasure is a transaction of
its own and leaves an audit event with its count; what was erased is never told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from asyncpg import ForeignKeyViolationError, RestrictViolationError  # type: ignore[import-untyped]

from registry.foundation.batches import batched
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.files import erase_content, files_on_disk
from registry.foundation.tables import StoredFile
from registry.foundation.viewers import Viewer

ERASED = "retention:erase"
_UNNAMED_FOR = timedelta(days=1)
_AT_ONCE = 500
_WHOLE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Erasure:
    """Rows that are erased: their table, and the SQL of the moment from which their period counts.

    Where that moment is null the period has not begun, and the row stays.
    """

    table: str
    counts_from: str


async def erase_rows(erasure: Erasure, *, ended_before: datetime, now: datetime) -> int:
    """Erase the rows whose period began before a moment, and return how many there were."""
    async with DB.transaction():
        rows = await StoredFile.raw(
            f"with gone as (delete from {erasure.table} where {erasure.counts_from} < {{}} returning 1)"
            " select count(*) as erased from gone",
            ended_before,
        )
        erased = int(rows[0]["erased"])
        await _tell(erasure.table, erased, now)
    return erased


async def erase_files(*, now: datetime) -> int:
    """Erase the stored files whose time has come, content and name, and return how many there were.

    A row that something still names stays behind without content; all others go with theirs.
    """
    ended = await StoredFile.select(StoredFile.id).where(StoredFile.erase_after <= now).order_by(StoredFile.id)
    erased = 0
    for some in batched(ended, _AT_ONCE):
        erased += await _erase_some([row["id"] for row in some], now)
    return erased


async def _erase_some(ids: list[UUID], now: datetime) -> int:
    async with DB.transaction():
        rows = await StoredFile.raw(
            "select id, content_hash from stored_file where id = any({}::uuid[]) and erase_after <= {} for update",
            ids,
            now,
        )
        erased = sum([await _erase(row["id"], bytes(row["content_hash"])) for row in rows])
        await _tell("stored_file", erased, now)
    return erased


async def _erase(file: UUID, content_hash: bytes) -> bool:
    unnamed = await _delete_unless_named(file)
    if not unnamed:
        await StoredFile.update({StoredFile.sealed_name: None}).where(StoredFile.id == file)
    return erase_content(content_hash) or unnamed


async def _delete_unless_named(file: UUID) -> bool:
    transaction = DB.current_transaction.get()
    assert transaction is not None, "files are erased inside a transaction"
    before = await transaction.savepoint()
    try:
        await StoredFile.delete().where(StoredFile.id == file)
    except (ForeignKeyViolationError, RestrictViolationError):
        await before.rollback_to()  # type: ignore[no-untyped-call]
        return False
    return True


async def sweep_files(*, now: datetime) -> int:
    """Remove files on disk that no row has named for a day, and return how many there were.

    A crash between the writing of a file and its row leaves one; so does one in the middle of writing.
    """
    swept = 0
    for some in batched(_old_files(now - _UNNAMED_FOR), _AT_ONCE):
        named = await _named(some)
        for path in some:
            if path.name not in named:
                path.unlink(missing_ok=True)
                swept += 1
    await _tell("file_on_disk", swept, now)
    return swept


def _old_files(before: datetime) -> Iterable[Path]:
    for path in files_on_disk():
        try:
            if path.stat().st_mtime < before.timestamp():
                yield path
        except FileNotFoundError:
            continue


async def _named(paths: Iterable[Path]) -> frozenset[str]:
    rows = await StoredFile.raw(
        "select encode(content_hash, 'hex') as name from stored_file where content_hash = any({}::bytea[])",
        [bytes.fromhex(path.name) for path in paths if _WHOLE.fullmatch(path.name)],
    )
    return frozenset(row["name"] for row in rows)


async def _tell(what: str, erased: int, now: datetime) -> None:
    if erased:
        await record(ERASED, viewer=Viewer(), subject_kind=what, subject=None, now=now, erased=erased)
