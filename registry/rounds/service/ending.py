"""Closing and cancelling a round (办结, 取消)."""

from datetime import datetime
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.typing_habits import without_invisible
from registry.foundation.viewers import Viewer
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.loading import round_to_change, take_step
from registry.rounds.tables import Round

LONGEST_REASON = 400


async def close_round(viewer: Viewer, round_id: UUID, *, now: datetime) -> None:
    """Close a round whose certificates are all issued."""
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.CLOSE)
        await take_step(row, RoundAct.CLOSE)
        await record("round:close", viewer=viewer, subject_kind="round", subject=round_id, now=now)


async def cancel_round(viewer: Viewer, round_id: UUID, reason: str, *, now: datetime) -> None:
    """Cancel a round before anything was issued; its candidates and their reasons stay on record."""
    reason = without_invisible(reason).strip()
    if not reason:
        raise Refusal(Problem("round.cancel-reason", message("请写明取消的原因。"), "reason"))
    if len(reason) > LONGEST_REASON:
        raise Refusal(
            Problem("round.cancel-reason", message("原因请控制在 {most} 字以内。", most=LONGEST_REASON), "reason")
        )
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.CANCEL)
        await Round.update({Round.cancelled_for: reason, Round.state: "cancelled"}).where(Round.id == row["id"])
        await record("round:cancel", viewer=viewer, subject_kind="round", subject=round_id, now=now)
