"""What comes before the authority: who sees it, how it is settled, and that the person reads it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer
from registry.organisations.tables import Authority
from registry.people.rules.cases import CaseKind, Decision, possible_decisions
from registry.people.rules.documents import DocumentKind
from registry.people.service.accounts import AccountToOpen, open_account
from registry.people.service.case_reading import holdings_of, list_cases, read_case, untold_outcomes
from registry.people.service.cases import Settlement, mark_as_told, part_again, settle_case
from registry.people.service.merging import merge_persons, part_person
from registry.people.service.persons import find_person, open_case, open_second_opening
from registry.people.service.reopening import print_reopening_code
from registry.people.service.sign_in import SignIn, sign_in
from registry.people.tables import Account, AuthorityCase, Person
from registry.settings import Settings
from tests.people.test_accounts import ALLOWED, CARD
from tests.people.test_accounts import printed as print_first_code
from tests.people.world import (
    PASSWORD,
    ZHANG,
    account,
    member,
    number_with_check_character,
    person_named,
    province,
    viewer_as,
    zhang,
)
from tests.web import browser

LI = "140201198512127713"
OFFICER = number_with_check_character("14030119851212103")
WHY = Settlement(Decision.KEEP, "两份证件经当面核对，确系同一人。")


async def officer(clock: StoppedClock, authority: UUID | None = None, *, role: Role = Role.OFFICER) -> Viewer:
    person = await person_named("王五", OFFICER, clock)
    membership = await member(person, "wangwu", role, clock, authority=authority or await province(clock))
    return await viewer_as(membership, clock)


async def authority_below(name: str, code: str, clock: StoppedClock) -> UUID:
    row = Authority(
        id=uuid4(), name=name, english_name=code, tier="city", region_code=code, parent=await province(clock)
    )
    await Authority.insert(row)
    return row.id


async def case_about(person: UUID, clock: StoppedClock, kind: str = "name-differs", *, authority: UUID | None) -> UUID:
    subject = uuid4()
    await open_case(kind, person, authority=authority, subject=subject, now=clock.now())
    rows = await AuthorityCase.select(AuthorityCase.id).where(AuthorityCase.subject == str(subject))
    return UUID(str(rows[0]["id"]))


def test_each_kind_is_settled_in_its_own_ways() -> None:
    assert {kind: possible_decisions(kind) for kind in CaseKind} == {
        CaseKind.NAME_DIFFERS: (Decision.KEEP, Decision.CORRECT_NAME, Decision.MERGE),
        CaseKind.SECOND_OPENING: (Decision.KEEP, Decision.NEW_OPENING, Decision.MERGE),
    }


async def test_an_officer_sees_the_cases_of_the_authority_and_below_and_an_auditor_all(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    taiyuan = await authority_below("太原市人力资源和社会保障局", "140100", clock)
    datong = await authority_below("大同市人力资源和社会保障局", "140200", clock)
    of_province = await province(clock)
    cases = {
        authority: await case_about(await zhang(clock), clock, authority=authority)
        for authority in (of_province, taiyuan, datong, None)
    }

    def viewer(role: Role, authority: UUID | None) -> Viewer:
        return Viewer(role=role, account=uuid4(), person=uuid4(), authority=authority, organisation=uuid4())

    seen = {
        (role, authority): {line.id for line in (await list_cases(viewer(role, authority))).lines}
        for role in Role
        for authority in (of_province, taiyuan, datong)
    }
    expected: dict[tuple[Role, UUID], set[UUID]] = {
        (role, authority): set() for role in Role for authority in (of_province, taiyuan, datong)
    }
    for authority in (of_province, taiyuan, datong):
        expected[Role.AUDITOR, authority] = set(cases.values())
    expected[Role.OFFICER, of_province] = set(cases.values())
    expected[Role.OFFICER, taiyuan] = {cases[taiyuan]}
    expected[Role.OFFICER, datong] = {cases[datong]}
    assert seen == expected
    with pytest.raises(Absent):
        await read_case(viewer(Role.OFFICER, datong), cases[taiyuan])
    with pytest.raises(Absent):
        await settle_case(viewer(Role.OFFICER, datong), cases[taiyuan], WHY, now=clock.now())
    with pytest.raises(NotAllowed):
        await settle_case(viewer(Role.AUDITOR, None), cases[taiyuan], WHY, now=clock.now())


async def test_open_cases_come_first_and_among_them_the_oldest(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer, person = await officer(clock), await zhang(clock)
    first = await case_about(person, clock, authority=None)
    second = await case_about(person, clock.later(hours=1), authority=None)
    third = await case_about(person, clock.later(hours=2), authority=None)
    await settle_case(viewer, first, WHY, now=clock.later(hours=3).now())

    page = await list_cases(viewer)

    assert [line.id for line in page.lines] == [second, third, first]
    assert page.waiting == 2


async def test_a_case_is_settled_once_with_an_outcome_and_an_event(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer = await officer(clock)
    case = await case_about(await zhang(clock), clock, authority=viewer.authority)

    await settle_case(viewer, case, WHY, now=clock.now())

    line = await read_case(viewer, case)
    assert (line.decision, line.outcome, line.settled_at) == (Decision.KEEP, WHY.reason, clock.now())
    acts = await AuditEvent.select(AuditEvent.act, AuditEvent.account).where(AuditEvent.subject == case)
    assert acts == [{"act": "authority-case:settle", "account": viewer.account}]
    with pytest.raises(Conflict):
        await settle_case(viewer, case, WHY, now=clock.now())


async def test_an_officer_settles_nothing_about_himself(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer = await officer(clock)
    assert viewer.person is not None
    case = await case_about(viewer.person, clock, authority=None)

    with pytest.raises(NotAllowed):
        await settle_case(viewer, case, WHY, now=clock.now())


async def test_a_corrected_name_is_the_one_that_opens_accounts(database: PostgresEngine, clock: StoppedClock) -> None:
    viewer, person = await officer(clock), await zhang(clock)
    case = await case_about(person, clock, authority=None)

    await settle_case(
        viewer, case, Settlement(Decision.CORRECT_NAME, "户口簿写作“张叁”。", name="张叁"), now=clock.now()
    )

    code = await print_first_code(person, clock)
    typed = AccountToOpen(CARD, ZHANG, "张叁", code.code, "zhangsan", PASSWORD)
    assert await open_account(typed, allowed=ALLOWED, now=clock.now())


@pytest.mark.parametrize(("name", "code"), [("", "name.missing"), ("张3", "name.digits")])
async def test_a_name_that_is_none_is_refused_at_its_field(
    database: PostgresEngine, clock: StoppedClock, name: str, code: str
) -> None:
    viewer = await officer(clock)
    case = await case_about(await zhang(clock), clock, authority=None)

    with pytest.raises(Refusal) as caught:
        await settle_case(viewer, case, Settlement(Decision.CORRECT_NAME, "更正", name=name), now=clock.now())

    assert [problem.where for problem in caught.value.problems] == ["name"]
    assert (await read_case(viewer, case)).settled_at is None


async def test_merged_persons_are_found_by_either_document_and_parted_again(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer, kept, gone = await officer(clock), await zhang(clock), await person_named("张三", LI, clock)
    case = await case_about(kept, clock, authority=None)

    await settle_case(viewer, case, Settlement(Decision.MERGE, "旧号码", other=gone), now=clock.now())
    by_old = await find_person(DocumentKind.IDENTITY_CARD, LI)
    await part_again(viewer, case, now=clock.now())
    after = await find_person(DocumentKind.IDENTITY_CARD, LI)

    assert by_old is not None
    assert after is not None
    assert (by_old.person, after.person) == (kept, gone)
    assert [row["act"] for row in await AuditEvent.select(AuditEvent.act).where(AuditEvent.subject == kept)] == [
        "person:merge",
        "person:part",
    ]
    with pytest.raises(Absent):
        await part_again(viewer, case, now=clock.now())


async def test_the_record_with_an_account_stays_and_two_accounts_are_never_merged(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    first, second = await zhang(clock), await person_named("张三", LI, clock)
    await account(second, "zhangsan", clock)

    assert await merge_persons(Viewer(), first, second, now=clock.now()) == (second, first)
    await part_person(Viewer(), first, now=clock.now())
    await account(first, "zhangsan1", clock)
    with pytest.raises(Conflict) as caught:
        await merge_persons(Viewer(), first, second, now=clock.now())
    assert caught.value.problems[0].code == "person.two-accounts"
    assert await Person.count().where(Person.merged_into.is_not_null()) == 0


async def test_a_chain_of_mergers_is_never_made(database: PostgresEngine, clock: StoppedClock) -> None:
    one, two = await zhang(clock), await person_named("张三", LI, clock)
    three = await person_named("张三", OFFICER, clock)
    await merge_persons(Viewer(), one, two, now=clock.now())

    with pytest.raises(Conflict):
        await merge_persons(Viewer(), three, two, now=clock.now())
    assert await merge_persons(Viewer(), three, one, now=clock.now()) == (one, three)
    with pytest.raises(Conflict):
        await merge_persons(Viewer(), one, one, now=clock.now())


async def test_with_either_document_a_merged_person_signs_in_to_the_one_account(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    kept, gone = await zhang(clock), await person_named("张三", LI, clock)
    await account(kept, "zhangsan", clock)
    await merge_persons(Viewer(), kept, gone, now=clock.now())

    typed = SignIn(LI, PASSWORD, "192.0.2.1")
    session = await sign_in(typed, lasting=timedelta(hours=1), allowed=ALLOWED, now=clock.now())

    assert session.first
    assert (await holdings_of(kept)).has_account


async def test_a_settled_second_opening_does_not_silence_the_next_one(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer, person = await officer(clock), await zhang(clock)
    await open_second_opening(person, authority=None, now=clock.now())
    await open_second_opening(person, authority=None, now=clock.later(hours=1).now())
    (case,) = (await list_cases(viewer)).lines
    await settle_case(viewer, case.id, WHY, now=clock.later(hours=2).now())

    await open_second_opening(person, authority=None, now=clock.later(hours=3).now())

    assert (await list_cases(viewer)).waiting == 1
    assert await AuthorityCase.count() == 2


async def test_after_an_officers_decision_a_new_code_opens_the_account_anew(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer, person = await officer(clock), await zhang(clock)
    known = await account(person, "zhangsan", clock)
    await sign_in(SignIn("zhangsan", PASSWORD, "1"), lasting=timedelta(hours=1), allowed=ALLOWED, now=clock.now())
    case = await case_about(person, clock, "second-opening", authority=None)
    with pytest.raises(Absent):
        await print_reopening_code(viewer, case, now=clock.now())
    await settle_case(viewer, case, Settlement(Decision.NEW_OPENING, "本人到窗口，忘记口令。"), now=clock.now())
    code = await print_reopening_code(viewer, case, now=clock.now())

    other = "another three words"
    typed = AccountToOpen(CARD, ZHANG, "张三", code.code, "zhangsan", other)
    opened = await open_account(typed, allowed=ALLOWED, now=clock.now())

    assert opened == known
    assert await Account.select(Account.opened_by, Account.first_sign_in_at).where(Account.id == known) == [
        {"opened_by": "new opening", "first_sign_in_at": None}
    ]
    with pytest.raises(Refusal):
        await sign_in(SignIn("zhangsan", PASSWORD, "1"), lasting=timedelta(hours=1), allowed=ALLOWED, now=clock.now())
    with pytest.raises(Refusal):
        await open_account(typed, allowed=ALLOWED, now=clock.now())
    with pytest.raises(Absent):
        await print_reopening_code(viewer, case, now=clock.later(days=1).now())


async def test_a_code_from_before_the_account_never_opens_it_anew(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    person = await zhang(clock)
    code = await print_first_code(person, clock)
    await account(person, "zhangsan", clock)

    with pytest.raises(Refusal):
        await open_account(
            AccountToOpen(CARD, ZHANG, "张三", code.code, "zhangsan", "another three words"),
            allowed=ALLOWED,
            now=clock.now(),
        )

    assert await AuthorityCase.select(AuthorityCase.kind) == [{"kind": "second-opening"}]


async def test_the_person_reads_the_outcome_once_after_the_next_sign_in(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer, person = await officer(clock), await zhang(clock)
    case = await case_about(person, clock, authority=None)
    assert await untold_outcomes(person) == ()
    await settle_case(viewer, case, WHY, now=clock.now())

    assert [outcome.reason for outcome in await untold_outcomes(person)] == [WHY.reason]
    await mark_as_told(Viewer(person=person), now=clock.now())
    assert await untold_outcomes(person) == ()


async def test_an_officer_settles_on_the_page_and_the_person_is_led_to_the_outcome(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await officer(clock)
    person = await zhang(clock)
    await account(person, "zhangsan", clock)
    await sign_in(SignIn("zhangsan", PASSWORD, "1"), lasting=timedelta(hours=1), allowed=ALLOWED, now=clock.now())
    case = await case_about(person, clock, "second-opening", authority=None)

    async with browser(settings, clock) as desk:
        await desk.sign_in("wangwu")
        assert f'href="/cases/{case}"' in (await desk.get("/cases")).text
        shown = await desk.get(f"/cases/{case}")
        assert "140101********7315" in shown.text
        assert ZHANG not in shown.text
        empty = await desk.post(f"/cases/{case}", {"decision": "", "reason": ""})
        assert empty.status_code == 422
        nobody = await desk.post(
            f"/cases/{case}",
            {"decision": "merge", "reason": "旧号码", "document_kind": "identity-card", "document_number": LI},
        )
        assert nobody.status_code == 422
        assert "登记中没有这个证件号码" in nobody.text
        done = await desk.post(f"/cases/{case}", {"decision": "new-opening", "reason": "本人到窗口，忘记口令。"})
        assert (done.status_code, done.headers["location"]) == (303, f"/cases/{case}")
        slip = await desk.post(f"/cases/{case}/slip")
        assert (slip.status_code, slip.content[:5]) == (200, b"%PDF-")
        assert (await desk.get(f"/cases/{case}/part")).status_code == 404

    async with browser(settings, clock) as owner:
        answer = await owner.post("/sign-in", {"name": "zhangsan", "password": PASSWORD, "next": "/account"})
        assert answer.headers["location"] == "/account/outcomes"
        assert "本人到窗口，忘记口令。" in (await owner.get("/account/outcomes")).text
        assert (await owner.post("/account/outcomes")).headers["location"] == "/"
        again = await owner.post("/sign-in", {"name": "zhangsan", "password": PASSWORD, "next": "/account"})
        assert again.headers["location"] == "/account"
        assert (await owner.get("/cases")).status_code == 403
