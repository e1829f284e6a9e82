"""What a single cell says."""

from datetime import date, datetime, time

import pytest

from registry.foundation.grids.model import CellValue
from registry.policy.catalogue import SkillLevel
from registry.rounds.roster.cells import read_cell_day, read_level, read_months, read_sex, text_of

FIRST, OCTOBER = date(2009, 10, 1), date(2009, 10, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" 电 工 ", "电 工"),
        ("'140101198807251310", "140101198807251310"),
        ("＇140101", "140101"),
        ('="140101198807251310"', "140101198807251310"),
        ("\t140101198807251310", "140101198807251310"),
        ("上\n下", "上 下"),
        (15.0, "15"),
        (2009.1, "2009.1"),
        (True, "True"),
        (date(2009, 10, 1), "2009-10-01"),
    ],
)
def test_a_cell_is_read_as_text(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("2009-10-01", True),
        ("2009/10/1", True),
        ("2009.10.01", True),
        ("2009年10月1日", True),
        ("２００９年１０月１日", True),
        ("20091001", True),
        ("2009-10-01 00:00:00", True),
        ("二〇〇九年十月一日", True),
        (20091001.0, True),
        (datetime(2009, 10, 1), True),  # noqa: DTZ001
        (date(2009, 10, 1), True),
        ("2009.10", False),
        ("2009-10", False),
        ("2009年10月", False),
        ("2009年10月至今", False),
        ("200910", False),
        (200910.0, False),
    ],
)
def test_a_day_is_read_in_the_spellings_that_people_use(value: CellValue, whole: bool) -> None:
    read = read_cell_day(value, typed_as_text=False)

    assert (read.day, read.whole, read.problem) == (OCTOBER, whole, None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (2009.1, "date.decimal"),
        (2009.05, "date.decimal"),
        (2009.0, "date.year-only"),
        ("2009", "date.year-only"),
        ("2009年", "date.year-only"),
        ("2009-13-01", "date.unreadable"),
        ("2009-02-30", "date.unreadable"),
        ("09.10", "date.unreadable"),
        ("10/1/2009", "date.unreadable"),
        ("很久以前", "date.unreadable"),
        (time(10, 0), "date.unreadable"),
        (True, "date.unreadable"),
    ],
)
def test_what_may_be_two_days_or_none_is_refused(value: CellValue, code: str) -> None:
    read = read_cell_day(value, typed_as_text=True)

    assert read.day is None
    assert read.problem is not None
    assert (read.problem.code, read.problem.severity) == (code, "error")


def test_a_month_one_is_january_where_text_is_told_from_numbers_and_refused_where_it_is_not() -> None:
    assert read_cell_day("2009.1", typed_as_text=True).day == date(2009, 1, 1)
    refused = read_cell_day("2009.1", typed_as_text=False)
    assert refused.problem is not None
    assert refused.problem.code == "date.month-ambiguous"


def test_a_serial_number_is_read_as_the_day_that_it_counts_with_a_warning() -> None:
    read = read_cell_day(39995.0, typed_as_text=True)

    assert read.day == date(2009, 7, 1)
    assert read.problem is not None
    assert (read.problem.code, read.problem.severity) == ("date.counted", "warning")


@pytest.mark.parametrize("value", [None, "", "无", "/", "-", "不详", "#N/A"])
def test_a_cell_that_says_nothing_holds_no_day_and_no_problem(value: CellValue) -> None:
    read = read_cell_day(value, typed_as_text=True)

    assert (read.day, read.problem) == (None, None)


@pytest.mark.parametrize(
    ("value", "months"),
    [
        (15.0, 180),
        (0.0, 0),
        (3.5, 42),
        ("15", 180),
        ("15年", 180),
        ("１５年", 180),
        ("十五年", 180),
        ("二十一", 252),
        ("3年6个月", 42),
        ("6个月", 6),
        ("10年以上", 120),
        ("满5年", 60),
        ("约10年", None),
        ("很多", None),
        ("-1", None),
        (-1.0, None),
        (81.0, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
    ],
)
def test_a_length_of_work_is_read_in_months(value: CellValue, months: int | None) -> None:
    assert read_months(value) == months


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("三级/高级工", SkillLevel.SENIOR),
        ("高级工（三级）", SkillLevel.SENIOR),
        ("三级／高级工", SkillLevel.SENIOR),
        ("三级", SkillLevel.SENIOR),
        ("高级", SkillLevel.SENIOR),
        ("3", SkillLevel.SENIOR),
        ("Ⅲ级", SkillLevel.SENIOR),
        ("国家职业资格三级", SkillLevel.SENIOR),
        ("level 3", SkillLevel.SENIOR),
        ("技师", SkillLevel.TECHNICIAN),
        ("一级/高级技师", SkillLevel.SENIOR_TECHNICIAN),
        ("五级", SkillLevel.JUNIOR),
        ("特级技师", SkillLevel.SPECIAL),
        ("学徒工", SkillLevel.APPRENTICE),
        ("三级/中级工", None),
        ("高级工程师", None),
        ("六级", None),
        ("好", None),
    ],
)
def test_a_level_is_read_where_the_text_names_one_and_no_other(text: str, level: SkillLevel | None) -> None:
    assert read_level(text) is level


@pytest.mark.parametrize("level", SkillLevel)
def test_a_level_is_read_as_the_template_offers_it_in_both_languages(level: SkillLevel) -> None:
    assert [read_level(level.in_language("zh")), read_level(level.in_language("en"))] == [level, level]


def test_sex_is_read_in_words_and_letters() -> None:
    assert [read_sex(text) for text in ("男", "男性", "M", "female", "女", "未知")] == [
        "男",
        "男",
        "男",
        "女",
        "女",
        None,
    ]
