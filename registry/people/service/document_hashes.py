"""Under which hashing key documents are found (证件号码的查找散列), and how they go over to a newer one.

The database says which key is current, not the file of keys: it is the one in `hash_key`, the same in every row. A
newer key in the file changes nothing by itself. While documents go over, `number_hash` stays complete under the
current key, and so unique; `next_number_hash` fills beside it, from the rotation's pieces and from what is registered
meanwhile. Then one transaction, in which nobody registers, moves every row to the next key. At each moment a number
collides with every other of its kind, under one and the same key.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.encryption import Place, Unsealable, keys
from registry.foundation.resealing import AT_ONCE, BEFORE_ALL, Piece
from registry.people.rules.documents import DocumentKind
from registry.people.tables import PersonDocument

# By id, so that the index answers: after every row has moved, the table itself begins with what is no longer valid.
CURRENT_KEY = "(select hash_key from person_document order by id limit 1)"
_NOT_OVER = "hash_key <> {} and next_hash_key is distinct from {}"


class HashingKeyMissing(RuntimeError):
    """This process does not have the key under which documents are found: it runs with an old file of keys."""


def hash_under(key_id: int, kind: str, number: str) -> bytes:
    """Return the keyed hash by which a document is found under one hashing key."""
    return keys().fingerprint(f"{kind}:{number}", key_id=key_id)


def hashes_to_try(number: str, kinds: Iterable[DocumentKind] = DocumentKind) -> list[bytes]:
    """Return the hashes under which a document of one of these kinds may stand in `number_hash`, now or at once after.

    They are compared in one statement: whether the documents have moved to another key or not, one of them fits.
    """
    return [found for kind in kinds for found in keys().fingerprints(f"{kind}:{number}")]


async def lock_registrations() -> None:
    """Let nobody else register persons until the transaction at hand ends."""
    await PersonDocument.raw("select pg_advisory_xact_lock(hashtext('register persons'))")


async def require_current_key() -> int:
    """Return the id of the current hashing key. One statement; see `known_key`."""
    rows = await PersonDocument.raw(f"select {CURRENT_KEY} as key")
    return known_key(rows[0]["key"])


def known_key(current: int | None) -> int:
    """Return the current key as the database says it, the newest where there is no document yet.

    Raises `HashingKeyMissing` where this process does not have it: it would find nobody, and say so.
    """
    key_id = keys().newest_hashing_key if current is None else current
    if key_id not in keys().hashing:
        raise HashingKeyMissing(f"documents are found under hashing key {key_id}: start again with the newer keys")
    return key_id


async def documents_by_key() -> Mapping[str, Mapping[int, int]]:
    """Return how many documents stand under which hashing key, and under which next one. Two statements."""
    return {
        "person_document.number_hash": await _counted("hash_key"),
        "person_document.next_number_hash": await _counted("next_hash_key"),
    }


async def _counted(column: str) -> Mapping[int, int]:
    rows = await PersonDocument.raw(
        f"select {column} as key, count(*) as values from person_document where {column} is not null group by 1"
    )
    return {row["key"]: row["values"] for row in rows}


async def documents_to_move() -> int:
    """Return how many documents do not have their hash under the newest key yet. One statement."""
    target = keys().newest_hashing_key
    rows = await PersonDocument.raw(f"select count(*) as values from person_document where {_NOT_OVER}", target, target)
    return int(rows[0]["values"])


async def write_next_hashes() -> AsyncIterator[Piece]:
    """Write each document's hash under the newest key beside the current one, piece by piece."""
    piece = await _write_some(BEFORE_ALL)
    while piece.last is not None:
        yield piece
        piece = await _write_some(piece.last)


async def _write_some(after: UUID) -> Piece:
    target = keys().newest_hashing_key
    async with DB.transaction():
        rows = await PersonDocument.raw(
            f"select id, kind, sealed_number from person_document where {_NOT_OVER} and id > {{}}"
            " order by id limit {} for update",
            target,
            target,
            after,
            AT_ONCE,
        )
        fresh = {row["id"]: found for row in rows if (found := _next_hash(row, target)) is not None}
        await PersonDocument.raw(
            "update person_document old set next_number_hash = fresh.hash, next_hash_key = {}"
            " from unnest({}::uuid[], {}::bytea[]) fresh(id, hash) where fresh.id = old.id",
            target,
            list(fresh),
            list(fresh.values()),
        )
    return Piece(len(fresh), len(rows) - len(fresh), rows[-1]["id"] if rows else None)


def _next_hash(row: Mapping[str, Any], target: int) -> bytes | None:
    place = Place("person_document", "sealed_number", row["id"])
    try:
        return hash_under(target, row["kind"], keys().unseal_text(bytes(row["sealed_number"]), place))
    except Unsealable:
        return None


async def move_documents() -> int:
    """Make the newest hashing key the current one, for all documents at once, and return how many moved.

    Nobody registers meanwhile; whoever looks up finds the documents before or after, never between. Nothing moves, and
    0 is returned, where a document's next hash cannot be written because its number does not open.
    """
    async with DB.transaction():
        await lock_registrations()
        async for _ in write_next_hashes():
            pass
        if await documents_to_move():
            return 0
        rows = await PersonDocument.raw(
            "with moved as (update person_document set number_hash = next_number_hash, hash_key = next_hash_key,"
            " next_number_hash = null, next_hash_key = null where hash_key <> {} returning 1)"
            " select count(*) as values from moved",
            keys().newest_hashing_key,
        )
        # What a rotation to another key left, that was broken off and given up, is of no use any more.
        await PersonDocument.raw(
            "update person_document set next_number_hash = null, next_hash_key = null where next_hash_key is not null"
        )
    return int(rows[0]["values"])
