"""How years are counted: anniversaries, and days of work laid end to end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.policy.rules.kleene import FIRST_DAY, LAST_DAY, Days, joined
from registry.policy.rules.years import (
    anniversary,
    days_missing,
    full_on,
    whole_years,
    worked_between,
    years_between,
)


def days(*spans: tuple[str, str | None]) -> Days:
    return joined(
        (date.fromisoformat(first).toordinal(), LAST_DAY if last is None else date.fromisoformat(last).toordinal())
        for first, last in spans
    )


def full_day(worked: Days, years: int, since: str | None = None) -> date | None:
    start = FIRST_DAY if since is None else date.fromisoformat(since).toordinal()
    found = full_on(worked, start, years)
    return None if found is None else date.fromordinal(found)


@pytest.mark.parametrize(
    ("day", "years", "full"),
    [
        ("2020-02-29", 1, date(2021, 2, 28)),
        ("2020-02-29", 4, date(2024, 2, 29)),
        ("2020-02-28", 1, date(2021, 2, 28)),
        ("2019-03-01", 1, date(2020, 3, 1)),
        ("2008-02-29", 16, date(2024, 2, 29)),
        ("9990-01-01", 10, None),
    ],
)
def test_a_period_of_years_is_full_on_the_corresponding_day(day: str, years: int, full: date | None) -> None:
    assert anniversary(date.fromisoformat(day), years) == full


def test_one_unbroken_spell_makes_five_years_on_the_fifth_anniversary() -> None:
    assert full_day(days(("2019-06-01", "2024-05-31")), 5) == date(2024, 6, 1)
    assert full_day(days(("2019-06-01", None)), 5) == date(2024, 6, 1)


def test_a_spell_that_ends_a_day_early_never_makes_the_years() -> None:
    assert full_day(days(("2019-06-01", "2024-05-30")), 5) is None


def test_work_that_begins_on_29_february_is_full_on_28_february() -> None:
    assert full_day(days(("2020-02-29", None)), 5) == date(2025, 2, 28)


def test_a_gap_does_not_count() -> None:
    with_gap = days(("2018-01-01", "2018-12-31"), ("2019-03-01", None))

    assert full_day(with_gap, 2) == date(2020, 2, 29)


def test_days_in_two_spells_count_once() -> None:
    overlapping = days(("2020-05-03", "2023-05-03"), ("2021-05-03", "2023-08-01"), ("2023-03-24", None))

    assert overlapping == days(("2020-05-03", None))
    assert full_day(overlapping, 5) == date(2025, 5, 3)


def test_contracts_back_to_back_are_one_unbroken_time() -> None:
    assert days(("2020-12-15", "2022-02-17"), ("2022-02-18", "2025-12-14")) == days(("2020-12-15", "2025-12-14"))


def test_years_since_a_day_begin_with_the_first_day_worked_on_or_after_it() -> None:
    assert full_day(days(("2018-01-01", None)), 3, since="2021-03-15") == date(2024, 3, 15)
    assert full_day(days(("2018-01-01", "2020-12-31"), ("2022-05-01", None)), 3, "2021-03-15") == date(2025, 5, 1)
    assert full_day(days(("2018-01-01", "2021-03-14")), 1, since="2021-03-15") is None


def test_the_day_asked_does_not_count() -> None:
    work = days(("2024-01-01", None))

    assert worked_between(work, FIRST_DAY, date(2024, 1, 1).toordinal()).days == 0
    assert worked_between(work, FIRST_DAY, date(2024, 1, 3).toordinal()).days == 2


def test_what_has_been_worked_is_said_in_years_and_days_and_what_is_missing_in_days() -> None:
    work = worked_between(days(("2020-02-29", None)), FIRST_DAY, date(2023, 3, 10).toordinal())

    assert whole_years(work) == (3, 10)
    assert days_missing(work, 5) == (date(2025, 2, 28) - date(2023, 3, 10)).days


def test_nothing_worked_is_no_year_and_no_day() -> None:
    nothing = worked_between((), FIRST_DAY, LAST_DAY)

    assert whole_years(nothing) == (0, 0)
    assert days_missing(nothing, 5) is None


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_years_between_two_days_are_those_whose_anniversary_has_come(start: date, day: date) -> None:
    years, beyond = years_between(start, day)
    if day < start:
        assert (years, beyond) == (0, 0)
        return
    reached, following = anniversary(start, years), anniversary(start, years + 1)

    assert reached is not None
    assert following is not None
    assert reached <= day < following
    assert reached + timedelta(days=beyond) == day


@given(
    st.lists(st.tuples(st.integers(730000, 734000), st.integers(0, 1500)), max_size=5),
    st.integers(730000, 734000),
    st.integers(1, 6),
)
def test_the_full_day_is_the_first_on_which_the_count_reaches_the_anniversary(
    spells: list[tuple[int, int]], since: int, years: int
) -> None:
    worked = joined((first, first + length) for first, length in spells)
    single = sorted({d for first, length in spells for d in range(first, first + length + 1) if d >= since})
    expected = None
    for number, day in enumerate(single, 1):
        first = date.fromordinal(single[0])
        if first + timedelta(days=number) >= (anniversary(first, years) or date.max):
            expected = day + 1
            break

    assert full_on(worked, since, years) == expected
