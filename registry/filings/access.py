"""Who may see and do what with filings (备案权限).

Clerks and approvers see their own organisation's filings; officers those of organisations of their authority and of all
below it; auditors all. A filing is changed by officers of the authority that filed it, or of one above it.
"""

from uuid import UUID

from piccolo.columns.combination import WhereRaw

from registry.foundation.problems import NotAllowed, Problem, message
from registry.foundation.viewers import AUTHORITY_ROLES, ENTERPRISE_ROLES, Permission, Role, Viewer
from registry.organisations.access import visible_organisations

_OFFICERS = frozenset({Role.OFFICER})
SEE_FILINGS = Permission("filing:see", ENTERPRISE_ROLES | AUTHORITY_ROLES)
ENTER_FILING = Permission("filing:enter", _OFFICERS)
CHANGE_FILING = Permission("filing:change", _OFFICERS)


def visible_filings(viewer: Viewer) -> WhereRaw:
    """Return the condition on filings that the viewer sees: those of the organisations that it sees."""
    return WhereRaw(
        "filing.body in (select body.id from body join organisation on organisation.id = body.organisation where {})",
        visible_organisations(viewer).querystring,
    )


def may_change_filing(viewer: Viewer, filed_with_and_above: frozenset[UUID]) -> bool:
    """Whether an officer who sees the filing may change it: of the authority that filed it, or of one above."""
    return CHANGE_FILING.allows(viewer.role) and viewer.authority in filed_with_and_above


def filed_above() -> NotAllowed:
    """Return the refusal for an officer who sees a filing that an authority above has filed."""
    return NotAllowed(
        Problem(
            "filing.filed-above",
            message("这项备案由上级主管部门办理，您不能更改。"),
            cure=message("请联系办理备案的部门。"),
        )
    )
