"""What people do to their own account: another password, another language, the end of other sign-ins."""

from datetime import timedelta

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Viewer
from registry.people.service.own_account import change_password
from registry.people.service.sign_in import SignIn, sign_in
from registry.people.tables import Account
from registry.settings import Settings
from tests.people.test_accounts import ALLOWED
from tests.people.world import PASSWORD, account, zhang
from tests.web import browser

OTHER = "another three words"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("not the password", OTHER, "password.old-wrong"), (PASSWORD, "short", "password.too-short")],
    ids=["old one wrong", "new one too short"],
)
async def test_a_password_is_changed_only_with_the_old_one_and_for_a_good_one(
    database: PostgresEngine, clock: StoppedClock, old: str, new: str, code: str
) -> None:
    viewer = Viewer(account=await account(await zhang(clock), "zhangsan", clock))

    with pytest.raises(Refusal) as caught:
        await change_password(viewer, old, new, allowed=ALLOWED, now=clock.now())

    assert [problem.code for problem in caught.value.problems] == [code]
    typed = SignIn("zhangsan", PASSWORD, "1")
    assert await sign_in(typed, lasting=timedelta(hours=1), allowed=ALLOWED, now=clock.now())


async def test_after_a_change_the_other_browser_is_signed_out_and_the_old_password_opens_nothing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as here, browser(settings, clock) as elsewhere:
        await here.sign_in("zhangsan")
        await elsewhere.sign_in("zhangsan")
        assert (await here.get("/account/security")).text.count("别处登录") == 1
        wrong = await here.post("/account/password", {"old": "wrong", "password": OTHER})
        assert (wrong.status_code, OTHER in wrong.text) == (422, False)
        done = await here.post("/account/password", {"old": PASSWORD, "password": OTHER})
        assert done.headers["location"] == "/account/security"
        assert (await here.get("/account")).status_code == 200
        assert (await elsewhere.get("/account")).status_code == 303
        await elsewhere.sign_in("zhangsan", OTHER)

    assert await AuditEvent.count().where(AuditEvent.act == "account:change-password") == 1


async def test_one_signs_out_everywhere_else_and_keeps_a_language(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as here, browser(settings, clock) as elsewhere:
        await here.sign_in("zhangsan")
        await elsewhere.sign_in("zhangsan")
        await here.post("/account/sign-out-elsewhere")
        assert (await here.get("/account")).status_code == 200
        assert (await elsewhere.get("/account")).status_code == 303
        assert (await here.post("/account/language", {"language": "fr"})).status_code == 422
        answer = await here.post("/account/language", {"language": "en"})
        assert answer.headers["location"] == "/language/en?back=/account/security"

    assert await Account.select(Account.language) == [{"language": "en"}]
