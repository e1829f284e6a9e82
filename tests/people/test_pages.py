"""The pages of accounts as a browser meets them."""

from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.settings import Settings
from tests.people.world import PASSWORD, ZHANG, account, clerk_of, zhang
from tests.web import browser


async def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_page(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as visitor:
        asked = await visitor.get("/account")
        assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/account")
        answer = await visitor.post("/sign-in", {"name": "zhangsan", "password": PASSWORD, "next": "/account"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/account/first")
        first = await visitor.get("/account/first")
        assert "由系统管理员在服务器上开户" in first.text
        again = await visitor.post("/sign-in", {"name": "zhangsan", "password": PASSWORD, "next": "/account"})
        assert again.headers["location"] == "/account"


async def test_a_wrong_password_shows_the_form_again_with_what_was_typed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with browser(settings, clock) as visitor:
        answer = await visitor.post("/sign-in", {"name": "zhangsan", "password": "not the password"})

    assert answer.status_code == 422
    assert "<title>错误：登录" in answer.text
    assert 'value="zhangsan"' in answer.text
    assert "not the password" not in answer.text


async def test_a_cookie_chosen_by_a_stranger_is_never_taken_for_a_session(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as victim:
        victim.client.cookies.set("session", "attacker")
        answer = await victim.post("/sign-in", {"name": "zhangsan", "password": PASSWORD})

    assert answer.cookies["session"] != "attacker"
    async with browser(settings, clock) as attacker:
        attacker.client.cookies.set("session", "attacker")
        assert (await attacker.get("/account")).status_code == 303


async def test_a_form_without_its_token_is_refused(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with browser(settings, clock) as visitor:
        answer = await visitor.client.post("/sign-in", data={"name": "zhangsan", "password": PASSWORD})

    assert answer.status_code == 403


async def test_after_signing_out_the_old_cookie_opens_nothing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as owner:
        await owner.sign_in("zhangsan")
        cookie = owner.client.cookies["session"]
        assert (await owner.get("/account")).status_code == 200
        await owner.post("/sign-out")
        owner.client.cookies.set("session", cookie)
        assert (await owner.get("/account")).status_code == 303


async def test_the_acting_membership_stands_on_every_page_and_can_be_changed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await clerk_of("晋安机械有限公司", "zhangsan", clock)

    async with browser(settings, clock) as clerk:
        await clerk.sign_in("zhangsan")
        assert "企业经办人 · 晋安机械有限公司" in (await clerk.get("/account")).text
        await clerk.post("/account/act-as", {"membership": ""})
        assert "劳动者本人" in (await clerk.get("/account")).text
        assert (await clerk.post("/account/act-as", {"membership": "7" * 32})).status_code == 404


async def test_the_language_stays_chosen_and_leads_back_to_this_site_only(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with browser(settings, clock) as visitor:
        answer = await visitor.get("/language/en?back=/sign-in")
        assert answer.headers["location"] == "/sign-in"
        assert '<html lang="en">' in (await visitor.get("/sign-in")).text
        for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
            assert (await visitor.get("/language/en", params={"back": elsewhere})).headers["location"] == "/"


async def test_identity_numbers_stand_in_no_address_and_no_page_of_the_account(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await account(await zhang(clock), "zhangsan", clock)

    async with browser(settings, clock) as owner:
        answer = await owner.post("/sign-in", {"name": ZHANG, "password": PASSWORD, "next": "/account"})
        assert ZHANG not in answer.headers["location"]
        assert ZHANG not in (await owner.get("/account")).text
