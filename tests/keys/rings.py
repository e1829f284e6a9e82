"""Keys of an installation as they grow older: what tests of their rotation share."""

import base64
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from registry import key_rotation
from registry.foundation.clock import Clock
from registry.foundation.encryption import KeyRing, keys
from registry.foundation.keys import read_keys
from registry.foundation.tables import Work
from registry.foundation.viewers import Viewer
from registry.foundation.work import plan_work


def another_key(kind: str, number: int) -> str:
    """A line of the file of keys."""
    return f"{kind}:{number}:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"


@dataclass(frozen=True, slots=True)
class Rings:
    """The keys before the rotation, during it, and after the old ones were taken out of the file."""

    old: KeyRing
    both: KeyRing
    new: KeyRing


def rings(text: str) -> Rings:
    """Return the keys of a file with one key of each kind, and what becomes of them."""
    old = read_keys(text).ring
    both = read_keys(text + another_key("sealing", 2) + another_key("hashing", 2)).ring
    return Rings(old, both, KeyRing({2: both.sealing[2]}, {2: both.hashing[2]}))


class Killed(Exception):
    """The process was ended between two pieces."""


def between_pieces(act: Callable[[int], Awaitable[None]]) -> Callable[[UUID, int], Awaitable[None]]:
    """Return what takes the place of `advance_work`: after each piece the act is done, with the piece's number."""
    advance_work, pieces = key_rotation.advance_work, iter(range(1, 10_000))

    async def advance_and_act(work: UUID, done: int) -> None:
        await advance_work(work, done)
        await act(next(pieces))

    return advance_and_act


async def rotated(clock: Clock) -> dict[str, object]:
    """Rotate to the newest keys of the process and return the state and the problems' codes."""
    work = await plan_work(key_rotation.KIND, key_rotation.THE_INSTALLATION, total=0, viewer=Viewer(), now=clock.now())
    await key_rotation.rotate(work, keys().newest_sealing_key, keys().newest_hashing_key, clock)
    row = await Work.select(Work.state, Work.done, Work.total, Work.problems).where(Work.id == work).first()
    assert row is not None
    return row


async def held() -> dict[str, dict[int, int]]:
    """Return what each key holds, by column."""
    counted: dict[str, dict[int, int]] = {}
    for column in key_rotation.SEALED_COLUMNS:
        counted[column.name] = dict(await key_rotation.sealed_by_key(column))
    counted["files"] = dict(await key_rotation.files_by_key())
    for name, by_key in (await key_rotation.documents_by_key()).items():
        counted[name] = dict(by_key)
    return counted
