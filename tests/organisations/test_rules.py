"""The code of an organisation, the beginning of its certificates' numbers, and terms of staff, as the law has them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from registry.foundation.problems import Problem
from registry.foundation.viewers import Role
from registry.organisations.rules import (
    authority_records,
    last_day_problem,
    ownerships,
    prefix_parts,
    prefix_region_problem,
    read_credit_code,
    read_number_prefix,
    term_problems,
)

TODAY = date(2024, 6, 3)
YESTERDAY = date(2024, 6, 2)
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code_of(outcome: object) -> str:
    return outcome.code if isinstance(outcome, Problem) else f"read {outcome}"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("91140100MA0GX1234Y", "read 91140100MA0GX1234Y"),
        ("91140100ma0gx1234y", "read 91140100MA0GX1234Y"),
        (" 91 140100 MA0GX1234 Y ", "read 91140100MA0GX1234Y"),
        ("９１１４０１００ＭＡ０ＧＸ１２３４Ｙ", "read 91140100MA0GX1234Y"),
        ("91-140100-MA0GX1234-Y", "read 91140100MA0GX1234Y"),
        ("91140100MA0GX1234", "credit-code.length"),
        ("140100200001234", "credit-code.length"),
        ("", "credit-code.length"),
        ("91140100MA0GX1234Z", "credit-code.characters"),
        ("9114O100MA0GX1234Y", "credit-code.characters"),
        ("911401A0MA0GX1234Y", "credit-code.region"),
        ("91140100MA0GX1234X", "credit-code.check-character"),
        ("91140100MA0GX1324Y", "credit-code.check-character"),
    ],
)
def test_a_credit_code_is_read_as_it_was_meant_or_its_fault_is_named(typed: str, outcome: str) -> None:
    assert code_of(read_credit_code(typed)) == outcome


def test_a_letter_that_no_code_has_is_named_and_not_exchanged() -> None:
    problem = read_credit_code("9I14O100MA0GX1234Y")
    assert isinstance(problem, Problem)
    assert problem.message.in_language("zh") == "统一社会信用代码里没有“I、O”。"


@given(st.text(SIGNS, min_size=9, max_size=9), st.integers(0, 16), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(tail: str, place: int, sign: str) -> None:
    body = f"91140100{tail}"
    right = body + calc_check_digit(body + "0")
    assert read_credit_code(right) == right
    wrong = right[:place] + sign + right[place + 1 :]
    assert isinstance(read_credit_code(wrong), str) is (wrong == right)


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("Y000014000123", "read Y000014000123"),
        ("y0000 14 000123", "read Y000014000123"),
        ("S008714000031", "read S008714000031"),
        ("Y00001400012", "number-prefix.length"),
        ("Y000014000123244000017", "number-prefix.length"),
        ("X000014000123", "number-prefix.part"),
        ("Y00A014000123", "number-prefix.part"),
        ("Y000019000123", "number-prefix.part"),
        ("Y00001400012A", "number-prefix.part"),
    ],
)
def test_thirteen_characters_are_read_or_their_fault_is_named(typed: str, outcome: str) -> None:
    assert code_of(read_number_prefix(typed)) == outcome


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("X000014000123", "第 1 位（评价机构类别）应为 Y、S 之一，现为“X”。"),
        ("Y000019000123", "第 6 至 7 位（评价机构（站点）所在地省级代码）“19”不是现行的省级代码。"),
        ("Y00001400012A", "第 8 至 13 位（评价机构（站点）序列码）应为数字，现为“00012A”。"),
    ],
)
def test_the_fault_says_which_positions_and_what_stands_there(typed: str, said: str) -> None:
    problem = read_number_prefix(typed)
    assert isinstance(problem, Problem)
    assert problem.message.in_language("zh") == said


def test_the_four_parts_fill_the_thirteen_positions_without_gap() -> None:
    assert [(part.first, part.last) for part in prefix_parts()] == [(1, 1), (2, 5), (6, 7), (8, 13)]


def test_a_body_bears_the_code_of_its_authoritys_province() -> None:
    assert prefix_region_problem("Y000014000123", "140105") is None
    problem = prefix_region_problem("Y000061000123", "140105")
    assert problem is not None
    assert problem.where == "number_prefix"


def test_the_authorities_are_one_province_its_eleven_cities_and_counties_below_them() -> None:
    records = authority_records()
    assert Counter(each.tier for each in records)["province"] == 1
    assert Counter(each.tier for each in records)["city"] == 11
    assert len({each.region_code for each in records}) == len(records)
    seen: dict[str, str] = {}
    for each in records:
        if each.tier == "province":
            assert each.parent is None
        else:
            assert each.parent is not None
            assert seen[each.parent] == {"city": "province", "county": "city"}[each.tier]
            assert each.region_code[:2] == "14"
        if each.tier == "county":
            assert each.parent == f"{each.region_code[:4]}00"
        seen[each.region_code] = each.tier


def test_each_kind_of_owner_has_words_in_both_languages() -> None:
    assert {name: words.zh for name, words in ownerships().items()} == {
        "private": "民营企业",
        "state": "国有企业",
        "public-institution": "事业单位",
        "other": "其他单位",
    }
    assert all(words.en for words in ownerships().values())


@pytest.mark.parametrize(
    ("role", "valid_to", "card", "fields"),
    [
        (Role.CLERK, None, None, []),
        (Role.CLERK, TODAY, None, []),
        (Role.CLERK, YESTERDAY, None, ["valid_to"]),
        (Role.ASSESSOR, None, "R1400001", []),
        (Role.ASSESSOR, None, None, ["card_number"]),
        (Role.ASSESSOR, YESTERDAY, None, ["valid_to", "card_number"]),
    ],
)
def test_a_term_runs_forward_and_an_assessor_has_a_card(
    role: Role, valid_to: date | None, card: str | None, fields: list[str]
) -> None:
    assert [problem.where for problem in term_problems(role, TODAY, valid_to, card)] == fields


@pytest.mark.parametrize(
    ("last", "first", "planned", "code"),
    [
        (TODAY, date(2024, 1, 1), None, None),
        (YESTERDAY, date(2024, 1, 1), None, None),
        (YESTERDAY - timedelta(days=1), date(2024, 1, 1), None, "staff.last-day"),
        (TODAY + timedelta(days=400), date(2024, 1, 1), None, None),
        (YESTERDAY, TODAY, None, "staff.last-day"),
        (TODAY, TODAY, None, None),
        (TODAY + timedelta(days=5), date(2024, 1, 1), TODAY + timedelta(days=4), "staff.prolonged"),
        (TODAY + timedelta(days=4), date(2024, 1, 1), TODAY + timedelta(days=4), None),
    ],
)
def test_a_term_ends_yesterday_at_the_earliest_and_never_later_than_planned(
    last: date, first: date, planned: date | None, code: str | None
) -> None:
    problem = last_day_problem(last, first=first, planned=planned, today=TODAY)
    assert (problem and problem.code) == code
