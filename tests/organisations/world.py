"""The smallest world in which organisations are entered and filed: authorities of a province, two enterprises."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import VISITOR, Role, Viewer
from registry.organisations.service.authorities import load_authorities
from registry.organisations.service.entering import (
    BodyToEnter,
    OrganisationToEnter,
    enter_body,
    enter_organisation,
)
from registry.organisations.tables import Authority
from tests.people.world import member, number_with_check_character, person_named, viewer_as

JINYANG_CODE = "91140100MA0GX1234Y"
YUNGANG_CODE = "91140200MA0GX54326"
JINYANG_PREFIX = "Y000014000123"
YUNGANG_PREFIX = "Y000014000456"
FIRST_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class World:
    """Who and what is there; the viewers are named for what they may be."""

    clock: StoppedClock
    jinyang: UUID
    jinyang_body: UUID
    yungang: UUID
    yungang_body: UUID
    viewers: dict[str, Viewer]

    def __getitem__(self, who: str) -> Viewer:
        return self.viewers[who]


async def make_world(clock: StoppedClock) -> World:
    """Load the authorities, enter two enterprises in two cities, and give each role its viewer."""
    await load_authorities(clock.now())
    officers = {
        "province officer": await _officer("140000", clock),
        "city officer": await _officer("140100", clock),
        "county officer": await _officer("140105", clock),
        "other city officer": await _officer("140200", clock),
    }
    province = officers["province officer"]
    jinyang = await enter_organisation(
        province,
        OrganisationToEnter(JINYANG_CODE, "晋阳机械制造有限公司", "private", await authority("140105")),
        now=clock.now(),
    )
    yungang = await enter_organisation(
        province,
        OrganisationToEnter(YUNGANG_CODE, "云冈煤机有限公司", "private", await authority("140200")),
        now=clock.now(),
    )
    return World(
        clock=clock,
        jinyang=jinyang,
        jinyang_body=await _body(province, jinyang, "晋阳机械制造有限公司", JINYANG_PREFIX, clock),
        yungang=yungang,
        yungang_body=await _body(province, yungang, "云冈煤机有限公司", YUNGANG_PREFIX, clock),
        viewers={
            "visitor": VISITOR,
            "worker": Viewer(Role.WORKER, account=province.account, person=province.person),
            **officers,
            "auditor": await _staff("auditor", Role.AUDITOR, clock, authority=await authority("140000")),
            "clerk": await _staff("clerk", Role.CLERK, clock, organisation=jinyang),
            "approver": await _staff("approver", Role.APPROVER, clock, organisation=jinyang),
            "assessor": await _staff("assessor", Role.ASSESSOR, clock, organisation=jinyang),
            "other clerk": await _staff("other-clerk", Role.CLERK, clock, organisation=yungang),
            "other approver": await _staff("other-approver", Role.APPROVER, clock, organisation=yungang),
        },
    )


async def authority(region_code: str) -> UUID:
    """The id of the authority of a region."""
    row = await Authority.select(Authority.id).where(Authority.region_code == region_code).first()
    assert row is not None
    return UUID(str(row["id"]))


async def _officer(region_code: str, clock: StoppedClock) -> Viewer:
    return await _staff(f"officer-{region_code}", Role.OFFICER, clock, authority=await authority(region_code))


_ORDER = iter(range(100, 100_000))


async def _staff(
    sign_in_name: str,
    role: Role,
    clock: StoppedClock,
    *,
    organisation: UUID | None = None,
    authority: UUID | None = None,
) -> Viewer:
    number = number_with_check_character(f"14010119800101{next(_ORDER) % 1000:03d}")
    person = await person_named(f"职员{sign_in_name[:1]}", number, clock)
    membership = await member(person, sign_in_name, role, clock, organisation=organisation, authority=authority)
    return await viewer_as(membership, clock)


async def _body(viewer: Viewer, organisation: UUID, name: str, prefix: str, clock: StoppedClock) -> UUID:
    return await enter_body(viewer, BodyToEnter(organisation, name, prefix, None), now=clock.now())
