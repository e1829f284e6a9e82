"""Long work with progress that a page can show (后台任务进度), kept beside the job that does it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from registry.foundation.problems import Problem
from registry.foundation.tables import Work
from registry.foundation.viewers import Viewer

UNDER_WAY = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is, as a page shows it; problems as JSON in both languages."""

    id: UUID
    state: str
    done: int
    total: int
    problems: Sequence[dict[str, Any]]

    @property
    def under_way(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in UNDER_WAY


async def plan_work(kind: str, subject: UUID, *, total: int, viewer: Viewer, now: datetime) -> UUID:
    """Write down work that a job will do, in the transaction that asks for the job; return its id."""
    row = Work(
        id=uuid4(),
        kind=kind,
        subject=subject,
        state="waiting",
        done=0,
        total=total,
        problems="[]",
        requested_by=viewer.account,
        requested_as=viewer.membership,
        requested_at=now,
    )
    await Work.insert(row)
    return row.id


async def begin_work(work: UUID, *, total: int) -> None:
    """Say that the work has begun, or begins again after a crash, and how much there is of it."""
    await Work.update({Work.state: "running", Work.total: total, Work.done: 0}).where(Work.id == work)


async def advance_work(work: UUID, done: int) -> None:
    """Say how many are done."""
    await Work.update({Work.done: done}).where(Work.id == work)


async def finish_work(work: UUID, problems: Sequence[Problem] = (), *, failed: bool = False, now: datetime) -> None:
    """Say that the work has ended, and what went wrong with some of it."""
    await Work.update(
        {
            Work.state: "failed" if failed else "done",
            Work.problems: json.dumps([problem_as_json(problem) for problem in problems], ensure_ascii=False),
            Work.finished_at: now,
        }
    ).where(Work.id == work)


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is stored: code, place, severity, and its words in both languages."""
    return {
        "code": problem.code,
        "where": problem.where,
        "severity": problem.severity,
        "message": problem.in_both(),
    }


async def latest_work(kind: str, subject: UUID) -> Progress | None:
    """Return the latest work of a kind for a subject, or None. One statement."""
    row = await (
        Work.select(Work.id, Work.state, Work.done, Work.total, Work.problems)
        .where(Work.kind == kind, Work.subject == subject)
        .order_by(Work.requested_at, ascending=False)
        .first()
        .output(load_json=True)
    )
    return None if row is None else Progress(row["id"], row["state"], row["done"], row["total"], row["problems"])
