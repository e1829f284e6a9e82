"""Web pages that call themselves workbooks: each table becomes a sheet, spans are laid out, breaks are line ends.

The page is read as a stream of tags, never as a tree: a tree of a million cells takes half a gigabyte. The parser
stops without an error at 256 elements inside each other, so the depth is watched here and refused before that.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from registry.foundation.grids.child.encodings import encoding_in_short, encoding_of
from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.layout import Layout
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.rows import refuse_long_text, send_rows
from registry.foundation.grids.limits import MOST_NESTED_ELEMENTS, MOST_NESTED_TABLES, MOST_SPAN, MOST_TEXT_IN_CELL
from registry.foundation.grids.passing import EndFrame, Sender, SheetFrame

_PIECE_BYTES = 256 * 1024
_HEAD_BYTES = 4096
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?\s*big5", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_BLANKS_AT_BREAK = re.compile(r" *\n *")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "title", "xml"))
_BREAKS = frozenset(("br", "p", "div", "li"))
# Blanks at breaks are taken out at a cell's end only; so many signs would be too long without them as well.
_MOST_COLLECTED = 2 * MOST_TEXT_IN_CELL
_WHOLE = re.compile(r"\s*([0-9]{1,9})")


def read_web_tables(file: BinaryIO, sender: Sender) -> EndFrame:
    """Read the tables of a web page, in the order in which they begin."""
    encoding = _encoding(file)
    page = _Page()
    target: Any = page  # the stubs ask for methods that the parser does not call
    parser = etree.HTMLParser(target=target, encoding="utf-8")
    try:
        for piece in _as_utf8(file, encoding):
            parser.feed(piece)
        parser.close()
    except (etree.LxmlError, UnicodeError) as error:
        raise CannotRead("file.damaged") from error
    if not page.tables:
        raise CannotRead("file.no-table")
    if not sum([_send(table, sender) for table in page.tables]):
        raise CannotRead("file.nothing-inside")
    return EndFrame("html", encoding_in_short(encoding))


def _encoding(file: BinaryIO) -> str:
    """Return how the page is written: pages that declare GB 2312 are often UTF-8, so what fits goes first."""
    declares_big5 = _BIG5.search(file.read(_HEAD_BYTES))
    file.seek(0)
    found = encoding_of(file)
    return "big5hkscs" if declares_big5 and found == "gb18030" else found


def _as_utf8(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while piece := file.read(_PIECE_BYTES):
        yield decoder.decode(piece).encode()


def _send(table: Layout, sender: Sender) -> int:
    count = send_rows(table.rows, sender)
    if count:
        sender.send(
            SheetFrame(
                None,
                hidden_rows=tuple(table.hidden_rows),
                hidden_columns=tuple(sorted(table.hidden_columns)),
                merged=table.merged,
            )
        )
    return count


class _Table:
    """A table that is open in the page, and the cell in it that is being read."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._text: list[str] | None = None
        self._length = 0
        self._spans = (1, 1)
        self._columns = 0

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        self.end_cell()
        self.layout.begin_row(hidden=_hidden(attributes))

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.end_cell()
        if not self.layout.number:
            self.layout.begin_row()
        self._text, self._length = [], 0
        self._spans = _whole(attributes.get("colspan")), _whole(attributes.get("rowspan"))

    def add_text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
            self._length += len(text)
            if self._length > _MOST_COLLECTED:
                refuse_long_text("".join(self._text), self.layout.number)

    def end_cell(self) -> None:
        if self._text is not None:
            text = "".join(self._text)
            if "\n" in text:
                text = _BLANKS_AT_BREAK.sub("\n", text)
            text = text.strip(" \n")
            columns, rows = self._spans
            self.layout.add(refuse_long_text(text, self.layout.number) or None, columns=columns, rows=rows)
        self._text = None

    def note_column(self, attributes: Mapping[str, str]) -> None:
        last = min(self._columns + _whole(attributes.get("span")), MOST_SPAN)
        if _hidden(attributes):
            self.layout.hidden_columns.update(range(self._columns, last))
        self._columns = last

    def end(self) -> None:
        self.end_cell()
        self.layout.end_row()


class _Page:
    """What the parser calls for each tag and text."""

    def __init__(self) -> None:
        self.tables: list[Layout] = []
        self._extent = Extent()
        self._open: list[_Table] = []
        self._depth = 0
        self._silent = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_NESTED_ELEMENTS:
            raise CannotRead("file.nested-too-deep", limit=MOST_NESTED_ELEMENTS)
        self._silent += tag in _SILENT
        if tag == "table":
            self._begin_table()
        elif self._open:
            self._within_table(self._open[-1], tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._silent -= tag in _SILENT
        if not self._open:
            return
        if tag == "table":
            self._open.pop().end()
        elif tag in ("td", "th"):
            self._open[-1].end_cell()
        elif tag in ("p", "div", "li"):
            self._open[-1].add_text("\n")

    def data(self, text: str) -> None:
        if self._open and not self._silent:
            self._open[-1].add_text(text if text.isalnum() else _BLANKS.sub(" ", text))

    def close(self) -> None:
        while self._open:
            self._open.pop().end()

    def _begin_table(self) -> None:
        if len(self._open) >= MOST_NESTED_TABLES:
            raise CannotRead("file.nested-too-deep", limit=MOST_NESTED_TABLES)
        self.tables.append(Layout(self._extent))
        self._open.append(_Table(self.tables[-1]))

    def _within_table(self, table: _Table, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "tr":
            table.begin_row(attributes)
        elif tag in ("td", "th"):
            table.begin_cell(attributes)
        elif tag == "col":
            table.note_column(attributes)
        elif tag in _BREAKS:
            table.add_text("\n")


def _hidden(attributes: Mapping[str, str]) -> bool:
    return bool(_NOT_SHOWN.search(attributes.get("style", ""))) or "hidden" in attributes


def _whole(text: str | None) -> int:
    match = _WHOLE.match(text) if text else None
    return max(int(match[1]), 1) if match else 1
