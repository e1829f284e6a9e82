"""Who may see and do what with organisations, their bodies and their staff (单位、评价机构和任职的权限).

Clerks and approvers see their own organisation; officers those of their authority and of all below it; auditors all.
To everybody else it is as if there were no such organisation.
"""

from uuid import UUID

from piccolo.columns.combination import WhereRaw

from registry.foundation.problems import Absent
from registry.foundation.viewers import AUTHORITY_ROLES, ENTERPRISE_ROLES, Permission, Role, Viewer, not_your_role
from registry.organisations.tables import Organisation

_OFFICERS = frozenset({Role.OFFICER})
SEE_ORGANISATIONS = Permission("organisation:see", ENTERPRISE_ROLES | AUTHORITY_ROLES)
ENTER_ORGANISATION = Permission("organisation:enter", _OFFICERS)
ENTER_BODY = Permission("body:enter", _OFFICERS)
SEE_STAFF = Permission("staff:see", ENTERPRISE_ROLES | AUTHORITY_ROLES)
CHANGE_STAFF = Permission("staff:change", frozenset({Role.OFFICER, Role.APPROVER}))
SEE_CALENDAR = Permission("calendar:see", AUTHORITY_ROLES)
LOAD_YEAR = Permission("calendar:load", _OFFICERS)

BELOW = """(with recursive below as (
  select id from authority where id = {}
  union all select a.id from authority a join below b on a.parent = b.id) select id from below)"""
_OF_AUTHORITY = f"organisation.authority in {BELOW}"


def visible_organisations(viewer: Viewer) -> WhereRaw:
    """Return the condition on organisations that the viewer sees in the role in which it acts."""
    if viewer.role in ENTERPRISE_ROLES and viewer.organisation is not None:
        return WhereRaw("organisation.id = {}", viewer.organisation)
    if viewer.role is Role.OFFICER and viewer.authority is not None:
        return WhereRaw(_OF_AUTHORITY, viewer.authority)
    return WhereRaw("true" if viewer.role is Role.AUDITOR else "false")


async def may_see_organisation(viewer: Viewer, organisation: UUID) -> bool:
    """Whether the viewer sees this organisation. One statement."""
    return await Organisation.exists().where(Organisation.id == organisation, visible_organisations(viewer))


async def require_organisation(viewer: Viewer, organisation: UUID, permission: Permission) -> None:
    """Raise `Absent` where the viewer does not see the organisation, `NotAllowed` where its role may not do this."""
    if not await may_see_organisation(viewer, organisation):
        raise Absent
    if not permission.allows(viewer.role):
        raise not_your_role(permission)


def require_role(viewer: Viewer, permission: Permission) -> None:
    """Raise `NotAllowed` where the viewer's role may not try this at all."""
    if not permission.allows(viewer.role):
        raise not_your_role(permission)
