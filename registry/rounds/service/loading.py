"""Loading a round to see it or to act on it: who may is asked here, once for every act."""

from typing import Any
from uuid import UUID

from registry.foundation.problems import Absent, NotAllowed, Problem, message
from registry.foundation.viewers import Viewer
from registry.rounds.access import ROLES_BY_ACT, RoundStanding, may_do, may_see_round
from registry.rounds.rules.states import RoundAct, RoundState, allowed_acts, step
from registry.rounds.tables import Round

PREPARING_ACTS = ("round:open", "roster:send", "roster:confirm", "candidate:enter-facts", "candidate:send-photos")

_STANDING = """
with recursive above as (
  select a.id, a.parent from authority a where a.id = (select o.authority from organisation o where o.id = {})
  union all select a.id, a.parent from authority a join above on a.id = above.parent
)
select
  array(select id from above) as authorities,
  array(select membership from round_assessor where round = {}) as assessors,
  array(select distinct account from audit_event
        where subject = {} and account is not null and act = any({}::text[])) as clerks
"""


async def round_to_see(viewer: Viewer, round_id: UUID) -> dict[str, Any]:
    """Return a round that the viewer may see, or raise `Absent`. Three statements."""
    row = await _row(round_id, lock=False)
    if not may_see_round(viewer, await _standing(row)):
        raise Absent
    return row


async def round_to_change(viewer: Viewer, round_id: UUID, act: RoundAct) -> dict[str, Any]:
    """Lock a round and return it for an act, inside a transaction.

    Raises `Absent` where the viewer may not see it, `NotAllowed` where it is not the viewer's to do, `Conflict` where
    the round's state does not allow it.
    """
    row = await _row(round_id, lock=True)
    standing = await _standing(row)
    if not may_see_round(viewer, standing):
        raise Absent
    if not may_do(viewer, act, standing):
        raise _not_yours(viewer, act)
    step(RoundState(row["state"]), act)
    return row


async def take_step(row: dict[str, Any], act: RoundAct) -> RoundState:
    """Write the state to which an act leads."""
    after = step(RoundState(row["state"]), act)
    await Round.update({Round.state: after.value}).where(Round.id == row["id"])
    return after


async def acts_open_to(viewer: Viewer, row: dict[str, Any]) -> frozenset[RoundAct]:
    """Return what this viewer could do to a round now, by role, object and state. One statement."""
    standing = await _standing(row)
    return frozenset(act for act in allowed_acts(RoundState(row["state"])) if may_do(viewer, act, standing))


async def _row(round_id: UUID, *, lock: bool) -> dict[str, Any]:
    found = await Round.raw(
        "select r.*, b.organisation, b.name as body_name, b.number_prefix, o.name as organisation_name from round r"
        " join body b on b.id = r.body join organisation o on o.id = b.organisation where r.id = {}"
        + (" for update of r" if lock else ""),
        round_id,
    )
    if not found:
        raise Absent
    row: dict[str, Any] = found[0]
    return row


async def _standing(row: dict[str, Any]) -> RoundStanding:
    found = await Round.raw(_STANDING, row["organisation"], row["id"], row["id"], list(PREPARING_ACTS))
    return RoundStanding(
        organisation=row["organisation"],
        authority_and_above=frozenset(found[0]["authorities"]),
        assessor_memberships=frozenset(found[0]["assessors"]),
        clerks=frozenset(found[0]["clerks"]) | {row["opened_by"]},
    )


def _not_yours(viewer: Viewer, act: RoundAct) -> NotAllowed:
    if viewer.role in ROLES_BY_ACT[act]:
        return NotAllowed(
            Problem(
                "round.prepared-by-you",
                message("本批次由您经办，须由另一个账户审批。"),
                cure=message("请由本单位另一位审批人登录办理。"),
            )
        )
    roles = "、".join(sorted(str(role.in_words) for role in ROLES_BY_ACT[act]))
    return NotAllowed(Problem("round.not-your-role", message("这一步由{roles}办理。", roles=roles)))
