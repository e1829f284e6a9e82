"""The compound file of old Office programs: a small file system of sectors, read for names and one stream.

After Microsoft's [MS-CFB]: a header of 512 bytes, a table that names each sector's successor (FAT), a directory
of 128-byte entries, and a stream of small sectors for streams under 4,096 bytes. Chains that run in circles or
out of the file are damage.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from registry.foundation.grids.child.refusing import CannotRead

_HEADER = struct.Struct("<8s16xHHHHH6xIII4xIIIII")
_ENTRY_BYTES = 128
_LAST_ORDINARY_SECTOR = 0xFFFFFFFA
_NUMBERS_IN_HEADER = 109
_ROOT = 5


@dataclass(frozen=True)
class _Entry:
    kind: int
    first: int
    size: int


class CompoundFile:
    """A compound file, opened; `names` holds storages and streams in lower case. Raises `CannotRead`."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self._data = file.read()
        try:
            self._read_header()
        except struct.error as error:
            raise CannotRead("file.damaged") from error
        self._entries = dict(self._directory())

    @property
    def names(self) -> frozenset[str]:
        """The names of all storages and streams, in lower case."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return a stream's bytes; the name is in lower case."""
        entry = self._entries[name]
        if entry.size >= self._small_below:
            return b"".join(self._chain(entry.first))[: entry.size]
        root = next((entry for entry in self._entries.values() if entry.kind == _ROOT), None)
        if root is None:
            raise CannotRead("file.damaged")
        return self._small_stream(entry, b"".join(self._chain(root.first)))

    def _read_header(self) -> None:
        head = _HEADER.unpack_from(self._data)
        _, _, _, _, sector_power, small_power, _, self._fat_sectors, directory, self._small_below = head[:10]
        small_table, _, more_fat, _ = head[10:]
        if sector_power not in (9, 12) or small_power != 6:
            raise CannotRead("file.damaged")
        self._sector_bytes, self._small_bytes = 1 << sector_power, 1 << small_power
        self._first_of_directory, self._first_of_small_table = directory, small_table
        self._fat = self._allocation(more_fat)

    def _allocation(self, more: int) -> tuple[int, ...]:
        """Return the table of successors, whose own sectors are listed in the header and a chain after it."""
        listed = list(struct.unpack_from(f"<{_NUMBERS_IN_HEADER}I", self._data, _HEADER.size))
        seen: set[int] = set()
        while more < _LAST_ORDINARY_SECTOR and more not in seen:
            seen.add(more)
            *numbers, more = self._numbers(more)
            listed += numbers
        return tuple(
            successor
            for sector in listed[: self._fat_sectors]
            if sector < _LAST_ORDINARY_SECTOR
            for successor in self._numbers(sector)
        )

    def _numbers(self, sector: int) -> tuple[int, ...]:
        data = self._sector(sector)
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        data = self._data[start : start + self._sector_bytes]
        if not data:
            raise CannotRead("file.damaged")
        return data.ljust(self._sector_bytes, b"\0")

    def _chain(self, sector: int) -> Iterator[bytes]:
        for number in _followed(self._fat, sector):
            yield self._sector(number)

    def _small_stream(self, entry: _Entry, container: bytes) -> bytes:
        sectors = self._chain(self._first_of_small_table)
        table = tuple(number for data in sectors for number in struct.unpack(f"<{len(data) // 4}I", data))
        size = self._small_bytes
        pieces = (container[number * size : (number + 1) * size] for number in _followed(table, entry.first))
        return b"".join(pieces)[: entry.size]

    def _directory(self) -> Iterator[tuple[str, _Entry]]:
        for sector in self._chain(self._first_of_directory):
            for start in range(0, len(sector), _ENTRY_BYTES):
                raw = sector[start : start + _ENTRY_BYTES]
                name_bytes, kind = struct.unpack_from("<HB", raw, 64)
                first, size = struct.unpack_from("<II", raw, 116)
                if kind:
                    name = raw[: max(min(name_bytes, 64) - 2, 0)].decode("utf-16-le", "replace")
                    yield name.lower(), _Entry(kind, first, size)


def _followed(successors: tuple[int, ...], sector: int) -> Iterator[int]:
    """Yield the sectors of a chain; one that is longer than its table runs in a circle."""
    for _ in range(len(successors) + 1):
        if sector >= _LAST_ORDINARY_SECTOR:
            return
        if sector >= len(successors):
            raise CannotRead("file.damaged")
        yield sector
        sector = successors[sector]
    raise CannotRead("file.damaged")
