"""Issuing certificates (证书核发): serials without a gap, one certificate for one candidate, all or nothing."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from registry.certificates.service.issuing import Press, issue_certificate
from registry.certificates.service.tokens import token_from_address, token_in_address
from registry.certificates.tables import Certificate, CertificateStep, SerialCounter
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB, pool, use_database
from registry.foundation.dates import SHANGHAI
from registry.foundation.files import keep_files_in, stored_content
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent, StoredFile
from registry.settings import Settings
from tests.certificates.world import PRESS, World, make_world

NEXT_YEAR = datetime(2025, 1, 1, 0, 30, tzinfo=SHANGHAI)


async def numbers() -> list[str]:
    rows = await Certificate.select(Certificate.number).order_by(Certificate.number)
    return [row["number"] for row in rows]


async def test_the_first_certificate_of_a_body_a_year_and_a_level_bears_serial_one(world: World) -> None:
    await world.issue()
    assert await numbers() == ["Y000014000123244000001"]


async def test_serials_run_on_by_body_year_and_level_each_for_itself(world: World) -> None:
    await world.issue()
    await world.issue()
    await world.issue(world.order(level=3))
    await world.issue(world.order(body=world.other_body))
    await world.issue(at=NEXT_YEAR)
    assert await numbers() == [
        "Y000014000123243000001",
        "Y000014000123244000001",
        "Y000014000123244000002",
        "Y000014000123254000001",
        "Y000014000456244000001",
    ]


async def test_the_year_is_the_one_in_shanghai_and_not_the_one_in_utc(world: World) -> None:
    await world.issue(at=NEXT_YEAR)
    row = await Certificate.select(Certificate.issued_on, Certificate.year).first()
    assert row == {"issued_on": NEXT_YEAR.date(), "year": 2025}


async def test_a_candidate_who_has_a_certificate_keeps_it_and_no_serial_is_taken(world: World) -> None:
    order = world.order()
    first = await world.issue(order)
    assert await world.issue(order) == first
    assert await world.issue(order, at=NEXT_YEAR) == first
    await world.issue()
    assert await numbers() == ["Y000014000123244000001", "Y000014000123244000002"]


async def test_the_file_bears_what_the_row_says_and_the_full_document_number(world: World) -> None:
    certificate = await world.issue(world.order(world.alim))
    row = await Certificate.select(Certificate.pdf).where(Certificate.id == certificate).first()
    text = PdfReader(io.BytesIO(await stored_content(row["pdf"]))).pages[0].extract_text()
    for printed in ("Y000014000123244000001", "14020119850615123X", "阿里木·买买提", "焊工", "四级/中级工"):
        assert printed in text
    file = await StoredFile.select(StoredFile.owner, StoredFile.purpose).where(StoredFile.id == row["pdf"]).first()
    assert file == {"owner": world.organisation, "purpose": "certificate"}


async def test_issuing_leaves_a_first_step_and_an_event_without_a_name_or_document_number(world: World) -> None:
    order = world.order()
    certificate = await world.issue(order)
    step = await CertificateStep.select(
        CertificateStep.from_state, CertificateStep.to_state, CertificateStep.account, CertificateStep.at
    ).where(CertificateStep.certificate == certificate)
    assert step == [
        {"from_state": None, "to_state": "valid", "account": world.approver.account, "at": world.now},
    ]
    event = await AuditEvent.select().where(AuditEvent.subject == certificate).output(load_json=True).first()
    assert event["act"] == "certificate:issue"
    assert event["details"] == {"source": str(order.source), "body": str(world.body), "serial": 1}


async def test_a_name_that_no_font_draws_is_refused_and_no_serial_is_lost(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await world.issue(world.order(name="王\ue000"))
    assert [problem.code for problem in refused.value.problems] == ["certificate.undrawable"]
    await world.issue()
    assert await numbers() == ["Y000014000123244000001"]


async def test_a_refusal_that_a_caller_catches_in_its_own_transaction_gives_no_serial_away(world: World) -> None:
    async with DB.transaction():
        for name in ("王\ue000", "王维"):
            try:
                await issue_certificate(world.approver, world.order(name=name), press=PRESS, now=world.now)
            except Refusal:
                continue
    assert await numbers() == ["Y000014000123244000001"]


async def test_a_failure_after_issuing_in_the_callers_transaction_takes_everything_back(world: World) -> None:
    async def issued_and_then_a_fault() -> None:
        async with DB.transaction():
            await world.issue()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await issued_and_then_a_fault()
    assert (await Certificate.count(), await CertificateStep.count(), await StoredFile.count()) == (0, 0, 0)
    assert await SerialCounter.count() == 0


async def test_serial_999999_is_the_last_and_what_comes_after_is_refused(world: World) -> None:
    await SerialCounter.insert(SerialCounter(id=uuid4(), body=world.body, year=2024, level=4, last=999_998))
    await world.issue()
    with pytest.raises(Refusal) as refused:
        await world.issue()
    assert [problem.code for problem in refused.value.problems] == ["number.serials-used-up"]
    assert await numbers() == ["Y000014000123244999999"]


async def test_without_a_public_address_nothing_is_issued(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await issue_certificate(world.approver, world.order(), press=Press(None, specimen=False), now=world.now)
    assert [problem.code for problem in refused.value.problems] == ["certificate.no-public-address"]
    assert await numbers() == []


async def test_a_press_is_what_the_settings_say(settings: Settings) -> None:
    assert (Press.of(settings).public_url, Press.of(settings).specimen) == (settings.public_url, True)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("clerk", NotAllowed),
        ("assessor", NotAllowed),
        ("other_approver", Absent),
        ("county_officer", Absent),
        ("auditor", Absent),
        ("wei", Absent),
    ],
)
async def test_only_the_approver_of_the_bodys_organisation_issues(
    world: World, who: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        await issue_certificate(getattr(world, who), world.order(), press=PRESS, now=world.now)
    assert type(refused.value) is refusal
    assert await numbers() == []


async def test_one_candidate_issued_on_both_sides_of_the_year_at_once_gets_one_certificate(world: World) -> None:
    order = world.order()
    outcomes = await asyncio.gather(world.issue(order), world.issue(order, at=NEXT_YEAR), return_exceptions=True)
    ids = {outcome for outcome in outcomes if isinstance(outcome, UUID)}
    assert all(isinstance(outcome, UUID | Conflict) for outcome in outcomes)
    assert len(ids) == 1
    assert len(await numbers()) == 1


def test_a_token_reads_back_from_an_address_and_nothing_else_does() -> None:
    token = bytes(range(16))
    assert token_from_address(token_in_address(token)) == token
    for text in ("", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0OD!", "AAECAwQFBgcICQoLDA0OD字", "_" * 22, "A" * 23):
        assert token_from_address(text) is None


@pytest.fixture
async def twenty_connections(database_url: str, settings: Settings, tmp_path: Path) -> AsyncIterator[None]:
    before = DB.config
    use_database(database_url)
    keep_files_in(tmp_path / "files")
    async with pool(20):
        yield
    DB.config = before


@pytest.mark.long
async def test_200_certificates_from_20_connections_at_once_leave_no_gap_and_no_repeat(
    twenty_connections: None, clock: StoppedClock
) -> None:
    world = await make_world(clock.now())
    orders = [world.order() for _ in range(200)]
    waiting = iter(orders)

    async def one_connection() -> None:
        for order in waiting:
            await world.issue(order)
            await world.issue(order)

    await asyncio.gather(*(one_connection() for _ in range(20)))
    assert await numbers() == [f"Y000014000123244{serial:06d}" for serial in range(1, 201)]
    assert len({bytes(row["qr_token"]) for row in await Certificate.select(Certificate.qr_token)}) == 200
