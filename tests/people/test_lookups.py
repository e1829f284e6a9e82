"""Looking people up: by officers of their region and auditors, always with an event that the person reads."""

from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import Place, keys
from registry.foundation.problems import Absent, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer
from registry.people.rules.documents import DocumentKind
from registry.people.service.lookups import ask_for_new_opening, find_by_document, own_lookups, reveal_numbers
from registry.people.tables import AuthorityCase
from registry.settings import Settings
from tests.people.test_cases import authority_below, officer
from tests.people.world import ZHANG, account, member, organisation_named, province, zhang
from tests.web import browser

CARD = DocumentKind.IDENTITY_CARD
REASON = "信访件第 12 号，核对本人身份。"


async def outcome(viewer: Viewer, clock: StoppedClock) -> str:
    try:
        await find_by_document(viewer, CARD, ZHANG, now=clock.now())
    except NotAllowed:
        return "not allowed"
    except Refusal:
        return "nobody"
    return "found"


async def test_auditors_find_everybody_and_officers_those_of_their_region(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    taiyuan = await authority_below("太原市人力资源和社会保障局", "140100", clock)
    datong = await authority_below("大同市人力资源和社会保障局", "140200", clock)
    above = await province(clock)
    organisation = await organisation_named("晋安机械有限公司", clock, authority=taiyuan)
    person = await zhang(clock)
    await member(person, "zhangsan", Role.CLERK, clock, organisation=organisation)

    def viewer(role: Role, authority: UUID) -> Viewer:
        return Viewer(role=role, account=uuid4(), person=uuid4(), authority=authority, organisation=organisation)

    seen = {
        (role, authority): await outcome(viewer(role, authority), clock)
        for role in Role
        for authority in (above, taiyuan, datong)
    }
    expected = {(role, authority): "not allowed" for role in Role for authority in (above, taiyuan, datong)}
    expected |= {(Role.AUDITOR, authority): "found" for authority in (above, taiyuan, datong)}
    expected |= {(Role.OFFICER, above): "found", (Role.OFFICER, taiyuan): "found", (Role.OFFICER, datong): "nobody"}
    assert seen == expected
    assert await AuditEvent.count().where(AuditEvent.act == "person:find") == 6
    for act in (reveal_numbers(viewer(Role.OFFICER, datong), person, REASON, now=clock.now()),):
        with pytest.raises(Absent):
            await act
    with pytest.raises(NotAllowed):
        await reveal_numbers(viewer(Role.CLERK, taiyuan), person, REASON, now=clock.now())
    with pytest.raises(NotAllowed):
        await ask_for_new_opening(viewer(Role.AUDITOR, above), person, now=clock.now())


async def test_a_whole_number_is_shown_for_a_reason_that_is_kept_sealed(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    viewer, person = await officer(clock, role=Role.AUDITOR), await zhang(clock)
    masked = await find_by_document(viewer, CARD, ZHANG, now=clock.now())
    with pytest.raises(Refusal):
        await reveal_numbers(viewer, person, "看看", now=clock.now())

    shown = await reveal_numbers(viewer, person, REASON, now=clock.now())

    assert [document.number for document in masked.documents] == ["140101********7315"]
    assert [document.number for document in shown.documents] == [ZHANG]
    (note,) = await AuthorityCase.select(AuthorityCase.id, AuthorityCase.sealed_note)
    assert keys().unseal_text(bytes(note["sealed_note"]), Place("authority_case", "sealed_note", note["id"])) == REASON
    (event,) = await AuditEvent.select().where(AuditEvent.act == "document-number:reveal")
    assert event["details"] == f'{{"note": "{note["id"]}"}}'


async def test_the_person_reads_who_looked_them_up_and_no_list_of_cases_shows_it(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await officer(clock)
    person = await zhang(clock)
    await account(person, "zhangsan", clock)

    async with browser(settings, clock) as desk:
        await desk.sign_in("wangwu")
        nobody = await desk.post(
            "/persons", {"document_kind": "identity-card", "document_number": "140201198512127713"}
        )
        assert nobody.status_code == 422
        found = await desk.post("/persons", {"document_kind": "identity-card", "document_number": ZHANG})
        assert (found.status_code, ZHANG in found.text, "140101********7315" in found.text) == (200, False, True)
        shown = await desk.post(f"/persons/{person}/number", {"reason": REASON})
        assert (ZHANG in shown.text, shown.headers["cache-control"]) == (True, "no-store")
        assert (await desk.post(f"/persons/{uuid4()}/number", {"reason": REASON})).status_code == 404
        assert "张三" not in (await desk.get("/cases")).text
        asked = await desk.post(f"/persons/{person}/new-opening")
        assert asked.headers["location"] == "/cases"
        assert "张三" in (await desk.get("/cases")).text

    async with browser(settings, clock) as owner:
        await owner.sign_in("zhangsan")
        text = (await owner.get("/account/security")).text
        assert text.count("主管部门工作人员") == 2
        assert "山西省人力资源和社会保障厅" in text
    lines = await own_lookups(Viewer(person=person))
    assert sorted(line.revealed for line in lines) == [False, True]
