"""Suspending, lifting and revoking on pages: the ground and reasons, then what will happen, then the act."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.certificates import queries
from registry.certificates.access import CHANGE_STATE
from registry.certificates.queries import CertificateView
from registry.certificates.rules.states import LONGEST_REASONS, STEPS, grounds, grounds_for, take_step
from registry.certificates.service.states import BY_OFFICERS, StepToTake, take_certificate_step
from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other, status_of
from registry.foundation.problems import Absent, Refusal, message
from registry.foundation.viewers import Viewer

_OFFICERS = {"permission": CHANGE_STATE}


@get("/certificates/{certificate_id:uuid}/{step:str}", opt=_OFFICERS)
async def show_step(certificate_id: FromPath[UUID], step: FromPath[str], request: AnyRequest) -> Template:
    """Ask for the ground and the reasons."""
    certificate = await _certificate(viewer_of(request), certificate_id, step)
    return _form(request, certificate, step, Form.filled(seen=str(len(certificate.steps))))


@post("/certificates/{certificate_id:uuid}/{step:str}", opt=_OFFICERS, status_code=200)
async def take_step_form(
    certificate_id: FromPath[UUID], step: FromPath[str], request: AnyRequest
) -> Template | Redirect:
    """Show what will happen; once that is confirmed, let it happen."""
    viewer = viewer_of(request)
    certificate = await _certificate(viewer, certificate_id, step)
    form = await read_form(request)
    try:
        wanted = _read_step(form, step)
        if not form.ticked("confirmed"):
            _try_out(viewer, certificate, wanted)
            return _confirm(request, certificate, step, form, wanted)
        await take_certificate_step(viewer, certificate_id, wanted, now=clock_of(request).now())
    except Refusal as refusal:
        return _form(request, certificate, step, form.refused(refusal), status_of(refusal))
    return see_other(f"/certificates/{certificate_id}")


async def _certificate(viewer: Viewer, certificate: UUID, step: str) -> CertificateView:
    if step not in BY_OFFICERS:
        raise Absent
    return await queries.certificate_for(viewer, certificate)


def _read_step(form: Form, step: str) -> StepToTake:
    reasons = form.optional("reasons", read.long_text(LONGEST_REASONS))
    seen = form.asked("seen", read.whole_number(1, 100_000), missing=message("请从证书页面重新办理。"))
    return StepToTake(step, form.typed("ground") or None, reasons.value or "", seen.value)


def _try_out(viewer: Viewer, certificate: CertificateView, wanted: StepToTake) -> None:
    """Ask the rules before anything is shown for confirmation."""
    take_step(wanted.name, certificate.line.state, role=viewer.role, ground=wanted.ground, reasons=wanted.reasons)


def _form(request: AnyRequest, certificate: CertificateView, step: str, form: Form, status: int = 200) -> Template:
    return page(
        request,
        "certificates/step.html",
        status=status,
        certificate=certificate,
        step=STEPS[step],
        grounds=[(ground.id, ground.words) for ground in grounds_for(step)] if STEPS[step].needs_ground else (),
        longest=LONGEST_REASONS,
        form=form,
    )


def _confirm(request: AnyRequest, certificate: CertificateView, step: str, form: Form, wanted: StepToTake) -> Template:
    return page(
        request,
        "certificates/step_confirm.html",
        certificate=certificate,
        step=STEPS[step],
        ground=grounds()[wanted.ground].words if wanted.ground and STEPS[step].needs_ground else None,
        wanted=wanted,
        form=form,
    )


ROUTES: list[Any] = [show_step, take_step_form]
