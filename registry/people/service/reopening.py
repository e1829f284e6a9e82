"""A new opening for a person who has an account (重新开户): by an officer's decision and a code, never otherwise."""

from datetime import datetime
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Absent
from registry.foundation.viewers import Viewer
from registry.people.access import may_settle, visible_cases
from registry.people.service.accounts import PrintedCode, make_activation_code
from registry.people.service.merging import person_that_stays
from registry.people.tables import AuthorityCase

_MAY_PRINT = """
select 1 from authority_case c where c.id = {} and c.kind = 'second-opening'
  and c.details ->> 'decision' = 'new-opening'
  and not exists (select from activation_code k where k.person = {} and k.used_at >= c.settled_at)"""


async def print_reopening_code(viewer: Viewer, case: UUID, *, now: datetime) -> PrintedCode:
    """Make the code with which a person opens the account anew, after an officer allowed it by settling the case.

    Raises `Absent` where the viewer does not see the case, it was settled otherwise, or the account is open anew.
    """
    async with DB.transaction():
        row = await AuthorityCase.select().where(AuthorityCase.id == case, visible_cases(viewer)).first()
        if row is None:
            raise Absent
        person = await person_that_stays(row["person"])
        if not may_settle(viewer, person) or not await AuthorityCase.raw(_MAY_PRINT, case, person):
            raise Absent
        code = await make_activation_code(viewer, person, now=now)
        await record(
            "activation-code:print-anew", viewer=viewer, subject_kind="person", subject=person, now=now, case=case
        )
    return code
