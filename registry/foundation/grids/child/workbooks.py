"""Workbooks of Excel and WPS: checked by our own scans first, then read by calamine."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from registry.foundation.grids.child.archives import Parts
from registry.foundation.grids.child.binary_sheets import scan_stream
from registry.foundation.grids.child.compound import CompoundFile
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.rows import send_rows
from registry.foundation.grids.child.sheet_parts import scan_parts
from registry.foundation.grids.child.sheet_scan import SheetFacts
from registry.foundation.grids.model import CellValue
from registry.foundation.grids.passing import EndFrame, PackedRow, Sender, SheetFrame

_Found = str | int | float | bool | date | datetime | time | timedelta


def read_xlsx(file: BinaryIO, sender: Sender) -> EndFrame:
    """Read an .xlsx workbook."""
    facts = scan_parts(Parts(file))
    file.seek(0)
    return _read(file, sender, "xlsx", facts)


def read_xls(file: BinaryIO, sender: Sender) -> EndFrame:
    """Read an .xls workbook of Excel 97 or later."""
    facts = scan_stream(CompoundFile(file).stream("workbook"))
    file.seek(0)
    return _read(file, sender, "xls", facts)


def _read(file: BinaryIO, sender: Sender, format_: str, facts: dict[str, SheetFacts]) -> EndFrame:
    try:
        book = CalamineWorkbook.from_filelike(file)
        sent = [_send_sheet(book, sheet, sender, facts) for sheet in book.sheets_metadata]
    except PasswordError as error:
        raise CannotRead("file.encrypted") from error
    except CalamineError as error:
        raise CannotRead("file.damaged") from error
    except Exception:
        raise
    except BaseException as error:  # a panic inside the library is no Exception
        raise CannotRead("file.damaged") from error
    if not any(sent):
        raise CannotRead("file.nothing-inside")
    return EndFrame(format_)


def _send_sheet(book: CalamineWorkbook, sheet: SheetMetadata, sender: Sender, all_facts: dict[str, SheetFacts]) -> int:
    if sheet.typ is not SheetTypeEnum.WorkSheet:
        return 0
    found = book.get_sheet_by_name(sheet.name)
    facts = all_facts.get(sheet.name, SheetFacts())
    count = send_rows(_rows(found), sender)
    sender.send(
        SheetFrame(
            name=sheet.name,
            visible=sheet.visible is SheetVisibleEnum.Visible,
            hidden_rows=tuple(facts.hidden_rows),
            hidden_columns=tuple(facts.hidden_columns),
            merged=tuple(_merged(found)),
            formulas_without_value=tuple(facts.formulas_without_value),
        )
    )
    return count


def _merged(sheet: CalamineSheet) -> Iterator[tuple[int, int, int, int]]:
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        yield first_row + 1, first_column, last_row + 1, last_column


def _rows(sheet: CalamineSheet) -> Iterator[PackedRow]:
    """Yield the rows by their true numbers: the library starts at row 1, but at the first used column."""
    margin: list[CellValue] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        yield number, margin + [_plain(value) for value in values]


def _plain(value: _Found) -> CellValue:
    if isinstance(value, str):
        return value or None
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value if isinstance(value, float | bool | date | time) else float(value)
