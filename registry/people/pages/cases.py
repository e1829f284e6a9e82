"""Pages of what came before the authority (待核情况): the list, one case, settling it, and what the person reads."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Response, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import PDF, attachment
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other, status_of
from registry.foundation.problems import Absent, NotAllowed, Problem, Refusal, message
from registry.people import access
from registry.people.pages.accounts import kind_choices, read_document_kind
from registry.people.rules.cases import Decision, possible_decisions
from registry.people.service import case_reading
from registry.people.service.cases import Settlement, mark_as_told, part_again, person_to_merge, settle_case
from registry.people.service.reopening import print_reopening_code
from registry.people.slips import Slip, draw_slips

_SEE = {"permission": access.SEE_CASES}
_SETTLE = {"permission": access.SETTLE_CASES}


@get("/cases", opt=_SEE)
async def show_cases(request: AnyRequest, number: Annotated[int, QueryParameter(name="page")] = 1) -> Template:
    """Show the cases, open ones first."""
    return page(request, "people/cases.html", cases=await case_reading.list_cases(viewer_of(request), number))


@get("/cases/{case_id:uuid}", opt=_SEE)
async def show_case(request: AnyRequest, case_id: FromPath[UUID]) -> Template:
    """Show one case, and the form that settles it."""
    line = await case_reading.read_case(viewer_of(request), case_id)
    return await _case_page(request, line, Form.filled(name=line.written or ""))


async def _case_page(request: AnyRequest, line: case_reading.CaseLine, form: Form, *, status: int = 200) -> Template:
    return page(
        request,
        "people/case.html",
        status=status,
        form=form,
        case=line,
        holdings=await case_reading.holdings_of(line.person),
        kinds=kind_choices(),
        decisions=[(one.value, str(one.in_words)) for one in possible_decisions(line.kind)],
        may_settle=access.may_settle(viewer_of(request), line.person),
    )


@post("/cases/{case_id:uuid}", opt=_SETTLE)
async def take_settlement(request: AnyRequest, case_id: FromPath[UUID]) -> Template | Redirect:
    """Settle a case."""
    viewer, form = viewer_of(request), await read_form(request)
    line = await case_reading.read_case(viewer, case_id)
    try:
        await settle_case(viewer, case_id, await _settlement(form), now=clock_of(request).now())
    except (Absent, NotAllowed):
        raise
    except Refusal as refusal:
        return await _case_page(request, line, form.refused(refusal), status=status_of(refusal))
    return see_other(f"/cases/{case_id}")


async def _settlement(form: Form) -> Settlement:
    decision = form.asked("decision", _read_decision, missing=message("请选择怎样核定。"))
    reason = form.asked("reason", read.text(400), missing=message("请写明核定的理由，本人登录后会看到。"))
    if decision.given is Decision.CORRECT_NAME:
        name = form.asked("name", read.text(120), missing=message("请填写更正后的姓名，与证件一致。"))
        return Settlement(decision.value, reason.value, name=name.value)
    if decision.given is Decision.MERGE:
        kind = form.asked("document_kind", read_document_kind, missing=message("请选择证件类型。"))
        number = form.asked("document_number", read.code, missing=message("请填写证件号码。"))
        chosen = Settlement(decision.value, reason.value)
        return replace(chosen, other=await person_to_merge(kind.value, number.value))
    return Settlement(decision.value, reason.value)


def _read_decision(typed: str) -> Decision | Problem:
    try:
        return Decision(typed)
    except ValueError:
        return Problem("authority-case.decision", message("请从列出的选项中选择一项。"))


@get("/cases/{case_id:uuid}/part", opt=_SETTLE)
async def ask_to_part(request: AnyRequest, case_id: FromPath[UUID]) -> Template:
    """Show what parting the two records means, before it is done."""
    line = await case_reading.read_case(viewer_of(request), case_id)
    if not line.may_be_parted:
        raise Absent
    return page(request, "people/case_part.html", case=line)


@post("/cases/{case_id:uuid}/part", opt=_SETTLE)
async def take_parting(request: AnyRequest, case_id: FromPath[UUID]) -> Redirect:
    """Part the two records again."""
    await part_again(viewer_of(request), case_id, now=clock_of(request).now())
    return see_other(f"/cases/{case_id}")


@post("/cases/{case_id:uuid}/slip", opt=_SETTLE, status_code=200)
async def take_slip(request: AnyRequest, case_id: FromPath[UUID]) -> Response[Any]:
    """Hand out the slip with the code that opens the account anew; no page shows the code."""
    viewer, now, settings = viewer_of(request), clock_of(request).now(), request.app.state.settings
    line = await case_reading.read_case(viewer, case_id)
    code = await print_reopening_code(
        viewer,
        case_id,
        now=now,
    )
    slip = Slip(line.name, line.masked_document or "", viewer.acting_for, code, f"{settings.public_url}/account/open")
    content = draw_slips([slip], printed_at=now, specimen=settings.is_demo)
    return attachment(content, f"{message('激活码纸条')}.pdf", PDF)


@get("/account/outcomes", opt={"permission": access.USE_OWN_ACCOUNT})
async def show_outcomes(request: AnyRequest) -> Template:
    """Show a person what an officer settled about them."""
    return page(
        request,
        "people/outcomes.html",
        outcomes=await case_reading.untold_outcomes(viewer_of(request).person),
    )


@post("/account/outcomes", opt={"permission": access.USE_OWN_ACCOUNT})
async def take_outcomes(request: AnyRequest) -> Redirect:
    """Keep that the person has read it."""
    await mark_as_told(viewer_of(request), now=clock_of(request).now())
    return see_other("/")


ROUTES: list[Any] = [
    show_cases,
    show_case,
    take_settlement,
    ask_to_part,
    take_parting,
    take_slip,
    show_outcomes,
    take_outcomes,
]
