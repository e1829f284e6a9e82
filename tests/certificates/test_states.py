"""Suspending, lifting and revoking (证书状态变更): grounds, reasons, and two officers at once."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest

from registry.certificates.rules.states import State
from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.certificates.tables import Certificate, CertificateStep
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from tests.certificates.world import World

REASONS = "经核查，考核当日持证人不在考场。"


async def take(world: World, certificate: UUID, name: str, *, who: str = "city_officer", **changes: object) -> State:
    seen = await CertificateStep.count().where(CertificateStep.certificate == certificate)
    known: dict[str, object] = {"ground": "substitution", "reasons": REASONS, "seen": seen}
    step = StepToTake(name, **(known | changes))  # type: ignore[arg-type]
    return await take_certificate_step(getattr(world, who), certificate, step, now=world.now + timedelta(hours=seen))


async def in_state(world: World, state: State) -> UUID:
    certificate = await world.issue()
    ways: dict[State, Sequence[str]] = {
        State.VALID: (),
        State.SUSPENDED: ("suspend",),
        State.REVOKED: ("revoke",),
    }
    for name in ways[state]:
        await take(world, certificate, name)
    return certificate


async def state_of(certificate: UUID) -> str:
    row = await Certificate.select(Certificate.state).where(Certificate.id == certificate).first()
    return str(row["state"])


async def test_a_suspended_certificate_is_valid_again_once_lifted_and_each_step_is_kept(world: World) -> None:
    certificate = await world.issue()
    assert await take(world, certificate, "suspend") is State.SUSPENDED
    assert await take(world, certificate, "lift", ground=None, reasons="核查完毕，情况属实。") is State.VALID
    steps = await CertificateStep.select(
        CertificateStep.from_state, CertificateStep.to_state, CertificateStep.ground, CertificateStep.reasons
    ).order_by(CertificateStep.at)
    assert [tuple(step.values()) for step in steps] == [
        (None, "valid", None, None),
        ("valid", "suspended", "substitution", REASONS),
        ("suspended", "valid", None, "核查完毕，情况属实。"),
    ]
    assert await state_of(certificate) == "valid"


async def test_a_step_leaves_an_event_with_its_ground_and_without_the_words(world: World) -> None:
    certificate = await world.issue()
    await take(world, certificate, "revoke")
    events = await AuditEvent.select().where(AuditEvent.act == "certificate:revoke").output(load_json=True)
    step = await CertificateStep.select(CertificateStep.id).where(CertificateStep.to_state == "revoked").first()
    assert [event["details"] for event in events] == [{"step": str(step["id"]), "ground": "substitution"}]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.VALID, "lift"),
        (State.SUSPENDED, "suspend"),
        (State.REVOKED, "suspend"),
        (State.REVOKED, "lift"),
        (State.REVOKED, "revoke"),
    ],
)
async def test_a_step_that_does_not_lead_on_from_the_state_is_a_conflict(world: World, state: State, step: str) -> None:
    certificate = await in_state(world, state)
    with pytest.raises(Conflict) as refused:
        await take(world, certificate, step)
    assert [problem.code for problem in refused.value.problems] == ["certificate.step-state"]
    assert await state_of(certificate) == state


@pytest.mark.parametrize("name", ["supersede", "delete", ""])
async def test_officers_take_no_other_steps(world: World, name: str) -> None:
    certificate = await world.issue()
    with pytest.raises(Refusal) as refused:
        await take(world, certificate, name)
    assert [problem.code for problem in refused.value.problems] == ["certificate.step-unknown"]


async def test_ground_and_reasons_are_both_asked_for_and_nothing_is_saved_without_them(world: World) -> None:
    certificate = await world.issue()
    with pytest.raises(Refusal) as refused:
        await take(world, certificate, "revoke", ground="displeasure", reasons="  ")
    assert [problem.where for problem in refused.value.problems] == ["ground", "reasons"]
    assert await state_of(certificate) == "valid"


async def test_who_acts_on_what_it_saw_before_somebody_else_acted_hears_what_happened(world: World) -> None:
    certificate = await world.issue()
    await take(world, certificate, "suspend", who="county_officer")
    with pytest.raises(Conflict) as refused:
        await take(world, certificate, "revoke", who="province_officer", seen=1)
    (problem,) = refused.value.problems
    assert problem.code == "certificate.changed-meanwhile"
    assert "2024年6月3日 11:00变为“暂停使用”" in str(problem)


async def test_of_two_officers_at_once_one_wins_and_the_other_gets_a_conflict(world: World) -> None:
    certificate = await world.issue()
    outcomes = await asyncio.gather(
        take(world, certificate, "revoke", who="city_officer", seen=1),
        take(world, certificate, "suspend", who="county_officer", seen=1),
        return_exceptions=True,
    )
    won = [outcome for outcome in outcomes if isinstance(outcome, State)]
    assert [type(outcome) for outcome in outcomes if not isinstance(outcome, State)] == [Conflict]
    assert await state_of(certificate) == won[0]
    assert await CertificateStep.count() == 2


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("province_officer", State.REVOKED),
        ("city_officer", State.REVOKED),
        ("county_officer", State.REVOKED),
        ("other_city_officer", Absent),
        ("auditor", NotAllowed),
        ("approver", NotAllowed),
        ("clerk", NotAllowed),
        ("other_approver", Absent),
        ("assessor", Absent),
        ("wei", Absent),
        ("li", Absent),
    ],
)
@pytest.mark.parametrize("state", [State.VALID, State.SUSPENDED])
async def test_only_officers_of_the_authority_or_one_above_it_revoke(
    world: World, state: State, who: str, expected: object
) -> None:
    certificate = await in_state(world, state)
    try:
        outcome: object = await take(world, certificate, "revoke", who=who)
    except Refusal as refused:
        outcome = type(refused)
    assert outcome is expected
    assert await state_of(certificate) == ("revoked" if expected is State.REVOKED else state)


async def test_a_certificate_that_does_not_exist_is_absent(world: World) -> None:
    with pytest.raises(Absent):
        await take(world, uuid4(), "revoke")


async def test_a_revoked_certificate_stays_and_its_number_is_not_given_again(world: World) -> None:
    revoked = await in_state(world, State.REVOKED)
    await world.issue()
    rows = await Certificate.select(Certificate.number, Certificate.state).order_by(Certificate.number)
    assert [tuple(row.values()) for row in rows] == [
        ("Y000014000123244000001", "revoked"),
        ("Y000014000123244000002", "valid"),
    ]
    with pytest.raises(asyncpg.RestrictViolationError):
        await Certificate.delete().where(Certificate.id == revoked)
