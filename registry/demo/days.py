"""Days counted back from the day of loading; moments of work on them, none of them in the future."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registry.foundation.clock import Clock
from registry.foundation.dates import SHANGHAI

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the demonstration, as they lie around the day of loading."""

    today: date
    now: datetime

    @classmethod
    def of(cls, clock: Clock) -> "Calendar":
        """Return the calendar around a clock's present day."""
        return cls(clock.today(), clock.now())

    def days_ago(self, days: int) -> date:
        """Return the day that lies so many days back."""
        return self.today - timedelta(days=days)

    def years_ago(self, years: int) -> date:
        """Return the same day of another year; 28 February stands in for a 29th that the year lacks."""
        return years_before(self.today, years)

    def at_work(self, day: date, hour: int) -> datetime:
        """Return an hour on a day, on the Friday before where it is a weekend; the present where that lies ahead."""
        weekday = day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
        return min(datetime.combine(weekday, time(hour), SHANGHAI), self.now)


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier, or 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
