"""Naming people for roles, handing out their slips, ending a role, against PostgreSQL."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from registry.foundation.clock import StoppedClock
from registry.foundation.guesses import Patience
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer
from registry.organisations import queries
from registry.organisations.queries import StaffState
from registry.organisations.service.staff import (
    PersonToName,
    end_membership,
    grant_offered,
    name_person,
    print_slip,
    withdraw_offer,
)
from registry.organisations.tables import MembershipOffer
from registry.people.rules.documents import DocumentKind
from registry.people.service.accounts import AccountToOpen, open_account, when_account_opens
from registry.people.slips import Slip, draw_slips
from registry.people.tables import ActivationCode, AuthorityCase, Membership
from tests.organisations.world import FIRST_DAY, World, make_world
from tests.people.world import PASSWORD, account, number_with_check_character, person_named

WANG = number_with_check_character("14020119850615123")
PATIENCE = Patience(100, timedelta(seconds=2), timedelta(seconds=60), timedelta(hours=24))
TODAY = date(2024, 6, 3)


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    when_account_opens(grant_offered)
    return await make_world(clock)


def wang(world: World, **changes: Any) -> PersonToName:
    known: dict[str, Any] = {
        "organisation": world.jinyang,
        "document_kind": DocumentKind.IDENTITY_CARD,
        "document_number": WANG,
        "name": "王维",
        "role": Role.CLERK,
        "valid_from": FIRST_DAY,
    }
    return PersonToName(**(known | changes))


def codes_and_fields(refused: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


async def slip_code(world: World, offer: UUID, *, viewer: str = "approver", now: StoppedClock | None = None) -> str:
    at = (now or world.clock).now()
    slip = await print_slip(world[viewer], world.jinyang, offer, now=at)
    return slip.code.code


def opening(code: str, **changes: Any) -> AccountToOpen:
    known: dict[str, Any] = {
        "document_kind": DocumentKind.IDENTITY_CARD,
        "document_number": WANG,
        "name": "王维",
        "code": code,
        "sign_in_name": "wangwei",
        "password": PASSWORD,
    }
    return AccountToOpen(**(known | changes))


async def memberships(world: World) -> list[tuple[str, date, date | None, str | None]]:
    """What 王维 holds in the first enterprise: role, days, card."""
    rows = await Membership.raw(
        "select m.role, m.valid_from, m.valid_to, m.card_number from membership m join account a on a.id = m.account"
        " join person p on p.id = a.person where p.name = '王维' and m.organisation = {} order by m.role",
        world.jinyang,
    )
    return [(row["role"], row["valid_from"], row["valid_to"], row["card_number"]) for row in rows]


async def test_a_person_without_an_account_waits_and_holds_the_role_from_the_opening_on(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    (first, *_) = await queries.staff_of(world["clerk"], world.jinyang, TODAY)
    assert (first.id, first.name, first.role, first.state) == (offer, "王维", Role.CLERK, StaffState.WAITING)
    assert first.masked_document == f"140201********{WANG[-4:]}"
    assert await memberships(world) == []
    code = await slip_code(world, offer)
    await open_account(opening(code), allowed=PATIENCE, now=world.clock.now())
    assert await memberships(world) == [("clerk", FIRST_DAY, None, None)]
    lines = {line.name: line for line in await queries.staff_of(world["clerk"], world.jinyang, TODAY)}
    assert (lines["王维"].state, lines["王维"].masked_document) == (StaffState.HOLDS, f"140201********{WANG[-4:]}")


async def test_several_offers_are_granted_together_those_of_another_organisation_too(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    until = date(2025, 5, 31)
    await name_person(
        world["county officer"],
        wang(world, role=Role.ASSESSOR, card_number="R1400017", valid_to=until),
        now=world.clock.now(),
    )
    await name_person(world["other approver"], wang(world, organisation=world.yungang), now=world.clock.now())
    await open_account(opening(await slip_code(world, offer)), allowed=PATIENCE, now=world.clock.now())
    assert await memberships(world) == [
        ("assessor", FIRST_DAY, until, "R1400017"),
        ("clerk", FIRST_DAY, None, None),
    ]
    granted = await MembershipOffer.count().where(MembershipOffer.membership.is_not_null())
    assert granted == 3


async def test_who_has_an_account_holds_the_role_at_once(world: World) -> None:
    await account(await person_named("王维", WANG, world.clock), "wangwei", world.clock)
    await name_person(world["county officer"], wang(world, role=Role.APPROVER), now=world.clock.now())
    assert await memberships(world) == [("approver", FIRST_DAY, None, None)]


async def test_a_number_known_under_another_name_grants_nothing_and_comes_before_the_authority(world: World) -> None:
    await account(await person_named("李四", WANG, world.clock), "lisi", world.clock)
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    assert await memberships(world) == []
    case = await AuthorityCase.select().first()
    assert case is not None
    assert (case["kind"], case["subject"], case["details"]) == ("name-differs", str(offer), "{}")
    (line, *_) = await queries.staff_of(world["approver"], world.jinyang, TODAY)
    assert (line.name, line.state) == ("王维", StaffState.WAITING)
    with pytest.raises(Refusal) as refused:
        await slip_code(world, offer)
    assert codes_and_fields(refused) == [("staff.counter", None)]
    assert "李" not in str(refused.value.problems[0])
    assert await ActivationCode.count() == 0


async def test_an_account_that_opens_under_its_own_name_gets_no_role_meant_for_another_name(world: World) -> None:
    await person_named("李四", WANG, world.clock)
    await name_person(world["approver"], wang(world), now=world.clock.now())
    right = await name_person(
        world["other approver"], wang(world, organisation=world.yungang, name="李四"), now=world.clock.now()
    )
    code = await print_slip(world["other approver"], world.yungang, right, now=world.clock.now())
    await open_account(opening(code.code.code, name="李四"), allowed=PATIENCE, now=world.clock.now())
    held = await Membership.raw(
        "select m.organisation from membership m join account a on a.id = m.account where a.sign_in_name = 'wangwei'"
    )
    assert [row["organisation"] for row in held] == [world.yungang]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"document_number": "140201198506151232"}, ("id.check-character", "document_number")),
        ({"document_number": ""}, ("id.missing", "document_number")),
        ({"name": ""}, ("name.missing", "name")),
        ({"name": "王3"}, ("name.digits", "name")),
        ({"role": Role.OFFICER}, ("staff.role", "role")),
        ({"role": Role.ASSESSOR}, ("staff.card", "card_number")),
        ({"valid_to": date(2023, 12, 31)}, ("staff.days", "valid_to")),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nobody_is_registered(
    world: World, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    with pytest.raises(Refusal) as refused:
        await name_person(world["approver"], wang(world, **changes), now=world.clock.now())
    assert codes_and_fields(refused) == [expected]
    assert await MembershipOffer.count() == 0


async def test_nobody_is_named_twice_for_one_role(world: World) -> None:
    await name_person(world["approver"], wang(world), now=world.clock.now())
    with pytest.raises(Refusal) as refused:
        await name_person(world["county officer"], wang(world), now=world.clock.now())
    assert codes_and_fields(refused) == [("staff.named-already", "document_number")]
    assert await MembershipOffer.count() == 1


async def test_a_role_is_not_held_twice_at_a_time_and_nothing_of_the_refused_act_stays(world: World) -> None:
    await account(await person_named("王维", WANG, world.clock), "wangwei", world.clock)
    await name_person(world["approver"], wang(world, valid_to=TODAY), now=world.clock.now())
    with pytest.raises(Refusal) as refused:
        await name_person(world["approver"], wang(world, valid_from=TODAY), now=world.clock.now())
    assert codes_and_fields(refused) == [("staff.member-already", "document_number")]
    assert await MembershipOffer.count() == 1
    await name_person(world["approver"], wang(world, valid_from=TODAY + timedelta(days=1)), now=world.clock.now())
    assert len(await memberships(world)) == 2


# Slips


async def test_a_slip_bears_the_code_once_and_a_new_one_makes_it_void(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    first = await slip_code(world, offer)
    second = await slip_code(world, offer, viewer="county officer")
    with pytest.raises(Refusal):
        await open_account(opening(first), allowed=PATIENCE, now=world.clock.now())
    await open_account(opening(second), allowed=PATIENCE, now=world.clock.now())
    events = await AuditEvent.select(AuditEvent.account, AuditEvent.details).where(
        AuditEvent.act == "activation-code:print"
    )
    assert [event["account"] for event in events] == [world["approver"].account, world["county officer"].account]
    assert all(code not in event["details"] for event in events for code in (first, second))


async def test_a_slip_is_printed_for_no_one_who_was_granted_withdrawn_or_named_elsewhere(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    elsewhere = await name_person(
        world["other approver"], wang(world, organisation=world.yungang), now=world.clock.now()
    )
    with pytest.raises(Absent):
        await slip_code(world, elsewhere)
    await withdraw_offer(world["approver"], world.jinyang, offer, now=world.clock.now())
    with pytest.raises(Absent):
        await slip_code(world, offer)
    with pytest.raises(Absent):
        await withdraw_offer(world["approver"], world.jinyang, offer, now=world.clock.now())
    assert [line.name for line in await queries.staff_of(world["clerk"], world.jinyang, TODAY)].count("王维") == 0


async def test_the_printed_sheet_names_the_person_outside_and_bears_the_code_where_it_is_folded(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    drawn = await print_slip(world["approver"], world.jinyang, offer, now=world.clock.now())
    slip = Slip(
        drawn.name, drawn.masked_document, drawn.organisation_name, drawn.code, "https://registry.example/account/open"
    )
    sheet = PdfReader(io.BytesIO(draw_slips([slip, slip], printed_at=world.clock.now(), specimen=True)))
    assert len(sheet.pages) == 2
    words = sheet.pages[0].extract_text()
    outside, _, _rest = words.partition("Activation code\n")
    assert drawn.code.grouped in words
    assert drawn.code.grouped not in outside
    assert "王维" in outside
    assert f"140201********{WANG[-4:]}" in outside
    assert WANG not in words
    assert drawn.code.code not in repr(drawn)


async def test_a_name_that_no_font_draws_is_said_before_anything_is_printed(world: World) -> None:
    offer = await name_person(world["approver"], wang(world), now=world.clock.now())
    drawn = await print_slip(world["approver"], world.jinyang, offer, now=world.clock.now())
    slip = Slip("王\ue863", drawn.masked_document, drawn.organisation_name, drawn.code, "https://registry.example")
    with pytest.raises(Refusal) as refused:
        draw_slips([slip], printed_at=world.clock.now(), specimen=False)
    assert codes_and_fields(refused) == [("slip.undrawable", None)]


# Ending a role


async def clerks_membership(world: World) -> UUID:
    membership = world["clerk"].membership
    assert membership is not None
    return membership


async def test_a_role_ends_on_the_day_that_is_given(world: World) -> None:
    membership = await clerks_membership(world)
    await end_membership(world["approver"], world.jinyang, membership, TODAY, now=world.clock.now())
    lines = {line.id: line for line in await queries.staff_of(world["approver"], world.jinyang, TODAY)}
    assert (lines[membership].valid_to, lines[membership].state) == (TODAY, StaffState.HOLDS)
    tomorrow = {line.id: line for line in await queries.staff_of(world["approver"], world.jinyang, date(2024, 6, 4))}
    assert tomorrow[membership].state is StaffState.ENDED
    with pytest.raises(Conflict):
        await end_membership(
            world["approver"], world.jinyang, membership, date(2024, 6, 4), now=world.clock.later(days=1).now()
        )


async def test_a_role_does_not_end_in_the_past(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await end_membership(
            world["approver"], world.jinyang, await clerks_membership(world), date(2024, 6, 1), now=world.clock.now()
        )
    assert codes_and_fields(refused) == [("staff.last-day", "valid_to")]


async def test_a_membership_of_another_organisation_is_not_there(world: World) -> None:
    membership = world["other clerk"].membership
    assert membership is not None
    with pytest.raises(Absent):
        await end_membership(world["approver"], world.jinyang, membership, TODAY, now=world.clock.now())


# Who may


async def test_each_role_acts_on_staff_as_the_table_says(world: World) -> None:
    found: dict[tuple[str, str], str] = {}
    for count, (who, viewer) in enumerate(world.viewers.items()):
        number = number_with_check_character(f"14030119850615{count:03d}")
        standing = await name_person(
            world["province officer"], wang(world, document_number=number), now=world.clock.now()
        )
        for act, outcome in _acts(world, viewer, standing, count).items():
            try:
                await outcome
                found[who, act] = "done"
            except (Absent, NotAllowed) as refusal:
                found[who, act] = type(refusal).__name__
    changers = {"approver", "county officer", "city officer", "province officer"}
    seers = changers | {"clerk", "auditor"}
    expected: dict[tuple[str, str], str] = {}
    for who in world.viewers:
        expected[who, "see"] = "done" if who in seers else "Absent"
        for act in ("name", "print", "withdraw"):
            expected[who, act] = "done" if who in changers else "NotAllowed" if who in seers else "Absent"
    assert found == expected


def _acts(world: World, viewer: Viewer, offer: UUID, count: int) -> dict[str, Any]:
    now = world.clock.now()
    number = number_with_check_character(f"14010119850615{count:03d}")
    return {
        "see": queries.staff_of(viewer, world.jinyang, TODAY),
        "name": name_person(viewer, wang(world, document_number=number), now=now),
        "print": print_slip(viewer, world.jinyang, offer, now=now),
        "withdraw": withdraw_offer(viewer, world.jinyang, offer, now=now),
    }
