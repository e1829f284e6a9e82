"""Opening an account: document, name and a single-use code together, and nothing less."""

from datetime import timedelta
from uuid import UUID

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.guesses import Patience
from registry.foundation.problems import Conflict, Refusal
from registry.foundation.viewers import Viewer
from registry.people.rules.documents import DocumentKind
from registry.people.service.accounts import AccountToOpen, PrintedCode, open_account, print_activation_code
from registry.people.tables import Account, ActivationCode, AuthorityCase
from tests.people.world import PASSWORD, ZHANG, account, person_named, zhang

ALLOWED = Patience(100, timedelta(seconds=2), timedelta(seconds=60), timedelta(hours=24))
CARD = DocumentKind.IDENTITY_CARD


async def printed(person: UUID, clock: StoppedClock) -> PrintedCode:
    return await print_activation_code(Viewer(), person, now=clock.now())


async def opened(
    clock: StoppedClock,
    code: str,
    *,
    name: str = "张三",
    number: str = ZHANG,
    sign_in_name: str = "zhangsan",
    password: str = PASSWORD,
) -> UUID:
    typed = AccountToOpen(CARD, number, name, code, sign_in_name, password, "192.0.2.1")
    return await open_account(typed, allowed=ALLOWED, now=clock.now())


async def code_of(clock: StoppedClock, code: str, **typed: str) -> str:
    with pytest.raises(Refusal) as caught:
        await opened(clock, code, **typed)
    return caught.value.problems[0].code


async def test_document_name_and_code_open_the_account_once(database: PostgresEngine, clock: StoppedClock) -> None:
    code = await printed(await zhang(clock), clock)

    account_id = await opened(clock, code.grouped.lower())

    assert await Account.select(Account.id, Account.opened_by) == [{"id": account_id, "opened_by": "activation code"}]
    assert await code_of(clock, code.code) == "activation.does-not-fit"


async def test_a_code_has_eighty_random_bits_and_is_kept_as_a_hash(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    person = await zhang(clock)
    first, second = await printed(person, clock), await printed(person, clock)

    assert first.code != second.code
    assert len(first.code) * 5 == 80
    rows = await ActivationCode.select(ActivationCode.code_hash)
    assert all(second.code.encode() not in bytes(row["code_hash"]) for row in rows)


@pytest.mark.parametrize(
    "typed", [{"name": "张四"}, {"number": "140201198512127713"}, {"code": "0" * 16}], ids=["name", "document", "code"]
)
async def test_whatever_is_wrong_the_answer_is_the_same(
    database: PostgresEngine, clock: StoppedClock, typed: dict[str, str]
) -> None:
    code = await printed(await zhang(clock), clock)

    assert await code_of(clock, typed.pop("code", code.code), **typed) == "activation.does-not-fit"


async def test_after_five_wrong_tries_the_right_code_opens_nothing(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    code = await printed(await zhang(clock), clock)
    for _ in range(5):
        await code_of(clock, "0" * 16)

    assert await code_of(clock, code.code) == "activation.does-not-fit"


async def test_on_the_last_day_it_opens_and_after_thirty_days_it_does_not(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    code = await printed(await zhang(clock), clock)

    assert await code_of(clock.later(days=30), code.code) == "activation.does-not-fit"
    assert await opened(clock.later(days=29, hours=23), code.code)


async def test_a_later_code_takes_the_place_of_an_earlier_one(database: PostgresEngine, clock: StoppedClock) -> None:
    person = await zhang(clock)
    earlier, later = await printed(person, clock), await printed(person, clock)

    assert await code_of(clock, earlier.code) == "activation.does-not-fit"
    assert await opened(clock, later.code)


async def test_letters_that_look_like_digits_are_read_as_digits(database: PostgresEngine, clock: StoppedClock) -> None:
    code = await printed(await zhang(clock), clock)

    assert await opened(clock, code.code.replace("0", "O").replace("1", "l"))


async def test_a_second_opening_is_refused_and_comes_before_the_authority(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    person = await zhang(clock)
    await account(person, "somebody", clock)

    assert await code_of(clock, "0" * 16) == "activation.does-not-fit"
    assert await AuthorityCase.select(AuthorityCase.kind, AuthorityCase.person) == [
        {"kind": "second-opening", "person": person}
    ]
    with pytest.raises(Conflict):
        await printed(person, clock)


async def test_a_name_that_is_taken_is_said_at_its_field_and_the_code_stays_good(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    await account(await person_named("李四", "140201198512127713", clock), "zhangsan", clock)
    code = await printed(await zhang(clock), clock)

    assert await code_of(clock, code.code) == "sign-in-name.taken"
    assert await opened(clock, code.code, sign_in_name="zhangsan2")


@pytest.mark.parametrize(("password", "code"), [("short", "password.too-short"), ("x" * 201, "password.too-long")])
async def test_a_password_too_short_or_too_long_is_refused(
    database: PostgresEngine, clock: StoppedClock, password: str, code: str
) -> None:
    printed_code = await printed(await zhang(clock), clock)

    assert await code_of(clock, printed_code.code, password=password) == code
