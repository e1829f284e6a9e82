"""Issuing the certificates of a round (核发证书): ordered by an approver, done one by one in the background.

Each certificate is a transaction of its own. A job that starts again after a crash finds by itself who has one already.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.certificates.service.issuing import CertificateOrder, Press, issue_certificate
from registry.foundation.clock import Clock
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.jobs import enqueue, job
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.tables import Work
from registry.foundation.viewers import Viewer
from registry.foundation.work import UNDER_WAY, advance_work, begin_work, finish_work, plan_work
from registry.policy.catalogue import SkillLevel, occupations
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.asking import asked_by
from registry.rounds.service.loading import round_to_change, take_step
from registry.rounds.tables import Candidate
from registry.settings import Settings

WORK = "issue-certificates"

# Who passed and has no certificate yet, in the order of the roster.
_WAITING = """
select c.id, c.row, c.person, c.document, c.name, c.photo, c.decision -> 'rules' as rules
from candidate c
where c.round = {} and c.outcome = 'passed' and not exists (select from certificate k where k.source = c.id)
order by c.row, c.id
"""


async def order_certificates(viewer: Viewer, round_id: UUID, *, now: datetime) -> UUID:
    """Have the certificates of a round issued to all who passed and whose photo is there; return the work's id.

    Ordering again while the work is under way returns the same work. Raises `Refusal` where nobody has a photo.
    """
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ISSUE)
        under_way = await (
            Work.select(Work.id)
            .where(Work.kind == WORK, Work.subject == round_id, Work.state.is_in(list(UNDER_WAY)))
            .first()
        )
        if under_way is not None:
            return UUID(str(under_way["id"]))
        waiting = await _waiting(round_id)
        ready = [candidate for candidate in waiting if candidate["photo"] is not None]
        if waiting and not ready:
            raise Refusal(_no_photos())
        work = await plan_work(WORK, round_id, total=len(ready), viewer=viewer, now=now)
        await enqueue("round:issue", one_at_a_time=f"issue:{row['body']}", work=work, round_id=round_id)
        await record("round:issue", viewer=viewer, subject_kind="round", subject=round_id, now=now, ordered=len(ready))
    return work


@job("round:issue")
async def issue_round(work: UUID, round_id: UUID, clock: Clock, settings: Settings) -> None:
    """Issue to each who passed and has a photo and no certificate yet; then the round is issued if nobody is left."""
    viewer = await asked_by(work, clock.now())
    row = (await Work.raw("select * from round where id = {}", round_id))[0]
    waiting = [candidate for candidate in await _waiting(round_id) if candidate["photo"] is not None]
    await begin_work(work, total=len(waiting))
    problems: list[Problem] = []
    for done, candidate in enumerate(waiting, start=1):
        try:
            async with DB.transaction():
                order = _order(row, candidate)
                await issue_certificate(viewer, order, press=Press.of(settings), now=clock.now())
                await advance_work(work, done)
        except Refusal as refusal:
            problems.extend(_of_candidate(candidate, refusal.problems))
    await _end(viewer, work, round_id, problems, clock.now())


async def _waiting(round_id: UUID) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await Candidate.raw(_WAITING, round_id)
    return rows


def _order(row: Mapping[str, Any], candidate: Mapping[str, Any]) -> CertificateOrder:
    level = SkillLevel(row["rank"]).code
    assert level is not None, "a round is opened for an examined level"
    return CertificateOrder(
        source=candidate["id"],
        body=row["body"],
        person=candidate["person"],
        document=candidate["document"],
        name=candidate["name"],
        occupation=row["occupation"],
        occupation_name=occupations()[row["occupation"]].name_zh,
        job_type=row["job_type"],
        level=level,
        photo=candidate["photo"],
        rules={"eligibility": json.loads(candidate["rules"])},
    )


async def _end(viewer: Viewer, work: UUID, round_id: UUID, problems: Sequence[Problem], now: datetime) -> None:
    async with DB.transaction():
        if not await _waiting(round_id):
            row = (await Work.raw("select * from round where id = {} for update", round_id))[0]
            if row["state"] == "locked":
                await take_step(row, RoundAct.ISSUE)
                await record("round:issued", viewer=viewer, subject_kind="round", subject=round_id, now=now)
        await finish_work(work, problems, now=now)


def _of_candidate(candidate: Mapping[str, Any], problems: Sequence[Problem]) -> list[Problem]:
    row: Message = message("名册第 {row} 行", row=candidate["row"])
    return [
        Problem(
            problem.code, message("{row}：{what}", row=row, what=problem.message), str(candidate["row"]), problem.cure
        )
        for problem in problems
    ]


def _no_photos() -> Problem:
    return Problem(
        "round.no-photos",
        message("合格的人都还没有照片，不能发证。"),
        cure=message("请由经办人上传照片后再发证。"),
    )
