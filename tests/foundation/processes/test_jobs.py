"""Jobs exist if and only if the transaction that asked for them does; they are tried a limited number of times."""

import asyncio
import os
import signal
import sys
from datetime import date
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation import jobs
from registry.foundation.clock import Clock, StoppedClock
from registry.foundation.jobs import MOST_ATTEMPTS, enqueue, job, known_jobs, run_waiting_jobs, run_worker
from registry.settings import Settings
from registry.timetable import TIMETABLE, load_jobs

done: list[object] = []
begun = asyncio.Event()


@job("pebbles:count")
async def count_pebbles(heap: UUID, day: date, colour: str, most: int) -> None:
    done.append((heap, day, colour, most))


@job("pebbles:weigh")
async def weigh_pebbles(clock: Clock) -> None:
    done.append(clock.today())


async def say_that_it_was_in_vain(heap: UUID) -> None:
    done.append(("in vain", heap))


@job("pebbles:lift", given_up=say_that_it_was_in_vain)
async def lift_pebbles(heap: UUID) -> None:
    done.append(("tried", heap))
    raise LookupError("too heavy")


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> None:
    done.clear()


async def states(database: PostgresEngine) -> list[tuple[str, str, int]]:
    rows = await database._run_in_pool("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id")
    return [tuple(row) for row in rows]


async def all_are_due(database: PostgresEngine) -> None:
    await database._run_in_pool("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


async def test_a_job_is_told_its_ids_in_their_own_types(database: PostgresEngine) -> None:
    heap = uuid4()
    await enqueue("pebbles:count", heap=heap, day=date(2024, 6, 3), colour="grey", most=3)
    await run_waiting_jobs()
    assert done == [(heap, date(2024, 6, 3), "grey", 3)]
    assert await states(database) == [("pebbles:count", "succeeded", 1)]


async def test_a_job_that_asks_for_the_clock_is_given_the_clock(database: PostgresEngine, clock: StoppedClock) -> None:
    await enqueue("pebbles:weigh")
    await run_waiting_jobs({"clock": clock, "settings": None})
    assert done == [date(2024, 6, 3)]


async def test_a_job_of_a_transaction_that_failed_does_not_exist(database: PostgresEngine) -> None:
    transaction = database.transaction()
    await transaction.__aenter__()
    await enqueue("pebbles:count", heap=uuid4())
    await transaction.__aexit__(LookupError, LookupError(), None)
    assert await states(database) == []


async def test_a_job_of_a_committed_transaction_exists(database: PostgresEngine) -> None:
    async with database.transaction():
        await enqueue("pebbles:count", heap=uuid4())
        assert await states(database) == []
    assert await states(database) == [("pebbles:count", "todo", 0)]


@pytest.mark.parametrize("told", ["140101199003077310", "张三", "a name", "x" * 41])
async def test_a_job_is_never_told_a_name_or_a_number_of_a_document(told: str) -> None:
    with pytest.raises(ValueError, match="ids and short codes only"):
        await enqueue("pebbles:count", colour=told)


async def test_a_job_that_fails_is_tried_five_times_and_then_given_up_once(database: PostgresEngine) -> None:
    heap = uuid4()
    await enqueue("pebbles:lift", heap=heap)
    for _ in range(MOST_ATTEMPTS + 2):
        await all_are_due(database)
        await run_waiting_jobs()
    assert done == [("tried", heap)] * MOST_ATTEMPTS + [("in vain", heap)]
    assert await states(database) == [("pebbles:lift", "failed", MOST_ATTEMPTS)]


async def _being_done_by_a_dead_worker(database: PostgresEngine, seconds: int) -> None:
    await database._run_in_pool(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => $1))", [seconds]
    )
    await database._run_in_pool(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
    )


async def test_what_a_killed_worker_was_doing_goes_back_into_the_queue(database: PostgresEngine) -> None:
    await enqueue("pebbles:count", heap=uuid4())
    await _being_done_by_a_dead_worker(database, seconds=31)
    await jobs.retry_jobs_of_dead_workers()
    assert await states(database) == [("pebbles:count", "todo", 1)]


async def test_what_a_living_worker_is_doing_is_left_to_it(database: PostgresEngine) -> None:
    await enqueue("pebbles:count", heap=uuid4())
    await _being_done_by_a_dead_worker(database, seconds=10)
    await jobs.retry_jobs_of_dead_workers()
    assert await states(database) == [("pebbles:count", "doing", 0)]


async def test_a_job_that_kills_its_worker_each_time_is_given_up(database: PostgresEngine) -> None:
    heap = uuid4()
    await enqueue("pebbles:lift", heap=heap)
    for _ in range(MOST_ATTEMPTS):
        await _being_done_by_a_dead_worker(database, seconds=31)
        await jobs.retry_jobs_of_dead_workers()
    assert await states(database) == [("pebbles:lift", "failed", MOST_ATTEMPTS)]
    assert done == [("in vain", heap)]


def test_every_line_of_the_timetable_names_a_known_job() -> None:
    load_jobs()
    assert {line.name for line in TIMETABLE} - set(known_jobs()) == set()
    assert len({line.name for line in TIMETABLE}) == len(TIMETABLE)


def test_two_jobs_never_share_a_name() -> None:
    with pytest.raises(ValueError, match="pebbles:count"):
        job("pebbles:count")(say_that_it_was_in_vain)


@job("pebbles:wait")
async def wait_for_ever() -> None:
    begun.set()
    await asyncio.Event().wait()


@pytest.mark.long
async def test_asked_to_stop_a_worker_puts_back_what_it_cannot_finish_within_seconds(database: PostgresEngine) -> None:
    begun.clear()
    await enqueue("pebbles:wait")
    working = asyncio.create_task(run_worker())
    await asyncio.wait_for(begun.wait(), 30)
    os.kill(os.getpid(), signal.SIGTERM)  # the worker listens to it while it runs
    async with asyncio.timeout(jobs.GRACEFUL_SECONDS + 5):
        await working
    assert await states(database) == [("pebbles:wait", "todo", 1)]


@pytest.mark.long
async def test_a_worker_that_is_alone_takes_up_at_once_what_a_killed_one_was_doing(
    database: PostgresEngine, database_url: str, settings: Settings, throw_away_keys: str
) -> None:
    await enqueue("jobs:forget-finished")
    await _being_done_by_a_dead_worker(database, seconds=0)
    environ = {
        "DATABASE_URL": database_url,
        "REGISTRY_MODE": "demo",
        "REGISTRY_DATA": str(settings.data),
        "REGISTRY_KEYS": throw_away_keys,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "registry.cli", "worker", "--alone", env=environ
    )
    try:
        async with asyncio.timeout(30):
            while ("jobs:forget-finished", "succeeded", 2) not in await states(database):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    finally:
        process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
