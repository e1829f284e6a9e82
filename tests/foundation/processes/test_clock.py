"""Moments are in UTC, legal days in Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta

from registry.foundation.clock import FixedDayClock, StoppedClock, SystemClock, clock_for
from registry.foundation.dates import SHANGHAI, legal_day


def test_the_legal_day_begins_at_midnight_in_shanghai() -> None:
    assert StoppedClock(datetime(2024, 6, 2, 15, 59, tzinfo=UTC)).today() == date(2024, 6, 2)
    assert StoppedClock(datetime(2024, 6, 2, 16, 0, tzinfo=UTC)).today() == date(2024, 6, 3)


def test_a_moment_is_told_in_utc() -> None:
    assert StoppedClock(datetime(2024, 6, 3, 10, tzinfo=SHANGHAI)).now().isoformat() == "2024-06-03T02:00:00+00:00"


def test_a_stopped_clock_goes_on_only_when_it_is_told(clock: StoppedClock) -> None:
    assert clock.now() == clock.now()
    assert clock.later(hours=24).now() - clock.now() == timedelta(hours=24)
    assert clock.later(hours=14).today() == date(2024, 6, 4)


def test_the_fixed_day_stays_the_same_whatever_the_time_of_day() -> None:
    fixed = FixedDayClock(date(2024, 6, 3))
    assert fixed.today() == date(2024, 6, 3)
    assert legal_day(fixed.now()) == date(2024, 6, 3)


def test_without_a_fixed_day_the_machine_tells_the_time() -> None:
    assert clock_for(None) == SystemClock()
    assert clock_for(date(2024, 6, 3)) == FixedDayClock(date(2024, 6, 3))
