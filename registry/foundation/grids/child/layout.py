"""Cells that cover several rows or columns, laid out as a spreadsheet would: the value first, then empty cells."""

from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.limits import MOST_SPAN
from registry.foundation.grids.model import Area, CellValue
from registry.foundation.grids.passing import PackedRow


class Layout:
    """One table that grows cell by cell; what a cell covers counts as cells."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._reach = extent.begin_sheet()
        self.rows: list[PackedRow] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self._merged: list[Area] = []
        self._values: list[CellValue] = []
        self._column = 0
        self._covered: dict[int, int] = {}
        self.number = 0

    @property
    def merged(self) -> tuple[Area, ...]:
        """The merged cells, cut off at the last row of the table."""
        return tuple(
            (first, left, min(last, self.number), right)
            for first, left, last, right in self._merged
            if right > left or min(last, self.number) > first
        )

    def begin_row(self, *, number: int | None = None, hidden: bool = False) -> None:
        """Begin the next row, or a later one that is named."""
        self.end_row()
        for _ in range(self.number + 1, number or 0):
            if not self._covered:
                break
            self._uncover()
        self.number = max(number or 0, self.number + 1)
        self._extent.count(1 + len(self._covered))
        if hidden:
            self.hidden_rows.append(self.number)

    def skip_to(self, column: int) -> None:
        """Leave the columns before this one empty."""
        self._column = max(self._column, column)

    def add(self, value: CellValue, *, columns: int = 1, rows: int = 1) -> int:
        """Put a value into the next cell that is not covered, over so many columns and rows; returns its column."""
        while self._column in self._covered:
            self._column += 1
        columns = min(columns, MOST_SPAN)
        self._extent.count(columns)
        if value is not None:
            self._values += [None] * (self._column - len(self._values))
            self._values.append(value)
        if columns > 1 or rows > 1:
            self._cover(columns, rows)
        first, self._column = self._column, self._column + columns
        return first

    def end_row(self) -> None:
        """End the row at hand; rows without values are not kept."""
        if self._values:
            self._reach.add(self.number, len(self._values) - 1)
            self.rows.append((self.number, self._values))
        if self.number:
            self._uncover()
        self._values, self._column = [], 0

    def _cover(self, columns: int, rows: int) -> None:
        last = self._column + columns - 1
        self._merged.append((self.number, self._column, self.number + rows - 1, last))
        if rows > 1:
            self._covered.update(dict.fromkeys(range(self._column, last + 1), rows))

    def _uncover(self) -> None:
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}
