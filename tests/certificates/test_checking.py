"""The public check (证书查验): what is understood, what is answered, what cannot be told apart, what is slowed down."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from registry.certificates.rules.checking import Answer, Question, Typed, read_question
from registry.certificates.rules.states import State
from registry.certificates.service import checking
from registry.certificates.service.checking import Counter, check, check_by_token
from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.certificates.service.tokens import token_in_address
from registry.certificates.service.turns import MOST_WAITING, TooManyWaiting, Turns
from registry.certificates.tables import Certificate
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB
from registry.foundation.files import keep_files_in
from registry.foundation.guesses import Bucket, Patience
from registry.foundation.tables import Guess
from registry.people.tables import Person, PersonDocument
from tests.certificates.world import ALIM, LI, WEI, World, make_world

NUMBER = "Y000014000123244000001"
ALLOWED = Patience(
    free=3, first=timedelta(seconds=2), longest=timedelta(seconds=300), forgotten_after=timedelta(hours=24)
)
HERE = "203.0.113.7"


class Desk:
    """Asks as somebody at a network address would, and notes how long each answer took."""

    def __init__(self, world: World, address: str = HERE) -> None:
        self.world = world
        self.address = address
        self.waited: list[float] = []
        self.now = world.now

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)

    async def ask(self, **typed: str) -> tuple[Answer, ...]:
        return await self.put(read_question(Typed(**typed)))

    async def put(self, question: Question) -> tuple[Answer, ...]:
        return await check(question, Counter(self.address, ALLOWED, self.sleep), now=self.now)

    async def numbers(self, **typed: str) -> list[str | None]:
        return [answer.number for answer in await self.ask(**typed)]


@pytest.fixture
async def world(database: object, clock: StoppedClock, tmp_path: Path) -> World:
    keep_files_in(tmp_path / "files")
    made = await make_world(clock.now())
    await made.issue(made.order(made.alim))
    return made


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were sent to the database."""
    sent: list[str] = []
    run = DB.run_querystring

    async def noting(querystring: object, *rest: object, **more: object) -> object:
        sent.append(str(querystring)[:60])
        return await run(querystring, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(DB, "run_querystring", noting)
    return sent


async def test_an_answer_holds_what_anybody_may_know_and_no_more(desk: Desk) -> None:
    assert await desk.ask(number=NUMBER, name=ALIM[0]) == (
        Answer(
            state=State.VALID,
            name="阿里木·买买提",
            occupation="焊工",
            job_type="电焊工",
            level=4,
            body="晋阳机械制造有限公司",
            issued_on=date(2024, 6, 3),
            number=NUMBER,
        ),
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"number": NUMBER, "name": "阿里木·买买提"},
        {"number": "y0000 14 000123 24 4 000001", "name": "阿里木•买买提"},
        {"number": "Ｙ００００１４０００１２３２４４０００００１", "name": " 阿里木 ． 买买提 "},
        {"number": "Y0000-14-000123-24-4-000001", "name": "阿里木.买买提"},
        {"number": f"\ufeff{NUMBER}\u200b", "name": "阿里木・买买提"},
        {"number": NUMBER, "last_six": "15123X"},
        {"number": NUMBER, "last_six": "１５１２３ｘ"},
        {"number": NUMBER, "last_six": "15123x"},
        {"number": NUMBER, "last_six": " 151 23x "},
        {"document": "14020119850615123X", "name": "阿里木·买买提"},
        {"document": "140201 19850615 123x", "name": "阿里木‧买买提"},
        {"document": "１４０２０１１９８５０６１５１２３Ｘ", "name": "阿里木\u3000·\u3000买买提"},
    ],
)
async def test_everything_that_people_really_type_is_understood(desk: Desk, typed: dict[str, str]) -> None:
    assert await desk.numbers(**typed) == [NUMBER]


