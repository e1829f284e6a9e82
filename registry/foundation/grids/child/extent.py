"""How many cells a file has so far, and how far each of its sheets reaches."""

from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.limits import MOST_CELLS, MOST_GRID_CELLS, MOST_SHEETS, MOST_TAGS
from registry.foundation.grids.model import cell_name


class Reach:
    """How far one sheet reaches; `last_row` counts from 1, `last_column` from 0, -1 where there is none."""

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = -1

    def add(self, row: int, column: int) -> None:
        """Note a cell; refuses when the sheet, laid out in full, would be too large."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.last_row * (self.last_column + 1) > MOST_GRID_CELLS:
            raise CannotRead("file.far-cell", cell=cell_name(self.last_row, self.last_column))


class Extent:
    """Counts cells and sheets of a whole file against the limits."""

    def __init__(self) -> None:
        self._cells = 0
        self._sheets = 0
        self._tags = 0

    def begin_sheet(self) -> Reach:
        """Count a sheet and return its reach."""
        self._sheets += 1
        if self._sheets > MOST_SHEETS:
            raise CannotRead("file.too-many-sheets", limit=MOST_SHEETS)
        return Reach()

    def count_tags(self, markup: bytes) -> None:
        """Count the tags of a piece of XML; elements that mean nothing take time as well."""
        self._tags += markup.count(b"<")
        if self._tags > MOST_TAGS:
            raise CannotRead("file.beyond-limits")

    def count(self, cells: int) -> None:
        """Count cells; refuses when there are too many in the file."""
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise CannotRead("file.too-many-cells", limit=MOST_CELLS)
