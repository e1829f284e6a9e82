"""The rounds in which the token's own person stands (我参加的批次)."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get
from msgspec import Struct

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest
from registry.rounds import access, queries
from registry.rounds.api.answers import DecisionOut, LevelCode, decision_out, level_code
from registry.rounds.queries import OwnRound
from registry.rounds.rules.states import RoundState


class OwnRoundOut(Struct):
    """One's own place in a round, with all reasons of the decision; `outcome` comes with the lock of the marks."""

    candidate: UUID
    title: str
    occupation: str
    occupation_name: str
    job_type: str | None
    level: LevelCode
    application_day: date
    body: str
    state: RoundState
    eligible: bool | None
    admitted: bool
    outcome: str | None
    decision: DecisionOut


class OwnRoundList(Struct):
    """One's own rounds, newest first."""

    rounds: list[OwnRoundOut]


@get("/api/v1/my/rounds", opt={"permission": access.SEE_OWN_ROUNDS}, tags=["own"], operation_id="listOwnRounds")
async def list_own_rounds(request: AnyRequest) -> OwnRoundList:
    """List the rounds in which the person behind the token stands, with the reasons of each decision."""
    return OwnRoundList([_out(own) for own in await queries.own_rounds(viewer_of(request))])


def _out(own: OwnRound) -> OwnRoundOut:
    same = set(OwnRoundOut.__struct_fields__) - {"level", "body", "decision"}
    return OwnRoundOut(
        **{name: getattr(own, name) for name in same},
        level=level_code(own.level),
        body=own.body_name,
        decision=decision_out(own.decision),
    )


ROUTES: list[Any] = [list_own_rounds]
