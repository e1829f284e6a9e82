"""What the nightly erasing takes and what it leaves, one day before and one day after each period."""

import json
import os
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.doctor.invariants import violations
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB
from registry.foundation.encryption import token_hash
from registry.foundation.events import record
from registry.foundation.files import FileToStore, keep_files_in, store_file, stored_content
from registry.foundation.tables import AuditEvent, Guess, StoredFile, Work
from registry.foundation.viewers import Viewer
from registry.housekeeping import ROWS, erase_what_has_ended, kept_for
from registry.people.tables import ActivationCode, AuthorityCase, MachineToken, Session
from registry.rounds.tables import Candidate, RoundUpload
from registry.settings import Settings
from tests.doctor.world import SoundRegistry, make_sound_registry

DAY = timedelta(days=1)
PERIODS = {
    "session": timedelta(days=30),
    "guess": DAY,
    "machine_token": timedelta(days=366),
    "activation_code": timedelta(days=30),
    "authority_case": timedelta(days=5 * 366),
    "work": timedelta(days=90),
}


@pytest.fixture
async def sound(database: PostgresEngine, settings: Settings, clock: StoppedClock) -> SoundRegistry:
    keep_files_in(settings.files)
    sound = await make_sound_registry(clock.now())
    await Session.delete(force=True)
    return sound


async def _one_of_each(sound: SoundRegistry, ended: datetime) -> None:
    """Write one row into each table that is erased, whose period begins at a moment."""
    account, person = sound.world.clerk.account, sound.world.wei.person
    times = {"created_at": ended - DAY, "expires_at": ended}
    await Session.insert(Session(token_hash=token_hash("s"), account=account, last_seen_at=ended, **times))
    await Guess.insert(Guess(bucket=b"g", kind="sign-in", wrong=1, last_wrong_at=ended))
    membership = (await DB.run_ddl("select membership from round_assessor"))[0][0]
    token = MachineToken(token_hash=b"m", membership=membership, label="test", created_by=account, **times)
    await MachineToken.insert(token)
    await ActivationCode.insert(ActivationCode(person=person, code_hash=b"a", tries_left=5, **times))
    case = AuthorityCase(
        kind="name-differs", person=person, details="{}", opened_at=ended - DAY, settled_at=ended, told_person=True
    )
    await AuthorityCase.insert(case)
    work = Work(kind="test", subject=uuid4(), state="done", done=0, total=0, problems="[]", requested_at=ended - DAY)
    work.finished_at = ended
    await Work.insert(work)


async def _left() -> dict[str, int]:
    return {erasure.table: (await DB.run_ddl(f"select count(*) from {erasure.table}"))[0][0] for erasure in ROWS}


async def _told() -> dict[str, int]:
    rows = await AuditEvent.select(AuditEvent.subject_kind, AuditEvent.details).where(
        AuditEvent.act == "retention:erase"
    )
    return {row["subject_kind"]: json.loads(row["details"])["erased"] for row in rows}


@pytest.mark.parametrize("table", PERIODS)
async def test_rows_stay_to_the_end_of_their_period_and_go_after_it(
    sound: SoundRegistry, clock: StoppedClock, table: str
) -> None:
    await _one_of_each(sound, clock.now())

    await erase_what_has_ended(clock.later(seconds=PERIODS[table].total_seconds()))
    before = (await _left())[table]
    await erase_what_has_ended(clock.later(seconds=PERIODS[table].total_seconds() + 1))

    assert (before, (await _left())[table], (await _told())[table]) == (1, 0, 1)


async def test_what_has_not_ended_stays(sound: SoundRegistry, clock: StoppedClock) -> None:
    case = AuthorityCase(
        kind="name-differs", person=sound.world.wei.person, details="{}", opened_at=clock.now(), told_person=False
    )
    await AuthorityCase.insert(case)
    work = Work(kind="test", subject=uuid4(), state="running", done=0, total=9, problems="[]", requested_at=clock.now())
    await Work.insert(work)

    await erase_what_has_ended(clock.later(days=20 * 366))

    left = await _left()
    assert (left["authority_case"], left["work"]) == (1, 1)


async def _waiting_upload(sound: SoundRegistry, content: bytes, now: datetime, **changes: object) -> UUID:
    keep = kept_for("round_upload", now)
    file = FileToStore(content, "roster", "text/csv", sound.world.organisation, name="新名册.csv", keep_for=keep)
    reading = FileToStore(b"reading of " + content, "roster-reading", "application/msgpack", None, keep_for=keep)
    values: dict[str, object] = {
        "state": "read",
        "file": await store_file(file, now=now),
        "reading": await store_file(reading, now=now),
    }
    upload = RoundUpload(
        id=uuid4(),
        round=sound.round,
        kind="roster",
        mapping="{}",
        problems="[]",
        counts="{}",
        uploaded_by=sound.world.clerk.account,
        uploaded_at=now,
        **(values | changes),
    )
    await RoundUpload.insert(upload)
    return upload.id


async def test_an_upload_that_nobody_confirmed_expires_with_its_file(sound: SoundRegistry, clock: StoppedClock) -> None:
    upload = await _waiting_upload(sound, b"unconfirmed", clock.now())

    await erase_what_has_ended(clock.later(hours=24, seconds=1))

    row = await RoundUpload.select().where(RoundUpload.id == upload).first()
    assert row is not None
    file = await StoredFile.select(StoredFile.sealed_name).where(StoredFile.id == row["file"]).first()
    assert (row["state"], row["reading"], file) == ("expired", None, {"sealed_name": None})
    with pytest.raises(FileNotFoundError):
        await stored_content(row["file"])
    assert await StoredFile.count().where(StoredFile.purpose == "roster-reading") == 0
    assert await violations() == []


