"""Tables as text: encodings, separators, records over several lines."""

import pytest

from tests.foundation.grids.conftest import Read, Refused

TABLE = "序号,姓名,证件号码\r\n1,李𠮷,140101199001011234\r\n2,㛃梅,140201199001011234\r\n"
ROWS = [
    (1, ("序号", "姓名", "证件号码")),
    (2, ("1", "李𠮷", "140101199001011234")),
    (3, ("2", "㛃梅", "140201199001011234")),
]


def rows_of(read: Read, text: str) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.values) for row in read(text.encode()).sheets[0].rows]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("gb18030", "gb18030")],
)
def test_a_text_is_read_in_the_encodings_that_offices_use(read: Read, encoding: str, told: str) -> None:
    book = read(TABLE.encode(encoding))
    assert (book.format, book.encoding) == ("csv", told)
    assert [(row.number, row.values) for row in book.sheets[0].rows] == ROWS


def test_utf_16_is_read_with_its_bytes_the_other_way_round(read: Read) -> None:
    book = read(b"\xfe\xff" + TABLE.encode("utf-16-be"))
    assert [(row.number, row.values) for row in book.sheets[0].rows] == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_the_separator_is_found(read: Read, separator: str) -> None:
    assert rows_of(read, TABLE.replace(",", separator)) == ROWS


def test_commas_inside_the_cells_of_a_tabbed_table_part_nothing(read: Read) -> None:
    assert rows_of(read, "姓名\t地址\t备注\n甲\t太原市,迎泽区,1号\t无\n") == [
        (1, ("姓名", "地址", "备注")),
        (2, ("甲", "太原市,迎泽区,1号", "无")),
    ]


def test_a_title_before_the_table_does_not_hide_the_separator(read: Read) -> None:
    assert rows_of(read, "名册，2024年\n填报单位；甲\n姓名;号码;学历\n甲;1;2\n") == [
        (1, ("名册，2024年",)),
        (2, ("填报单位；甲",)),
        (3, ("姓名", "号码", "学历")),
        (4, ("甲", "1", "2")),
    ]


def test_a_first_line_that_names_the_separator_is_obeyed_and_no_row(read: Read) -> None:
    assert rows_of(read, "sep=|\n姓名|号码\n甲|1\n") == [(2, ("姓名", "号码")), (3, ("甲", "1"))]


def test_a_record_is_numbered_by_the_line_on_which_it_starts(read: Read) -> None:
    text = '姓名,地址\n甲,"太原\n迎泽\n1号"\n\n乙,大同\n'
    assert rows_of(read, text) == [(1, ("姓名", "地址")), (2, ("甲", "太原\n迎泽\n1号")), (6, ("乙", "大同"))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(read: Read, ending: str) -> None:
    assert rows_of(read, ending.join(("姓名,号码", "甲,1", "乙,2"))) == [
        (1, ("姓名", "号码")),
        (2, ("甲", "1")),
        (3, ("乙", "2")),
    ]


def test_doubled_quotes_and_a_lone_one_inside_a_cell_are_text(read: Read) -> None:
    assert rows_of(read, '姓名,管径\n"甲 ""一""",5" 管\n') == [(1, ("姓名", "管径")), (2, ('甲 "一"', '5" 管'))]


def test_a_list_of_one_column_is_a_table(read: Read) -> None:
    assert rows_of(read, "姓名\n甲\n") == [(1, ("姓名",)), (2, ("甲",))]


def test_a_quote_that_never_ends_is_refused(refused: Refused) -> None:
    assert refused('姓名,号码\n"甲,1\n乙,2\n'.encode()) == "file.open-quote"


def test_broken_utf_8_is_refused_rather_than_read_as_another_encoding(refused: Refused) -> None:
    data = TABLE.encode().replace("李".encode(), "李".encode()[:2])
    assert refused(data) == "file.damaged-text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("これは表,です\n".encode("euc-jp") + b"\xff\xff,", "file.encoding"),
        (b"\xff\xfea", "file.encoding"),
        (b"a,b\n\x00\x01\x02\n", "file.not-a-table"),
        ("只有一句话".encode(), "file.not-a-table"),
        (b"\n\n,,\n", "file.nothing-inside"),
        (b"\xef\xbb\xbf", "file.nothing-inside"),
    ],
)
def test_what_is_no_table_of_text_is_refused(refused: Refused, data: bytes, code: str) -> None:
    assert refused(data) == code
