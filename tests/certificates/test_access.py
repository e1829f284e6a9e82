"""Who may see and do what with certificates (证书权限): each role, each act, each state."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from registry.certificates import access, queries
from registry.certificates.queries import CertificateFilter
from registry.certificates.rules.states import State
from registry.certificates.service.downloads import hand_out, hand_out_own
from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.certificates.tables import Certificate
from registry.foundation.problems import Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import VISITOR, Permission, Role, Viewer
from tests.certificates.world import World

VIEWERS = (
    "visitor",
    "wei",
    "li",
    "clerk",
    "approver",
    "other_approver",
    "assessor",
    "county_officer",
    "city_officer",
    "province_officer",
    "other_city_officer",
    "auditor",
)
OF_THE_ENTERPRISE = {"clerk", "approver"}
OF_THE_AUTHORITY = {"county_officer", "city_officer", "province_officer"}
READERS = OF_THE_ENTERPRISE | OF_THE_AUTHORITY | {"auditor"}
# For each act: who may, and who hears that its role may not; to all others there is no such certificate.
ACTS: dict[str, tuple[set[str], set[str]]] = {
    "read": (READERS, set()),
    "download": (OF_THE_ENTERPRISE | OF_THE_AUTHORITY, {"auditor"}),
    "read-own": ({"wei"}, set()),
    "download-own": ({"wei"}, set()),
    "suspend": (OF_THE_AUTHORITY, OF_THE_ENTERPRISE | {"auditor"}),
    "lift": (OF_THE_AUTHORITY, OF_THE_ENTERPRISE | {"auditor"}),
    "revoke": (OF_THE_AUTHORITY, OF_THE_ENTERPRISE | {"auditor"}),
}
LEADS_ON = {
    ("suspend", State.VALID),
    ("lift", State.SUSPENDED),
    ("revoke", State.VALID),
    ("revoke", State.SUSPENDED),
}


def viewer_named(world: World, who: str) -> Viewer:
    return VISITOR if who == "visitor" else getattr(world, who)


async def certificate_in(world: World, state: State) -> tuple[UUID, int]:
    """A certificate of 王维 by the first enterprise, and how many steps its history has."""
    certificate = await world.issue()
    if state is State.VALID:
        return certificate, 1
    step = StepToTake("suspend" if state is State.SUSPENDED else "revoke", "substitution", "经核查属实。", seen=1)
    await take_certificate_step(world.province_officer, certificate, step, now=world.now + timedelta(hours=1))
    return certificate, 2


def acts_on(world: World, viewer: Viewer, certificate: UUID, seen: int) -> dict[str, Callable[[], Awaitable[object]]]:
    later = world.now + timedelta(hours=2)

    def step(name: str) -> Callable[[], Awaitable[object]]:
        wanted = StepToTake(name, "substitution", "经核查属实。", seen)
        return lambda: take_certificate_step(viewer, certificate, wanted, now=later)

    return {
        "read": lambda: queries.certificate_for(viewer, certificate),
        "download": lambda: hand_out(viewer, certificate, now=later),
        "read-own": lambda: queries.own_certificate(viewer, certificate),
        "download-own": lambda: hand_out_own(viewer, certificate, now=later),
        "suspend": step("suspend"),
        "lift": step("lift"),
        "revoke": step("revoke"),
    }


def expected(act: str, who: str, state: State) -> str:
    allowed, told = ACTS[act]
    if who in told:
        return "NotAllowed"
    if who not in allowed:
        return "Absent"
    is_step = act in {"suspend", "lift", "revoke"}
    return "Conflict" if is_step and (act, state) not in LEADS_ON else "done"


@pytest.mark.parametrize("state", [State.VALID, State.SUSPENDED, State.REVOKED])
async def test_each_role_does_each_act_in_each_state_as_the_table_says(world: World, state: State) -> None:
    found: dict[tuple[str, str], str] = {}
    wanted: dict[tuple[str, str], str] = {}
    for who in VIEWERS:
        for act in ACTS:
            certificate, seen = await certificate_in(world, state)
            try:
                await acts_on(world, viewer_named(world, who), certificate, seen)[act]()
                found[who, act] = "done"
            except Refusal as refused:
                found[who, act] = type(refused).__name__
            wanted[who, act] = expected(act, who, state)
    assert found == wanted


@pytest.mark.parametrize("who", VIEWERS)
async def test_a_list_shows_what_its_reader_may_read_and_no_more(world: World, who: str) -> None:
    first = await world.issue()
    second = await world.issue(world.order(world.li, body=world.other_body))
    listed = await queries.list_certificates(viewer_named(world, who), CertificateFilter())
    everything = {"province_officer", "auditor"}
    seen = {first} if who in READERS - everything else {first, second} if who in everything else set()
    if who in {"other_approver", "other_city_officer"}:
        seen = {second}
    assert {line.id for line in listed.lines} == seen
    assert listed.total == len(seen)


@pytest.mark.parametrize("who", VIEWERS)
async def test_everybody_has_a_list_of_its_own_certificates(world: World, who: str) -> None:
    await world.issue()
    await world.issue(world.order(world.li, body=world.other_body))
    names = [line.name for line in await queries.own_lines(viewer_named(world, who))]
    assert names == {"wei": ["王维"], "li": ["李敏"]}.get(who, [])


async def test_a_role_without_its_organisation_or_authority_reads_nothing(world: World) -> None:
    await world.issue()
    for role in Role:
        listed = await queries.list_certificates(Viewer(role, account=uuid4()), CertificateFilter())
        assert listed.total == (1 if role is Role.AUDITOR else 0), role


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (access.CHECK, set(Role)),
        (access.READ_OWN, set(Role) - {Role.VISITOR}),
        (access.READ, {Role.CLERK, Role.APPROVER, Role.OFFICER, Role.AUDITOR}),
        (access.DOWNLOAD, {Role.CLERK, Role.APPROVER, Role.OFFICER}),
        (access.ISSUE, {Role.APPROVER}),
        (access.CHANGE_STATE, {Role.OFFICER}),
    ],
)
def test_each_permission_names_the_roles_that_may_try(permission: Permission, roles: set[Role]) -> None:
    assert {role for role in Role if permission.allows(role)} == roles


async def test_each_download_leaves_an_event_and_a_refused_one_none(world: World) -> None:
    certificate = await world.issue()
    await hand_out(world.clerk, certificate, now=world.now)
    await hand_out_own(world.wei, certificate, now=world.now)
    with pytest.raises(Refusal):
        await hand_out(world.auditor, certificate, now=world.now)
    events = await AuditEvent.select(AuditEvent.account).where(AuditEvent.act == "certificate:download")
    assert {event["account"] for event in events} == {world.clerk.account, world.wei.account}
    assert await Certificate.count() == 1