async def test_an_upload_still_waits_on_its_first_day(sound: SoundRegistry, clock: StoppedClock) -> None:
    upload = await _waiting_upload(sound, b"unconfirmed", clock.now())

    await erase_what_has_ended(clock.later(hours=23))

    row = await RoundUpload.select().where(RoundUpload.id == upload).first()
    assert row is not None
    assert (row["state"], await stored_content(row["file"])) == ("read", b"unconfirmed")


async def test_a_file_that_expired_can_be_sent_again(sound: SoundRegistry, clock: StoppedClock) -> None:
    await _waiting_upload(sound, b"twice", clock.now())
    await erase_what_has_ended(clock.later(days=2))

    upload = await _waiting_upload(sound, b"twice", clock.later(days=3).now())

    row = await RoundUpload.select(RoundUpload.file).where(RoundUpload.id == upload).first()
    assert row is not None
    assert await stored_content(row["file"]) == b"twice"


async def test_throwing_away_a_second_copy_leaves_the_confirmed_roster(
    sound: SoundRegistry, clock: StoppedClock
) -> None:
    await _waiting_upload(sound, b"roster", clock.now(), state="refused", reading=None, settled_at=clock.now())
    await StoredFile.update({StoredFile.erase_after: clock.now()}).where(StoredFile.purpose == "roster")

    await erase_what_has_ended(clock.later(days=2))

    row = await RoundUpload.select(RoundUpload.file).where(RoundUpload.id == sound.upload).first()
    assert row is not None
    assert await stored_content(row["file"]) == b"roster"


async def test_a_rosters_file_is_kept_five_years_from_the_end_of_its_round(
    sound: SoundRegistry, clock: StoppedClock
) -> None:
    await record("round:close", viewer=Viewer(), subject_kind="round", subject=sound.round, now=clock.now())
    row = await RoundUpload.select(RoundUpload.file).where(RoundUpload.id == sound.upload).first()
    assert row is not None

    await erase_what_has_ended(clock.later(days=5 * 366 - 1))
    before = await stored_content(row["file"])
    await erase_what_has_ended(clock.later(days=5 * 366))

    assert before == b"roster"
    with pytest.raises(FileNotFoundError):
        await stored_content(row["file"])


async def test_the_file_of_a_round_that_has_not_ended_stays(sound: SoundRegistry, clock: StoppedClock) -> None:
    await DB.run_ddl("update round set state = 'issued'")

    await erase_what_has_ended(clock.later(days=20 * 366))

    row = await RoundUpload.select(RoundUpload.file).where(RoundUpload.id == sound.upload).first()
    assert row is not None
    assert await stored_content(row["file"]) == b"roster"


async def test_photos_end_with_the_round_but_stay_with_a_certificate(sound: SoundRegistry, clock: StoppedClock) -> None:
    await record("round:close", viewer=Viewer(), subject_kind="round", subject=sound.round, now=clock.now())
    photo = FileToStore(b"photo", "photo", "image/jpeg", sound.world.organisation)
    printed = FileToStore(b"printed", "photo", "image/jpeg", sound.world.organisation)
    ends, stays = await store_file(photo, now=clock.now()), await store_file(printed, now=clock.now())
    await Candidate.update({Candidate.photo: ends}).where(Candidate.id == sound.failed)
    await Candidate.update({Candidate.photo: stays}).where(Candidate.id == sound.passed)
    await DB.run_ddl("alter table certificate disable trigger user")
    await DB.run_ddl(f"update certificate set photo = '{stays}'")

    await erase_what_has_ended(clock.later(days=6 * 366))

    assert await stored_content(stays) == b"printed"
    with pytest.raises(FileNotFoundError):
        await stored_content(ends)


async def test_a_photo_that_was_replaced_goes(sound: SoundRegistry, clock: StoppedClock) -> None:
    photo = await store_file(FileToStore(b"old", "photo", "image/jpeg", sound.world.organisation), now=clock.now())

    await erase_what_has_ended(clock.later(days=2))

    assert not await StoredFile.exists().where(StoredFile.id == photo)


async def test_certificates_and_their_files_are_never_erased(sound: SoundRegistry, clock: StoppedClock) -> None:
    await erase_what_has_ended(clock.later(days=100 * 365))

    (row,) = await DB.run_ddl("select pdf from certificate")
    assert (await stored_content(row["pdf"]))[:5] == b"%PDF-"
    assert await violations(["candidate.certificate", "certificate.history", "document.hash"]) == []


async def test_files_that_no_row_names_are_swept_after_a_day(
    sound: SoundRegistry, settings: Settings, clock: StoppedClock
) -> None:
    old, young = settings.files / "00" / ("00" * 32), settings.files / "00" / "tmp-half"
    old.parent.mkdir(parents=True, exist_ok=True)
    for path, age in ((old, 25), (young, 23)):
        path.write_bytes(b"left behind")
        moment = clock.later(hours=-age).now().timestamp()
        os.utime(path, (moment, moment))
    for path in settings.files.rglob("*"):
        if path.is_file() and path not in {old, young}:
            os.utime(path, (0, 0))

    await erase_what_has_ended(clock)

    assert (old.exists(), young.exists(), (await _told())["file_on_disk"]) == (False, True, 1)
    assert await violations() == []


async def test_erasing_again_finds_nothing_and_says_nothing(sound: SoundRegistry, clock: StoppedClock) -> None:
    await _one_of_each(sound, clock.now())
    later = clock.later(days=20 * 366)
    await erase_what_has_ended(later)
    told = await AuditEvent.count()

    await erase_what_has_ended(later)

    assert await AuditEvent.count() == told


def test_every_table_that_is_erased_is_tried_above() -> None:
    assert {erasure.table for erasure in ROWS} == set(PERIODS)
