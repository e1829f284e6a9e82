"""Who may see and do what with accounts (账户权限)."""

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
from registry.people.tables import Person

SIGN_IN = Permission("account:sign-in", EVERYONE)
OPEN_ACCOUNT = Permission("account:open", EVERYONE)
CHOOSE_LANGUAGE = Permission("language:choose", EVERYONE)
USE_OWN_ACCOUNT = Permission("account:use", SIGNED_IN_ROLES)
MAKE_TOKENS = Permission("machine-token:make", ENTERPRISE_ROLES | {Role.ASSESSOR, Role.OFFICER})
SEE_CASES = Permission("authority-case:see", AUTHORITY_ROLES)
SETTLE_CASES = Permission("authority-case:settle", frozenset({Role.OFFICER}))
FIND_PERSONS = Permission("person:find", AUTHORITY_ROLES)
REVEAL_NUMBERS = Permission("document-number:reveal", AUTHORITY_ROLES)
ASK_FOR_NEW_OPENING = Permission("account:ask-anew", frozenset({Role.OFFICER}))

_BELOW = """(with recursive below as (
  select id from authority where id = {}
  union all select a.id from authority a join below b on a.parent = b.id) select id from below)"""
# What nobody could be named for is the province's.
_CASE_OF_AUTHORITY = f"""coalesce(authority_case.authority, (select id from authority where parent is null limit 1))
  in {_BELOW}"""
_PERSON_OF_AUTHORITY = """
with recursive below as (
  select id from authority where id = {}
  union all select a.id from authority a join below b on a.parent = b.id),
of_region as (select id from organisation where authority in (select id from below)),
same as (select id from person where coalesce(merged_into, id) = {})
select 1 where exists (select from candidate c join round r on r.id = c.round join body b on b.id = r.body
    where c.person in (select id from same) and b.organisation in (select id from of_region))
  or exists (select from certificate k join body b on b.id = k.body
    where k.person in (select id from same) and b.organisation in (select id from of_region))
  or exists (select from membership_offer f
    where f.person in (select id from same) and f.organisation in (select id from of_region))
  or exists (select from membership m join account a on a.id = m.account
    where a.person in (select id from same)
      and (m.organisation in (select id from of_region) or m.authority in (select id from below)))
  or exists (select from authority where id = {} and parent is null)"""


def may_act_as(viewer: Viewer, account_of_membership: UUID) -> bool:
    """Only its own account may act under a membership (任职)."""
    return viewer.account is not None and viewer.account == account_of_membership


def visible_cases(viewer: Viewer) -> WhereRaw:
    """Return the condition on cases that the viewer sees: an officer's authority and all below it; an auditor all."""
    if viewer.role is Role.OFFICER and viewer.authority is not None:
        return WhereRaw(_CASE_OF_AUTHORITY, viewer.authority)
    return WhereRaw("true" if viewer.role is Role.AUDITOR else "false")


def may_settle(viewer: Viewer, person: UUID) -> bool:
    """Whether the viewer may settle what concerns a person: an officer, and never one's own affairs."""
    return SETTLE_CASES.allows(viewer.role) and viewer.person != person


async def may_find(viewer: Viewer, person: UUID) -> bool:
    """Whether the viewer may know of a person: an auditor of all, an officer of those of its region. Two statements.

    Of the region is who stands in a round, holds a certificate or has a role there; the province knows everybody.
    """
    if viewer.role not in AUTHORITY_ROLES or not await Person.exists().where(Person.id == person):
        return False
    if viewer.role is Role.AUDITOR:
        return True
    if viewer.authority is None:
        return False
    return bool(await Person.raw(_PERSON_OF_AUTHORITY, viewer.authority, person, viewer.authority))
