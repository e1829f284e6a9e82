"""Work in the background (后台任务): asked for inside the transaction that causes it, done by the worker.

A job is an async function of some `service.py`, marked with `@job("subject:act")` and told ids only; a parameter
called `clock` or `settings` is supplied by the process that does it. It may run again after a crash, so it must
find by itself what is done already; each job is tried a limited number of times.
"""

import asyncio
import inspect
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, get_type_hints
from uuid import UUID

from piccolo.querystring import QueryString
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.schema import SchemaManager

from registry.foundation.database import DB

MOST_ATTEMPTS = 5
HEARTBEAT_SECONDS = 5.0
STALLED_AFTER_SECONDS = 30.0
GRACEFUL_SECONDS = 3.0
NOTHING: Mapping[str, object] = MappingProxyType({})
_KEPT_HOURS = 7 * 24
_CODE = re.compile(r"[a-z][a-z-]{0,39}")

Act = Callable[..., Awaitable[None]]
Id = UUID | int | date | str

_ASK = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    "'registry', {}::varchar, 0, {}::text, NULL, {}::jsonb, {}::timestamptz"
    ")::procrastinate_job_to_defer_v1])"
)

_NEXT_ASKED = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class KnownJob:
    """A job that the worker can do, and what is done when it was tried in vain for the last time."""

    name: str
    act: Act
    given_up: Act | None


@dataclass(frozen=True, slots=True)
class Repeating:
    """One line of the timetable: when (five or six fields of cron, the sixth being seconds; UTC), and which job."""

    when: str
    name: str
    why: str


_known: dict[str, KnownJob] = {}


def job(name: str, *, given_up: Act | None = None) -> Callable[[Act], Act]:
    """Mark a function as the job of that name; `given_up` gets the same ids after the last attempt failed."""

    def mark(act: Act) -> Act:
        if name in _known and _known[name].act is not act:
            raise ValueError(f"two jobs are called {name}")
        _known[name] = KnownJob(name, act, given_up)
        return act

    return mark


def known_jobs() -> Mapping[str, KnownJob]:
    """Return the jobs of all modules that are loaded, by name."""
    return dict(_known)


async def enqueue(
    name: str, /, *, one_at_a_time: str | None = None, not_before: datetime | None = None, **ids: Id
) -> None:
    """Ask for a job. Inside a transaction it exists if and only if the transaction is committed.

    Jobs with the same `one_at_a_time` run one after the other, in the order in which they were asked for. Ids are
    UUIDs, whole numbers, days or short codes; anything else raises `ValueError`, for a job is no place for a name
    or a document number.
    """
    told = json.dumps({key: _as_json(value) for key, value in ids.items()})
    await DB.run_querystring(QueryString(_ASK, name, one_at_a_time, told, not_before))


def _as_json(value: Id) -> str | int:
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, str) and not _CODE.fullmatch(value):
        raise ValueError("a job is told ids and short codes only")
    return value


def job_schema() -> str:
    """Return the SQL of the queue's tables and functions, for the migration that makes them."""
    return str(SchemaManager.get_schema())


async def apply_job_schema() -> None:
    """Make the queue's tables and functions in the transaction at hand; nothing where they are there."""
    transaction = DB.current_transaction.get()
    if transaction is None:
        raise RuntimeError("the schema of the queue is made inside a migration")
    if await transaction.connection.fetchval("SELECT to_regclass('procrastinate_jobs')") is None:
        await transaction.connection.execute(job_schema())


async def run_worker(
    timetable: tuple[Repeating, ...] = (), *, supplied: Mapping[str, object] = NOTHING, alone: bool = False
) -> None:
    """Do jobs until SIGTERM or SIGINT; what is not done within seconds goes back into the queue.

    `alone` says that no other worker serves this database: what is marked as being done was left by one that was
    killed, and is taken up at once. `supplied` holds what jobs may ask for by the name of a parameter. `DB` needs
    an open pool.
    """
    app = _app(timetable, supplied)
    async with app.open_async():
        if alone:
            await _retry_jobs_of_dead_workers(app, supplied, seconds=0)
        await app.run_worker_async(
            concurrency=2,
            shutdown_graceful_timeout=GRACEFUL_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_AFTER_SECONDS,
        )


