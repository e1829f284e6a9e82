"""From columns to the facts on which the conditions of eligibility are judged."""

from dataclasses import replace
from datetime import date

import pytest

from registry.foundation.grids.model import CellValue
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import Employment, HeldCertificate, HeldTitle, PersonFacts
from registry.rounds.roster.facts import months_before
from tests.rounds.roster.sheets import ASKED, ZHANG, codes, only_row, read

ELECTRICIAN = "6-31-01-03"
BORN = date(1988, 7, 25)


def working_since(day: date) -> tuple[Employment, ...]:
    return (Employment(first_day=day, last_day=None, occupation=ELECTRICIAN, related_to=()),)


def test_what_a_file_has_no_column_for_is_not_known() -> None:
    (row,) = read(("姓名", "证件号码"), ZHANG).rows

    assert row.facts == PersonFacts(birth_date=BORN)


@pytest.mark.parametrize(
    ("years", "first_day"),
    [
        (15.0, date(2009, 6, 1)),
        ("15年", date(2009, 6, 1)),
        (0.0, date(2024, 6, 1)),
        ("3年6个月", date(2020, 12, 1)),
        (3.5, date(2020, 12, 1)),
    ],
)
def test_years_in_the_occupation_count_as_so_many_full_years_on_the_day_asked(
    years: CellValue, first_day: date
) -> None:
    row = only_row("从事本职业年限", years)

    assert (row.status, row.facts.employment) == ("accepted", working_since(first_day))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 15), 1, date(2023, 12, 15)),
        (date(2024, 6, 1), 0, date(2024, 6, 1)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, before: date
) -> None:
    assert months_before(day, months) == before


def test_without_years_work_is_taken_to_run_from_the_start_of_work_with_a_warning() -> None:
    (row,) = read(("姓名", "证件号码", "参加工作时间", "从事本职业年限"), (*ZHANG, "2009.10", None)).rows

    assert (row.status, codes(row)) == ("warning", [("D2", "years.from-work-start")])
    assert row.facts.employment == working_since(date(2009, 10, 1))


@pytest.mark.parametrize("years", ["", "无", "#VALUE!"])
def test_a_formula_that_failed_is_as_good_as_a_missing_year(years: str) -> None:
    (row,) = read(("姓名", "证件号码", "参加工作时间", "从事本职业年限"), (*ZHANG, "2009-10-01", years)).rows

    assert codes(row) == [("D2", "years.from-work-start")]


def test_years_that_are_given_come_before_the_start_of_work() -> None:
    (row,) = read(("姓名", "证件号码", "参加工作时间", "从事本职业年限"), (*ZHANG, "2009-10-01", 5.0)).rows

    assert (row.status, row.facts.employment) == ("accepted", working_since(date(2019, 6, 1)))


def test_years_of_service_stand_in_with_a_warning_where_nothing_better_is_known() -> None:
    row = only_row("工龄", 12.0)

    assert codes(row) == [("C2", "years.from-service")]
    assert row.facts.employment == working_since(date(2012, 6, 1))


def test_the_day_on_which_work_in_the_occupation_began_is_taken_as_it_is() -> None:
    since = working_since(date(2015, 3, 1))

    assert only_row("从事本职业起始时间", "2015.03").facts.employment == since
    assert only_row("从事本职业时间", "2015年3月").facts.employment == since


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("参加工作时间", "2031-01-01", "work.starts-in-future"),
        ("参加工作时间", "2024-06-02", "work.starts-in-future"),
        ("参加工作时间", "1988-07-25", "work.starts-before-birth"),
        ("参加工作时间", 2009.1, "date.decimal"),
        ("参加工作时间", "不清楚了", "date.unreadable"),
        ("从事本职业年限", 50.0, "years.longer-than-life"),
        ("从事本职业年限", -3.0, "years.unreadable"),
        ("从事本职业年限", "很多年", "years.unreadable"),
        ("从事本职业年限", True, "years.unreadable"),
        ("发证日期", 2015.1, "date.decimal"),
    ],
)
def test_what_cannot_be_refuses_the_row_at_its_cell(heading: str, value: CellValue, code: str) -> None:
    row = only_row(heading, value)

    assert (row.status, codes(row)) == ("refused", [("C2", code)])


def test_more_years_than_since_the_start_of_work_are_a_warning() -> None:
    (row,) = read(("姓名", "证件号码", "参加工作时间", "从事本职业年限"), (*ZHANG, "2019-06-01", 12.0)).rows

    assert codes(row) == [("D2", "years.longer-than-work")]


def test_a_level_of_education_alone_leaves_education_not_known() -> None:
    assert only_row("文化程度", "本科").facts.education is None


def held(**cells: CellValue) -> tuple[HeldCertificate, ...] | None:
    (row,) = read(("姓名", "证件号码", *cells), (*ZHANG, *cells.values())).rows
    return row.facts.certificates


def test_a_lower_certificate_is_a_fact_with_its_day_and_occupation_where_they_are_told() -> None:
    assert held(原证书等级="四级/中级工", 发证日期="2015-06-01", 原证书职业="电工") == (
        HeldCertificate(level=4, occupation=ELECTRICIAN, related_to=(), issued=date(2015, 6, 1)),
    )
    assert held(原证书等级="四级") == (HeldCertificate(level=4),)


def test_no_certificate_is_known_only_where_the_row_says_so() -> None:
    assert held(原证书等级="无") == ()
    assert held(原证书等级="") is None
    assert held(原证书等级="/") is None


def test_a_certificate_at_or_above_the_level_asked_leaves_the_lower_ones_not_known() -> None:
    assert held(原证书等级="三级") is None
    assert held(原证书等级="技师") is None


def test_what_cannot_be_read_of_a_certificate_is_left_out_with_a_warning() -> None:
    (row,) = read(("姓名", "证件号码", "原证书等级", "发证日期"), (*ZHANG, "很高", "去年")).rows

    assert (row.status, row.facts.certificates) == ("warning", None)
    assert codes(row) == [("D2", "date.unreadable"), ("C2", "held.level-unreadable")]


def test_a_title_is_a_fact_where_it_is_one_of_engineering() -> None:
    (row,) = read(("姓名", "证件号码", "职称", "取得时间"), (*ZHANG, "助理工程师", "2019-12-01")).rows

    assert row.facts.titles == (HeldTitle(title="助理工程师", awarded=date(2019, 12, 1)),)
    assert only_row("职称", "无").facts.titles == ()
    assert only_row("职称", "会计师").facts.titles is None


def test_facts_are_those_of_the_occupation_and_day_of_the_round() -> None:
    asked = replace(ASKED, occupation="6-18-01-01", on=date(2020, 1, 1), level=SkillLevel.JUNIOR)
    (spell,) = only_row("从事本职业年限", 2.0, asked=asked).facts.employment or ()

    assert (spell.occupation, spell.first_day) == ("6-18-01-01", date(2018, 1, 1))
