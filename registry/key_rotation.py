"""Rotation of keys (密钥轮换): joins what is sealed and hashed in all subjects, and counts which key holds what.

A newer key in the file seals and signs from the next start on. What older keys hold goes over here, as work in the
background that may be broken off and begun again at any moment: each piece stays, and finds nothing more to do.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.foundation.clock import Clock
from registry.foundation.database import DB
from registry.foundation.encryption import keys
from registry.foundation.events import record
from registry.foundation.jobs import enqueue, job
from registry.foundation.problems import Problem, message
from registry.foundation.resealing import (
    Piece,
    SealedColumn,
    files_by_key,
    reseal_column,
    reseal_files,
    sealed_by_key,
)
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Viewer
from registry.foundation.work import (
    Progress,
    advance_work,
    begin_work,
    finish_work,
    latest_work,
    plan_work,
)
from registry.people.service.document_hashes import (
    documents_by_key,
    documents_to_move,
    move_documents,
    write_next_hashes,
)
from registry.people.tables import ActivationCode

KIND = "keys:rotate"
THE_INSTALLATION = UUID(int=0)
FILES = "stored_file"
SEALED_COLUMNS = (
    SealedColumn("person_document", "sealed_number"),
    SealedColumn("stored_file", "sealed_name"),
    SealedColumn("authority_case", "sealed_note"),
)
_SLIPS = "activation_code.code_hash"


async def order_rotation(*, now: datetime) -> Progress:
    """Have everything go over to the newest keys of this process, in the background; return how far that is.

    Ordering it again while it is under way returns the same work.
    """
    async with DB.transaction():
        await AuditEvent.raw("select pg_advisory_xact_lock(hashtext('order a rotation'))")
        known = await rotation_progress()
        if known is not None and known.under_way:
            return known
        sealing, hashing = keys().newest_sealing_key, keys().newest_hashing_key
        work = await plan_work(KIND, THE_INSTALLATION, total=0, viewer=Viewer(), now=now)
        await enqueue("keys:rotate", one_at_a_time=KIND, work=work, sealing=sealing, hashing=hashing)
        await _tell(KIND, now, sealing=sealing, hashing=hashing)
    return Progress(work, "waiting", 0, 0, [])


async def rotation_progress() -> Progress | None:
    """Return how far the latest rotation is, or None where there was none yet. One statement."""
    return await latest_work(KIND, THE_INSTALLATION)


async def rotation_given_up(work: UUID, sealing: int, hashing: int, clock: Clock) -> None:  # noqa: ARG001
    """Say that a rotation was tried in vain; what has gone over stays so."""
    await finish_work(work, [_broken_off()], failed=True, now=clock.now())


@job("keys:rotate", given_up=rotation_given_up)
async def rotate(work: UUID, sealing: int, hashing: int, clock: Clock) -> None:
    """Have everything go over to the newest keys, piece by piece; begun again, it goes on where it was broken off."""
    if (sealing, hashing) != (keys().newest_sealing_key, keys().newest_hashing_key):
        await finish_work(work, [_other_keys()], failed=True, now=clock.now())
        return
    total = await _how_many_wait()
    await begin_work(work, total=total)
    done = closed = 0
    async for piece in _pieces():
        done, closed = done + piece.done, closed + piece.closed
        await advance_work(work, min(done, total))  # what came meanwhile was not counted
    moved = await move_documents()
    await _end(work, closed, moved, clock.now())


async def _pieces() -> AsyncIterator[Piece]:
    for column in SEALED_COLUMNS:
        async for piece in reseal_column(column):
            yield piece
    async for piece in reseal_files():
        yield piece
    async for piece in write_next_hashes():
        yield piece


async def _how_many_wait() -> int:
    newest = keys().newest_sealing_key
    sealed = [await sealed_by_key(column) for column in SEALED_COLUMNS] + [await files_by_key()]
    waiting = sum(values for counted in sealed for key_id, values in counted.items() if key_id != newest)
    return waiting + await documents_to_move()


async def _end(work: UUID, closed: int, moved: int, now: datetime) -> None:
    problems = [_does_not_open(closed)] if closed else []
    async with DB.transaction():
        await finish_work(work, problems, failed=bool(problems), now=now)
        ids = {"sealing": keys().newest_sealing_key, "hashing": keys().newest_hashing_key}
        await _tell("keys:rotated", now, **ids, closed=closed, documents=moved)


async def _tell(act: str, now: datetime, **counts: int) -> None:
    await record(act, viewer=Viewer(), subject_kind="keys", subject=None, now=now, **counts)


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key of the file or of the data: whether it is in the file, whether it is the newest, and what it holds."""

    kind: str
    id: int
    in_file: bool
    newest: bool
    holds: Mapping[str, int]

    @property
    def needed(self) -> bool:
        """Whether it must stay in the file."""
        return self.newest or bool(self.holds)


async def keys_in_use(*, now: datetime) -> list[KeyUse]:
    """Return the sealing and hashing keys of the file and of the data, with how many values each of them holds."""
    sealing = {column.name: await sealed_by_key(column) for column in SEALED_COLUMNS}
    sealing[FILES] = await files_by_key()
    hashing = dict(await documents_by_key())
    hashing[_SLIPS] = await _slips_of_older_keys(now)
    return [*_uses("sealing", keys().sealing, sealing), *_uses("hashing", keys().hashing, hashing)]


def _uses(kind: str, in_file: Mapping[int, bytes], counted: Mapping[str, Mapping[int, int]]) -> list[KeyUse]:
    holds: dict[int, dict[str, int]] = defaultdict(dict)
    for what, by_key in counted.items():
        for key_id, values in by_key.items():
            holds[key_id][what] = values
    return [
        KeyUse(kind, key_id, key_id in in_file, key_id == max(in_file), holds[key_id])
        for key_id in sorted({*in_file, *holds})
    ]


async def _slips_of_older_keys(now: datetime) -> Mapping[int, int]:
    """A slip does not say under which key it was printed: one from before the rotation may need any older key."""
    rows = await ActivationCode.raw(
        "select count(*) as values from activation_code where used_at is null and withdrawn_at is null"
        " and expires_at > {} and created_at < coalesce((select min(at) from audit_event"
        " where act = {} and (details ->> 'hashing')::int = {}), {})",
        now,
        KIND,
        keys().newest_hashing_key,
        now,
    )
    older = [key_id for key_id in keys().hashing if key_id != keys().newest_hashing_key]
    return {key_id: rows[0]["values"] for key_id in older if rows[0]["values"]}


def _broken_off() -> Problem:
    return Problem(
        "keys.broken-off",
        message("密钥轮换多次中断，没有完成。已转换的内容不受影响。"),
        cure=message("请查看后台任务的日志，排除原因后再次运行 registry rotate-keys。"),
    )


def _other_keys() -> Problem:
    return Problem(
        "keys.other-file",
        message("后台任务进程所用的密钥与下达轮换时不同。"),
        cure=message("请用同一个密钥文件重新启动所有进程，再运行 registry rotate-keys。"),
    )


def _does_not_open(values: int) -> Problem:
    return Problem(
        "keys.does-not-open",
        message("有 {values} 项内容无法解密，没有转换；证件因此可能仍用原来的散列密钥。", values=values),
        cure=message(
            "请运行 registry keys status 查看缺少哪个密钥，补入密钥文件并重新启动后再试；也可运行 registry doctor。"
        ),
    )
