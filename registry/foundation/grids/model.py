"""A table as it was read: sheets, rows as the spreadsheet numbers them, and what a person cannot see in it.

Rows count from 1, as a spreadsheet shows them; columns count from 0, so that they index a row's values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

CellValue = str | float | bool | date | datetime | time | None
"""What a cell holds; an empty cell is None, and a number of a spreadsheet is always a float."""

Format = Literal["xlsx", "xls", "csv", "html"]
FORMATS: tuple[Format, ...] = ("xlsx", "xls", "csv", "html")

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells; the value stands in the first cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row from column A on; for CSV, `number` is the line of the file on which the record starts."""

    number: int
    values: tuple[CellValue, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` leaves out rows without any value and may be made only as it is read.

    `hidden_columns`, `merged` and `formulas_without_value` are empty where the format cannot tell.
    A formula without a stored value reads as an empty cell: only the program that computes it knows more.
    """

    name: str | None
    rows: Sequence[Row]
    visible: bool = True
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    merged: tuple[Area, ...] = ()
    formulas_without_value: frozenset[tuple[int, int]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file; `encoding` is named for text files only ("utf-8", "utf-16", "gb18030")."""

    format: Format
    encoding: str | None
    sheets: tuple[Sheet, ...]


def column_letters(index: int) -> str:
    """Return a column's letters from its index: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row_number: int, column_index: int) -> str:
    """Return a cell as a spreadsheet names it: row 5, column 3 is D5."""
    return f"{column_letters(column_index)}{row_number}"
