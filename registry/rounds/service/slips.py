"""Printing the activation slips of a round's candidates (考生开户激活码纸条), to be handed out folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.problems import NotAllowed, Problem, Refusal, message
from registry.foundation.viewers import Role, Viewer
from registry.people.rules.documents import masked
from registry.people.service.accounts import print_activation_code
from registry.people.slips import Slip, draw_slips
from registry.rounds.queries import document_number
from registry.rounds.service.loading import round_to_see
from registry.rounds.tables import Candidate
from registry.settings import Settings

# Who has no account yet, and no slip that still opens one; a name that differs from the registered one would not open
# the account, so that person goes to a counter.
_WITHOUT_ACCOUNT = """
select c.person, c.name, d.id as document, d.sealed_number
from candidate c join person_document d on d.id = c.document join person p on p.id = c.person
where c.round = {} and c.name_key = p.name_key
  and not exists (select from account a where a.person = coalesce(p.merged_into, p.id))
  and not exists (select from activation_code k where k.person = coalesce(p.merged_into, p.id) and k.used_at is null
                  and k.withdrawn_at is null and k.expires_at > {} and k.tries_left > 0)
order by c.sort_key, c.row
"""


@dataclass(frozen=True, slots=True)
class SlipCounts:
    """How many candidates of a round would get a slip now, and how many have an account already."""

    waiting: int
    with_account: int


async def slip_counts(round_id: UUID, *, now: datetime) -> SlipCounts:
    """Return how many candidates have neither an account nor a slip that is still good. Two statements."""
    waiting = await Candidate.raw(_WITHOUT_ACCOUNT, round_id, now)
    rows = await Candidate.raw(
        "select count(*) from candidate c join account a on a.person = c.person where c.round = {}", round_id
    )
    return SlipCounts(len(waiting), int(rows[0]["count"]))


async def print_slips(viewer: Viewer, round_id: UUID, settings: Settings, *, now: datetime) -> bytes:
    """Return the slips of all candidates who have none and no account, as a PDF; each code is made fresh.

    Raises `Absent` where the viewer does not see the round, `NotAllowed` to all but its clerk, `Refusal` where nobody
    needs a slip.
    """
    row = await round_to_see(viewer, round_id)
    if viewer.role is not Role.CLERK:
        raise NotAllowed(Problem("slips.clerk", message("激活码纸条由本单位经办人打印。")))
    people = await Candidate.raw(_WITHOUT_ACCOUNT, round_id, now)
    if not people:
        raise Refusal(_nobody())
    async with DB.transaction():  # a name that cannot be drawn leaves every earlier code as good as it was
        slips = [await _slip(viewer, one, row["organisation_name"], settings, now) for one in people]
        drawn = draw_slips(slips, printed_at=now, specimen=settings.is_demo)
    return drawn  # noqa: RET504 (inside the block, the type checker would miss a return after it)


async def _slip(viewer: Viewer, one: Mapping[str, Any], organisation: str, settings: Settings, now: datetime) -> Slip:
    code = await print_activation_code(viewer, one["person"], now=now)
    number = document_number(one["document"], one["sealed_number"])
    return Slip(one["name"], masked(number), organisation, code, f"{settings.public_url}/account/open")


def _nobody() -> Problem:
    return Problem(
        "slips.nobody",
        message("没有需要打印的纸条：考生都已开户，或手里的激活码还有效。"),
        cure=message("纸条遗失的，等激活码过期后可以重新打印，或请本人到人社窗口开户。"),
    )
