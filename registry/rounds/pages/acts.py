"""The pages before and after the acts that sign: admit, issue, close, cancel (准考, 发证, 办结, 取消)."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Refusal
from registry.rounds import access, queries
from registry.rounds.pages.overview import round_context
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.ending import LONGEST_REASON, cancel_round, close_round
from registry.rounds.service.issuing import order_certificates


@get("/rounds/{round_id:uuid}/admit", opt={"permission": access.SEE_ROUNDS})
async def ask_to_admit(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show who would be admitted and who not, before an approver signs."""
    return page(request, "rounds/admit.html", form=Form(), **await round_context(viewer_of(request), round_id))


@post("/rounds/{round_id:uuid}/admit", opt={"permission": access.ADMIT})
async def take_admission(request: AnyRequest, round_id: FromPath[UUID]) -> Template | Redirect:
    """Admit all who are judged eligible."""
    viewer = viewer_of(request)
    try:
        await admit_candidates(viewer, round_id, now=clock_of(request).now())
    except Refusal as refusal:
        return await _again(request, "rounds/admit.html", round_id, refusal)
    return see_other(f"/rounds/{round_id}")


@get("/rounds/{round_id:uuid}/issue", opt={"permission": access.SEE_ROUNDS})
async def ask_to_issue(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show to whom certificates would be issued and whose photo is missing; while they are issued, how far it is."""
    return await _issue_page(request, round_id, Form())


@post("/rounds/{round_id:uuid}/issue", opt={"permission": access.ISSUE})
async def take_issue(request: AnyRequest, round_id: FromPath[UUID]) -> Template | Redirect:
    """Have the certificates issued in the background."""
    try:
        await order_certificates(viewer_of(request), round_id, now=clock_of(request).now())
    except Refusal as refusal:
        return await _issue_page(request, round_id, Form().refused(refusal), status=422)
    return see_other(f"/rounds/{round_id}/issue")


async def _issue_page(request: AnyRequest, round_id: UUID, form: Form, *, status: int = 200) -> Template:
    context = await round_context(viewer_of(request), round_id)
    passed = await queries.candidates_of(round_id, only="passed", page=None)
    waiting = [candidate for candidate in passed if candidate.certificate is None]
    return page(
        request,
        "rounds/issue.html",
        status=status,
        form=form,
        ready=[candidate for candidate in waiting if candidate.has_photo],
        without_photo=[candidate for candidate in waiting if not candidate.has_photo],
        issued=[candidate for candidate in passed if candidate.certificate is not None],
        **context,
    )


@post("/rounds/{round_id:uuid}/close", opt={"permission": access.CLOSE})
async def take_close(request: AnyRequest, round_id: FromPath[UUID]) -> Redirect:
    """Close a round whose certificates are issued."""
    await close_round(viewer_of(request), round_id, now=clock_of(request).now())
    return see_other(f"/rounds/{round_id}")


@get("/rounds/{round_id:uuid}/cancel", opt={"permission": access.CANCEL})
async def ask_to_cancel(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show what cancelling a round means, and ask for the reason."""
    context = await round_context(viewer_of(request), round_id)
    return page(request, "rounds/cancel.html", form=Form(), longest_reason=LONGEST_REASON, **context)


@post("/rounds/{round_id:uuid}/cancel", opt={"permission": access.CANCEL})
async def take_cancel(request: AnyRequest, round_id: FromPath[UUID]) -> Template | Redirect:
    """Cancel a round before anything was issued."""
    form = await read_form(request)
    try:
        await cancel_round(viewer_of(request), round_id, form.typed("reason"), now=clock_of(request).now())
    except Refusal as refusal:
        return await _again(request, "rounds/cancel.html", round_id, refusal, form)
    return see_other(f"/rounds/{round_id}")


async def _again(
    request: AnyRequest, template: str, round_id: UUID, refusal: Refusal, form: Form | None = None
) -> Template:
    context = await round_context(viewer_of(request), round_id)
    form = (form or Form()).refused(refusal)
    return page(request, template, status=422, form=form, longest_reason=LONGEST_REASON, **context)


ROUTES: list[Any] = [ask_to_admit, take_admission, ask_to_issue, take_issue, take_close, ask_to_cancel, take_cancel]
