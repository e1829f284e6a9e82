"""Workbooks of Excel and WPS, new and old: values, row numbers, and what a person cannot see."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt

from tests.foundation.grids.conftest import Read, Refused
from tests.foundation.grids.making import saved, with_parts, with_sheet, xls, xlsx

HEADER = ("姓名", "证件号码")
MOMENT = datetime.fromisoformat("2024-06-01T08:30")
PERSON = ("李𠮷", "140101199001011234")


def rows_of(read: Read, data: bytes) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.values) for row in read(data).sheets[0].rows]


@pytest.mark.parametrize(("make", "format_"), [(xlsx, "xlsx"), (xls, "xls")])
def test_a_workbook_is_known_by_its_content(read: Read, make: object, format_: str) -> None:
    book = read(make(HEADER, PERSON))  # type: ignore[operator]
    assert (book.format, book.encoding) == (format_, None)
    assert [(row.number, row.values) for row in book.sheets[0].rows] == [(1, HEADER), (2, PERSON)]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_rows_keep_the_numbers_that_the_spreadsheet_shows(read: Read, make: object) -> None:
    data = make((), (), ("", "", "名册"), (), ("", *HEADER))  # type: ignore[operator]
    assert rows_of(read, data) == [(3, (None, None, "名册")), (5, (None, *HEADER))]


def test_cells_keep_their_kinds(read: Read) -> None:
    values = ("文字", 45, 1.5, True, date(2024, 6, 1), MOMENT, time(8, 30), timedelta(hours=30))
    expected = ("文字", 45.0, 1.5, True, date(2024, 6, 1), MOMENT, time(8, 30), 1.25)
    ((_, found),) = rows_of(read, xlsx(values))
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


def test_an_identity_number_kept_as_a_number_stays_a_number(read: Read) -> None:
    assert rows_of(read, with_sheet('<row r="1"><c r="A1"><v>140101199001011234</v></c></row>')) == [
        (1, (1.40101199001011234e17,))
    ]


def test_text_comes_through_to_the_letter(read: Read) -> None:
    odd = ("　沈 飞 ", "阿卜杜拉·买买提", "a\nb", "0012", "\u200b张")
    assert rows_of(read, xlsx(odd)) == [(1, odd)]


def test_hidden_rows_columns_and_sheets_are_read_and_told(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(("甲", "乙", "丙"))
    book.active.append((1, 2, 3))
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("密")
    secret.append(("丁",))
    secret.sheet_state = "veryHidden"
    first, second = read(saved(book)).sheets
    assert [(row.number, row.hidden) for row in first.rows] == [(1, False), (2, True)]
    assert first.hidden_columns == frozenset({1})
    assert [(sheet.name, sheet.visible) for sheet in (first, second)] == [("Sheet", True), ("密", False)]


def test_hidden_rows_and_columns_of_an_old_workbook_are_told(read: Read) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column in range(3):
        sheet.write(0, column, "甲")
        sheet.write(1, column, "乙")
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    found = read(saved(book)).sheets[0]
    assert [(row.number, row.hidden) for row in found.rows] == [(1, False), (2, True)]
    assert found.hidden_columns == frozenset({2})


def test_columns_hidden_to_the_end_of_the_sheet_count_as_far_as_there_are_values(read: Read) -> None:
    columns = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>', before=columns)
    assert read(data).sheets[0].hidden_columns == frozenset({1, 2})


@pytest.mark.parametrize("make", ["xlsx", "xls"])
def test_merged_cells_are_told_as_areas(read: Read, make: str) -> None:
    new, old = openpyxl.Workbook(), xlwt.Workbook()
    new.active["B2"] = "名册"
    new.active.merge_cells("B2:D3")
    old.add_sheet("a").write_merge(1, 2, 1, 3, "名册")
    sheet = read(saved(new if make == "xlsx" else old)).sheets[0]
    assert sheet.merged == ((2, 1, 3, 3),)
    assert [(row.number, row.values) for row in sheet.rows] == [(2, (None, "名册"))]


@pytest.mark.parametrize(
    ("cell", "value", "without"),
    [
        ('<c r="B3"><f>1+1</f></c>', None, True),
        ('<c r="B3"><f>1+1</f><v/></c>', None, True),
        ('<c r="B3"><f>1+1</f>\n<v></v>\n</c>', None, True),
        ('<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', None, True),
        ('<c r="B3"><f>1+1</f><v>2</v></c>', 2.0, False),
        ('<c r="B3" t="str"><f>A1</f><v>甲</v></c>', "甲", False),
        ('<c r="B3" t="str"><f>A1</f><v></v></c>', None, False),
    ],
)
def test_a_formula_gives_its_stored_value_or_is_told(read: Read, cell: str, value: object, without: bool) -> None:
    data = with_sheet(f'<row r="3"><c r="A3"><v>1</v></c>{cell}<c r="C3"><v>9</v></c></row>')
    sheet = read(data).sheets[0]
    assert [row.values for row in sheet.rows] == [(1.0, value, 9.0)]
    assert sheet.formulas_without_value == (frozenset({(3, 1)}) if without else frozenset())


def test_cells_without_references_stand_side_by_side(read: Read) -> None:
    data = with_sheet("<row><c><v>1</v></c><c><f>1+1</f></c></row><row><c><v>3</v></c></row>")
    sheet = read(data).sheets[0]
    assert [(row.number, row.values) for row in sheet.rows] == [(1, (1.0,)), (2, (3.0,))]
    assert sheet.formulas_without_value == frozenset({(1, 1)})


def test_a_sheet_written_with_a_prefix_is_scanned_as_well(read: Read) -> None:
    space = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = '<x:row r="1" hidden="true"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    sheet = f"<x:worksheet {space}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    found = read(with_parts({"xl/worksheets/sheet1.xml": sheet.encode()})).sheets[0]
    assert [(row.number, row.values, row.hidden) for row in found.rows] == [(1, (1.0,), True)]


def test_a_border_down_to_the_last_row_of_the_sheet_is_no_burden(read: Read) -> None:
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert rows_of(read, data) == [(1, (1.0,))]


def test_a_long_and_narrow_or_a_short_and_wide_sheet_is_read(read: Read) -> None:
    long = with_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    wide = with_sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>')
    assert rows_of(read, long) == [(1_048_576, (1.0,))]
    assert rows_of(read, wide) == [(2, (*[None] * 16_383, 1.0))]


def test_pictures_in_a_workbook_do_not_matter(read: Read) -> None:
    data = with_parts({f"xl/media/{number}.png": b"\x89PNG" * 1000 for number in range(500)}, base=xlsx(HEADER))
    assert rows_of(read, data) == [(1, HEADER)]


def test_rows_can_be_walked_counted_and_picked(read: Read) -> None:
    rows = read(xlsx(*((number,) for number in range(1, 1202)))).sheets[0].rows
    assert len(rows) == 1201
    assert [row.values for row in rows] == [(float(number),) for number in range(1, 1202)]
    assert (rows[0].number, rows[500].number, rows[-1].number) == (1, 501, 1201)
    assert [row.number for row in rows[499:502]] == [500, 501, 502]
    with pytest.raises(IndexError):
        rows[1201]


@pytest.mark.parametrize("cut", [30, 1000, -1, -30])
def test_a_workbook_that_is_cut_off_is_damaged(refused: Refused, cut: int) -> None:
    assert refused(xlsx(HEADER, PERSON)[:cut]) == "file.damaged"


def test_an_old_workbook_that_is_cut_off_is_damaged(refused: Refused) -> None:
    assert refused(xls(HEADER, PERSON)[:2000]) == "file.damaged"


def test_a_workbook_without_any_value_is_refused(refused: Refused) -> None:
    assert refused(xlsx()) == "file.nothing-inside"
    assert refused(xls()) == "file.nothing-inside"


def workbook_of_days(*serials: float) -> bytes:
    book = openpyxl.Workbook()
    for serial in serials:
        book.active.append((serial,))
        book.active.cell(book.active.max_row, 1).number_format = "yyyy-mm-dd"
    return saved(book)


def test_a_day_beyond_the_calendar_stays_the_number_it_is(read: Read) -> None:
    days = workbook_of_days(45444, 2958465, 2958466, 1e300)
    assert [row.values[0] for row in read(days).sheets[0].rows] == [
        date(2024, 6, 1),
        date(9999, 12, 31),
        2958466.0,
        1e300,
    ]


def test_a_day_at_which_the_library_panics_is_damage_and_no_crash(refused: Refused) -> None:
    assert refused(workbook_of_days(-1e300)) == "file.damaged"
