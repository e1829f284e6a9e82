"""What is written opens anywhere, reads back as it was, and never computes."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.foundation.grids.model import CellValue
from registry.foundation.grids.reading import read_workbook
from registry.foundation.grids.writing import ColumnToWrite, SheetToWrite, sheet_name, write_workbook

NAME, NUMBER = ColumnToWrite("姓名", note="与身份证一致。"), ColumnToWrite("证件号码", as_text=True)
DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://a")',
    "#N/A",
    "TRUE",
    "1e5",
    "\t=1",
    "140101199001011234",
)


def opened(sheet: SheetToWrite) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(write_workbook([sheet]))).worksheets[0]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_a_number(text: str) -> None:
    cell = opened(SheetToWrite("名册", [NAME], [(text,)]))["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_no_formula_stands_in_the_file() -> None:
    data = write_workbook([SheetToWrite("名册", [NAME], [(text,) for text in DANGEROUS])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_the_header_is_bold_and_stays_in_sight() -> None:
    page = opened(SheetToWrite("名册", [NAME, NUMBER], [("甲", "1")]))
    assert page.freeze_panes == "A2"
    assert [cell.font.bold for cell in page[1]] == [True, True]
    assert [cell.font.bold for cell in page[2]] == [False, False]


def test_a_sheet_without_columns_has_no_header() -> None:
    page = opened(SheetToWrite("说明", [], [("请勿修改表头。",)]))
    assert page.freeze_panes is None
    assert [cell.value for cell in page[1]] == ["请勿修改表头。"]


def test_notes_stand_at_titles_and_cells() -> None:
    page = opened(SheetToWrite("名册", [NAME, NUMBER], [("甲", "1"), ("乙", "2")], {(1, 1): "号码少一位。"}))
    found = {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment}
    assert found == {"A1": "与身份证一致。", "B3": "号码少一位。"}


def test_widths_fit_the_contents_and_chinese_counts_double() -> None:
    page = opened(SheetToWrite("a", [NAME, NUMBER], [("阿卜杜拉·买买提", "1" * 18), ("甲", "x" * 500)]))
    narrow = opened(SheetToWrite("a", [ColumnToWrite("a")], [("b",)]))
    assert page.column_dimensions["A"].width == 7 * 2 + 1 + 2
    assert page.column_dimensions["B"].width == 60
    assert narrow.column_dimensions["A"].width == 6


def test_a_column_of_text_keeps_what_is_typed_into_its_empty_cells() -> None:
    page = opened(SheetToWrite("名册", [NAME, NUMBER]))
    assert (page.column_dimensions["A"].number_format, page.column_dimensions["B"].number_format) == ("General", "@")


def test_short_choices_stand_in_the_drop_down_and_long_ones_on_a_hidden_sheet() -> None:
    many = tuple(f"第{number}种职业，甲类" for number in range(60))
    columns = [ColumnToWrite("性别", choices=("男", "女")), ColumnToWrite("职业", choices=many), NAME]
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([SheetToWrite("名册", columns)])))
    offers = [(str(offer.sqref), offer.formula1) for offer in book["名册"].data_validations.dataValidation]
    assert offers == [("A2:A50001", '"男,女"'), ("B2:B50001", "'选项'!$A$1:$A$60")]
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"]] == list(many)


def test_several_sheets_keep_their_order() -> None:
    data = write_workbook([SheetToWrite("乙", [NAME]), SheetToWrite("甲", [NUMBER])])
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["乙", "甲"]


@pytest.mark.parametrize(
    ("name", "taken"), [("2024/6: [一]", "2024 6   一"), ("甲" * 40, "甲" * 31), ("", "Sheet"), ("'a'", "a")]
)
def test_a_name_that_no_sheet_may_have_is_made_fit(name: str, taken: str) -> None:
    assert sheet_name(name) == taken


def test_the_same_sheets_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.fromisoformat("2031-01-01")

    sheet = SheetToWrite("名册", [NAME, NUMBER], [("甲", "1")], {(0, 0): "注"})
    first = write_workbook([sheet])
    monkeypatch.setattr("openpyxl.packaging.core.datetime.datetime", Later)
    assert write_workbook([sheet]) == first


def test_what_a_spreadsheet_cannot_hold_becomes_text_that_it_can() -> None:
    row = ("a\x00\x08b", "x\ud800y", "a\r\nb\rc", float("inf"), date(1890, 1, 1), "字" * 40_000)
    page = opened(SheetToWrite("a", [], [row]))
    assert [cell.value for cell in page[1]] == ["ab", "x\ufffdy", "a\nb\nc", "inf", "1890-01-01", "字" * 32_767]


WRITABLE_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
) | st.sampled_from([*DANGEROUS, "_x0041_", "_x005F_", " a ", "a\nb", "甲\u3000"])
DAYS = st.dates(date(1900, 3, 1), date(9998, 12, 31))
MOMENTS = st.datetimes(datetime.fromisoformat("1900-03-02"), datetime.fromisoformat("2400-12-31")).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES: st.SearchStrategy[CellValue] = (
    WRITABLE_TEXT
    | st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9).map(float)
    | DAYS
    | MOMENTS.filter(lambda moment: moment.time() != time())
)
TABLES = st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=TABLES)
def test_what_was_written_reads_back_as_it_was(tmp_path: Path, table: list[list[CellValue]]) -> None:
    path = tmp_path / "a.xlsx"
    columns = [ColumnToWrite(str(number)) for number in range(6)]
    path.write_bytes(write_workbook([SheetToWrite("名册", columns, table)]))
    rows = read_workbook(path).sheets[0].rows
    expected = [(number, ended(row)) for number, row in enumerate(table, start=2) if ended(row)]
    assert [(row.number, row.values) for row in rows[1:]] == expected


def ended(row: list[CellValue]) -> tuple[CellValue, ...]:
    while row and row[-1] is None:
        row = row[:-1]
    return tuple(row)
