"""Who may see and do what with rounds (批次权限).

A clerk prepares; an approver, always another account, admits and issues; an assessor of the round enters and locks
scores; officers see the rounds of bodies in their region; a worker sees only the own place in a round.
"""

from dataclasses import dataclass
from uuid import UUID

from registry.foundation.viewers import AUTHORITY_ROLES, ENTERPRISE_ROLES, Permission, Role, Viewer
from registry.rounds.rules.states import RoundAct

_CLERK = frozenset({Role.CLERK})
_APPROVER = frozenset({Role.APPROVER})
_ASSESSOR = frozenset({Role.ASSESSOR})

SEE_ROUNDS = Permission("round:see", ENTERPRISE_ROLES | AUTHORITY_ROLES | _ASSESSOR)
OPEN_ROUND = Permission("round:open", _CLERK)
SEND_ROSTER = Permission("roster:send", _CLERK)
CONFIRM_ROSTER = Permission("roster:confirm", _CLERK)
ENTER_FACTS = Permission("candidate:enter-facts", _CLERK)
SEND_PHOTOS = Permission("candidate:send-photos", _CLERK)
SEE_CANDIDATES = Permission("candidate:see", ENTERPRISE_ROLES | AUTHORITY_ROLES | _ASSESSOR)
ADMIT = Permission("round:admit", _APPROVER)
ENTER_SCORES = Permission("score:enter", _ASSESSOR)
ISSUE = Permission("round:issue", _APPROVER)
CLOSE = Permission("round:close", _APPROVER)
CANCEL = Permission("round:cancel", _APPROVER)
PRINT_SLIPS = Permission("activation-code:print", _CLERK)
SEE_OWN_ROUNDS = Permission("own-round:see", frozenset(Role) - {Role.VISITOR})

ROLES_BY_ACT: dict[RoundAct, frozenset[Role]] = {
    RoundAct.CONFIRM_ROSTER: _CLERK,
    RoundAct.ENTER_FACTS: _CLERK,
    RoundAct.ADD_PHOTOS: _CLERK,
    RoundAct.ADMIT: _APPROVER,
    RoundAct.ENTER_SCORES: _ASSESSOR,
    RoundAct.COMPLETE_SCORES: _ASSESSOR,
    RoundAct.LOCK_SCORES: _ASSESSOR,
    RoundAct.ISSUE: _APPROVER,
    RoundAct.CLOSE: _APPROVER,
    RoundAct.CANCEL: _APPROVER,
}


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """What decides who may do what to a round: whose it is, who judges, and where its authority stands."""

    organisation: UUID
    authority_and_above: frozenset[UUID]
    assessor_memberships: frozenset[UUID]
    clerks: frozenset[UUID]


def may_see_round(viewer: Viewer, round_: RoundStanding) -> bool:
    """The organisation's clerks and approvers, the round's assessors, officers above it, every auditor."""
    if viewer.role in ENTERPRISE_ROLES:
        return viewer.organisation == round_.organisation
    if viewer.role is Role.ASSESSOR:
        return viewer.membership in round_.assessor_memberships
    if viewer.role is Role.OFFICER:
        return viewer.authority in round_.authority_and_above
    return viewer.role is Role.AUDITOR


def may_do(viewer: Viewer, act: RoundAct, round_: RoundStanding) -> bool:
    """Whether a viewer who sees a round may do this to it.

    Admitting and issuing are for an approver who has prepared nothing in this round: always another account.
    """
    if viewer.role not in ROLES_BY_ACT[act] or not may_see_round(viewer, round_):
        return False
    if act in {RoundAct.ADMIT, RoundAct.ISSUE}:
        return viewer.account not in round_.clerks
    return True