@pytest.mark.parametrize(
    "typed",
    [
        {"number": NUMBER, "name": "阿里木"},
        {"number": NUMBER, "name": "王维"},
        {"number": "Y000014000123244000002", "name": "阿里木·买买提"},
        {"number": "1204001001400123", "name": "阿里木·买买提"},
        {"number": NUMBER, "last_six": "151230"},
        {"number": "Y000014000123244000002", "last_six": "15123X"},
        {"document": "14020119850615123X", "name": "阿里木"},
        {"document": WEI[1], "name": "王维"},
        {"document": "140301199212129998", "name": "阿里木·买买提"},
    ],
)
async def test_whatever_does_not_fit_is_no_such_certificate(desk: Desk, typed: dict[str, str]) -> None:
    assert await desk.ask(**typed) == ()


@pytest.mark.parametrize(
    ("wrong", "wrong_otherwise"),
    [
        ({"number": NUMBER, "name": "王维"}, {"number": "Y000014000123244000009", "name": ALIM[0]}),
        ({"number": NUMBER, "last_six": "123456"}, {"number": "Y000014000123244000009", "last_six": "15123X"}),
        ({"document": ALIM[1], "name": "王维"}, {"document": "140301199212129998", "name": ALIM[0]}),
    ],
)
async def test_a_wrong_name_costs_the_same_statements_as_a_wrong_number(
    desk: Desk, statements: list[str], wrong: dict[str, str], wrong_otherwise: dict[str, str]
) -> None:
    sent = []
    for typed in (wrong, wrong_otherwise):
        statements.clear()
        assert await desk.ask(**typed) == ()
        sent.append(list(statements))
    assert sent[0] == sent[1]
    assert len(sent[0]) == 3


async def test_a_right_answer_costs_one_statement_as_a_qr_code_does(desk: Desk, statements: list[str]) -> None:
    await desk.ask(number=NUMBER, name=ALIM[0])
    assert len(statements) == 1
    token = bytes((await Certificate.select(Certificate.qr_token).first())["qr_token"])
    statements.clear()
    found = await check_by_token(token_in_address(token))
    assert found is not None
    assert (found.number, len(statements)) == (NUMBER, 1)


async def test_a_qr_code_that_was_never_printed_names_nothing(desk: Desk) -> None:
    assert await check_by_token("A" * 22) is None
    assert await check_by_token("../../etc/passwd") is None


async def test_document_and_name_list_all_certificates_newest_first(world: World, desk: Desk) -> None:
    await world.issue(world.order(world.alim, level=3), at=world.now + timedelta(days=40))
    await world.issue(world.order(world.alim, body=world.other_body), at=world.now + timedelta(days=20))
    assert await desk.numbers(document=ALIM[1], name=ALIM[0]) == [
        "Y000014000123243000001",
        "Y000014000456244000001",
        NUMBER,
    ]


async def test_a_certificate_under_a_record_that_was_merged_is_found_by_the_other_document(
    world: World, desk: Desk
) -> None:
    await PersonDocument.update({PersonDocument.person: world.alim.person}).where(
        PersonDocument.person == world.li.person
    )
    await world.issue(world.order(world.li, name="李敏", level=3))
    await Person.update({Person.merged_into: world.alim.person}).where(Person.id == world.li.person)
    assert await desk.numbers(document=ALIM[1], name="李敏") == ["Y000014000123243000001"]
    assert await desk.numbers(document=LI[1], name=ALIM[0]) == [NUMBER]


@pytest.mark.parametrize(("step", "state"), [("suspend", State.SUSPENDED), ("revoke", State.REVOKED)])
async def test_a_state_is_answered_the_moment_it_changes(world: World, desk: Desk, step: str, state: State) -> None:
    row = await Certificate.select(Certificate.id).first()
    taken = StepToTake(step, "substitution", "经核查属实。", seen=1)
    await take_certificate_step(world.city_officer, row["id"], taken, now=world.now)
    (answer,) = await desk.ask(number=NUMBER, name=ALIM[0])
    assert answer.state is state


async def test_guessing_at_one_number_is_answered_ever_later_from_whatever_network(world: World) -> None:
    waited = []
    for count in range(6):
        desk = Desk(world, f"198.51.100.{count}")
        await desk.ask(number=NUMBER, last_six=f"10000{count}")
        waited.append(desk.waited)
    assert waited == [[], [], [], [2.0], [4.0 + 2.0], [8.0 + 6.0]]


