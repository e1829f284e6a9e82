"""Working days (工作日) by the yearly notices on holidays and make-up days; never a guess about a year to come.

A count that runs into a year whose notice is not loaded has no end. Loading the year computes whatever waits for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

import chinese_calendar

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.tables import CalendarYear, WorkdayException
from registry.foundation.viewers import Viewer

Exception_ = Literal["holiday", "workday"]
_SATURDAY = 5
_SHIPPED_SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days that are not what their weekday says, and the years for which that is officially known."""

    exceptions: Mapping[date, Exception_] = field(default_factory=dict)
    years: Collection[int] = ()

    def is_working_day(self, day: date) -> bool | None:
        """Return whether a day is a working day; None where its year is not loaded."""
        if day.year not in self.years:
            return None
        kind = self.exceptions.get(day)
        return day.weekday() < _SATURDAY if kind is None else kind == "workday"

    def after(self, day: date, count: int) -> date | None:
        """Return the last of `count` working days that begin on the day after `day` (次日起算).

        None where the count runs into a year that is not loaded.
        """
        found = 0
        while found < count:
            day += timedelta(days=1)
            working = self.is_working_day(day)
            if working is None:
                return None
            found += working
        return day

    def between(self, first: date, last: date) -> int | None:
        """Return how many working days lie after `first`, up to and with `last`; None where a year is not loaded."""
        days = [self.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)]
        return None if None in days else sum(map(bool, days))


async def working_days() -> WorkingDays:
    """Return what the database knows. Two statements."""
    exceptions = await WorkdayException.select(WorkdayException.day, WorkdayException.kind)
    years = await CalendarYear.select(CalendarYear.year)
    return WorkingDays({row["day"]: row["kind"] for row in exceptions}, frozenset(row["year"] for row in years))


def shipped_years() -> range:
    """Return the years whose notices ship with the program."""
    known = [day.year for day in chinese_calendar.holidays]
    return range(min(known), max(known) + 1)


def shipped_exceptions(year: int) -> dict[date, Exception_]:
    """Return the holidays on weekdays and the make-up working days of a year that ships."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    found: dict[date, Exception_] = {}
    for day in days:
        if day.year != year:
            continue
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < _SATURDAY):
            found[day] = "workday" if working else "holiday"
    return found


async def load_year(
    viewer: Viewer, year: int, exceptions: Mapping[date, Exception_], source: str, *, now: datetime
) -> bool:
    """Load the working days of a year by its notice; return False where the year is loaded already."""
    async with DB.transaction():
        await CalendarYear.raw("select pg_advisory_xact_lock(hashtext('load calendar'))")
        if await CalendarYear.exists().where(CalendarYear.year == year):
            return False
        if exceptions:
            await WorkdayException.insert(
                *(WorkdayException(day=day, kind=kind, source=source) for day, kind in exceptions.items())
            )
        row = CalendarYear(year=year, source=source, loaded_at=now)
        await CalendarYear.insert(row)
        await record("calendar:load", viewer=viewer, subject_kind="calendar", subject=row.id, now=now, year=year)
    return True


async def load_shipped_years(*, now: datetime) -> int:
    """Load every year that ships and is not in the database yet; return how many."""
    loaded = 0
    for year in shipped_years():
        source = _SHIPPED_SOURCE.format(year=year)
        loaded += await load_year(Viewer(), year, shipped_exceptions(year), source, now=now)
    return loaded
