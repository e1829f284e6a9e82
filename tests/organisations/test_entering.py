"""Entering organisations and bodies, and loading the authorities, against PostgreSQL."""

import asyncio
from typing import Any

import pytest

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.organisations import queries
from registry.organisations.queries import OrganisationFilter
from registry.organisations.rules import authority_records
from registry.organisations.service.authorities import load_authorities
from registry.organisations.service.entering import (
    BodyToEnter,
    OrganisationToEnter,
    enter_body,
    enter_organisation,
)
from registry.organisations.tables import Authority, Body, Organisation
from tests.organisations.world import JINYANG_CODE, JINYANG_PREFIX, World, authority, make_world

NEW_CODE = "91140300MA0GX0001A"


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    return await make_world(clock)


def codes_and_fields(refused: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


async def organisation(world: World, **changes: Any) -> OrganisationToEnter:
    known = {
        "credit_code": NEW_CODE,
        "name": "阳泉耐火材料有限公司",
        "ownership": "private",
        "authority": await authority("140105"),
    }
    return OrganisationToEnter(**(known | changes))


# Authorities


async def test_the_authorities_are_loaded_once_however_often_and_by_however_many(
    database: object, clock: StoppedClock
) -> None:
    made = await asyncio.gather(*(load_authorities(clock.now()) for _ in range(3)))
    assert sorted(made) == [0, 0, len(authority_records())]
    assert await Authority.count() == len(authority_records())
    assert await AuditEvent.count().where(AuditEvent.act == "authorities:load") == 1


async def test_a_name_that_changed_is_corrected_and_a_further_authority_stays(
    database: object, clock: StoppedClock
) -> None:
    await load_authorities(clock.now())
    await Authority.update({Authority.name: "太原市劳动局"}).where(Authority.region_code == "140100")
    further = Authority(
        name="娄烦县人力资源和社会保障局",
        english_name="Loufan",
        tier="county",
        region_code="140123",
        parent=await authority("140100"),
    )
    await Authority.insert(further)
    assert await load_authorities(clock.now()) == 0
    names = {row["region_code"]: row["name"] for row in await Authority.select()}
    assert names["140100"] == "太原市人力资源和社会保障局"
    assert names["140123"] == "娄烦县人力资源和社会保障局"


async def test_below_an_authority_are_itself_and_the_whole_tree_under_it(database: object, clock: StoppedClock) -> None:
    await load_authorities(clock.now())
    rows = {row["id"]: row["region_code"] for row in await Authority.select()}
    below = {rows[each] for each in await queries.authorities_below(await authority("140300"))}
    assert below == {"140300", "140302", "140303", "140311", "140321", "140322"}
    assert await queries.authorities_below(await authority("140000")) == rows.keys()
    above = {rows[each] for each in await queries.authority_and_above(await authority("140302"))}
    assert above == {"140302", "140300", "140000"}


# Organisations


async def test_an_officer_enters_an_organisation_below_and_finds_it(world: World) -> None:
    entered = await enter_organisation(
        world["city officer"], await organisation(world, credit_code="91140300ma0gx0001 a"), now=world.clock.now()
    )
    found = await queries.organisation_for(world["county officer"], entered)
    assert (found.credit_code, found.name, found.ownership, found.bodies) == (
        NEW_CODE,
        "阳泉耐火材料有限公司",
        "private",
        0,
    )
    assert found.authority_name == "太原市小店区人力资源和社会保障局"
    event = await AuditEvent.select().where(AuditEvent.act == "organisation:enter", AuditEvent.subject == entered)
    assert [row["account"] for row in event] == [world["city officer"].account]


async def test_a_code_that_is_entered_already_is_refused_at_its_field(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await enter_organisation(
            world["other city officer"],
            await organisation(world, credit_code=JINYANG_CODE, authority=await authority("140200")),
            now=world.clock.now(),
        )
    assert codes_and_fields(refused) == [("credit-code.taken", "credit_code")]
    assert "晋阳" not in str(refused.value.problems[0])


async def test_all_that_is_wrong_is_said_at_once(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await enter_organisation(
            world["city officer"],
            await organisation(world, credit_code="9114", ownership="family", authority=await authority("140200")),
            now=world.clock.now(),
        )
    assert codes_and_fields(refused) == [
        ("credit-code.length", "credit_code"),
        ("organisation.ownership", "ownership"),
        ("organisation.authority", "authority"),
    ]


async def test_a_county_officer_enters_nothing_for_the_city_above(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await enter_organisation(
            world["county officer"],
            await organisation(world, authority=await authority("140100")),
            now=world.clock.now(),
        )
    assert codes_and_fields(refused) == [("organisation.authority", "authority")]


async def test_two_officers_who_enter_one_organisation_at_once_make_one(world: World) -> None:
    entered = await organisation(world)
    outcomes = await asyncio.gather(
        enter_organisation(world["city officer"], entered, now=world.clock.now()),
        enter_organisation(world["county officer"], entered, now=world.clock.now()),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert [problem.code for each in refused for problem in each.problems] == ["credit-code.taken"]
    assert await Organisation.count().where(Organisation.credit_code == NEW_CODE) == 1
    assert await AuditEvent.count().where(AuditEvent.act == "organisation:enter") == 3


# Bodies


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("Y00001400099", "number-prefix.length"),
        ("Z000014000999", "number-prefix.part"),
        ("Y000061000999", "number-prefix.other-province"),
        (JINYANG_PREFIX, "number-prefix.taken"),
    ],
)
async def test_a_wrong_or_taken_prefix_is_refused_at_its_field(world: World, prefix: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        await enter_body(
            world["county officer"],
            BodyToEnter(world.jinyang, "晋阳机械第二站点", prefix, None),
            now=world.clock.now(),
        )
    assert codes_and_fields(refused) == [(code, "number_prefix")]
    assert await Body.count() == 2


async def test_a_second_body_of_an_organisation_is_listed_with_the_first(world: World) -> None:
    await enter_body(
        world["county officer"],
        BodyToEnter(world.jinyang, "晋阳机械制造有限公司古交站点", "y0000 14 000124", "古交市"),
        now=world.clock.now(),
    )
    listed = await queries.bodies_of(world["clerk"])
    assert [(body.name, body.number_prefix, body.address) for body in listed] == [
        ("晋阳机械制造有限公司", JINYANG_PREFIX, None),
        ("晋阳机械制造有限公司古交站点", "Y000014000124", "古交市"),
    ]
    assert (await queries.organisation_for(world["clerk"], world.jinyang)).bodies == 2


# Who may


SEERS = {
    "visitor": set(),
    "worker": set(),
    "assessor": set(),
    "clerk": {"晋阳机械制造有限公司"},
    "approver": {"晋阳机械制造有限公司"},
    "other clerk": {"云冈煤机有限公司"},
    "other approver": {"云冈煤机有限公司"},
    "county officer": {"晋阳机械制造有限公司"},
    "city officer": {"晋阳机械制造有限公司"},
    "other city officer": {"云冈煤机有限公司"},
    "province officer": {"晋阳机械制造有限公司", "云冈煤机有限公司"},
    "auditor": {"晋阳机械制造有限公司", "云冈煤机有限公司"},
}


async def test_each_viewer_lists_the_organisations_that_it_may_see_and_no_more(world: World) -> None:
    found = {}
    for who, viewer in world.viewers.items():
        listed = await queries.list_organisations(viewer, OrganisationFilter())
        found[who] = {line.name for line in listed.lines}
        assert listed.total == len(listed.lines)
    assert found == SEERS


async def test_each_viewer_opens_an_organisation_or_its_body_or_finds_none(world: World) -> None:
    found: dict[tuple[str, str], str] = {}
    for who, viewer in world.viewers.items():
        for name, act in {
            "organisation": queries.organisation_for(viewer, world.jinyang),
            "body": queries.body_for(viewer, world.jinyang_body),
        }.items():
            try:
                await act
                found[who, name] = "seen"
            except Absent:
                found[who, name] = "absent"
    sees = {who for who, names in SEERS.items() if "晋阳机械制造有限公司" in names}
    assert found == {
        (who, name): "seen" if who in sees else "absent" for who in world.viewers for name in ("organisation", "body")
    }


async def test_each_role_enters_organisations_and_bodies_as_the_table_says(world: World) -> None:
    found: dict[tuple[str, str], str] = {}
    for count, (who, viewer) in enumerate(world.viewers.items()):
        wanted = await organisation(world, authority=viewer.authority or await authority("140105"))
        body = BodyToEnter(world.jinyang, "站点", f"Y0000140009{count:02d}", None)
        for name, act in {
            "organisation": enter_organisation(viewer, wanted, now=world.clock.now()),
            "body": enter_body(viewer, body, now=world.clock.now()),
        }.items():
            try:
                made = await act
                found[who, name] = "done"
                await (
                    (Organisation if name == "organisation" else Body)
                    .delete()
                    .where((Organisation if name == "organisation" else Body).id == made)
                )
            except (Absent, NotAllowed) as refusal:
                found[who, name] = type(refusal).__name__
    officers = {"county officer", "city officer", "province officer"}
    told = {"clerk", "approver", "auditor"}
    expected: dict[tuple[str, str], str] = {}
    for who in world.viewers:
        may_enter = who in officers | {"other city officer"}
        expected[who, "organisation"] = "done" if may_enter else "NotAllowed"
        expected[who, "body"] = "done" if who in officers else "NotAllowed" if who in told else "Absent"
    assert found == expected


# Lists


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (OrganisationFilter(text="煤机"), ["云冈煤机有限公司"]),
        (OrganisationFilter(text="91140100ma"), ["晋阳机械制造有限公司"]),
        (OrganisationFilter(text="%"), []),
        (OrganisationFilter(text="_"), []),
        (OrganisationFilter(ownership="private"), ["云冈煤机有限公司", "晋阳机械制造有限公司"]),
        (OrganisationFilter(ownership="state"), []),
    ],
)
async def test_a_list_is_narrowed_by_name_code_and_owner(
    world: World, wanted: OrganisationFilter, names: list[str]
) -> None:
    listed = await queries.list_organisations(world["auditor"], wanted)
    assert sorted(line.name for line in listed.lines) == names


async def test_a_list_is_narrowed_to_an_authority_and_what_lies_below(world: World) -> None:
    wanted = OrganisationFilter(authority=await authority("140100"))
    listed = await queries.list_organisations(world["province officer"], wanted)
    assert [line.name for line in listed.lines] == ["晋阳机械制造有限公司"]


async def test_the_authorities_to_choose_from_are_ones_own_first_and_those_below(world: World) -> None:
    choices = await queries.authority_choices(world["city officer"])
    assert [(each.region_code, each.depth) for each in choices][:2] == [("140100", 0), ("140105", 1)]
    assert all(each.region_code.startswith("1401") for each in choices)
