"""Write .xlsx tables that open anywhere: text stays text, the header stays in sight, widths fit the contents.

The same sheets give the same bytes: neither the clock nor the order of a mapping is written into the file.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from math import isfinite
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from registry.foundation.grids.limits import MOST_TEXT_IN_CELL
from registry.foundation.grids.model import CellValue, column_letters

_TEXT: Final = "@"
_WIDE: Final = frozenset("WF")
_NARROWEST, _WIDEST, _MARGIN = 6, 60, 2
_ROWS_FOR_WIDTHS: Final = 1000
_ROWS_TO_FILL: Final = 50_000
_MOST_INLINE_CHOICES: Final = 255
_CHOICES_SHEET: Final = "选项"
_FIRST_DAY_OF_SPREADSHEETS: Final = date(1900, 3, 1)
_SETTLED: Final = (1980, 1, 1, 0, 0, 0)
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SIGNS_UNFIT_FOR_NAMES: Final = re.compile(r"[\\/*?:\[\]]")
_LONGEST_NAME: Final = 31
_NOTE_FILL: Final = "FFF2CC"
_HEADER_FILL: Final = "DDEBF7"


@dataclass(frozen=True, slots=True)
class ColumnToWrite:
    """A column: its title, a note at the title, choices for a drop-down list, and whether all in it is text.

    `as_text` makes a spreadsheet keep what is typed into empty cells as it is: identity numbers need it.
    """

    title: str
    note: str | None = None
    choices: tuple[str, ...] = ()
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """A sheet: its columns (none: no header), its rows, and notes at cells by position in `rows` and column."""

    name: str
    columns: Sequence[ColumnToWrite]
    rows: Sequence[Sequence[CellValue]] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


def write_workbook(sheets: Sequence[SheetToWrite]) -> bytes:
    """Return an .xlsx file with these sheets; a text never becomes a formula, whatever it begins with."""
    book = Workbook(write_only=True)
    choices = _ChoicesSheet()
    for sheet in sheets:
        _write_sheet(book, sheet, choices)
    choices.write(book)
    file = io.BytesIO()
    book.save(file)
    return _settled(file.getvalue())


def _write_sheet(book: Workbook, sheet: SheetToWrite, choices: "_ChoicesSheet") -> None:
    page: Any = book.create_sheet(sheet_name(sheet.name))
    _shape_columns(page, sheet)
    if sheet.columns:
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.append([_header_cell(page, column) for column in sheet.columns])
    for position, column in enumerate(sheet.columns):
        if column.choices:
            _offer(page, position, choices.formula(column.choices))
    for position, row in enumerate(sheet.rows):
        notes = {column: sheet.notes.get((position, column)) for column in range(len(row))}
        page.append([_cell(page, value, notes[column]) for column, value in enumerate(row)])


def sheet_name(name: str) -> str:
    """Return a name that spreadsheets take for a sheet: no signs of paths, at most 31 characters."""
    return _SIGNS_UNFIT_FOR_NAMES.sub(" ", _writable(name))[:_LONGEST_NAME].strip("' \n") or "Sheet"


def _shape_columns(page: Any, sheet: SheetToWrite) -> None:
    for position, width in enumerate(_widths(sheet)):
        shape = page.column_dimensions[column_letters(position)]
        shape.width = width
        if position < len(sheet.columns) and sheet.columns[position].as_text:
            shape.number_format = _TEXT


def _widths(sheet: SheetToWrite) -> list[int]:
    titles = [_columns_taken(column.title) for column in sheet.columns]
    widths = dict(enumerate(titles))
    for row in islice(sheet.rows, _ROWS_FOR_WIDTHS):
        for position, value in enumerate(row):
            widths[position] = max(widths.get(position, 0), _columns_taken(value))
    return [min(max(widths[place] + _MARGIN, _NARROWEST), _WIDEST) for place in range(len(widths))]


def _columns_taken(value: CellValue) -> int:
    """Return the width of a value in digits: a Chinese character takes two."""
    if value is None:
        return 0
    lines = str(value).splitlines() or [""]
    return max(sum(1 + (unicodedata.east_asian_width(sign) in _WIDE) for sign in line) for line in lines)


def _header_cell(page: Any, column: ColumnToWrite) -> Any:
    cell = _cell(page, column.title, None)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.comment = _comment(column.note) if column.note else None
    return cell


def _cell(page: Any, value: CellValue, note: str | None) -> Any:
    shown: Any = _shown(value)
    cell = WriteOnlyCell(page, shown)
    if isinstance(shown, str):
        cell.data_type = "s"  # whatever openpyxl takes it for: a formula, an error
        cell.number_format = _TEXT
        if "\n" in shown:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    if note:
        cell.comment = _comment(note)
        cell.fill = PatternFill("solid", fgColor=_NOTE_FILL)
    return cell


def _shown(value: CellValue) -> CellValue:
    """Return what a spreadsheet can hold: days before its calendar and numbers beyond its own become text."""
    if isinstance(value, str):
        return _writable(value)
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(day, date) and day < _FIRST_DAY_OF_SPREADSHEETS:
        return str(value)
    if isinstance(value, datetime | time):
        return value.replace(tzinfo=None)
    return value


def _writable(text: str) -> str:
    """Return the text without signs that XML cannot hold, its line ends as spreadsheets have them."""
    whole = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    fit = ILLEGAL_CHARACTERS_RE.sub("", whole).replace("\ufffe", "").replace("\uffff", "")
    return _LOOKS_ESCAPED.sub("_x005F_", fit[:MOST_TEXT_IN_CELL])


def _comment(text: str) -> Comment:
    lines = 1 + _columns_taken(text) // 30 + text.count("\n")
    return Comment(_writable(text), "", height=20 + 20 * lines, width=260)


def _offer(page: Any, position: int, formula: str) -> None:
    letters = column_letters(position)
    offer = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    offer.add(f"{letters}2:{letters}{_ROWS_TO_FILL + 1}")
    page.data_validations.append(offer)


class _ChoicesSheet:
    """A hidden sheet for lists that are too long, or hold a comma, to stand in the drop-down's own rule."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def formula(self, choices: tuple[str, ...]) -> str:
        """Return where a drop-down finds its choices."""
        inline = ",".join(choices)
        if len(inline) <= _MOST_INLINE_CHOICES and not any(sign in choice for choice in choices for sign in ',"'):
            return f'"{inline}"'
        if choices not in self._lists:
            self._lists.append(choices)
        letters = column_letters(self._lists.index(choices))
        return f"'{_CHOICES_SHEET}'!${letters}$1:${letters}${len(choices)}"

    def write(self, book: Workbook) -> None:
        """Write the sheet, if any list needs it."""
        if not self._lists:
            return
        page: Any = book.create_sheet(_CHOICES_SHEET)
        page.sheet_state = "hidden"
        for place in range(max(map(len, self._lists))):
            page.append(
                [_cell(page, choices[place] if place < len(choices) else None, None) for choices in self._lists]
            )


def _settled(data: bytes) -> bytes:
    """Return the file with every moment in it set to the same one."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\2", part)
            entry = zipfile.ZipInfo(name, _SETTLED)
            entry.external_attr = 0o600 << 16
            target.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
