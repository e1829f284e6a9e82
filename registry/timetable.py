"""Every repeating job, one line each, and the modules in which the worker finds its jobs. Times are in UTC."""

from importlib import import_module

from registry.foundation.jobs import Repeating

MODULES_WITH_JOBS: tuple[str, ...] = (
    "registry.foundation.jobs",
    "registry.rounds.service.rosters",
    "registry.rounds.service.issuing",
    "registry.housekeeping",
    "registry.key_rotation",
)

TIMETABLE: tuple[Repeating, ...] = (
    Repeating("* * * * * */10", "jobs:retry-those-of-dead-workers", "what a killed worker left is done after all"),
    Repeating("30 18 * * *", "jobs:forget-finished", "the queue keeps a week of finished jobs"),
    Repeating("0 19 * * *", "retention:erase", "what has been kept long enough is erased, at three in the night"),
)


def load_jobs() -> None:
    """Import every module that holds jobs, so that the worker knows them by name."""
    for module in MODULES_WITH_JOBS:
        import_module(module)
