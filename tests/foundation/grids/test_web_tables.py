"""Web pages and XML that call themselves workbooks."""

from datetime import datetime

import pytest

from tests.foundation.grids.conftest import Read, Refused


def rows_of(read: Read, page: str) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.values) for row in read(page.encode()).sheets[0].rows]


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-16", "utf-16", "utf-16"),
        ("big5hkscs", "big5", "big5hkscs"),
    ],
)
def test_a_page_is_read_as_it_is_written(read: Read, encoding: str, declared: str, told: str) -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}"><table><tr><td>張三</table>'
    book = read(page.encode(encoding))
    assert (book.format, book.encoding) == ("html", told)
    assert [row.values for row in book.sheets[0].rows] == [("張三",)]


def test_rare_characters_of_a_page_that_declares_an_old_encoding_come_through(read: Read) -> None:
    page = "<meta charset=gb2312><table><tr><td>𬭎泽宇</td><td>李𠮷</td></tr></table>"
    assert [row.values for row in read(page.encode("gb18030")).sheets[0].rows] == [("𬭎泽宇", "李𠮷")]


def test_cells_over_rows_and_columns_are_laid_out(read: Read) -> None:
    page = """<table><tr><th rowspan=2>序号<th colspan="2">个人<th>岗位</tr>
              <tr><th>姓名<th>号码<th>工种</tr><tr><td>1<td>甲<td>2<td>电工</tr></table>"""
    sheet = read(page.encode()).sheets[0]
    assert [row.values for row in sheet.rows] == [
        ("序号", "个人", None, "岗位"),
        (None, "姓名", "号码", "工种"),
        ("1", "甲", "2", "电工"),
    ]
    assert sheet.merged == ((1, 0, 2, 0), (1, 1, 1, 2))


def test_a_cell_over_more_rows_than_there_are_ends_with_the_table(read: Read) -> None:
    sheet = read(b"<table><tr><td rowspan=99>a<td>b<tr><td>c</table>").sheets[0]
    assert sheet.merged == ((1, 0, 2, 0),)
    assert [row.values for row in sheet.rows] == [("a", "b"), (None, "c")]


def test_breaks_and_blanks_are_as_a_browser_shows_them(read: Read) -> None:
    page = "<table><tr><td> 张 \n  三 <td>a <br> b<td>&nbsp;<td>&lt;1&gt;&amp;<td><p>x</p><p>y</p></table>"
    assert rows_of(read, page) == [(1, ("张 三", "a\nb", None, "<1>&", "x\n\ny"))]


def test_each_table_is_a_sheet_and_a_layout_does_not_swallow_the_table_in_it(read: Read) -> None:
    page = """<table><tr><td>名册<table><tr><td>姓名</td></tr><tr><td>甲</td></tr></table>说明</td></tr></table>
              <table></table><table><tr><td>末</table>"""
    sheets = read(page.encode()).sheets
    assert [[row.values for row in sheet.rows] for sheet in sheets] == [
        [("名册说明",)],
        [("姓名",), ("甲",)],
        [("末",)],
    ]


def test_rows_and_columns_that_the_page_hides_are_told(read: Read) -> None:
    page = """<table><col span=2><col style='display:none'><tr><td>a<td>b<td>c</tr>
              <tr style="display: none"><td>d</tr></table>"""
    sheet = read(page.encode()).sheets[0]
    assert [(row.number, row.hidden) for row in sheet.rows] == [(1, False), (2, True)]
    assert sheet.hidden_columns == frozenset({2})


def test_what_is_never_shown_is_not_read(read: Read) -> None:
    page = "<table><tr><td>a<script>b</script><style>c</style><!-- d --></td></tr></table>"
    assert rows_of(read, page) == [(1, ("a",))]


def test_a_page_without_a_table_is_refused(refused: Refused) -> None:
    assert refused("<html><body>请登录".encode()) == "file.no-table"
    assert refused(b"<html><body><table><tr><td></table>") == "file.nothing-inside"


def test_a_text_that_begins_with_an_angle_is_a_text(read: Read) -> None:
    assert rows_of(read, "<2024>,名册\n甲,乙\n") == [(1, ("<2024>", "名册")), (2, ("甲", "乙"))]


EXCEL_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="名册"><Table>
<Column/><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
<Row ss:Index="2"><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">张三</Data></Cell>
<Cell><Data ss:Type="Number">1.5</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="4"><Data ss:Type="DateTime">2024-06-01T00:00:00.000</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_the_xml_of_excel_2003_is_read(read: Read) -> None:
    book = read(EXCEL_2003.encode())
    (sheet,) = book.sheets
    assert (book.format, sheet.name, sheet.visible) == ("xls", "名册", False)
    assert [(row.number, row.values, row.hidden) for row in sheet.rows] == [
        (2, ("张三", None, 1.5), False),
        (3, (None, None, None, datetime.fromisoformat("2024-06-01")), True),
    ]
    assert sheet.hidden_columns == frozenset({2, 3})
    assert sheet.merged == ((2, 0, 3, 1),)
    assert sheet.formulas_without_value == frozenset({(3, 4)})
