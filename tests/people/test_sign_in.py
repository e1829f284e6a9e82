"""Signing in: a new session each time, one answer for every wrong attempt, ever later."""

from datetime import timedelta
from uuid import UUID

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.guesses import Patience
from registry.foundation.problems import Absent, Refusal
from registry.foundation.viewers import Role, Viewer
from registry.people.queries import own_memberships, viewer_by_cookie
from registry.people.service.sign_in import SignIn, act_as, sign_in, sign_out
from registry.people.tables import Session
from tests.people.world import PASSWORD, ZHANG, account, clerk_of, zhang

ALLOWED = Patience(timedelta(seconds=2).seconds, timedelta(seconds=2), timedelta(seconds=60), timedelta(hours=24))
LASTING = timedelta(hours=12)
IDLE = timedelta(hours=1)


async def attempt(name: str, password: str, clock: StoppedClock) -> str:
    session = await sign_in(SignIn(name, password, "192.0.2.1"), lasting=LASTING, allowed=ALLOWED, now=clock.now())
    return session.token


async def code_of(name: str, password: str, clock: StoppedClock) -> str:
    with pytest.raises(Refusal) as caught:
        await attempt(name, password, clock)
    return caught.value.problems[0].code


async def test_a_person_signs_in_by_name_or_by_document_number(database: PostgresEngine, clock: StoppedClock) -> None:
    person = await zhang(clock)
    await account(person, "zhangsan", clock)

    for typed in ("zhangsan", " ZhangSan ", ZHANG, "１４０１０１ 19900307 7315"):
        cookie = await attempt(typed, PASSWORD, clock)
        viewer = await viewer_by_cookie(cookie, clock.now(), idle=IDLE)
        assert viewer is not None
        assert (viewer.person, viewer.role) == (person, Role.WORKER)


async def test_wrong_name_and_wrong_password_get_the_same_answer(database: PostgresEngine, clock: StoppedClock) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    assert (
        await code_of("zhangsan", "wrong password", clock)
        == await code_of("nobody", PASSWORD, clock)
        == "sign-in.wrong"
    )


async def test_after_some_wrong_attempts_the_right_one_waits_too(database: PostgresEngine, clock: StoppedClock) -> None:
    await account(await zhang(clock), "zhangsan", clock)
    for _ in range(ALLOWED.free):
        await code_of("zhangsan", "wrong password", clock)

    assert await code_of("zhangsan", PASSWORD, clock) == "sign-in.wait"
    assert await attempt("zhangsan", PASSWORD, clock.later(minutes=2))


async def test_each_sign_in_makes_a_new_session(database: PostgresEngine, clock: StoppedClock) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    assert await attempt("zhangsan", PASSWORD, clock) != await attempt("zhangsan", PASSWORD, clock)
    assert await Session.count() == 2


async def test_a_session_ends_when_idle_when_old_and_when_signed_out(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)
    cookie = await attempt("zhangsan", PASSWORD, clock)

    assert await viewer_by_cookie(cookie, clock.later(minutes=59).now(), idle=IDLE) is not None
    assert await viewer_by_cookie(cookie, clock.later(minutes=120).now(), idle=IDLE) is None
    assert await viewer_by_cookie(cookie, clock.later(hours=13).now(), idle=timedelta(days=2)) is None
    viewer = await viewer_by_cookie(cookie, clock.later(minutes=60).now(), idle=IDLE)
    assert viewer is not None
    await sign_out(viewer, now=clock.now())
    assert await viewer_by_cookie(cookie, clock.later(minutes=61).now(), idle=IDLE) is None


async def test_an_account_with_one_membership_acts_under_it_at_once(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    membership = await clerk_of("晋安机械有限公司", "zhangsan", clock)

    viewer = await viewer_by_cookie(await attempt("zhangsan", PASSWORD, clock), clock.now(), idle=IDLE)

    assert viewer is not None
    assert (viewer.role, viewer.membership, viewer.acting_for) == (Role.CLERK, membership, "晋安机械有限公司")


async def test_one_may_act_as_oneself_and_under_no_membership_of_another(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    own = await clerk_of("晋安机械有限公司", "zhangsan", clock)
    anothers = await clerk_of("汾河化工有限公司", "lisi", clock, number="140201198512127713")
    cookie = await attempt("zhangsan", PASSWORD, clock)
    viewer = await viewer_by_cookie(cookie, clock.now(), idle=IDLE)
    assert viewer is not None

    await act_as(viewer, None, now=clock.now())
    alone = await viewer_by_cookie(cookie, clock.now(), idle=IDLE)

    assert alone is not None
    assert (alone.role, alone.organisation) == (Role.WORKER, None)
    assert [line.id for line in await own_memberships(alone, clock.now())] == [own]
    for foreign in (anothers, UUID(int=7)):
        with pytest.raises(Absent):
            await act_as(alone, foreign, now=clock.now())


async def test_a_stranger_without_a_cookie_is_nobody(database: PostgresEngine, clock: StoppedClock) -> None:
    assert await viewer_by_cookie("attacker", clock.now(), idle=IDLE) is None
    assert not Viewer().signed_in
