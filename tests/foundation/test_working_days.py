"""Working days across the holidays that once went wrong, and never beyond the notices that are known."""

from datetime import date

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import Viewer
from registry.foundation.working_days import (
    WorkingDays,
    load_shipped_years,
    load_year,
    shipped_exceptions,
    shipped_years,
    working_days,
)

SHIPPED = WorkingDays(
    {day: kind for year in shipped_years() for day, kind in shipped_exceptions(year).items()},
    frozenset(shipped_years()),
)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 1, 26), True),  # a Sunday made up before Spring Festival
        (date(2025, 1, 27), True),
        (date(2025, 1, 28), False),
        (date(2025, 2, 4), False),
        (date(2025, 2, 5), True),
        (date(2025, 2, 8), True),  # a Saturday made up after it
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
    ],
)
def test_holidays_and_make_up_days_are_those_of_the_notice(day: date, working: bool) -> None:
    assert SHIPPED.is_working_day(day) is working


@pytest.mark.parametrize(
    ("from_day", "count", "last"),
    [
        (date(2025, 1, 24), 5, date(2025, 2, 7)),  # 26, 27 January, 5, 6, 7 February
        (date(2025, 1, 24), 6, date(2025, 2, 8)),
        (date(2026, 9, 29), 5, date(2026, 10, 12)),  # 30 September, 8, 9, 10, 12 October
        (date(2024, 6, 3), 0, date(2024, 6, 3)),
    ],
)
def test_the_count_begins_on_the_next_day(from_day: date, count: int, last: date) -> None:
    assert SHIPPED.after(from_day, count) == last
    assert SHIPPED.between(from_day, last) == count


def test_a_count_into_a_year_that_is_not_known_has_no_end() -> None:
    beyond = max(shipped_years()) + 1

    assert SHIPPED.after(date(beyond - 1, 12, 30), 5) is None
    assert SHIPPED.is_working_day(date(beyond, 1, 4)) is None
    assert SHIPPED.between(date(beyond - 1, 12, 30), date(beyond, 1, 4)) is None


async def test_the_shipped_years_are_loaded_once_and_say_the_same(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    assert await load_shipped_years(now=clock.now()) == len(shipped_years())
    assert await load_shipped_years(now=clock.now()) == 0

    known = await working_days()

    assert known.exceptions == SHIPPED.exceptions
    assert set(known.years) == set(shipped_years())


async def test_loading_a_year_gives_the_count_its_end(database: PostgresEngine, clock: StoppedClock) -> None:
    await load_shipped_years(now=clock.now())
    beyond = max(shipped_years()) + 1
    start = date(beyond - 1, 12, 30)
    assert (await working_days()).after(start, 3) is None

    assert await load_year(Viewer(), beyond, {date(beyond, 1, 1): "holiday"}, "测试通知", now=clock.now())

    assert (await working_days()).after(start, 3) is not None
