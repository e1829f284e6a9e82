"""A roster from the file to the candidates (名册上传、预览、确认).

The file waits encrypted, seen by its sender alone. Reading it saves nobody; only the clerk's confirmation makes persons
and candidates of its rows, all of them in one transaction.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from registry.foundation.clock import Clock
from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.events import record
from registry.foundation.files import FileToStore, keep_until, store_file
from registry.foundation.jobs import enqueue, job
from registry.foundation.problems import Absent, Conflict, Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.foundation.work import begin_work, finish_work, plan_work, problem_as_json
from registry.policy.shipped import shipped_policy
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.asking import asked_by
from registry.rounds.service.loading import round_to_change, round_to_see, take_step
from registry.rounds.service.roster_candidates import insert_candidates
from registry.rounds.service.roster_readings import (
    keep_reading,
    kept_reading,
    kept_until_confirmed,
    nearest_columns,
    read_and_judge,
)
from registry.rounds.tables import ColumnMapping, RoundUpload

_LONGEST_HEADING = 200  # as the column that remembers it
READING, CONFIRMING = "read-roster", "confirm-roster"


async def send_roster(viewer: Viewer, round_id: UUID, content: bytes, name: str, *, now: datetime) -> UUID:
    """Keep a roster's file for its preview, have it read in the background, and return the upload's id."""
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.CONFIRM_ROSTER)
        file = FileToStore(
            content,
            "roster",
            "application/octet-stream",
            row["organisation"],
            name=name,
            uploaded_by=viewer.account,
            keep_for=kept_until_confirmed(now),
        )
        upload = RoundUpload(
            id=uuid4(),
            round=round_id,
            kind="roster",
            file=await store_file(file, now=now),
            mapping=json.dumps(await _remembered(row["organisation"]), ensure_ascii=False),
            state="waiting",
            problems="[]",
            counts="{}",
            uploaded_by=viewer.acting_account(),
            uploaded_at=now,
        )
        await RoundUpload.insert(upload)
        await _have_it_read(viewer, upload.id, now)
        await record("roster:send", viewer=viewer, subject_kind="round", subject=round_id, now=now, upload=upload.id)
    return upload.id


async def _remembered(organisation: UUID) -> dict[str, str]:
    rows = await ColumnMapping.select(ColumnMapping.heading, ColumnMapping.fact).where(
        ColumnMapping.organisation == organisation
    )
    return {row["heading"]: row["fact"] for row in rows}


async def _have_it_read(viewer: Viewer, upload: UUID, now: datetime) -> None:
    work = await plan_work(READING, upload, total=0, viewer=viewer, now=now)
    await enqueue("roster:read", work=work, upload=upload)


@job("roster:read")
async def read_roster(work: UUID, upload: UUID, clock: Clock) -> None:
    """Read and judge a roster's file; what comes of it waits encrypted beside the file."""
    row = await _upload(upload)
    if row["state"] not in {"waiting", "read", "unreadable"}:
        return
    await begin_work(work, total=0)
    try:
        reading = await read_and_judge(row, clock)
    except Refusal as refusal:
        problems = json.dumps([problem_as_json(problem) for problem in refusal.problems], ensure_ascii=False)
        nearest = nearest_columns(refusal)
        changed: dict[Any, Any] = {
            RoundUpload.state: "unreadable",
            RoundUpload.problems: problems,
            RoundUpload.reading: None if nearest is None else await keep_reading(row, nearest, now=clock.now()),
        }
    else:
        kept = await keep_reading(row, reading, now=clock.now())
        changed = {
            RoundUpload.state: "read",
            RoundUpload.problems: "[]",
            RoundUpload.reading: kept,
            RoundUpload.counts: json.dumps(reading.counts()),
        }
    async with DB.transaction():
        await RoundUpload.update(changed).where(RoundUpload.id == upload)
        await finish_work(work, now=clock.now())


async def _upload(upload: UUID) -> dict[str, Any]:
    rows = await RoundUpload.raw(
        "select u.*, r.body, r.filing, r.occupation, r.job_type, r.rank, r.application_day, b.organisation"
        " from round_upload u join round r on r.id = u.round join body b on b.id = r.body where u.id = {}",
        upload,
    )
    if not rows:
        raise Absent
    row: dict[str, Any] = rows[0]
    return row


async def own_upload(viewer: Viewer, round_id: UUID, upload: UUID) -> dict[str, Any]:
    """Return an upload of a round to the one who sent it; to everybody else there is none."""
    await round_to_see(viewer, round_id)
    row = await _upload(upload)
    if row["round"] != round_id or row["uploaded_by"] != viewer.account:
        raise Absent
    return row


