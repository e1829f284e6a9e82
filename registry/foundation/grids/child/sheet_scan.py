"""One worksheet's XML as it streams by: what is hidden, which formulas hold no value, how far the cells reach."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.refusing import CannotRead

Attributes = dict[str, str]

_TRUE = ("1", "true")
_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")
_COLUMNS_OF_EXCEL = 16_384


@dataclass(frozen=True)
class SheetFacts:
    """What the scan of one sheet found; rows count from 1, columns from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formulas_without_value: list[tuple[int, int]] = field(default_factory=list)


class SheetScan:
    """Acts for the elements of one worksheet; as there may be a million cells, an act does the least it can.

    A cell without a value reaches nowhere: whole columns that only bear a border are no burden.
    """

    def __init__(self, extent: Extent, parser: expat.XMLParserType) -> None:
        self._extent = extent
        self._reach = extent.begin_sheet()
        self._parser = parser
        self._facts = SheetFacts()
        self._hidden_ranges: list[range] = []
        self._row = 0
        self._row_text = ""
        self._cells = self._cells_before_row = 0
        self._reference: str | None = None
        self._kind: str | None = None
        self._letters: set[str] = set()
        self._formula: tuple[int, int] | None = None
        self._formula_has_value = False

    @property
    def acts(self) -> dict[str, Callable[[Attributes], None]]:
        """What to do at the start of an element, by its name."""
        return {
            "c": self._cell,
            "v": self._value,
            "is": self._value,
            "f": self._formula_found,
            "row": self._row_found,
            "col": self._columns_found,
        }

    def check_limits(self, piece: bytes) -> None:
        """Refuse what is too large by now; called after every piece of XML."""
        self._extent.count_tags(piece)
        self._extent.count(self._cells)
        self._cells_before_row -= self._cells
        self._cells = 0
        for letters in self._letters:
            self._reach.add(self._reach.last_row, _column(letters))
        self._letters.clear()

    def finished(self) -> SheetFacts:
        """Return what was found, once the whole sheet went by."""
        self._settle_formula()
        self.check_limits(b"")
        used = range(self._reach.last_column + 1)
        hidden = {column for columns in self._hidden_ranges for column in columns if column in used}
        self._facts.hidden_columns.extend(sorted(hidden))
        return self._facts

    def _row_found(self, attributes: Attributes) -> None:
        self._row = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._row_text = str(self._row)
        self._cells_before_row = self._cells
        if attributes.get("hidden") in _TRUE:
            self._facts.hidden_rows.append(self._row)

    def _cell(self, attributes: Attributes) -> None:
        if self._formula:
            self._settle_formula()
        self._cells += 1
        self._reference = attributes.get("r")
        self._kind = attributes.get("t")

    def _value(self, _attributes: Attributes) -> None:
        if self._formula:
            self._parser.CharacterDataHandler = self._formula_value
        reference = self._reference
        if reference is None or not reference.endswith(self._row_text):
            self._reach.add(*self._place())
            return
        self._letters.add(reference[: -len(self._row_text)])
        if self._row > self._reach.last_row:
            self._reach.add(self._row, self._reach.last_column)

    def _formula_found(self, _attributes: Attributes) -> None:
        self._formula, self._formula_has_value = self._place(), False

    def _formula_value(self, text: str) -> None:
        if text.strip():
            self._formula_has_value = True
            self._parser.CharacterDataHandler = None

    def _settle_formula(self) -> None:
        """Note the last formula if it holds no value; an empty text is a value, an error is none."""
        if self._formula and (self._kind == "e" or not (self._formula_has_value or self._kind == "str")):
            self._facts.formulas_without_value.append(self._formula)
        self._formula = None
        self._parser.CharacterDataHandler = None

    def _place(self) -> tuple[int, int]:
        """Return row and column of the cell at hand; cells without a reference stand side by side."""
        if self._reference is None:
            return self._row, self._cells - self._cells_before_row - 1
        match = _REFERENCE.fullmatch(self._reference)
        if not match:
            raise CannotRead("file.damaged")
        return int(match[2]), _column(match[1])

    def _columns_found(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
            self._hidden_ranges.append(range(first - 1, min(last, _COLUMNS_OF_EXCEL)))


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise CannotRead("file.damaged")
    return int(text)


def _column(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or index > _COLUMNS_OF_EXCEL:
            raise CannotRead("file.damaged")
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
