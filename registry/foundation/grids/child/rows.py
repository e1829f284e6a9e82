"""Rows on their way out: empty ones left out, empty ends cut off, some hundred to a frame."""

from collections.abc import Iterable
from itertools import islice

from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.limits import MOST_TEXT_IN_CELL
from registry.foundation.grids.model import CellValue
from registry.foundation.grids.passing import PackedRow, Sender, pack_rows

_ROWS_A_FRAME = 500


def send_rows(rows: Iterable[PackedRow], sender: Sender) -> int:
    """Send the rows of one sheet and return how many were sent."""
    filled = ((number, values) for number, values in rows if _cut(values))
    count = 0
    while some := list(islice(filled, _ROWS_A_FRAME)):
        sender.send(pack_rows(some))
        count += len(some)
    return count


def _cut(values: list[CellValue]) -> bool:
    """Cut the empty end off a row; tells whether anything is left."""
    while values and values[-1] is None:
        values.pop()
    return bool(values)


def refuse_long_text(text: str, line: int) -> str:
    """Return a cell's text unless it is longer than any cell may be."""
    if len(text) > MOST_TEXT_IN_CELL:
        raise CannotRead("file.text-too-long", line=line, limit=MOST_TEXT_IN_CELL)
    return text
