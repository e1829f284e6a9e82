"""A form keeps what was typed, gives values, and collects what is wrong at each field."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.foundation import form_readers
from registry.foundation.forms import Form, Reader
from registry.foundation.problems import Problem, Refusal, message

ENTER_NAME = message("请填写名称。")
ENTER_DAY = message("请填写申报日期。")
LEVELS = {"5": 5, "4": 4}


@dataclass(frozen=True)
class Opening:
    name: str
    applied_on: date
    expected: int | None
    levels: tuple[int, ...]


def read_opening(form: Form) -> Opening:
    name = form.asked("name", form_readers.text(20), missing=ENTER_NAME)
    applied_on = form.asked("applied_on", form_readers.day, missing=ENTER_DAY)
    expected = form.optional("expected", form_readers.whole_number(1, 50_000))
    levels = form.several("levels", form_readers.one_of(LEVELS))
    return Opening(name.value, applied_on.value, expected.value, levels.value)


def test_a_form_without_faults_becomes_one_value() -> None:
    form = Form.of(
        [
            ("name", "  秋季  电工 "),
            ("applied_on", "２０２４年9月5日"),
            ("expected", "1,200"),
            ("levels", "5"),
            ("levels", "4"),
        ]
    )

    assert read_opening(form) == Opening("秋季 电工", date(2024, 9, 5), 1200, (5, 4))


def test_fields_that_may_stay_empty_give_nothing() -> None:
    form = Form.filled(name="秋季", applied_on="2024-9-5")

    assert read_opening(form) == Opening("秋季", date(2024, 9, 5), None, ())


def test_every_problem_is_told_at_once_and_at_its_field() -> None:
    form = Form.filled(name="\u200b ", applied_on="2024-13-5", expected="0", levels=("5", "9"))

    with pytest.raises(Refusal) as refused:
        read_opening(form)

    assert [(problem.where, problem.code) for problem in refused.value.problems] == [
        ("name", "form.missing"),
        ("applied_on", "form.day"),
        ("expected", "form.whole-number"),
        ("levels", "form.choice"),
    ]


def test_a_problem_in_one_field_withholds_the_values_of_all_others() -> None:
    form = Form.filled(name="秋季")
    name = form.asked("name", form_readers.text(), missing=ENTER_NAME)
    form.asked("applied_on", form_readers.day, missing=ENTER_DAY)

    assert name.given == "秋季"
    with pytest.raises(Refusal):
        _ = name.value


def test_at_least_one_choice_can_be_asked_for() -> None:
    form = Form()
    form.several("levels", form_readers.one_of(LEVELS), missing=message("请选择等级。"))

    assert [problem.where for problem in form.problems] == ["levels"]


def test_what_was_typed_stays_as_it_was_typed_after_a_refusal() -> None:
    form = Form.of([("name", " 秋季 "), ("levels", "5"), ("levels", "4"), ("agreed", "yes"), ("scan", b"a file")])
    already = Problem("round.exists", message("已有同名的批次。"), where="name")

    again = form.refused(Refusal(already))

    assert again.typed("name") == " 秋季 "
    assert again.all_typed("levels") == ("5", "4")
    assert again.ticked("agreed")
    assert not again.ticked("scan")
    assert again.problems_at("name") == (already,)
    assert again.problems_at("levels") == ()


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (form_readers.whole_number(0, 99), "０", 0),
        (form_readers.whole_number(0, 99), "99", 99),
        (form_readers.decimal_number(Decimal(0), Decimal(100), 1), "100.0", Decimal("100.0")),
        (form_readers.decimal_number(Decimal(0), Decimal(100), 1), "59．5", Decimal("59.5")),
        (form_readers.code, "１４0101 19900307 731x", "14010119900307731X"),
        (form_readers.long_text(), " 一\r\n二 ", "一\n二"),
        (form_readers.text(3), "三个字", "三个字"),
        (form_readers.day_between(date(2024, 5, 6), date(2024, 5, 8)), "2024-5-6", date(2024, 5, 6)),
        (form_readers.day_between(date(2024, 5, 6), date(2024, 5, 8)), "20240508", date(2024, 5, 8)),
    ],
)
def test_readers_understand_what_people_type(read: Reader[object], typed: str, value: object) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    ("read", "typed", "code"),
    [
        (form_readers.whole_number(0, 99), "100", "form.whole-number"),
        (form_readers.whole_number(0, 99), "-1", "form.whole-number"),
        (form_readers.whole_number(0, 99), "5.0", "form.whole-number"),
        (form_readers.whole_number(0, 99), "٣", "form.whole-number"),
        (form_readers.decimal_number(Decimal(0), Decimal(100), 1), "100.1", "form.number"),
        (form_readers.decimal_number(Decimal(0), Decimal(100), 1), "59.55", "form.number"),
        (form_readers.decimal_number(Decimal(0), Decimal(100), 1), "1e1", "form.number"),
        (form_readers.text(3), "四个字了", "form.too-long"),
        (form_readers.day_between(date(2024, 5, 6), None), "2024-5-5", "form.too-early"),
        (form_readers.day_between(None, date(2024, 5, 8)), "2024-5-9", "form.too-late"),
        (form_readers.one_of(LEVELS), "五级", "form.choice"),
    ],
)
def test_readers_say_what_is_wrong_with_the_rest(read: Reader[object], typed: str, code: str) -> None:
    outcome = read(typed)

    assert isinstance(outcome, Problem)
    assert outcome.code == code
    assert outcome.cure is not None


@given(st.text(), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_whole_number_is_read_within_its_limits_or_not_at_all(typed: str, least: int, most: int) -> None:
    outcome = form_readers.whole_number(least, most)(typed)

    assert isinstance(outcome, Problem) or least <= outcome <= most
