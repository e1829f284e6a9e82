"""Cells are named as spreadsheets name them."""

import pytest
from openpyxl.utils import get_column_letter

from registry.foundation.grids.model import cell_name, column_letters


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_has_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_every_column_of_a_spreadsheet_has_its_letters() -> None:
    assert [column_letters(index) for index in range(16_384)] == [get_column_letter(n) for n in range(1, 16_385)]


def test_a_cell_is_named_by_column_and_row() -> None:
    assert cell_name(5, 3) == "D5"
