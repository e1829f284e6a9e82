"""Suspending, lifting and revoking certificates (证书状态变更) by officers of the authority; nothing is deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from registry.certificates.access import visible_certificates
from registry.certificates.rules.states import STEPS, State, take_step
from registry.certificates.tables import Certificate, CertificateStep
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Absent, Conflict, Problem, Refusal, message
from registry.foundation.viewers import Viewer

BY_OFFICERS = ("suspend", "lift", "revoke")


@dataclass(frozen=True, slots=True)
class StepToTake:
    """A step that an officer decides on: its name, its ground, reasons in words, and how many steps it has seen."""

    name: str
    ground: str | None
    reasons: str
    seen: int


async def take_certificate_step(viewer: Viewer, certificate: UUID, step: StepToTake, *, now: datetime) -> State:
    """Change a certificate's state and return the new one.

    Raises `Absent` where the viewer may not know of the certificate, `NotAllowed` where its role takes no such step,
    `Conflict` where somebody was faster (the problem says what happened), `Refusal` for a missing ground or reasons.
    """
    if step.name not in BY_OFFICERS:
        raise Refusal(_unknown_step())
    async with DB.transaction():
        state = await _lock(viewer, certificate)
        rows = await CertificateStep.select().where(CertificateStep.certificate == certificate)
        _check_step(viewer, step, state, rows)
        after = take_step(step.name, state, role=viewer.role, ground=step.ground, reasons=step.reasons)
        await Certificate.update({Certificate.state: after.value}).where(Certificate.id == certificate)
        row = _row(viewer, certificate, step, state, after, now)
        await CertificateStep.insert(row)
        await _record(viewer, row, step, now)
    return after


async def _lock(viewer: Viewer, certificate: UUID) -> State:
    row = await (
        Certificate.select(Certificate.state)
        .where(Certificate.id == certificate, visible_certificates(viewer))
        .first()
        .lock_rows("UPDATE")
    )
    if row is None:
        raise Absent
    return State(row["state"])


def _check_step(viewer: Viewer, step: StepToTake, state: State, taken: list[dict[str, Any]]) -> None:
    """Say what happened in the meantime; a role that takes no such step hears that first, from the rules."""
    if len(taken) != step.seen and viewer.role in STEPS[step.name].roles:
        raise Conflict(_changed_meanwhile(state, max(row["at"] for row in taken)))


def _row(
    viewer: Viewer, certificate: UUID, step: StepToTake, before: State, after: State, now: datetime
) -> CertificateStep:
    return CertificateStep(
        id=uuid4(),
        certificate=certificate,
        from_state=before.value,
        to_state=after.value,
        ground=step.ground if STEPS[step.name].needs_ground else None,
        reasons=step.reasons.strip(),
        account=viewer.acting_account(),
        at=now,
    )


async def _record(viewer: Viewer, row: CertificateStep, step: StepToTake, now: datetime) -> None:
    await record(
        f"certificate:{step.name}",
        viewer=viewer,
        subject_kind="certificate",
        subject=row.certificate,
        now=now,
        step=row.id,
        ground=row.ground,
    )


def _unknown_step() -> Problem:
    return Problem(
        "certificate.step-unknown",
        message("没有这种办理事项。"),
        where="step",
        cure=message("可以办理的有：暂停、解除暂停、撤销。"),
    )


def _changed_meanwhile(state: State, at: datetime) -> Problem:
    return Problem(
        "certificate.changed-meanwhile",
        message("您打开页面之后，这本证书的状态已由他人变更：{at}变为“{state}”。", at=at, state=state.in_words),
        cure=message("您的操作没有保存。请查看最新记录后再决定。"),
    )