async def run_waiting_jobs(supplied: Mapping[str, object] = NOTHING) -> None:
    """Do what waits in the queue and return; for tests and for the loading of a demonstration."""
    app = _app((), supplied)
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)


async def do_jobs_of_transaction(supplied: Mapping[str, object] = NOTHING) -> None:
    """Do what the transaction at hand has asked for, inside it: a demonstration is loaded whole or not at all."""
    while asked := await DB.run_querystring(QueryString(_NEXT_ASKED)):
        told = json.loads(asked[0]["args"])
        await _do(_known[asked[0]["task_name"]].act, told, supplied)
        await DB.run_querystring(
            QueryString("SELECT procrastinate_finish_job_v1({}, 'succeeded', false)", asked[0]["id"])
        )


def _app(timetable: tuple[Repeating, ...], supplied: Mapping[str, object]) -> App:
    app = App(connector=PsycopgConnector(conninfo=DB.config["dsn"], min_size=1, max_size=4))
    tasks = {
        name: app.task(name=name, queue="registry", pass_context=True, retry=_Retry())(_as_task(known, supplied))
        for name, known in _known.items()
    }
    for line in timetable:
        app.periodic(cron=line.when, periodic_id=line.when, queueing_lock=line.name)(tasks[line.name])
    return app


def _as_task(known: KnownJob, supplied: Mapping[str, object]) -> Callable[..., Awaitable[None]]:
    async def task(context: JobContext, **told: Any) -> None:
        try:
            await _do(known.act, told, supplied)
        except Exception:
            if _was_the_last_attempt(context.job):
                await _give_up(known, told, supplied)
            raise

    return task


async def _do(act: Act, told: Mapping[str, Any], supplied: Mapping[str, object]) -> None:
    hints = get_type_hints(act)
    asked = inspect.signature(act).parameters
    ids = {key: _as_id(hints.get(key), value) for key, value in told.items() if key != "timestamp"}  # its own
    await act(**{key: value for key, value in supplied.items() if key in asked}, **ids)


def _as_id(kind: Any, value: Any) -> Any:
    if kind is UUID:
        return UUID(value)
    if kind is date:
        return date.fromisoformat(value)
    return value


def _was_the_last_attempt(queued: QueuedJob) -> bool:
    return queued.attempts + 1 >= MOST_ATTEMPTS


async def _give_up(known: KnownJob | None, told: Mapping[str, Any], supplied: Mapping[str, object]) -> None:
    if known is not None and known.given_up is not None:
        await _do(known.given_up, told, supplied)


class _Retry(BaseRetryStrategy):
    """Again after 2, 4, 8, 16 seconds; at once, and without end, where only the worker was stopped."""

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_at=datetime.now(UTC))
        if _was_the_last_attempt(job):
            return None
        return RetryDecision(retry_in={"seconds": 2 ** (job.attempts + 1)})


async def _retry_jobs_of_dead_workers(app: App, supplied: Mapping[str, object], *, seconds: float) -> None:
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
        if _was_the_last_attempt(stalled):
            await app.job_manager.finish_job(stalled, Status.FAILED, delete_job=False)
            await _give_up(_known.get(stalled.task_name), stalled.task_kwargs, supplied)
        else:
            await app.job_manager.retry_job(stalled)


@asynccontextmanager
async def _queue() -> AsyncIterator[App]:
    app = App(connector=PsycopgConnector(conninfo=DB.config["dsn"], min_size=1, max_size=1))
    async with app.open_async():
        yield app


@job("jobs:retry-those-of-dead-workers")
async def retry_jobs_of_dead_workers(clock: object = None, settings: object = None) -> None:
    """Put back into the queue what a killed worker was doing; one that was tried too often has failed.

    The clock and the settings are for the acts that are told that a job was given up.
    """
    async with _queue() as app:
        supplied = {"clock": clock, "settings": settings}
        await _retry_jobs_of_dead_workers(app, supplied, seconds=STALLED_AFTER_SECONDS)


@job("jobs:forget-finished")
async def forget_finished_jobs() -> None:
    """Erase jobs that ended more than a week ago."""
    async with _queue() as app:
        await app.job_manager.delete_old_jobs(
            _KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )
