"""What time it is: moments in UTC, legal days in Asia/Shanghai. Rules never ask; a day or moment is handed to them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from registry.foundation.dates import SHANGHAI, legal_day


class Clock(Protocol):
    """Tells the moment and the legal day."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        ...

    def today(self) -> date:
        """Return the legal day, in Asia/Shanghai."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the legal day, in Asia/Shanghai."""
        return legal_day(self.now())


@dataclass(frozen=True, slots=True)
class FixedDayClock:
    """A demonstration's clock: the day stands still, the time of day goes on, so that delays still end."""

    day: date

    def now(self) -> datetime:
        """Return the present time of day in Asia/Shanghai on the fixed day, in UTC."""
        time_of_day = datetime.now(SHANGHAI).timetz()
        return datetime.combine(self.day, time_of_day).astimezone(UTC)

    def today(self) -> date:
        """Return the fixed day."""
        return self.day


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A test's clock: it stands at one moment until another one is made of it."""

    at: datetime

    def now(self) -> datetime:
        """Return the moment at which it stands, in UTC."""
        return self.at.astimezone(UTC)

    def today(self) -> date:
        """Return the legal day on which that moment falls."""
        return legal_day(self.at)

    def later(self, **by: float) -> "StoppedClock":
        """Return a clock that stands later: `clock.later(hours=24)`."""
        return StoppedClock(self.at + timedelta(**by))


def clock_for(fixed_day: date | None) -> Clock:
    """Return the machine's clock, or the one of a fixed day (REGISTRY_TODAY)."""
    return SystemClock() if fixed_day is None else FixedDayClock(fixed_day)
