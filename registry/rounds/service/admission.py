"""Admitting the candidates whose conditions are met (资格审核, 准考)."""

from datetime import datetime
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.loading import round_to_change, take_step
from registry.rounds.tables import Candidate


async def admit_candidates(viewer: Viewer, round_id: UUID, *, now: datetime) -> int:
    """Admit every candidate who is judged eligible and return their number.

    Who is not eligible, or of whom something is not known, stays listed with the reasons and is not admitted. Raises
    `Refusal` where nobody is eligible.
    """
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ADMIT)
        admitted = await (
            Candidate.update({Candidate.admitted_at: now, Candidate.admitted_by: viewer.acting_account()})
            .where(Candidate.round == round_id, Candidate.eligible.eq(True))
            .returning(Candidate.id)
        )
        if not admitted:
            raise Refusal(_nobody())
        await take_step(row, RoundAct.ADMIT)
        await record(
            "round:admit", viewer=viewer, subject_kind="round", subject=round_id, now=now, admitted=len(admitted)
        )
    return len(admitted)


def _nobody() -> Problem:
    return Problem(
        "round.nobody-eligible",
        message("名册里还没有符合申报条件的人，不能准考。"),
        cure=message("请先由经办人补充缺少的事实，或另传名册。"),
    )
