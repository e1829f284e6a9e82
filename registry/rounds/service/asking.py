"""On whose behalf a job works: who asked for it, acting as then (后台任务的委托人)."""

from datetime import datetime
from uuid import UUID

from registry.foundation.problems import NotAllowed, Problem, message
from registry.foundation.tables import Work
from registry.foundation.viewers import Viewer
from registry.people.queries import viewer_acting


async def asked_by(work: UUID, now: datetime) -> Viewer:
    """Return the viewer who asked for a piece of work; raises `NotAllowed` where the account is closed meanwhile."""
    row = await Work.select(Work.requested_by, Work.requested_as).where(Work.id == work).first()
    viewer = None if row is None else await viewer_acting(row["requested_by"], row["requested_as"], now)
    if viewer is None:
        raise NotAllowed(Problem("work.nobody-asks", message("委托此事的账户已经停用。")))
    return viewer
