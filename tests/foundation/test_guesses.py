"""Guessing is answered ever later and never locks out."""

from datetime import datetime, timedelta

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.guesses import Bucket, Patience, count_wrong, forget_wrong, wait_still_asked

ALLOWED = Patience(
    free=3, first=timedelta(seconds=2), longest=timedelta(seconds=30), forgotten_after=timedelta(hours=24)
)
NAME = Bucket("sign-in", "zhang")
ADDRESS = Bucket("sign-in-address", "192.0.2.1")


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (2, 0), (3, 2), (4, 4), (5, 8), (6, 16), (7, 30), (8, 30), (1_000_000, 30)]
)
def test_the_delay_doubles_after_the_free_guesses_up_to_its_bound(wrong: int, seconds: int) -> None:
    assert ALLOWED.delay_after(wrong) == timedelta(seconds=seconds)


async def _wrong(times: int, now: datetime) -> None:
    for _ in range(times):
        await count_wrong([NAME, ADDRESS], ALLOWED, now=now)


async def test_the_free_guesses_ask_for_no_wait(database: PostgresEngine, clock: StoppedClock) -> None:
    await _wrong(2, clock.now())

    assert await wait_still_asked([NAME, ADDRESS], ALLOWED, now=clock.now()) == timedelta(0)


async def test_the_wait_runs_from_the_last_wrong_answer(database: PostgresEngine, clock: StoppedClock) -> None:
    await _wrong(4, clock.now())

    assert await wait_still_asked([NAME], ALLOWED, now=clock.now()) == timedelta(seconds=4)
    assert await wait_still_asked([NAME], ALLOWED, now=clock.later(seconds=3).now()) == timedelta(seconds=1)
    assert await wait_still_asked([NAME], ALLOWED, now=clock.later(seconds=5).now()) == timedelta(0)


async def test_a_right_answer_forgets_its_own_bucket_only(database: PostgresEngine, clock: StoppedClock) -> None:
    await _wrong(3, clock.now())

    await forget_wrong([NAME])

    assert await wait_still_asked([NAME], ALLOWED, now=clock.now()) == timedelta(0)
    assert await wait_still_asked([ADDRESS], ALLOWED, now=clock.now()) == timedelta(seconds=2)


async def test_a_count_that_rested_long_enough_begins_again(database: PostgresEngine, clock: StoppedClock) -> None:
    await _wrong(10, clock.now())
    next_day = clock.later(hours=25).now()

    assert await wait_still_asked([NAME], ALLOWED, now=next_day) == timedelta(0)
    await count_wrong([NAME], ALLOWED, now=next_day)
    assert await wait_still_asked([NAME], ALLOWED, now=next_day) == timedelta(0)


async def test_the_stored_bucket_does_not_show_what_is_guessed_at(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    await _wrong(1, clock.now())

    rows = await database._run_in_new_connection("select bucket, kind from guess order by kind")

    assert [row["kind"] for row in rows] == ["sign-in", "sign-in-address"]
    assert all(b"zhang" not in row["bucket"] and b"192.0.2.1" not in row["bucket"] for row in rows)
