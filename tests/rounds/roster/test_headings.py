"""Which fact a heading names."""

import tomllib
from itertools import chain

import pytest

from registry.foundation.languages import LANGUAGES
from registry.foundation.places import SEEDS
from registry.rounds.roster.headings import Fact, fact_of_heading


@pytest.mark.parametrize(
    ("heading", "fact"),
    [
        ("姓名", Fact.NAME),
        ("姓  名", Fact.NAME),
        ("*姓名（必填）", Fact.NAME),
        ("姓\n名", Fact.NAME),
        ("1、姓名", Fact.NAME),
        ("【必填】姓名", Fact.NAME),
        ("Name", Fact.NAME),
        ("身份证号", Fact.DOCUMENT_NUMBER),
        ("公民身份号码", Fact.DOCUMENT_NUMBER),
        ("证件号码\n（身份证）", Fact.DOCUMENT_NUMBER),
        ("身份证号码/护照号", Fact.DOCUMENT_NUMBER),
        ("ID No.", Fact.DOCUMENT_NUMBER),
        ("ID Card Number", Fact.DOCUMENT_NUMBER),
        ("证件类型", Fact.DOCUMENT_KIND),
        ("出生年月", Fact.BIRTH_DATE),
        ("学历", Fact.EDUCATION),
        ("本职业工龄（年）", Fact.YEARS_IN_OCCUPATION),
        ("从事本职业（工种）年限", Fact.YEARS_IN_OCCUPATION),
        ("工龄", Fact.YEARS_OF_WORK),
        ("参加工作年月", Fact.WORK_START),
        ("原证书等级", Fact.HELD_LEVEL),
        ("申报等级", Fact.LEVEL),
        ("职业/工种", Fact.OCCUPATION),
        ("职业（工种）", Fact.OCCUPATION),
        ("联系电话（手机）", Fact.PHONE),
        ("No.", Fact.SEQUENCE),
        ("须与身份证一致", None),
        ("张三", None),
        ("", None),
    ],
)
def test_a_heading_names_its_fact_however_it_is_dressed(heading: str, fact: Fact | None) -> None:
    assert fact_of_heading(heading) is fact


@pytest.mark.parametrize(
    ("group", "heading", "fact"),
    [
        ("现持证书", "等级", Fact.HELD_LEVEL),
        ("现持证书", "编号", Fact.HELD_NUMBER),
        ("现持证书", "发证日期", Fact.HELD_ISSUED),
        ("申报信息", "级别", Fact.LEVEL),
        ("申报信息", "等级", Fact.LEVEL),
        ("职称", "名称", Fact.TITLE),
        ("职称", "取得时间", Fact.TITLE_AWARDED),
        ("身份证件", "类型", Fact.DOCUMENT_KIND),
        ("身份证件", "号码", Fact.DOCUMENT_NUMBER),
        ("个人信息", "姓名", Fact.NAME),
    ],
)
def test_the_group_above_a_heading_tells_what_it_is_about(group: str, heading: str, fact: Fact) -> None:
    assert fact_of_heading(heading, group) is fact


@pytest.mark.parametrize("fact", [fact for fact in Fact if fact is not Fact.NOT_USED])
def test_the_name_that_the_page_gives_a_fact_is_read_as_that_fact(fact: Fact) -> None:
    names = [fact.full_name.in_language(language) for language in LANGUAGES]

    assert [fact_of_heading(name) for name in names] == [fact, fact]


def test_no_word_stands_for_two_facts() -> None:
    with (SEEDS / "catalogue" / "roster-headings.toml").open("rb") as file:
        parts = tomllib.load(file)
    for part in parts.values():
        words = list(chain.from_iterable(text.split() for text in part.values()))
        assert sorted(words) == sorted(set(words))
