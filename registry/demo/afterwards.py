"""What happens beside the rounds: facts that are completed, a worker's account, an officer's steps (演示后续)."""

import io
from datetime import datetime, timedelta
from uuid import UUID

from PIL import Image, ImageDraw

from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.demo.enterprises import Cast
from registry.demo.rounds import Told
from registry.foundation.viewers import Role
from registry.people.service.accounts import print_activation_code
from registry.rounds.queries import CandidateLine, candidates_of
from registry.rounds.rules.fact_entry import FactToAdd, Member
from registry.rounds.service.facts import Proof, add_fact

_SCHOOL = {"school_kind": "普通中学", "level": "初中", "completed": "2009-07-01", "graduating": False, "fits": []}


async def complete_facts(cast: Cast, round_id: UUID, now: datetime) -> None:
    """Complete what is not known of two candidates: the schooling of the worker with an account, by a scan, and of
    another on their word. Both are then judged not eligible, with the day on which a path opens."""
    clerk = (await cast.staff(cast.names.worker.enterprise, Role.CLERK, now))[0]
    unknown = await candidates_of(round_id, only="unknown", page=None)
    first, second = unknown[0], unknown[1]
    proof = Proof(_draw_scan(), "image/png", "毕业证书（演示）.png")
    await add_fact(clerk, round_id, first.id, FactToAdd(Member.EDUCATION, _SCHOOL, committed=False), proof, now=now)
    later = now + timedelta(minutes=9)
    await add_fact(clerk, round_id, second.id, FactToAdd(Member.EDUCATION, _SCHOOL, committed=True), None, now=later)


def _draw_scan() -> bytes:
    """A page with lines and nothing on it, as a scan of no paper in particular."""
    page = Image.new("RGB", (827, 1169), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, 767, 1109), outline="#8A6D2F", width=6)
    for line in range(300, 900, 60):
        pen.line((140, line, 687, line), fill="#B0B0B0", width=3)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


async def open_workers_account(cast: Cast, told: Told, now: datetime) -> None:
    """Have the worker open their account with a slip from the clerk, soon after the first certificate."""
    plan = cast.names.worker
    clerk = (await cast.staff(plan.enterprise, Role.CLERK, now))[0]
    worker = told.people[plan.first_round][0]
    candidate = (await candidates_of(told.ids[plan.first_round], page=None))[0]
    code = await print_activation_code(
        clerk,
        candidate.person,
        now=now,
    )
    await cast.open_account(worker, code, plan.sign_in_name, now + timedelta(hours=8))


async def take_officers_steps(cast: Cast, round_id: UUID, now: datetime) -> None:
    """Suspend one certificate, suspend another and lift it again, revoke a third."""
    issued = [each for each in await candidates_of(round_id, page=None) if each.certificate is not None]
    suspended, lifted, revoked = issued[3:6]
    await _step(
        cast, suspended, "suspend", "data-under-correction", "持证人反映工种打印有误，正在向评价机构核实。", now
    )
    await _step(cast, lifted, "suspend", "false-proofs", "有人举报从业年限不实，暂停使用，以待核实。", now)
    later = min(now + timedelta(days=6), cast.calendar.now)
    await _step(cast, lifted, "lift", None, "经核对社保缴费记录，从业年限属实，恢复使用。", later, seen=2)
    reasons = "经查，申报时所附的工作证明由他人代签，从业年限不足，予以撤销。"
    await _step(cast, revoked, "revoke", "false-proofs", reasons, later)


async def _step(
    cast: Cast, candidate: CandidateLine, name: str, ground: str | None, reasons: str, now: datetime, seen: int = 1
) -> None:
    assert candidate.certificate is not None, "only certificates that were issued are chosen"
    officer = await cast.acting("officer", now)
    await take_certificate_step(officer, candidate.certificate, StepToTake(name, ground, reasons, seen), now=now)
