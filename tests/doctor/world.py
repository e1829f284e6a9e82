"""A small registry in which everything is as it must be: one round from its roster to a certificate."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.filings.tables import Filing
from registry.foundation.events import record
from registry.foundation.files import FileToStore, store_file
from registry.foundation.viewers import Role, Viewer
from registry.people.tables import Account, Membership
from registry.policy.service import publish_shipped_rules
from registry.rounds.tables import Candidate, Round, RoundAssessor, RoundUpload, Score
from tests.certificates.world import World, make_world, session_of

RULES = {"id": "skill-levels-2023", "version": "1"}


@dataclass(frozen=True, slots=True)
class SoundRegistry:
    """What the registry holds."""

    world: World
    filing: UUID
    round: UUID
    upload: UUID
    passed: UUID
    failed: UUID
    not_eligible: UUID
    certificate: UUID


async def make_sound_registry(now: datetime) -> SoundRegistry:
    """Write a filing, a closed round with three candidates, and the certificate of the one who passed."""
    await publish_shipped_rules(now=now)
    world = await make_world(now)
    await Account.update({Account.opened_by: "installation"}, force=True)
    filing, round_id, upload = await _round(world, now)
    passed, failed, not_eligible = await _candidates(world, round_id, upload, now)
    await _scores(world, passed, failed, now)
    order = world.order(source=passed, job_type=None)
    certificate = await world.issue(order)
    await _suspend_and_lift(world, certificate, now)
    await session_of(world.clerk, now)
    return SoundRegistry(world, filing, round_id, upload, passed, failed, not_eligible, certificate)


async def _round(world: World, now: datetime) -> tuple[UUID, UUID, UUID]:
    filing = Filing(
        id=uuid4(),
        body=world.body,
        authority=world.county_officer.authority,
        number="晋人社备〔2024〕1号",
        valid_from=date(2024, 1, 1),
        valid_to=date(2026, 12, 31),
        state="filed",
        privileges="{}",
        entered_at=now,
    )
    await Filing.insert(filing)
    opened = Round(
        id=uuid4(),
        body=world.body,
        filing=filing.id,
        title="六月焊工",
        occupation="6-29-02-11",
        rank=3,
        application_day=date(2024, 6, 1),
        place="本厂培训中心",
        state="closed",
        opened_by=world.clerk.account,
        opened_at=now,
    )
    await Round.insert(opened)
    await RoundAssessor.insert(RoundAssessor(id=uuid4(), round=opened.id, membership=await _assessor(world)))
    return filing.id, opened.id, await confirmed_upload(world, opened.id, b"roster", now)


async def _assessor(world: World) -> UUID:
    row = Membership(
        id=uuid4(),
        account=world.assessor.account,
        role=Role.ASSESSOR.value,
        organisation=world.organisation,
        valid_from=date(2020, 1, 1),
        card_number="K0001",
    )
    await Membership.insert(row)
    return row.id


async def confirmed_upload(world: World, round_id: UUID, content: bytes, now: datetime) -> UUID:
    """Write a confirmed roster with its stored file."""
    file = FileToStore(content, "roster", "text/csv", owner=world.organisation, name="名册.csv")
    upload = RoundUpload(
        id=uuid4(),
        round=round_id,
        kind="roster",
        file=await store_file(file, now=now),
        mapping="{}",
        state="confirmed",
        problems="[]",
        counts='{"candidates": 3}',
        uploaded_by=world.clerk.account,
        uploaded_at=now,
        settled_at=now,
    )
    await RoundUpload.insert(upload)
    return upload.id


async def _candidates(world: World, round_id: UUID, upload: UUID, now: datetime) -> list[UUID]:
    ids = []
    holders: list[tuple[Viewer, bool, str | None]] = [
        (world.wei, True, "passed"),
        (world.alim, True, "failed"),
        (world.li, False, None),
    ]
    for row, (person, eligible, outcome) in enumerate(holders, start=2):
        candidate = Candidate(
            id=uuid4(),
            round=round_id,
            person=person.person,
            document=world.documents[person.person],
            upload=upload,
            row=row,
            name=person.name,
            name_key=person.name,
            sort_key=person.name,
            facts='{"birth_date": "1990-03-07"}',
            proofs="{}",
            eligible=eligible,
            decision=json.dumps({"eligible": eligible, "on": "2024-06-01", "rules": RULES, "paths": []}),
            judged_on=date(2024, 6, 1),
            judged_at=now,
            admitted_at=now if eligible else None,
            admitted_by=world.approver.account if eligible else None,
            outcome=outcome,
        )
        await Candidate.insert(candidate)
        ids.append(candidate.id)
    return ids


async def _scores(world: World, passed: UUID, failed: UUID, now: datetime) -> None:
    marks = [(passed, "theory", 60), (passed, "practical", 81.5), (failed, "theory", 59.5), (failed, "practical", None)]
    for candidate, part, mark in marks:
        await Score.insert(
            Score(
                candidate=candidate,
                part=part,
                mark=mark,
                absent=mark is None,
                entered_by=world.assessor.account,
                entered_at=now,
            )
        )


async def _suspend_and_lift(world: World, certificate: UUID, now: datetime) -> None:
    suspended = StepToTake("suspend", "false-proofs", "正在核实。", seen=1)
    await take_certificate_step(world.county_officer, certificate, suspended, now=now + timedelta(hours=1))
    lifted = StepToTake("lift", None, "核实无误。", seen=2)
    await take_certificate_step(world.county_officer, certificate, lifted, now=now + timedelta(hours=2))
    await record("test:done", viewer=world.county_officer, subject_kind="certificate", subject=certificate, now=now)
