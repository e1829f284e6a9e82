"""Refused rows go out with their reasons, come back mended; the template is read as it was meant."""

from pathlib import Path

import pytest

from registry.foundation.grids.model import Workbook
from registry.foundation.grids.reading import read_workbook
from registry.foundation.languages import LANGUAGES, Language
from registry.rounds.roster.model import RosterReading
from registry.rounds.roster.reading import read_roster
from registry.rounds.roster.workbooks import refused_workbook, template_workbook
from tests.rounds.roster.sheets import ASKED, LI, WANG, ZHANG, codes, read, sheet, statuses, workbook


def opened(content: bytes, folder: Path) -> Workbook:
    path = folder / "roster.xlsx"
    path.write_bytes(content)
    return read_workbook(path)


def mixed() -> RosterReading:
    return read(
        ("", "个人信息", None, "现持证书", None, "车间备注"),
        ("序号", "姓名", "证件号码", "等级", "发证日期", ""),
        (1.0, *ZHANG, "四级", "2015-06-01", "甲"),
        (2.0, "李四", LI[1][:17] + "0", "四级", "2015-06-01", "乙"),
        (3.0, "王五", 140301199602094563.0, "四级", 2015.1, "=1+1"),
        (4.0, *ZHANG, "四级", "2015-06-01", "甲"),
        merged=((1, 1, 1, 2), (1, 3, 1, 4)),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_rows_alone_go_out_with_their_columns_and_reasons(language: Language, tmp_path: Path) -> None:
    reading = mixed()
    (page,) = opened(refused_workbook(reading, language), tmp_path).sheets
    rows = [row.values for row in page.rows]

    assert statuses(reading) == {3: "accepted", 4: "refused", 5: "refused", 6: "duplicate"}
    assert [row[:6] for row in rows[1:]] == [
        (2.0, "李四", LI[1][:17] + "0", "四级", "2015-06-01", "乙"),
        (3.0, "王五", None, "四级", 2015.1, "=1+1"),
    ]
    assert (
        str(rows[1][6])
        == {
            "zh": "原文件第4行: 证件号码的最后一位校验码不符，其中至少有一位有误。请按证件逐位核对后改正。",
            "en": "Row 4 of the original file: The check character at the end of the number does not match; at least "
            "one character is wrong. Please compare it with the document character by character and correct it.",
        }[language]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_rows_can_be_uploaded_again_and_tell_the_same_facts(language: Language, tmp_path: Path) -> None:
    reading = mixed()
    again = read_roster(opened(refused_workbook(reading, language), tmp_path), ASKED)

    assert [column.fact for column in again.columns][:-1] == [column.fact for column in reading.columns]
    assert [codes(row) for row in again.rows] == [
        [("C2", "id.check-character")],
        [("C3", "id.missing"), ("E3", "date.decimal")],
    ]


def test_rows_once_mended_are_taken(tmp_path: Path) -> None:
    page = opened(refused_workbook(mixed(), "zh"), tmp_path).sheets[0]
    rows = [list(row.values) for row in page.rows]
    rows[1][2], rows[2][1], rows[2][2], rows[2][4] = LI[1], *("王五", "140101199602094563"), "2015-10-01"
    again = read_roster(workbook(sheet(*rows)), ASKED)

    assert statuses(again) == {2: "accepted", 3: "accepted"}


def test_a_column_that_was_mapped_by_hand_is_known_the_next_time(tmp_path: Path) -> None:
    reading = read(("姓名", "号牌"), (WANG[0], "123"), mapping={"号牌": "document_number"})
    again = read_roster(opened(refused_workbook(reading, "zh"), tmp_path), ASKED)

    assert [codes(row) for row in again.rows] == [[("B2", "id.length")]]


def test_a_reason_is_not_sent_back_twice(tmp_path: Path) -> None:
    once = read_roster(opened(refused_workbook(mixed(), "zh"), tmp_path), ASKED)
    (page,) = opened(refused_workbook(once, "zh"), tmp_path).sheets

    assert [str(value) for value in page.rows[0].values].count("退回原因") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_roster_of_nobody_in_which_every_column_is_known(language: Language, tmp_path: Path) -> None:
    reading = read_roster(opened(template_workbook(language), tmp_path), ASKED)

    assert (reading.rows, reading.passed_over, reading.unmapped) == ((), (), ())
    assert [problem.code for problem in reading.problems] == ["roster.no-people"]
