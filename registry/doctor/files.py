"""What must be true of stored files: each one that a row names is there and opens."""

from collections.abc import Iterable
from uuid import UUID

from registry.doctor.invariants import Row, found_by, invariant
from registry.foundation.encryption import Unsealable
from registry.foundation.files import stored_content
from registry.foundation.problems import message
from registry.foundation.tables import StoredFile


async def _files_that_do_not_open() -> Iterable[Row]:
    """A file that has come to its end may be erased already; every other one must be whole."""
    rows = await StoredFile.select(StoredFile.id, StoredFile.size).where(StoredFile.erase_after.is_null())
    return [row["id"] for row in rows if not await _opens(row["id"], row["size"])]


async def _opens(file: UUID, size: int) -> bool:
    try:
        return len(await stored_content(file)) == size
    except (OSError, Unsealable):
        return False


check_files_open = invariant(
    "file.opens",
    "stored_file",
    message("须保存的文件都在，能解密，大小与记录一致。"),
)(_files_that_do_not_open)

check_certificates_keep_their_files = invariant(
    "file.certificate",
    "certificate",
    message("证书文件和印在证书上的照片长期保存，没有删除期限。"),
)(
    found_by("""
select c.id from certificate c join stored_file f on f.id in (c.pdf, c.photo) where f.erase_after is not null""")
)
