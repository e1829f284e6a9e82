"""Certificate numbers: what people type, what is wrong and where, and how new ones are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.certificates.rules.numbers import (
    NATIONAL,
    check_prefix,
    compose,
    grouped,
    parse,
    read_number,
)
from registry.certificates.rules.schemes import Part, provinces, schemes
from registry.foundation.problems import Refusal

GOOD = "Y000014000123244000017"


def digits(width: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=width, max_size=width)


def right_values(part: Part) -> st.SearchStrategy[str]:
    if part.kind == "values":
        return st.sampled_from(part.values)
    if part.kind == "province":
        return st.sampled_from(sorted(provinces()))
    return digits(part.width).filter(lambda value: value not in part.never)


def wrong_values(part: Part) -> st.SearchStrategy[str]:
    """Values of the part's width that may not stand in it, of signs that are not dropped as blanks."""
    signs = "0123456789ABCXYZ*#甲²٣"
    wrong = st.text(signs, min_size=part.width, max_size=part.width)
    if part.kind == "values":
        return wrong.filter(lambda value: value not in part.values)
    if part.kind == "province":
        return wrong.filter(lambda value: value not in provinces())
    if part.never:
        return wrong.filter(lambda value: not set(value) <= set("0123456789")) | st.sampled_from(part.never)
    return wrong.filter(lambda value: not set(value) <= set("0123456789"))


def numbers(scheme_id: str) -> st.SearchStrategy[str]:
    return st.tuples(*map(right_values, schemes()[scheme_id].parts)).map("".join)


prefixes = st.tuples(*map(right_values, schemes()[NATIONAL].parts[:4])).map("".join)


@given(
    prefix=prefixes,
    year=st.integers(2019, 2118),
    level=st.integers(1, 5),
    serial=st.integers(1, 999_999),
)
def test_reading_a_composed_number_gives_what_it_was_composed_of(
    prefix: str, year: int, level: int, serial: int
) -> None:
    reading = parse(compose(prefix, year, level, serial))
    assert reading.prefix == prefix
    assert reading.parts["year"] == f"{year % 100:02d}"
    assert reading.parts["level"] == str(level)
    assert reading.parts["serial"] == f"{serial:06d}"


@pytest.mark.parametrize("scheme_id", list(schemes()))
@given(data=st.data())
def test_a_right_number_is_its_parts_in_order(scheme_id: str, data: st.DataObject) -> None:
    number = data.draw(numbers(scheme_id))
    reading = parse(number)
    assert reading.scheme.id == scheme_id
    assert "".join(reading.parts.values()) == number


@pytest.mark.parametrize("part", schemes()[NATIONAL].parts, ids=lambda part: part.name)
@given(data=st.data())
def test_a_single_broken_part_is_found_at_its_position_and_nowhere_else(part: Part, data: st.DataObject) -> None:
    number = data.draw(numbers(NATIONAL))
    first, last = part.position
    broken = number[: first - 1] + data.draw(wrong_values(part)) + number[last:]
    reading = read_number(broken)
    assert [fault.position for fault in reading.faults] == [part.position]
    assert [fault.code for fault in reading.faults] == ["number." + part.name.replace("_", "-")]


@pytest.mark.parametrize("position", range(1, 23))
def test_a_letter_at_any_position_is_found_in_the_part_it_stands_in(position: int) -> None:
    broken = GOOD[: position - 1] + "Q" + GOOD[position:]
    part = next(part for part in schemes()[NATIONAL].parts if part.position[0] <= position <= part.position[1])
    assert [fault.position for fault in read_number(broken).faults] == [part.position]


@given(st.text())
def test_anything_typed_is_read_without_an_exception(typed: str) -> None:
    reading = read_number(typed)
    assert reading.valid == (not reading.faults)
    assert all(fault.position[0] <= fault.position[1] for fault in reading.faults)
    assert all(fault.message.in_language("zh") for fault in reading.faults)


