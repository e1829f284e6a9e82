"""Files kept encrypted on disk (存档文件), named by a keyed hash of what they hold.

The name keeps the hashing key under which it was made: a file is read by the name in its row, so nothing needs that
key any more, and only content that comes again under a newer hashing key is kept a second time.

A file is written before the row that names it: a crash between the two leaves a file without a row, which the
nightly sweep removes, and never a row without a file.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from registry.foundation.encryption import Place, keys, sealing_key_of
from registry.foundation.tables import StoredFile

_folder: list[Path] = []


def keep_files_in(folder: Path) -> None:
    """Set where this process keeps files; called once at start."""
    folder.mkdir(parents=True, exist_ok=True)
    _folder[:] = [folder]


@dataclass(frozen=True, slots=True)
class FileToStore:
    """A file that arrived or was made: what it holds, what it is, and within which organisation it is kept once."""

    content: bytes
    purpose: str
    media_type: str
    owner: UUID | None
    name: str | None = None
    uploaded_by: UUID | None = None
    keep_for: timedelta | None = None


async def store_file(file: FileToStore, *, now: datetime) -> UUID:
    """Keep a file and return its id; the same content of one organisation for one purpose is kept once."""
    content_hash = keys().fingerprint(f"{file.owner}:{file.purpose}:".encode() + file.content)
    row = _row(uuid4(), content_hash, file, now)
    _write(content_hash, keys().seal(file.content, _place(content_hash)))
    added = await StoredFile.insert(row).on_conflict(action="DO NOTHING").returning(StoredFile.id)
    if added:
        stored = UUID(str(added[0]["id"]))
    else:
        known = await StoredFile.select(StoredFile.id).where(StoredFile.content_hash == content_hash).first()
        assert known is not None, "a file that collides is there"
        stored = UUID(str(known["id"]))
        await _keep_longer(stored, row.erase_after)
    if not _path(content_hash).exists():  # an earlier copy was being erased: both statements above waited for that
        _write(content_hash, keys().seal(file.content, _place(content_hash)))
    return stored


async def _keep_longer(row_id: UUID, erase_after: datetime | None) -> None:
    """A file that comes again is kept for the longer of both times; one that is kept for good stays so."""
    if erase_after is None:
        await StoredFile.update({StoredFile.erase_after: None}).where(StoredFile.id == row_id)
    else:
        await StoredFile.update({StoredFile.erase_after: erase_after}).where(
            StoredFile.id == row_id, StoredFile.erase_after < erase_after
        )


def _row(row_id: UUID, content_hash: bytes, file: FileToStore, now: datetime) -> StoredFile:
    place = Place("stored_file", "sealed_name", row_id)
    return StoredFile(
        id=row_id,
        owner=file.owner,
        content_hash=content_hash,
        purpose=file.purpose,
        media_type=file.media_type,
        size=len(file.content),
        sealed_name=None if file.name is None else keys().seal_text(file.name, place),
        uploaded_by=file.uploaded_by,
        stored_at=now,
        erase_after=None if file.keep_for is None else now + file.keep_for,
    )


async def keep_until(file_id: UUID, until: datetime | None) -> None:
    """Say how long a file is kept from now on; None keeps it for good, the present moment gives it up."""
    await StoredFile.update({StoredFile.erase_after: until}).where(StoredFile.id == file_id)


async def stored_content(file_id: UUID) -> bytes:
    """Return what a stored file holds. Who may have it is decided before this is called."""
    row = await StoredFile.select(StoredFile.content_hash).where(StoredFile.id == file_id).first()
    if row is None:
        raise FileNotFoundError(str(file_id))
    content_hash = bytes(row["content_hash"])
    return keys().unseal(_path(content_hash).read_bytes(), _place(content_hash))


async def sender_name(file_id: UUID) -> str | None:
    """Return the name under which a file was sent, or None."""
    row = await StoredFile.select(StoredFile.sealed_name).where(StoredFile.id == file_id).first()
    if row is None or row["sealed_name"] is None:
        return None
    return keys().unseal_text(bytes(row["sealed_name"]), Place("stored_file", "sealed_name", file_id))


def erase_content(content_hash: bytes) -> bool:
    """Erase what a stored file held from the disk, and tell whether there was anything.

    Call it inside the transaction that holds the file's row locked.
    """
    path = _path(content_hash)
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there


def sealing_key_on_disk(content_hash: bytes) -> int | None:
    """Return the id of the key under which a file lies on the disk, or None where it was erased."""
    try:
        with _path(content_hash).open("rb") as file:
            return sealing_key_of(file.read(1))
    except FileNotFoundError:
        return None


def reseal_content(content_hash: bytes) -> None:
    """Seal a file on the disk anew under the newest key, in its place.

    Call it inside the transaction that holds the file's row locked: the file must not be erased meanwhile.
    Raises `Unsealable` where it does not open; then it stays as it is.
    """
    content = keys().unseal(_path(content_hash).read_bytes(), _place(content_hash))
    _write(content_hash, keys().seal(content, _place(content_hash)))


def files_on_disk() -> Iterator[Path]:
    """Return every file in the folder, also half-written ones; a whole one bears its content hash in hex."""
    if _folder:
        yield from (path for path in _folder[0].rglob("*") if path.is_file())


def _place(content_hash: bytes) -> Place:
    return Place("stored_file", "content", UUID(bytes=content_hash[:16]))


def _path(content_hash: bytes) -> Path:
    name = content_hash.hex()
    return _folder[0] / name[:2] / name


def _write(content_hash: bytes, sealed: bytes) -> None:
    path = _path(content_hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        half.write(sealed)
        half.flush()
        os.fsync(half.fileno())
    Path(half.name).replace(path)