async def map_columns(
    viewer: Viewer, round_id: UUID, upload: UUID, mapping: Mapping[str, str], *, now: datetime
) -> None:
    """Say what columns mean that no rule recognised, remember it for the enterprise, and read the file again.

    Raises `Refusal` at a heading that no file can hold.
    """
    if wrong := [heading for heading in mapping if not 0 < len(heading) <= _LONGEST_HEADING or "\0" in heading]:
        raise Refusal([_no_heading(heading) for heading in wrong])
    async with DB.transaction():
        row = await own_upload(viewer, round_id, upload)
        _still_open(row)
        for heading, fact in mapping.items():
            mapped = ColumnMapping(
                id=uuid4(),
                organisation=row["organisation"],
                heading=heading,
                fact=fact,
                mapped_by=viewer.acting_account(),
                mapped_at=now,
            )
            await ColumnMapping.insert(mapped).on_conflict(
                target=(ColumnMapping.organisation, ColumnMapping.heading),
                action="DO UPDATE",
                values=[ColumnMapping.fact, ColumnMapping.mapped_by, ColumnMapping.mapped_at],
            )
        together = {**json.loads(row["mapping"]), **mapping}
        await RoundUpload.update(
            {RoundUpload.mapping: json.dumps(together, ensure_ascii=False), RoundUpload.state: "waiting"}
        ).where(RoundUpload.id == upload)
        await _have_it_read(viewer, upload, now)


async def order_confirmation(viewer: Viewer, round_id: UUID, upload: UUID, *, now: datetime) -> UUID:
    """Have the accepted rows of a roster made candidates in the background; return the work's id."""
    async with DB.transaction():
        row = await own_upload(viewer, round_id, upload)
        await round_to_change(viewer, round_id, RoundAct.CONFIRM_ROSTER)
        _still_open(row)
        if row["state"] != "read":
            raise Conflict(Problem("roster.not-read", message("名册还没有读完，暂不能确认。")))
        total = json.loads(row["counts"]).get("candidates", 0)
        if not total:
            raise Refusal(_nobody())
        work = await plan_work(CONFIRMING, upload, total=total, viewer=viewer, now=now)
        await enqueue("roster:confirm", one_at_a_time=f"roster:{round_id}", work=work, upload=upload)
    return work


@job("roster:confirm")
async def confirm_in_background(work: UUID, upload: UUID, clock: Clock) -> None:
    """Confirm a roster for whom asked for it; a refusal is written beside the work and nothing is saved."""
    row = await _upload(upload)
    await begin_work(work, total=json.loads(row["counts"]).get("candidates", 0))
    try:
        viewer = await asked_by(work, clock.now())
        await confirm_roster(viewer, row["round"], upload, now=clock.now())
    except Refusal as refusal:
        await finish_work(work, refusal.problems, failed=True, now=clock.now())
    else:
        await finish_work(work, now=clock.now())


async def confirm_roster(viewer: Viewer, round_id: UUID, upload: UUID, *, now: datetime) -> int:
    """Make persons and candidates of the accepted rows, all or none, and return how many candidates were added.

    Who is in the round already is left as it is: the same file twice adds nobody twice.
    """
    async with DB.transaction():
        row = await own_upload(viewer, round_id, upload)
        round_row = await round_to_change(viewer, round_id, RoundAct.CONFIRM_ROSTER)
        if row["state"] == "confirmed":
            return 0
        _still_open(row)
        added = await insert_candidates(round_row, row, await kept_reading(row), now=now)
        await RoundUpload.update({RoundUpload.state: "confirmed", RoundUpload.settled_at: now}).where(
            RoundUpload.id == upload
        )
        await _keep_the_file(row, now)
        await take_step(round_row, RoundAct.CONFIRM_ROSTER)
        await record(
            "roster:confirm", viewer=viewer, subject_kind="round", subject=round_id, now=now, upload=upload, added=added
        )
    return added


async def refuse_roster(viewer: Viewer, round_id: UUID, upload: UUID, *, now: datetime) -> None:
    """Throw a roster away before it was confirmed; its file is erased with the next sweep."""
    async with DB.transaction():
        row = await own_upload(viewer, round_id, upload)
        _still_open(row)
        await RoundUpload.update({RoundUpload.state: "refused", RoundUpload.settled_at: now}).where(
            RoundUpload.id == upload
        )
        for file in (row["file"], row["reading"]):
            if file is not None:
                await keep_until(file, now)


async def _keep_the_file(row: Mapping[str, Any], now: datetime) -> None:
    """The roster of a confirmed round is kept as long as the round's papers; its reading is not needed any more."""
    years = shipped_policy().figure("retention.stored_file.roster", legal_day(now)).value
    await keep_until(row["file"], now + timedelta(days=366 * years))
    await keep_until(row["reading"], now)


def _still_open(row: Mapping[str, Any]) -> None:
    if row["state"] in {"confirmed", "refused", "expired"}:
        raise Conflict(
            Problem(
                "roster.settled",
                message("这份名册已经处理过了，不能再改。"),
                cure=message("需要补充人员时，请另传一份名册。"),
            )
        )


def _no_heading(heading: str) -> Problem:
    return Problem("roster.no-heading", message("名册里没有这样的列标题。"), f"columns.{heading[:40]}")


def _nobody() -> Problem:
    return Problem(
        "roster.nobody",
        message("这份名册没有可以接收的人。"),
        cure=message("请下载退回的行，按原因改正后重新上传。"),
    )