async def test_guessing_from_one_network_is_answered_ever_later_at_whatever_number(desk: Desk) -> None:
    for count in range(5):
        await desk.ask(number=f"Y00001400012324400001{count}", name="王维")
    assert len(desk.waited) == 2


async def test_the_longest_delay_is_the_longest_however_many_guesses_came(world: World, desk: Desk) -> None:
    bucket = Bucket("check-number", NUMBER)
    await Guess.insert(Guess(bucket=bucket.key(), kind="check-number", wrong=5000, last_wrong_at=world.now))
    assert await desk.numbers(number=NUMBER, name=ALIM[0]) == [NUMBER]
    assert desk.waited == [300.0]


async def test_a_right_answer_after_a_wait_frees_the_number_but_not_the_network(world: World, desk: Desk) -> None:
    for count in range(4):
        await desk.ask(number=NUMBER, last_six=f"10000{count}")
    await desk.ask(number=NUMBER, last_six="15123X")
    elsewhere = Desk(world, "198.51.100.1")
    await elsewhere.ask(number=NUMBER, last_six="100009")
    await desk.ask(number="Y000014000123244000077", last_six="100009")
    assert (elsewhere.waited, len(desk.waited)) == ([], 3)


async def test_wrong_answers_are_forgotten_after_their_time(desk: Desk) -> None:
    for count in range(4):
        await desk.ask(number=NUMBER, last_six=f"10000{count}")
    desk.waited.clear()
    desk.now += timedelta(hours=25)
    await desk.ask(number=NUMBER, last_six="100009")
    assert desk.waited == []


async def test_a_network_of_the_new_kind_counts_as_one_whatever_its_last_half(world: World) -> None:
    for count in range(3):
        await Desk(world, f"2001:db8:1:2::{count + 1}").ask(number=f"Y00001400012324400001{count}", name="王维")
    near, far = Desk(world, "2001:db8:1:2:ffff::9"), Desk(world, "2001:db8:1:3::1")
    for desk in (near, far):
        await desk.ask(number=f"Y00001400012324400{len(desk.address):04d}", name="王维")
    assert (len(near.waited), len(far.waited)) == (1, 0)


async def test_only_hashes_of_what_was_guessed_at_are_kept(desk: Desk) -> None:
    await desk.ask(document=WEI[1], name="李敏")
    rows = await Guess.select()
    assert sorted(row["kind"] for row in rows) == ["check-address", "check-number"]
    assert {len(bytes(row["bucket"])) for row in rows} == {32}
    assert not any(WEI[1].encode() in bytes(row["bucket"]) for row in rows)


async def test_a_burst_sent_at_once_gains_no_more_than_a_few_answers_without_a_delay(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_turns", Turns())
    desk = Desk(world)
    asked = [desk.ask(number=NUMBER, last_six=f"{count:06d}") for count in range(18)]
    await asyncio.gather(*asked)
    assert len(desk.waited) >= 18 - 2 * ALLOWED.free


async def test_who_waits_in_crowds_from_one_network_is_asked_to_come_back_and_nobody_else_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_turns", Turns())
    bucket = Bucket("check-number", NUMBER)
    await Guess.insert(Guess(bucket=bucket.key(), kind="check-number", wrong=9, last_wrong_at=world.now))
    question, open_again = Question("number-and-last-six", NUMBER, last_six="15123X"), asyncio.Event()
    waiting: asyncio.Queue[float] = asyncio.Queue()

    async def wait(seconds: float) -> None:
        waiting.put_nowait(seconds)
        await open_again.wait()

    async def asked(address: str) -> object:
        return await check(question, Counter(address, ALLOWED, wait), now=world.now)

    crowd = [asyncio.ensure_future(asked(HERE)) for _ in range(MOST_WAITING)]
    for _ in crowd:
        await waiting.get()
    with pytest.raises(TooManyWaiting):
        await asked(HERE)
    elsewhere = asyncio.ensure_future(asked("198.51.100.1"))
    await waiting.get()
    open_again.set()
    answers = await asyncio.gather(*crowd, elsewhere)
    assert all(len(answer) == 1 for answer in answers)
