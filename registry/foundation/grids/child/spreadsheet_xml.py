"""XML of Excel 2003 (SpreadsheetML), which calls itself .xls as well: read as a stream, declarations refused."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO
from xml.parsers import expat

from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.layout import Layout
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.rows import refuse_long_text, send_rows
from registry.foundation.grids.limits import MOST_SPAN, MOST_TEXT_IN_CELL
from registry.foundation.grids.model import CellValue
from registry.foundation.grids.passing import EndFrame, Sender, SheetFrame

_PIECE_BYTES = 256 * 1024
_TRUE = ("1", "true")
_WHOLE = re.compile(r"[0-9]{1,7}")

Attributes = dict[str, str]


def read_spreadsheet_xml(file: BinaryIO, sender: Sender) -> EndFrame:
    """Read a workbook in the XML of Excel 2003."""
    book = _Book(sender)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.text
    try:
        while piece := file.read(_PIECE_BYTES):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CannotRead("file.damaged") from error
    if not book.rows_sent:
        raise CannotRead("file.nothing-inside")
    return EndFrame("xls")


def _refuse_declarations(*_: object) -> None:
    raise CannotRead("file.unsafe-xml")


class _Book:
    """What the parser calls; a sheet is sent when its element ends."""

    def __init__(self, sender: Sender) -> None:
        self.rows_sent = 0
        self._sender = sender
        self._extent = Extent()
        self._begin_sheet({})
        self._text: list[str] | None = None
        self._length = 0
        self._cell: Attributes = {}
        self._kind = ""
        self._value: CellValue = None
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "Worksheet": self._begin_sheet,
            "Column": self._note_column,
            "Row": self._begin_row,
            "Cell": self._begin_cell,
            "Data": self._begin_data,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "Data": self._end_data,
            "Cell": self._end_cell,
            "Worksheet": self._end_sheet,
            "Visible": self._end_visible,
        }

    def start(self, element: str, attributes: Attributes) -> None:
        name = element.rpartition(" ")[2]
        if name == "Visible":
            self._text = []
        elif act := self._starts.get(name):
            act({name.rpartition(" ")[2]: value for name, value in attributes.items()})

    def end(self, element: str) -> None:
        if act := self._ends.get(element.rpartition(" ")[2]):
            act()

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
            self._length += len(text)
            if self._length > MOST_TEXT_IN_CELL:
                refuse_long_text("".join(self._text), self._layout.number)

    def _taken_text(self) -> str:
        text = "".join(self._text or ())
        self._text, self._length = None, 0
        return text

    def _begin_sheet(self, attributes: Attributes) -> None:
        self._layout = Layout(self._extent)
        self._name = attributes.get("Name")
        self._visible = True
        self._next_column = 0
        self._formulas: list[tuple[int, int]] = []

    def _note_column(self, attributes: Attributes) -> None:
        first = _whole(attributes.get("Index"), self._next_column + 1) - 1
        self._next_column = min(first + 1 + _whole(attributes.get("Span"), 0), MOST_SPAN)
        if attributes.get("Hidden") in _TRUE:
            self._layout.hidden_columns.update(range(first, self._next_column))

    def _begin_row(self, attributes: Attributes) -> None:
        number = _whole(attributes.get("Index"), self._layout.number + 1)
        self._layout.begin_row(number=number, hidden=attributes.get("Hidden") in _TRUE)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._value, self._kind = attributes, None, ""
        self._layout.skip_to(_whole(attributes.get("Index"), 1) - 1)

    def _begin_data(self, attributes: Attributes) -> None:
        self._kind = attributes.get("Type", "String")
        self._text, self._length = [], 0

    def _end_data(self) -> None:
        self._value = _value(self._kind, self._taken_text())

    def _end_cell(self) -> None:
        column = self._layout.add(
            self._value,
            columns=_whole(self._cell.get("MergeAcross"), 0) + 1,
            rows=_whole(self._cell.get("MergeDown"), 0) + 1,
        )
        if "Formula" in self._cell and self._value is None and self._kind != "String":
            self._formulas.append((self._layout.number, column))

    def _end_visible(self) -> None:
        self._visible = self._taken_text().strip() not in ("SheetHidden", "SheetVeryHidden")

    def _end_sheet(self) -> None:
        self._layout.end_row()
        self.rows_sent += send_rows(self._layout.rows, self._sender)
        self._sender.send(
            SheetFrame(
                self._name,
                visible=self._visible,
                hidden_rows=tuple(self._layout.hidden_rows),
                hidden_columns=tuple(sorted(self._layout.hidden_columns)),
                merged=self._layout.merged,
                formulas_without_value=tuple(self._formulas),
            )
        )


def _value(kind: str, text: str) -> CellValue:
    """Return a cell's value; an error is no value."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise CannotRead("file.damaged") from error
    if kind == "Boolean":
        return text.strip() in _TRUE
    return None if kind == "Error" else text or None


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not _WHOLE.fullmatch(text):
        raise CannotRead("file.damaged")
    return int(text)
