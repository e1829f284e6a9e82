"""How the law counts years: plain time by anniversaries, work by days laid end to end.

Anniversary: a period of N years from a day is full on the corresponding day N years later; where that month
has no such day, on its last day (Civil Code art. 202). Years of work (累计工作年限): the days worked before the
day asked, each once, laid end to end from the first of them, reach the first day's anniversary.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, date
from typing import NamedTuple

from registry.policy.rules.kleene import LAST_DAY, Days, Span


def anniversary(day: date, years: int) -> date | None:
    """Return the day on which a period of years from the day is full; None beyond the calendar's end."""
    year = day.year + years
    if year > MAXYEAR:
        return None
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def anniversary_ordinal(day: int, years: int) -> int | None:
    """Return the same for ordinals."""
    full = anniversary(date.fromordinal(day), years)
    return None if full is None else full.toordinal()


class Worked(NamedTuple):
    """Days worked before a day: the first of them (None where there is none) and their number."""

    first: int | None
    days: int


def worked_between(worked: Days, since: int, before: int) -> Worked:
    """Return the days worked on or after `since` and before `before`; the day asked does not count."""
    spans = [(max(first, since), min(last, before - 1)) for first, last in worked]
    counted = [(first, last) for first, last in spans if first <= last]
    return Worked(counted[0][0] if counted else None, sum(last - first + 1 for first, last in counted))


def full_on(worked: Days, since: int, years: int) -> int | None:
    """Return the first day on which the years of work are full; None where they never are."""
    spans = _since(worked, since)
    if not spans:
        return None
    full = anniversary_ordinal(spans[0][0], years)
    if full is None:
        return None
    missing = full - spans[0][0]
    for first, last in spans:
        if missing <= last - first + 1:
            return first + missing if first + missing <= LAST_DAY else None
        missing -= last - first + 1
    return None


def _since(worked: Days, since: int) -> Sequence[Span]:
    return [(max(first, since), last) for first, last in worked if last >= since]


def whole_years(worked: Worked) -> tuple[int, int]:
    """Return the years that are full and the days beyond them."""
    if worked.first is None:
        return 0, 0
    reached, years = worked.first + worked.days, worked.days // 366
    start = worked.first
    while (following := anniversary_ordinal(start, years + 1)) is not None and following <= reached:
        years += 1
    return years, reached - (anniversary_ordinal(start, years) or start)


def days_missing(worked: Worked, years: int) -> int | None:
    """Return how many more days of work make the years full; None where no day was worked yet."""
    if worked.first is None:
        return None
    full = anniversary_ordinal(worked.first, years)
    return None if full is None else max(0, full - worked.first - worked.days)


def years_between(start: date, day: date) -> tuple[int, int]:
    """Return the full years from a day to another and the days beyond them; nothing before the first."""
    if day < start:
        return 0, 0
    years = day.year - start.year
    while (reached := anniversary(start, years)) is None or reached > day:
        years -= 1
    return years, (day - reached).days