@pytest.mark.parametrize(
    "typed",
    [
        "y000014000123244000017",
        " Y0000 14 000123 24 4 000017 ",
        "Ｙ００００１４０００１２３２４４００００１７",
        "Y0000-14-000123-24-4-000017",
        "Y0000　14\t000123\u200b244000017\ufeff\n",
    ],
)
def test_a_number_is_understood_as_people_type_it(typed: str) -> None:
    assert parse(typed).number == GOOD


@pytest.mark.parametrize(
    ("typed", "scheme_id", "position"),
    [
        ("", NATIONAL, (1, 22)),
        ("Y00001400012324400001", NATIONAL, (22, 22)),
        ("Y0000140001232440000170", NATIONAL, (23, 23)),
        ("Y000014000123244", NATIONAL, (17, 22)),
        ("120400100140012", "legacy-16", (16, 16)),
    ],
)
def test_missing_or_surplus_positions_are_named(typed: str, scheme_id: str, position: tuple[int, int]) -> None:
    reading = read_number(typed)
    assert reading.scheme.id == scheme_id
    assert [(fault.code, fault.position) for fault in reading.faults] == [("number.length", position)]


def test_a_national_number_without_its_letter_is_still_a_national_one() -> None:
    reading = read_number(GOOD[1:])
    assert reading.scheme.id == NATIONAL
    assert [fault.position for fault in reading.faults] == [(1, 1), (22, 22)]


def test_every_wrong_part_is_told_at_once() -> None:
    reading = read_number("X00001900012324A000000")
    assert [fault.position for fault in reading.faults] == [(1, 1), (6, 7), (16, 16), (17, 22)]


def test_a_fault_says_in_both_languages_where_it_is_and_how_to_mend_it() -> None:
    (fault,) = read_number("Y000014000123206000001").faults
    assert fault.as_problem().in_both() == {
        "zh": "第 16 位（职业技能等级代码）应为 5 / 4 / 3 / 2 / 1 之一，现为“6”。请对照证书上的编号逐位核对。",
        "en": "Position 16 (level) should be one of 5 / 4 / 3 / 2 / 1; it is “6”. "
        "Please compare the number with the certificate, character by character.",
    }


def test_a_refused_number_brings_its_problems_to_the_field() -> None:
    with pytest.raises(Refusal) as refused:
        parse("Y000014000123206000000", where="certificate_number")
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("number.level", "certificate_number"),
        ("number.serial", "certificate_number"),
    ]


def test_the_last_serial_is_given_and_the_next_refused() -> None:
    assert compose(GOOD[:13], 2024, 4, 999_999).endswith("244999999")
    with pytest.raises(Refusal) as refused:
        compose(GOOD[:13], 2024, 4, 1_000_000)
    assert [problem.code for problem in refused.value.problems] == ["number.serials-used-up"]


@pytest.mark.parametrize("year", [2018, 2119])
def test_no_number_is_made_for_a_year_that_its_two_digits_could_not_tell(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        compose(GOOD[:13], year, 4, 1)


@pytest.mark.parametrize("prefix", ["Y00001900012", "Y000019000123", "A000014000123"])
def test_no_number_is_made_from_a_wrong_prefix(prefix: str) -> None:
    with pytest.raises(Refusal):
        compose(prefix, 2024, 4, 1)


@pytest.mark.parametrize(("level", "serial"), [(0, 1), (6, 1), (3, 0)])
def test_no_number_is_made_for_a_level_or_serial_that_does_not_exist(level: int, serial: int) -> None:
    with pytest.raises(Refusal):
        compose(GOOD[:13], 2024, level, serial)


def test_a_body_prefix_is_checked_by_itself() -> None:
    assert check_prefix("ｙ0000 14 000123") == ("Y000014000123", ())
    prefix, problems = check_prefix("Y000019000123", where="prefix")
    assert prefix == "Y000019000123"
    assert [(problem.code, problem.where) for problem in problems] == [("number.province", "prefix")]
    assert [problem.code for problem in check_prefix("Y00001400012")[1]] == ["number.prefix-length"]


def test_a_number_is_shown_in_groups() -> None:
    assert grouped(GOOD) == "Y0000 14 000123 24 4 000017"
    assert grouped("1204001001400123") == "1204001001400123"
