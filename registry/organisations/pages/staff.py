"""The people with a role in an organisation (任职人员): naming them, printing their slips, ending a role."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other, status_of
from registry.foundation.problems import Absent, Refusal, message
from registry.foundation.viewers import Role
from registry.organisations import access, queries
from registry.organisations.queries import StaffLine, StaffState
from registry.organisations.rules import LONGEST_CARD_NUMBER, STAFF_ROLES
from registry.organisations.service.staff import (
    PersonToName,
    end_membership,
    name_person,
    print_slip,
    withdraw_offer,
)
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import clean_name
from registry.people.slips import Slip, draw_slips

_SEE = {"permission": access.SEE_STAFF}
_CHANGE = {"permission": access.CHANGE_STAFF}
_OPEN_ACCOUNT = "/account/open"
TONES = {
    StaffState.WAITING: "wait",
    StaffState.HOLDS: "good",
    StaffState.COMING: "info",
    StaffState.ENDED: "plain",
}


@get("/organisations/{organisation_id:uuid}/staff", opt=_SEE)
async def show_staff(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template:
    """Show who has, had or will have a role in the organisation; who waits for an account comes first."""
    viewer = viewer_of(request)
    return page(
        request,
        "organisations/staff.html",
        organisation=await queries.organisation_for(viewer, organisation_id),
        lines=await queries.staff_of(viewer, organisation_id, clock_of(request).today()),
        tones=TONES,
        may_change=access.CHANGE_STAFF.allows(viewer.role),
    )


@get("/organisations/{organisation_id:uuid}/staff/name", opt=_CHANGE)
async def ask_for_person(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template:
    """Show the form in which a person is named for a role."""
    known = {"document_kind": DocumentKind.IDENTITY_CARD.value, "valid_from": clock_of(request).today().isoformat()}
    return await _person_form(request, organisation_id, Form.filled(**known))


@post("/organisations/{organisation_id:uuid}/staff/name", opt=_CHANGE)
async def take_person(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template | Redirect:
    """Name the person for the role."""
    form = await read_form(request)
    try:
        named = _person(form, organisation_id)
        offer = await name_person(viewer_of(request), named, now=clock_of(request).now())
    except Refusal as refusal:
        return await _person_form(request, organisation_id, form.refused(refusal), status=422)
    return see_other(f"/organisations/{organisation_id}/staff/named/{offer}")


def _person(form: Form, organisation: UUID) -> PersonToName:
    roles = {role.value: role for role in STAFF_ROLES}
    kind = form.asked("document_kind", read.one_of(_kinds()), missing=message("请选择证件类型。"))
    number = form.asked("document_number", read.code, missing=message("请填写证件号码。"))
    name = form.asked("name", clean_name, missing=message("请填写姓名，与证件一致。"))
    role = form.asked("role", read.one_of(roles), missing=message("请选择身份。"))
    first = form.asked("valid_from", read.day, missing=message("请填写任职的第一天。"))
    last = form.optional("valid_to", read.day)
    card = form.optional("card_number", read.text(LONGEST_CARD_NUMBER))
    return PersonToName(
        organisation=organisation,
        document_kind=kind.value,
        document_number=number.value,
        name=name.value,
        role=role.value,
        valid_from=first.value,
        valid_to=last.value,
        card_number=card.value,
    )


def _kinds() -> dict[str, DocumentKind]:
    return {kind.value: kind for kind in DocumentKind}


async def _person_form(request: AnyRequest, organisation_id: UUID, form: Form, status: int = 200) -> Template:
    return page(
        request,
        "organisations/staff_name.html",
        status=status,
        form=form,
        organisation=await queries.organisation_for(viewer_of(request), organisation_id),
        kinds=[(kind.value, str(kind.full_name)) for kind in DocumentKind],
        roles=[(role.value, str(role.in_words), str(_DUTIES[role])) for role in STAFF_ROLES],
    )


_DUTIES = {
    Role.CLERK: message("开设批次、上传名册、补充材料"),
    Role.APPROVER: message("核准考生、签发证书；不能核准自己经办的批次"),
    Role.ASSESSOR: message("录入和锁定成绩；须有考评员证卡"),
}


@get("/organisations/{organisation_id:uuid}/staff/named/{offer_id:uuid}", opt=_CHANGE)
async def show_named(request: AnyRequest, organisation_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Template:
    """Say what naming the person did, and what comes next."""
    line = await _line(request, organisation_id, offer=offer_id)
    organisation = await queries.organisation_for(viewer_of(request), organisation_id)
    return page(request, "organisations/staff_named.html", organisation=organisation, line=line)


@post("/organisations/{organisation_id:uuid}/offers/{offer_id:uuid}/slip", opt=_CHANGE, status_code=200)
async def take_slip(request: AnyRequest, organisation_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Response[bytes]:
    """Hand out a slip with a fresh activation code; no page shows the code, and it is printed nowhere again."""
    settings, now = request.app.state.settings, clock_of(request).now()
    drawn = await print_slip(
        viewer_of(request),
        organisation_id,
        offer_id,
        now=now,
    )
    address = settings.public_url + _OPEN_ACCOUNT
    slip = Slip(drawn.name, drawn.masked_document, drawn.organisation_name, drawn.code, address)
    headers = {"content-disposition": 'attachment; filename="activation-slip.pdf"', "cache-control": "no-store"}
    content = draw_slips([slip], printed_at=now, specimen=settings.is_demo)
    return Response(content, media_type="application/pdf", headers=headers)


@get("/organisations/{organisation_id:uuid}/offers/{offer_id:uuid}/withdraw", opt=_CHANGE)
async def ask_to_withdraw(request: AnyRequest, organisation_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Template:
    """Show what taking back the naming will do."""
    line = await _line(request, organisation_id, offer=offer_id, waiting=True)
    organisation = await queries.organisation_for(viewer_of(request), organisation_id)
    return page(request, "organisations/staff_withdraw.html", organisation=organisation, line=line)


@post("/organisations/{organisation_id:uuid}/offers/{offer_id:uuid}/withdraw", opt=_CHANGE)
async def take_withdrawal(request: AnyRequest, organisation_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Redirect:
    """Take back the naming."""
    await withdraw_offer(viewer_of(request), organisation_id, offer_id, now=clock_of(request).now())
    return see_other(f"/organisations/{organisation_id}/staff")


@get("/organisations/{organisation_id:uuid}/staff/{membership_id:uuid}/end", opt=_CHANGE)
async def ask_to_end(request: AnyRequest, organisation_id: FromPath[UUID], membership_id: FromPath[UUID]) -> Template:
    """Ask for the last day of a role, and show what ending it will do."""
    today = clock_of(request).today()
    return await _end_form(request, organisation_id, membership_id, Form.filled(valid_to=today.isoformat()))


@post("/organisations/{organisation_id:uuid}/staff/{membership_id:uuid}/end", opt=_CHANGE)
async def take_end(
    request: AnyRequest, organisation_id: FromPath[UUID], membership_id: FromPath[UUID]
) -> Template | Redirect:
    """End the role on the day that is given."""
    form = await read_form(request)
    try:
        last = form.asked("valid_to", read.day, missing=message("请填写任职的最后一天。"))
        await end_membership(
            viewer_of(request), organisation_id, membership_id, last.value, now=clock_of(request).now()
        )
    except Refusal as refusal:
        return await _end_form(request, organisation_id, membership_id, form.refused(refusal), status_of(refusal))
    return see_other(f"/organisations/{organisation_id}/staff")


async def _end_form(
    request: AnyRequest, organisation_id: UUID, membership_id: UUID, form: Form, status: int = 200
) -> Template:
    return page(
        request,
        "organisations/staff_end.html",
        status=status,
        form=form,
        organisation=await queries.organisation_for(viewer_of(request), organisation_id),
        line=await _line(request, organisation_id, membership=membership_id),
    )


async def _line(
    request: AnyRequest,
    organisation_id: UUID,
    *,
    offer: UUID | None = None,
    membership: UUID | None = None,
    waiting: bool = False,
) -> StaffLine:
    """Find one line of the list, or raise `Absent`."""
    for line in await queries.staff_of(viewer_of(request), organisation_id, clock_of(request).today()):
        is_waiting = line.state is StaffState.WAITING
        if offer is not None and line.offer == offer and (is_waiting or not waiting):
            return line
        if membership is not None and line.id == membership and not is_waiting:
            return line
    raise Absent


ROUTES: list[Any] = [
    show_staff,
    ask_for_person,
    take_person,
    show_named,
    take_slip,
    ask_to_withdraw,
    take_withdrawal,
    ask_to_end,
    take_end,
]
