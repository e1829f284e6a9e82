"""Filings for the world of organisations: invented numbers, real occupations."""

from datetime import date
from typing import Any
from uuid import UUID

from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.scope import ScopeLine
from registry.filings.service import FilingToEnter, enter_filing
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import LegalSource
from tests.organisations.world import World

TURNER, WELDER = "6-18-01-01", "6-18-02-04"
NUMBER = "并人社备〔2024〕1号"
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
NOTICE = LegalSource(
    title="关于做好支持民营经济发展壮大有关工作的通知", number="晋人社厅发〔2024〕11号", article="一、1"
)
SENIOR = SkillLevel.SENIOR.rank
SCOPES = (ScopeLine(TURNER, None, SENIOR), ScopeLine(WELDER, "电焊工", SkillLevel.INTERMEDIATE.rank))


def to_enter(world: World, **changes: Any) -> FilingToEnter:
    """A filing of the first enterprise's body, as its notice has it."""
    known: dict[str, Any] = {
        "body": world.jinyang_body,
        "number": NUMBER,
        "valid_from": FIRST,
        "valid_to": LAST,
        "scopes": SCOPES,
        "privileges": (PrivilegeGround("education", NOTICE),),
    }
    return FilingToEnter(**(known | changes))


async def filed(world: World, who: str = "city officer", **changes: Any) -> UUID:
    """Enter a filing and return its id."""
    return await enter_filing(world[who], to_enter(world, **changes), now=world.clock.now())
