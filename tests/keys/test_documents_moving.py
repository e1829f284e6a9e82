"""While documents go over to a newer hashing key, each is found, none is registered twice, and nobody is told lies."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from asyncpg import UniqueViolationError

from registry import key_rotation
from registry.certificates.rules.checking import Typed, read_question
from registry.certificates.service.checking import Counter, check
from registry.foundation import resealing
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB
from registry.foundation.encryption import KeyRing, Place, keys, use_keys
from registry.foundation.guesses import Patience
from registry.foundation.problems import Refusal
from registry.foundation.viewers import Viewer
from registry.people.rules.documents import DocumentKind
from registry.people.service import document_hashes
from registry.people.service.accounts import AccountToOpen, PrintedCode, open_account, print_activation_code
from registry.people.service.document_hashes import HashingKeyMissing, hash_under, move_documents, write_next_hashes
from registry.people.service.passwords import hash_password
from registry.people.service.persons import PersonToRegister, find_person, register_persons
from registry.people.service.sign_in import SignIn, sign_in
from registry.people.tables import Account, Person, PersonDocument
from tests.certificates.world import ALIM, LI, WEI, World
from tests.keys.rings import Rings, between_pieces, held, rotated
from tests.people.world import PASSWORD, number_with_check_character

CARD = DocumentKind.IDENTITY_CARD
NEWCOMERS = tuple(number_with_check_character(f"140201199003{day:02}001") for day in range(1, 30))
ALLOWED = Patience(
    free=100, first=timedelta(seconds=1), longest=timedelta(seconds=2), forgotten_after=timedelta(hours=24)
)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "AT_ONCE", 3)
    monkeypatch.setattr(document_hashes, "AT_ONCE", 3)


async def registered(number: str, clock: StoppedClock, name: str = "张三") -> UUID:
    async with DB.transaction():
        (one,) = await register_persons([PersonToRegister(CARD, number, name)], now=clock.now())
    return one.person


async def checked(world: World, number: str, name: str) -> list[str | None]:
    async def no_delay(_: float) -> None: ...

    question = read_question(Typed(document=number, name=name))
    answers = await check(question, Counter("203.0.113.7", ALLOWED, no_delay), now=world.now)
    return [answer.number for answer in answers]


async def signed_in(number: str, clock: StoppedClock) -> str:
    opened = await sign_in(
        SignIn(number, PASSWORD, "192.0.2.1"), lasting=timedelta(hours=8), allowed=ALLOWED, now=clock.now()
    )
    return opened.token


async def with_password(world: World) -> None:
    """王维 may sign in."""
    await Account.update({Account.password_hash: await hash_password(PASSWORD)}).where(Account.id == world.wei.account)


async def test_between_the_pieces_people_sign_in_are_registered_found_and_checked(
    world: World, clock: StoppedClock, installation: Rings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.issue(world.order(world.alim))
    await with_password(world)
    number = await checked(world, ALIM[1], ALIM[0])
    assert len(number) == 1
    came: list[UUID] = []

    async def everyday(piece: int) -> None:
        assert await signed_in(WEI[1], clock)
        assert await checked(world, ALIM[1], ALIM[0]) == number
        assert await registered(LI[1], clock, LI[0]) == world.li.person
        came.append(await registered(NEWCOMERS[piece], clock))
        assert await registered(NEWCOMERS[piece], clock) == came[-1]
        assert await registered(NEWCOMERS[1], clock) == came[0]

    use_keys(installation.both)
    monkeypatch.setattr(key_rotation, "advance_work", between_pieces(everyday))
    assert (await rotated(clock))["state"] == "done"

    use_keys(installation.new)
    assert len(came) > 8
    assert len(set(came)) == len(came)
    assert [await registered(one, clock) for one in NEWCOMERS[1 : len(came) + 1]] == came
    assert await signed_in(WEI[1], clock)
    assert await checked(world, ALIM[1], ALIM[0]) == number
    assert (await held())["person_document.number_hash"] == {2: 13 + len(came)}


async def test_a_new_document_bears_both_hashes_until_all_have_moved(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)
    await registered(NEWCOMERS[0], clock)

    during = await _hashes(NEWCOMERS[0])
    old, new = hash_under(1, CARD, NEWCOMERS[0]), hash_under(2, CARD, NEWCOMERS[0])
    await rotated(clock)

    assert during == (old, 1, new, 2)
    assert await _hashes(NEWCOMERS[0]) == (new, 2, None, None)


async def _hashes(number: str) -> tuple[object, ...]:
    found = await find_person(CARD, number)
    assert found is not None
    row = await PersonDocument.select().where(PersonDocument.id == found.document).first()
    assert row is not None
    return row["number_hash"], row["hash_key"], row["next_number_hash"], row["next_hash_key"]


@pytest.mark.parametrize("moment", ["before", "half", "filled", "moved"])
async def test_the_database_itself_refuses_the_same_document_twice_at_every_moment(
    world: World, clock: StoppedClock, installation: Rings, moment: str
) -> None:
    use_keys(installation.both)
    if moment != "before":
        async for _ in write_next_hashes():
            if moment == "half":
                break
    if moment == "moved":
        await move_documents()

    current = await document_hashes.require_current_key()
    twins = [_twin(world, number, current, clock) for _, number in (WEI, ALIM, LI)]

    assert current == (2 if moment == "moved" else 1)
    for twin in twins:
        with pytest.raises(UniqueViolationError):
            await PersonDocument.insert(twin)


def _twin(world: World, number: str, current: int, clock: StoppedClock) -> PersonDocument:
    row_id, moving = uuid4(), current != 2
    return PersonDocument(
        id=row_id,
        person=world.wei.person,
        kind=CARD,
        sealed_number=keys().seal_text(number, Place("person_document", "sealed_number", row_id)),
        number_hash=hash_under(current, CARD, number),
        hash_key=current,
        next_number_hash=hash_under(2, CARD, number) if moving else None,
        next_hash_key=2 if moving else None,
        since=clock.now(),
    )


async def test_many_who_register_the_same_newcomer_during_a_rotation_make_one_person(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)
    before = await Person.count()

    *persons, ended = await asyncio.gather(
        *[registered(NEWCOMERS[turn % 3], clock) for turn in range(12)], rotated(clock)
    )

    assert ended["state"] == "done"
    assert len(set(persons)) == 3
    assert await Person.count() == before + 3
    assert (await held())["person_document.number_hash"] == {2: 16}


async def test_while_the_documents_move_each_look_up_finds_them(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)

    async def look_up() -> bool:
        found = await find_person(CARD, WEI[1])
        return found is not None and found.person == world.wei.person

    *found, moved = await asyncio.gather(*[look_up() for _ in range(30)], move_documents())

    assert moved == 13
    assert found == [True] * 30


async def test_a_process_with_the_old_keys_works_on_until_the_documents_move_and_then_fails_aloud(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    await with_password(world)
    use_keys(installation.both)
    async for _ in write_next_hashes():
        pass
    use_keys(installation.old)
    newcomer = await registered(NEWCOMERS[0], clock)
    use_keys(installation.both)
    assert await move_documents() == 14
    assert await registered(NEWCOMERS[0], clock) == newcomer

    use_keys(KeyRing(installation.both.sealing, installation.old.hashing))
    with pytest.raises(HashingKeyMissing):
        await registered(NEWCOMERS[1], clock)
    with pytest.raises(HashingKeyMissing):
        await find_person(CARD, WEI[1])
    with pytest.raises(HashingKeyMissing):
        await signed_in(WEI[1], clock)
    with pytest.raises(HashingKeyMissing):
        await checked(world, WEI[1], WEI[0])


async def test_in_an_empty_registry_the_newest_key_is_the_current_one(
    database: object, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)

    assert await document_hashes.require_current_key() == 2
    await registered(NEWCOMERS[0], clock)
    assert (await held())["person_document.number_hash"] == {2: 1}


async def test_an_activation_code_opens_while_its_key_is_in_the_file_and_the_status_says_so(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    person = await registered(NEWCOMERS[0], clock)
    code = await _printed(person, clock)
    later = clock.later(hours=1)
    use_keys(installation.both)
    await key_rotation.order_rotation(now=later.now())
    await rotated(later)

    assert await _needs_old_hashing_key(later) == {"activation_code.code_hash": 1}
    assert await _opened(NEWCOMERS[0], code, later)
    assert await _needs_old_hashing_key(later) == {}


async def test_an_activation_code_opens_nothing_once_its_key_is_gone(
    world: World, clock: StoppedClock, installation: Rings
) -> None:
    person = await registered(NEWCOMERS[0], clock)
    code = await _printed(person, clock)
    use_keys(installation.both)
    await rotated(clock)
    use_keys(installation.new)

    with pytest.raises(Refusal) as caught:
        await _opened(NEWCOMERS[0], code, clock)
    assert caught.value.problems[0].code == "activation.does-not-fit"
    assert await _opened(NEWCOMERS[0], await _printed(person, clock), clock)


async def _printed(person: UUID, clock: StoppedClock) -> PrintedCode:
    return await print_activation_code(Viewer(), person, now=clock.now())


async def _opened(number: str, code: PrintedCode, clock: StoppedClock) -> UUID:
    typed = AccountToOpen(CARD, number, "张三", code.code, "zhangsan", PASSWORD, "192.0.2.1")
    return await open_account(typed, allowed=ALLOWED, now=clock.now())


async def _needs_old_hashing_key(clock: StoppedClock) -> dict[str, int]:
    found = {(key.kind, key.id): key for key in await key_rotation.keys_in_use(now=clock.now())}
    return dict(found["hashing", 1].holds)
