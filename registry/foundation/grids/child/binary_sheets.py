"""What the records of an .xls workbook say before its values are read: how far, how many, what is hidden.

After Microsoft's [MS-XLS]: the stream is a row of records, each with a number, a length and a body; a workbook's
own part comes first and names where each sheet begins.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.sheet_scan import SheetFacts

_BEGIN, _END, _SHEET, _FILE_PASSWORD, _COLUMN_INFO, _ROW = 0x809, 0x0A, 0x85, 0x2F, 0x7D, 0x208
_BLANK, _BLANKS, _NUMBERS = 0x201, 0xBE, 0xBD
_VALUES = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6))
_TABLES_OF_VALUES = frozenset((_BLANKS, _NUMBERS))
_BIFF8 = 0x600
_MACRO_SHEET, _VISUAL_BASIC = 1, 6
_HIDDEN_COLUMN, _HIDDEN_ROW = 0x1, 0x20


@dataclass(frozen=True)
class _Listed:
    """A sheet as the workbook names it: where its records begin, and its name."""

    start: int
    name: str


def scan_stream(data: bytes) -> dict[str, SheetFacts]:
    """Scan a workbook's stream; returns the facts of each sheet by its name.

    Raises `CannotRead` for a password, macros, a version before Excel 97, a cell out of reach, too many cells.
    """
    extent = Extent()
    try:
        return {listed.name: _scan_sheet(data, listed.start, extent) for listed in list(_listed(data))}
    except struct.error as error:
        raise CannotRead("file.damaged") from error


def _records(data: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, body's start and length of each record up to the end of the part that begins at `start`."""
    header = struct.Struct("<HH")
    depth = 0
    if header.unpack_from(data, start)[0] != _BEGIN:
        raise CannotRead("file.damaged")
    while start + header.size <= len(data):
        number, length = header.unpack_from(data, start)
        start += header.size
        depth += (number == _BEGIN) - (number == _END)
        yield number, start, length
        if depth <= 0:
            return
        start += length
    raise CannotRead("file.damaged")


def _listed(data: bytes) -> Iterator[_Listed]:
    for number, start, length in _records(data, 0):
        if number == _FILE_PASSWORD:
            raise CannotRead("file.encrypted")
        if number == _BEGIN and struct.unpack_from("<H", data, start)[0] != _BIFF8:
            raise CannotRead("file.old-workbook")
        if number == _SHEET:
            begin, _, kind = struct.unpack_from("<IBB", data, start)
            if kind in (_MACRO_SHEET, _VISUAL_BASIC):
                raise CannotRead("file.macros")
            yield _Listed(begin, _name(data[start + 6 : start + length]))


def _name(raw: bytes) -> str:
    """Return a sheet's name: its length, a mark for two bytes a character, and the characters."""
    if len(raw) < 2:
        raise CannotRead("file.damaged")
    count, wide = raw[0], raw[1] & 1
    return raw[2 : 2 + count * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


def _scan_sheet(data: bytes, start: int, extent: Extent) -> SheetFacts:
    reach = extent.begin_sheet()
    facts = SheetFacts()
    cell = struct.Struct("<HH")
    for number, body, length in _records(data, start):
        if number in _VALUES:
            row, column = cell.unpack_from(data, body)
            extent.count(1)
            reach.add(row + 1, column)
        elif number in _TABLES_OF_VALUES:
            row, column = cell.unpack_from(data, body)
            extent.count(_count(number, length))
            reach.add(row + 1, column + _count(number, length) - 1)
        elif number == _BLANK:
            extent.count(1)
        elif number == _ROW and struct.unpack_from("<H", data, body + 12)[0] & _HIDDEN_ROW:
            facts.hidden_rows.append(cell.unpack_from(data, body)[0] + 1)
        elif number == _COLUMN_INFO:
            facts.hidden_columns.extend(_hidden_columns(data, body))
    facts.hidden_columns[:] = sorted({column for column in facts.hidden_columns if column <= reach.last_column})
    return facts


def _count(number: int, length: int) -> int:
    """Return the cells in a record of many: a row, a first column, the cells, a last column."""
    return max((length - 6) // (2 if number == _BLANKS else 6), 1)


def _hidden_columns(data: bytes, body: int) -> range:
    first, last, _, _, flags = struct.unpack_from("<HHHHH", data, body)
    return range(first, min(last, 255) + 1) if flags & _HIDDEN_COLUMN else range(0)
