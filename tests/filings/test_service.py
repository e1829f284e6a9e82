"""Entering and changing filings, and reading the one that holds, against PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import RestrictViolationError

from registry.filings import access, queries
from registry.filings.queries import FilingFilter, FilingsShown
from registry.filings.rules import covers
from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.scope import ScopeLine
from registry.filings.rules.states import FilingState
from registry.filings.service import change_privileges, enter_filing, take_filing_step
from registry.filings.tables import Filing, FilingScope, FilingStep
from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Permission, Role, Viewer
from registry.policy.facts import LegalSource
from tests.filings.world import FIRST, LAST, NOTICE, NUMBER, SCOPES, SENIOR, TURNER, WELDER, filed, to_enter
from tests.organisations.world import World, make_world

TODAY = date(2024, 6, 3)
REASONS = "经现场核查，考评场地不符合备案条件。"


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    return await make_world(clock)


def codes_and_fields(refused: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


# Entering


async def test_a_filing_is_found_on_each_of_its_days_and_covers_what_was_entered(world: World) -> None:
    filing = await filed(world)
    for day in (FIRST, TODAY, LAST):
        found = await queries.filing_in_force(world.jinyang_body, day)
        assert found is not None
        assert (found.id, found.number, found.state, found.scopes) == (filing, NUMBER, FilingState.FILED, SCOPES)
        assert covers(found, TURNER, None, SENIOR, day) == ()
        assert [problem.where for problem in covers(found, WELDER, "电焊工", SENIOR, day)] == ["level"]
    assert await queries.filing_in_force(world.jinyang_body, FIRST - timedelta(days=1)) is None
    assert await queries.filing_in_force(world.jinyang_body, LAST + timedelta(days=1)) is None
    assert await queries.filing_in_force(world.yungang_body, TODAY) is None


async def test_entering_leaves_a_step_and_an_event(world: World) -> None:
    filing = await filed(world)
    view = await queries.filing_for(world["clerk"], filing)
    assert [(step.act, step.reasons, step.at) for step in view.steps] == [("enter", None, world.clock.now())]
    assert view.line.authority_name == "太原市人力资源和社会保障局"
    events = await AuditEvent.select(AuditEvent.account).where(
        AuditEvent.act == "filing:enter", AuditEvent.subject == filing
    )
    assert events == [{"account": world["city officer"].account}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"scopes": ()}, [("filing.no-scope", "scopes")]),
        (
            {"scopes": (*SCOPES, ScopeLine("9-99-99-99", None, SENIOR))},
            [("filing.scope-occupation", "scopes[2]")],
        ),
        ({"valid_to": date(2023, 12, 31)}, [("filing.days", "valid_to")]),
        (
            {"privileges": (PrivilegeGround("age", LegalSource(title="", number="1", article="1")),)},
            [("filing.privilege-source", "age_title")],
        ),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_entered(
    world: World, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refusal) as refused:
        await filed(world, **changes)
    assert codes_and_fields(refused) == expected
    assert await Filing.count() == 0
    assert await FilingScope.count() == 0


async def test_a_number_is_entered_once_even_for_another_body(world: World) -> None:
    await filed(world)
    with pytest.raises(Refusal) as refused:
        await filed(world, "other city officer", body=world.yungang_body)
    assert codes_and_fields(refused) == [("filing.number-taken", "number")]


@pytest.mark.parametrize(
    ("first", "last"),
    [(LAST, date(2030, 1, 1)), (date(2020, 1, 1), FIRST), (date(2025, 1, 1), date(2025, 1, 1))],
)
async def test_a_body_has_one_filing_at_a_time_and_the_refusal_names_it(world: World, first: date, last: date) -> None:
    await filed(world)
    with pytest.raises(Refusal) as refused:
        await filed(world, number="并人社备〔2024〕2号", valid_from=first, valid_to=last)
    assert codes_and_fields(refused) == [("filing.overlap", "valid_from")]
    assert NUMBER in str(refused.value.problems[0])
    assert await Filing.count() == 1


async def test_the_next_filing_begins_the_day_after(world: World) -> None:
    await filed(world)
    following = await filed(
        world, number="并人社备〔2027〕1号", valid_from=LAST + timedelta(days=1), valid_to=date(2029, 12, 31)
    )
    found = await queries.filing_in_force(world.jinyang_body, date(2027, 1, 1))
    assert found is not None
    assert found.id == following


async def test_of_two_officers_who_enter_overlapping_filings_at_once_one_is_refused(world: World) -> None:
    outcomes = await asyncio.gather(
        filed(world, "city officer", number="甲"),
        filed(world, "province officer", number="乙", valid_from=date(2025, 6, 1), valid_to=date(2028, 5, 31)),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert [(each.code, each.where) for refusal in refused for each in refusal.problems] == [
        ("filing.overlap", "valid_from")
    ]
    assert await Filing.count() == 1
    assert await AuditEvent.count().where(AuditEvent.act == "filing:enter") == 1


async def test_a_withdrawn_filing_makes_room_for_another(world: World) -> None:
    old = await filed(world)
    await take_filing_step(world["city officer"], old, "withdraw", REASONS, now=world.clock.now())
    new = await filed(world, number="并人社备〔2024〕2号")
    found = await queries.filing_in_force(world.jinyang_body, TODAY)
    assert found is not None
    assert found.id == new


# Steps


async def test_a_suspended_filing_is_found_and_covers_nothing_until_it_is_lifted(world: World) -> None:
    filing = await filed(world)
    later = world.clock.later(hours=1).now()
    assert await take_filing_step(world["city officer"], filing, "suspend", REASONS, now=later) is FilingState.SUSPENDED
    found = await queries.filing_in_force(world.jinyang_body, TODAY)
    assert [problem.code for problem in covers(found, TURNER, None, SENIOR, TODAY)] == ["filing.suspended"]
    lifted = world.clock.later(hours=2).now()
    await take_filing_step(world["city officer"], filing, "lift", "已整改。", now=lifted)
    found = await queries.filing_in_force(world.jinyang_body, TODAY)
    assert covers(found, TURNER, None, SENIOR, TODAY) == ()
    view = await queries.filing_for(world["approver"], filing)
    assert [(step.act, step.reasons) for step in view.steps] == [
        ("enter", None),
        ("suspend", REASONS),
        ("lift", "已整改。"),
    ]


async def test_of_two_who_withdraw_at_once_the_second_hears_that_it_is_done(world: World) -> None:
    filing = await filed(world)
    outcomes = await asyncio.gather(
        take_filing_step(world["city officer"], filing, "withdraw", REASONS, now=world.clock.now()),
        take_filing_step(world["province officer"], filing, "withdraw", REASONS, now=world.clock.now()),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "FilingState"]
    assert await FilingStep.count().where(FilingStep.act == "withdraw") == 1


async def test_the_steps_of_a_filing_never_change(world: World) -> None:
    filing = await filed(world)
    with pytest.raises(RestrictViolationError):
        await FilingStep.update({FilingStep.reasons: "另一个理由"}).where(FilingStep.filing == filing)
    with pytest.raises(RestrictViolationError):
        await FilingStep.delete().where(FilingStep.filing == filing)


# Limits lifted


async def test_lifted_limits_are_changed_with_reasons_and_judging_gets_the_new_ones(world: World) -> None:
    filing = await filed(world)
    before = await queries.privileges_of(filing)
    assert before is not None
    assert (before.relax, before.source) == (("education",), NOTICE)
    wanted = [PrivilegeGround("seniority", NOTICE), PrivilegeGround("age", NOTICE)]
    await change_privileges(
        world["city officer"], filing, wanted, "通知已扩大适用范围。", now=world.clock.later(hours=1).now()
    )
    after = await queries.privileges_of(filing)
    assert after is not None
    assert after.relax == ("seniority", "age")
    await change_privileges(world["city officer"], filing, [], "不再符合条件。", now=world.clock.later(hours=2).now())
    assert await queries.privileges_of(filing) is None
    view = await queries.filing_for(world["clerk"], filing)
    assert [[each.kind for each in step.privileges] for step in view.steps] == [
        ["education"],
        ["seniority", "age"],
        [],
    ]


async def test_lifted_limits_need_reasons_and_a_filing_that_is_not_withdrawn(world: World) -> None:
    filing = await filed(world)
    with pytest.raises(Refusal) as refused:
        await change_privileges(world["city officer"], filing, [], "  ", now=world.clock.now())
    assert codes_and_fields(refused) == [("filing.reasons", "reasons")]
    await take_filing_step(world["city officer"], filing, "withdraw", REASONS, now=world.clock.now())
    with pytest.raises(Conflict):
        await change_privileges(world["city officer"], filing, [], REASONS, now=world.clock.now())


async def test_of_a_filing_that_is_not_there_nothing_is_read(world: World) -> None:
    with pytest.raises(Absent):
        await queries.privileges_of(uuid4())
    with pytest.raises(Absent):
        await queries.filing_terms(uuid4())


# Lists


async def listed(world: World, who: str, **wanted: Any) -> list[str]:
    found = await queries.list_filings(world[who], FilingFilter(**wanted), TODAY)
    assert found.total == len(found.lines)
    return [line.terms.number for line in found.lines]


async def test_the_list_shows_what_runs_soonest_to_end_first_and_other_states_when_asked(world: World) -> None:
    await filed(world, number="先到期", valid_to=date(2024, 12, 31))
    await filed(world, number="已届满", valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
    late = await filed(world, "other city officer", number="后到期", body=world.yungang_body)
    gone = await filed(world, number="已取消", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    await take_filing_step(world["city officer"], gone, "withdraw", REASONS, now=world.clock.now())
    await take_filing_step(world["other city officer"], late, "suspend", REASONS, now=world.clock.now())
    assert await listed(world, "province officer") == ["先到期", "后到期"]
    assert await listed(world, "province officer", shown=FilingsShown.ENDED) == ["已届满"]
    assert await listed(world, "province officer", shown=FilingsShown.SUSPENDED) == ["后到期"]
    assert await listed(world, "province officer", shown=FilingsShown.WITHDRAWN) == ["已取消"]
    assert await listed(world, "province officer", shown=FilingsShown.ALL) == ["后到期", "已取消", "先到期", "已届满"]


async def test_the_list_is_narrowed_by_words_organisation_and_body(world: World) -> None:
    await filed(world)
    await filed(world, "other city officer", number="同人社备〔2024〕9号", body=world.yungang_body)
    assert await listed(world, "auditor", text="并人社") == [NUMBER]
    assert await listed(world, "auditor", text="煤机") == ["同人社备〔2024〕9号"]
    assert await listed(world, "auditor", text="%") == []
    assert await listed(world, "auditor", organisation=world.jinyang) == [NUMBER]
    assert await listed(world, "auditor", body=world.yungang_body) == ["同人社备〔2024〕9号"]


def test_a_search_finds_occupations_by_name_code_and_job_type() -> None:
    found = [(occupation.code, job) for occupation, job in queries.occupations_named("车床工")]
    assert found == [(TURNER, "普通车床工"), (TURNER, "数控车床工")]
    assert (WELDER, None) in [(each.code, job) for each, job in queries.occupations_named("6-18-02-04")]
    assert queries.occupations_named("  ") == ()
    assert queries.occupations_named("不存在的职业") == ()


# Who may

CITY = {"city officer", "province officer"}
SEERS = CITY | {"county officer", "auditor", "clerk", "approver"}


async def test_each_viewer_lists_the_filings_that_it_may_see_and_no_more(world: World) -> None:
    await filed(world)
    await filed(world, "other city officer", number="同", body=world.yungang_body)
    found = {who: set(await listed(world, who)) for who in world.viewers}
    other = {"other clerk", "other approver", "other city officer", "province officer", "auditor"}
    assert found == {
        who: ({NUMBER} if who in SEERS else set()) | ({"同"} if who in other else set()) for who in world.viewers
    }


@pytest.mark.parametrize("state", list(FilingState))
async def test_each_role_does_each_act_in_each_state_as_the_table_says(world: World, state: FilingState) -> None:
    found: dict[tuple[str, str], str] = {}
    expected: dict[tuple[str, str], str] = {}
    for who, viewer in world.viewers.items():
        for act in ("read", "suspend", "lift", "withdraw", "privileges"):
            filing = await _filing_in(world, state)
            try:
                await _act(world, viewer, filing, act)()
                found[who, act] = "done"
            except Refusal as refused:
                found[who, act] = type(refused).__name__
            expected[who, act] = _expected(who, act, state)
            await Filing.update({Filing.state: "withdrawn"}).where(Filing.id == filing)
    assert found == expected


async def _filing_in(world: World, state: FilingState) -> UUID:
    filing = await filed(world, number=str(uuid4()))
    if state is not FilingState.FILED:
        step = "suspend" if state is FilingState.SUSPENDED else "withdraw"
        await take_filing_step(world["city officer"], filing, step, REASONS, now=world.clock.now())
    return filing


def _act(world: World, viewer: Viewer, filing: UUID, act: str) -> Callable[[], Awaitable[object]]:
    now = world.clock.now()
    if act == "read":
        return lambda: queries.filing_for(viewer, filing)
    if act == "privileges":
        return lambda: change_privileges(viewer, filing, [], REASONS, now=now)
    return lambda: take_filing_step(viewer, filing, act, REASONS, now=now)


def _expected(who: str, act: str, state: FilingState) -> str:
    if who not in SEERS:
        return "Absent"
    if act == "read":
        return "done"
    if who not in CITY:
        return "NotAllowed"
    possible = {
        "suspend": {FilingState.FILED},
        "lift": {FilingState.SUSPENDED},
        "withdraw": {FilingState.FILED, FilingState.SUSPENDED},
        "privileges": {FilingState.FILED, FilingState.SUSPENDED},
    }
    return "done" if state in possible[act] else "Conflict"


async def test_each_role_enters_filings_as_the_table_says(world: World) -> None:
    found: dict[str, str] = {}
    for who, viewer in world.viewers.items():
        try:
            filing = await enter_filing(viewer, to_enter(world, number=who), now=world.clock.now())
            found[who] = "done"
            await Filing.update({Filing.state: "withdrawn"}).where(Filing.id == filing)
        except (Absent, NotAllowed) as refusal:
            found[who] = type(refusal).__name__
    officers = {"county officer", "city officer", "province officer"}
    assert found == {
        who: "done" if who in officers else "Absent" if who == "other city officer" else "NotAllowed"
        for who in world.viewers
    }


async def test_an_officer_below_sees_a_filing_of_the_city_and_is_told_who_may_change_it(world: World) -> None:
    filing = await filed(world, "city officer")
    view = await queries.filing_for(world["county officer"], filing)
    assert view.may_change is False
    with pytest.raises(NotAllowed) as refused:
        await take_filing_step(world["county officer"], filing, "suspend", REASONS, now=world.clock.now())
    assert codes_and_fields(refused) == [("filing.filed-above", None)]
    assert (await queries.filing_for(world["province officer"], filing)).may_change is True


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (access.SEE_FILINGS, {Role.CLERK, Role.APPROVER, Role.OFFICER, Role.AUDITOR}),
        (access.ENTER_FILING, {Role.OFFICER}),
        (access.CHANGE_FILING, {Role.OFFICER}),
    ],
)
def test_each_permission_names_the_roles_that_may_try(permission: Permission, roles: set[Role]) -> None:
    assert {role for role in Role if permission.allows(role)} == roles
