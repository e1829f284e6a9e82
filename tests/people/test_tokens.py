"""Machine tokens: made once, kept as a hash, acting exactly as their membership, withdrawn at once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import token_hash
from registry.foundation.problems import Absent, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import AUTHORITY_ROLES, Role, Viewer
from registry.people.queries import own_tokens, viewer_by_token
from registry.people.service.tokens import MadeToken, make_token, withdraw_token
from registry.people.tables import Account, MachineToken, Membership
from registry.settings import Settings
from tests.people.world import clerk_of, member, organisation_named, person_named, province, viewer_as
from tests.web import browser

LONGEST = 90


async def clerk(clock: StoppedClock, name: str = "zhangsan") -> Viewer:
    return await viewer_as(await clerk_of("晋安机械有限公司", name, clock), clock)


async def made(viewer: Viewer, clock: StoppedClock, *, days: int = LONGEST) -> MadeToken:
    return await make_token(viewer, "人事系统", days, longest=LONGEST, now=clock.now())


async def refused(viewer: Viewer, label: str, days: int, clock: StoppedClock) -> list[str | None]:
    with pytest.raises(Refusal) as caught:
        await make_token(viewer, label, days, longest=LONGEST, now=clock.now())
    return [problem.where for problem in caught.value.problems]


async def test_a_token_acts_exactly_as_its_membership_does(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer = await clerk(clock)

    token = await made(viewer, clock)

    assert await viewer_by_token(token.token, clock.now()) == viewer


async def test_a_token_holds_256_random_bits_and_only_its_hash_is_kept(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer = await clerk(clock)

    first, second = await made(viewer, clock), await made(viewer, clock)

    assert first.token != second.token
    assert first.token.startswith("registry_")
    assert len(first.token.removeprefix("registry_")) == 43  # 256 bits at six a letter
    rows = await MachineToken.select().order_by(MachineToken.created_at)
    assert {bytes(row["token_hash"]) for row in rows} == {token_hash(first.token), token_hash(second.token)}
    assert first.token not in repr(rows)
    assert first.token not in repr(first)


async def test_using_a_token_writes_nothing(database: PostgresEngine, clock: StoppedClock) -> None:
    token = await made(await clerk(clock), clock)
    before = (await MachineToken.select(), await AuditEvent.count())

    await viewer_by_token(token.token, clock.later(days=3).now())

    assert (await MachineToken.select(), await AuditEvent.count()) == before


async def test_a_token_ends_at_its_moment_and_not_before(database: PostgresEngine, clock: StoppedClock) -> None:
    token = await made(await clerk(clock), clock, days=1)

    last = clock.later(hours=24, seconds=-1).now()
    assert await viewer_by_token(token.token, last) is not None
    assert await viewer_by_token(token.token, clock.later(hours=24).now()) is None


async def test_a_withdrawn_token_opens_nothing_from_that_moment(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer = await clerk(clock)
    token, other = await made(viewer, clock), await made(viewer, clock)

    await withdraw_token(viewer, token.id, now=clock.now())
    await withdraw_token(viewer, token.id, now=clock.later(days=1).now())

    assert await viewer_by_token(token.token, clock.now()) is None
    assert await viewer_by_token(other.token, clock.now()) is not None
    acts = await AuditEvent.select(AuditEvent.act, AuditEvent.subject).where(AuditEvent.act.like("machine-token:%"))
    assert [(row["act"], row["subject"]) for row in acts if row["subject"] == token.id] == [
        ("machine-token:make", token.id),
        ("machine-token:withdraw", token.id),
    ]


async def test_a_token_ends_with_its_membership_and_with_its_account(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer = await clerk(clock)
    token = await made(viewer, clock)

    await Membership.update({Membership.valid_to: clock.today()}).where(Membership.id == viewer.membership)
    assert await viewer_by_token(token.token, clock.now()) is not None
    assert await viewer_by_token(token.token, clock.later(days=1).now()) is None
    await Account.update({Account.closed_at: clock.now()}).where(Account.id == viewer.account)
    assert await viewer_by_token(token.token, clock.now()) is None


async def test_a_token_needs_a_use_and_a_time_within_the_limit(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer = await clerk(clock)

    assert await refused(viewer, " \u200b", 90, clock) == ["label"]
    assert await refused(viewer, "人" * 61, 90, clock) == ["label"]
    assert await refused(viewer, "人事系统", 0, clock) == ["days"]
    assert await refused(viewer, "", 91, clock) == ["label", "days"]
    assert await MachineToken.count() == 0


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_makes_tokens_or_does_not(database: PostgresEngine, clock: StoppedClock, role: Role) -> None:
    organisation = await organisation_named("晋安机械有限公司", clock)
    person = await person_named("李四", "140201198506151236", clock)
    granted = Role.CLERK if role in {Role.VISITOR, Role.WORKER} else role
    of_authority = granted in AUTHORITY_ROLES
    membership = await member(
        person,
        "lisi",
        granted,
        clock,
        organisation=None if of_authority else organisation,
        authority=await province(clock) if of_authority else None,
    )
    acting = await viewer_as(membership, clock)
    viewer = Viewer(role=role, account=acting.account, membership=membership)

    if role in {Role.CLERK, Role.APPROVER, Role.ASSESSOR, Role.OFFICER}:
        assert (await made(viewer, clock)).label == "人事系统"
    else:
        with pytest.raises(NotAllowed):
            await made(viewer, clock)
        with pytest.raises(NotAllowed):
            await withdraw_token(viewer, uuid4(), now=clock.now())


async def test_a_token_of_another_membership_is_absent(database: PostgresEngine, clock: StoppedClock) -> None:
    token = await made(await clerk(clock), clock)
    officer_of = await member(
        await person_named("李四", "140201198506151236", clock),
        "lisi",
        Role.OFFICER,
        clock,
        authority=await province(clock),
    )
    officer = await viewer_as(officer_of, clock)

    with pytest.raises(Absent):
        await withdraw_token(officer, token.id, now=clock.now())
    with pytest.raises(Absent):
        await withdraw_token(officer, UUID(int=7), now=clock.now())
    assert await own_tokens(officer, clock.now()) == []
    assert await viewer_by_token(token.token, clock.now()) is not None


async def test_the_list_says_which_tokens_are_good(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer = await clerk(clock)
    short = await made(viewer, clock, days=1)
    later = StoppedClock(clock.later(hours=1).now())
    withdrawn = await made(viewer, later, days=30)
    await withdraw_token(viewer, withdrawn.id, now=later.now())
    good = await made(viewer, StoppedClock(clock.later(hours=2).now()), days=30)

    listed = await own_tokens(viewer, clock.now() + timedelta(days=2))

    assert [(line.id, line.state) for line in listed] == [
        (good.id, "good"),
        (withdrawn.id, "withdrawn"),
        (short.id, "expired"),
    ]


async def test_the_page_shows_a_token_once_and_withdraws_it_after_a_confirmation(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await clerk_of("晋安机械有限公司", "zhangsan", clock)

    async with browser(settings, clock) as owner:
        await owner.sign_in("zhangsan")
        assert 'href="/account/tokens"' in (await owner.get("/account")).text
        assert 'value="90"' in (await owner.get("/account/tokens")).text
        shown = await owner.post("/account/tokens", {"label": "人事系统", "days": "30"})
        token = shown.text.partition('<code id="token">')[2].partition("<")[0]
        assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
        listed = (await owner.get("/account/tokens")).text
        assert "人事系统" in listed
        assert token not in listed
        headers = {"authorization": f"Bearer {token}"}
        assert (await owner.get("/api/v1/certificates", headers=headers)).status_code == 200
        row = await MachineToken.select(MachineToken.id).first()
        asked = await owner.get(f"/account/tokens/{row['id']}/withdraw")
        assert "收回的令牌不能恢复" in asked.text
        assert (await owner.post(f"/account/tokens/{row['id']}/withdraw")).status_code == 303
        assert (await owner.get("/api/v1/certificates", headers=headers)).status_code == 401
        assert (await owner.get(f"/account/tokens/{UUID(int=1)}/withdraw")).status_code == 404


async def test_the_page_says_at_each_field_what_is_missing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await clerk_of("晋安机械有限公司", "zhangsan", clock)

    async with browser(settings, clock) as owner:
        await owner.sign_in("zhangsan")
        answer = await owner.post("/account/tokens", {"label": "", "days": "91"})

    assert answer.status_code == 422
    assert 'id="label-problem"' in answer.text
    assert 'id="days-problem"' in answer.text
    assert 'value="91"' in answer.text
