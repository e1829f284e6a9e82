"""A workbook's archive, distrusted: what its directory says is counted again before anybody reads it.

Names are compared in lower case with forward slashes, as the reader of the workbook compares them.
"""

import mmap
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.limits import (
    MIB,
    MOST_ENTRIES,
    MOST_PART_RATIO,
    MOST_UNPACKED_BYTES,
    PART_BYTES_BEFORE_RATIO,
)

_DIRECTORY_ENTRY = re.compile(rb"PK\x01\x02")
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED = 0x1
_PIECE_BYTES = 256 * 1024
# Pictures are never unpacked, so their size is nobody's concern.
_PICTURES = "xl/media/"


def entry_names(file: BinaryIO) -> frozenset[str]:
    """Return the names in an archive; raises `CannotRead` where the archive is broken, locked or overfull."""
    return frozenset(_plain(entry.filename) for entry in _entries(file))


def _entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    _refuse_by_count(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except MemoryError:
        raise
    except Exception as error:  # a broken archive raises half a dozen kinds
        raise CannotRead("file.damaged") from error
    names = [_plain(entry.filename) for entry in entries]
    if len(set(names)) < len(names):
        raise CannotRead("file.damaged")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise CannotRead("file.encrypted")
    return entries


def _refuse_by_count(file: BinaryIO) -> None:
    """Count the directory's entries before it is parsed: parsing a million of them takes ten seconds."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for count, _ in enumerate(_DIRECTORY_ENTRY.finditer(data), start=1):
            if count > MOST_ENTRIES:
                raise CannotRead("file.too-many-parts", limit=MOST_ENTRIES)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


class Parts:
    """The parts of a workbook, pictures left out, unpacked piece by piece under one bound for all."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries = {
            name: entry for entry in _entries(file) if not (name := _plain(entry.filename)).startswith(_PICTURES)
        }
        self._left = MOST_UNPACKED_BYTES
        if sum(entry.file_size for entry in self._entries.values()) > MOST_UNPACKED_BYTES:
            raise _unpacks_too_large()
        for entry in self._entries.values():
            _refuse_by_ratio(entry.file_size, entry.compress_size)

    @property
    def names(self) -> frozenset[str]:
        """The names of the parts, in lower case."""
        return frozenset(self._entries)

    def unpack(self, name: str, take: Callable[[bytes], object]) -> None:
        """Hand a part to `take`, piece by piece; refuses a part that is other than its entry says."""
        entry = self._entries[name]
        packed = self._begin(entry)
        try:
            unpacked = self._stored(packed, take) if entry.compress_type == 0 else self._inflated(entry, packed, take)
        except zlib.error as error:
            raise CannotRead("file.damaged") from error
        if unpacked != entry.file_size:
            raise CannotRead("file.damaged")

    def _begin(self, entry: zipfile.ZipInfo) -> int:
        """Go to the first packed byte of an entry and return how many there are."""
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CannotRead("file.damaged")
        self._file.seek(entry.header_offset)
        header = self._file.read(_LOCAL_HEADER_BYTES)
        if len(header) < _LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
            raise CannotRead("file.damaged")
        name_and_extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        self._file.seek(name_and_extra, 1)
        return entry.compress_size

    def _stored(self, packed: int, take: Callable[[bytes], object]) -> int:
        return sum(self._taken(piece, take) for piece in self._pieces(packed))

    def _inflated(self, entry: zipfile.ZipInfo, packed: int, take: Callable[[bytes], object]) -> int:
        inflater, unpacked = zlib.decompressobj(-zlib.MAX_WBITS), 0
        for piece in self._pieces(packed):
            while piece and not inflater.eof:
                unpacked += self._taken(inflater.decompress(piece, _PIECE_BYTES), take)
                piece = inflater.unconsumed_tail
                _refuse_by_ratio(unpacked, entry.compress_size)
        while not inflater.eof and (rest := inflater.decompress(b"", _PIECE_BYTES)):
            unpacked += self._taken(rest, take)
        if not inflater.eof:
            raise CannotRead("file.damaged")
        return unpacked

    def _pieces(self, packed: int) -> Iterator[bytes]:
        while packed and (piece := self._file.read(min(packed, _PIECE_BYTES))):
            packed -= len(piece)
            yield piece

    def _taken(self, piece: bytes, take: Callable[[bytes], object]) -> int:
        self._left -= len(piece)
        if self._left < 0:
            raise _unpacks_too_large()
        take(piece)
        return len(piece)


def _refuse_by_ratio(unpacked: int, packed: int) -> None:
    if unpacked > PART_BYTES_BEFORE_RATIO and unpacked > packed * MOST_PART_RATIO:
        raise _unpacks_too_large()


def _unpacks_too_large() -> CannotRead:
    return CannotRead("file.unpacks-too-large", limit=MOST_UNPACKED_BYTES // MIB)
