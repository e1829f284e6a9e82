"""Who may see and do what with certificates (证书权限).

A certificate is seen by its holder, by the organisation whose body issued it, by officers of the authority to which
that organisation belongs or of one above it, and by auditors. Its file bears the full document number, so auditors
do not get it. To everybody else it is as if there were no such certificate.
"""

from uuid import UUID

from piccolo.columns.combination import WhereRaw

from registry.foundation.viewers import (
    AUTHORITY_ROLES,
    ENTERPRISE_ROLES,
    EVERYONE,
    SIGNED_IN_ROLES,
    Permission,
    Role,
    Viewer,
)

CHECK = Permission("certificate:check", EVERYONE)
READ_OWN = Permission("certificate:read-own", SIGNED_IN_ROLES)
READ = Permission("certificate:read", ENTERPRISE_ROLES | AUTHORITY_ROLES)
DOWNLOAD = Permission("certificate:download", ENTERPRISE_ROLES | {Role.OFFICER})
ISSUE = Permission("certificate:issue", frozenset({Role.APPROVER}))
CHANGE_STATE = Permission("certificate:change-state", frozenset({Role.OFFICER}))

_OF_ORGANISATION = "certificate.body in (select id from body where organisation = {})"
_OF_AUTHORITY = """certificate.body in (
  with recursive below as (
    select id from authority where id = {}
    union all select a.id from authority a join below b on a.parent = b.id)
  select b.id from body b join organisation o on o.id = b.organisation where o.authority in (select id from below))"""
_OF_PERSON = "certificate.person in (select id from person where coalesce(merged_into, id) = {})"


def may_issue(viewer: Viewer, organisation: UUID) -> bool:
    """An approver issues the certificates of its own organisation's bodies."""
    return ISSUE.allows(viewer.role) and viewer.organisation == organisation


def visible_certificates(viewer: Viewer) -> WhereRaw:
    """Return the condition on certificates that the viewer reads in the role in which it acts."""
    if viewer.role in ENTERPRISE_ROLES and viewer.organisation is not None:
        return WhereRaw(_OF_ORGANISATION, viewer.organisation)
    if viewer.role is Role.OFFICER and viewer.authority is not None:
        return WhereRaw(_OF_AUTHORITY, viewer.authority)
    return WhereRaw("true" if viewer.role is Role.AUDITOR else "false")


def own_certificates(viewer: Viewer) -> WhereRaw:
    """Return the condition on certificates that the viewer holds, in whatever role it acts."""
    return WhereRaw("false") if viewer.person is None else WhereRaw(_OF_PERSON, viewer.person)
