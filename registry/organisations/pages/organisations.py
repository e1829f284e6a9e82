"""The list of organisations, one with its bodies, and the forms in which an officer enters them (单位, 评价机构)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.languages import Language, spoken_language
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Refusal, message
from registry.foundation.viewers import ENTERPRISE_ROLES
from registry.organisations import access, queries
from registry.organisations.queries import AuthorityLine, OrganisationFilter
from registry.organisations.rules import ownerships, read_credit_code, read_number_prefix
from registry.organisations.service.entering import BodyToEnter, OrganisationToEnter, enter_body, enter_organisation

_LAST_PAGE = 1_000_000


@get("/organisations", opt={"permission": access.SEE_ORGANISATIONS})
async def list_organisations(request: AnyRequest) -> Template | Redirect:
    """Show the organisations that the viewer sees; a clerk or approver goes straight to the own one."""
    viewer = viewer_of(request)
    if viewer.role in ENTERPRISE_ROLES:
        return see_other(f"/organisations/{viewer.organisation}")
    form = Form.of(request.query_params.multi_items())
    try:
        wanted, number = read_filter(form)
    except Refusal as refusal:
        form = form.refused(refusal)
        wanted, number = OrganisationFilter(), 1
    return page(
        request,
        "organisations/list.html",
        status=422 if form.problems else 200,
        form=form,
        listed=await queries.list_organisations(viewer, wanted, number),
        ownerships=_ownership_choices(spoken_language()),
        query={name: form.typed(name) for name in form.entries if name != "page"},
        may_enter=access.ENTER_ORGANISATION.allows(viewer.role),
    )


def read_filter(form: Form) -> tuple[OrganisationFilter, int]:
    """Return what a list is narrowed to, and the page asked for; raises `Refusal` with problems at fields."""
    text = form.optional("text", read.text(160))
    ownership = form.optional("ownership", read.one_of({name: name for name in ownerships()}))
    authority = form.optional("authority", read.identifier)
    number = form.optional("page", read.whole_number(1, _LAST_PAGE))
    return OrganisationFilter(text.value or "", ownership.value, authority.value), number.value or 1


@get("/organisations/{organisation_id:uuid}", opt={"permission": access.SEE_ORGANISATIONS})
async def show_organisation(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template:
    """Show an organisation with its bodies, and the ways to its people and filings."""
    viewer = viewer_of(request)
    return page(
        request,
        "organisations/organisation.html",
        organisation=await queries.organisation_for(viewer, organisation_id),
        bodies=await queries.bodies_in(viewer, organisation_id),
        may_enter_body=access.ENTER_BODY.allows(viewer.role),
    )


@get("/organisations/enter", opt={"permission": access.ENTER_ORGANISATION})
async def ask_for_organisation(request: AnyRequest) -> Template:
    """Show the form in which an organisation is entered."""
    return await _organisation_form(request, Form.filled(ownership="private"))


@post("/organisations/enter", opt={"permission": access.ENTER_ORGANISATION})
async def take_organisation(request: AnyRequest) -> Template | Redirect:
    """Enter the organisation."""
    form = await read_form(request)
    try:
        entered = await enter_organisation(viewer_of(request), _organisation(form), now=clock_of(request).now())
    except Refusal as refusal:
        return await _organisation_form(request, form.refused(refusal), status=422)
    return see_other(f"/organisations/{entered}")


def _organisation(form: Form) -> OrganisationToEnter:
    code = form.asked("credit_code", read_credit_code, missing=message("请填写统一社会信用代码。"))
    name = form.asked("name", read.text(160), missing=message("请填写单位全称，与登记证照一致。"))
    ownership = form.asked("ownership", read.text(20), missing=message("请选择单位性质。"))
    authority = form.asked("authority", read.identifier, missing=message("请选择主管部门。"))
    return OrganisationToEnter(code.value, name.value, ownership.value, authority.value)


async def _organisation_form(request: AnyRequest, form: Form, status: int = 200) -> Template:
    viewer = viewer_of(request)
    choices = await queries.authority_choices(viewer)
    return page(
        request,
        "organisations/enter.html",
        status=status,
        form=form,
        ownerships=_ownership_choices(spoken_language()),
        authorities=_authority_choices(choices, spoken_language()),
    )


def _ownership_choices(language: Language) -> list[tuple[str, str]]:
    return [(name, words.in_language(language)) for name, words in ownerships().items()]


def _authority_choices(choices: Sequence[AuthorityLine], language: Language) -> list[tuple[str, str]]:
    """The tree as a list: each deeper by two wide blanks."""
    return [(str(each.id), "\u3000\u3000" * each.depth + each.in_language(language)) for each in choices]


@get("/organisations/{organisation_id:uuid}/bodies/enter", opt={"permission": access.ENTER_BODY})
async def ask_for_body(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template:
    """Show the form in which a body of an organisation is entered."""
    organisation = await queries.organisation_for(viewer_of(request), organisation_id)
    return await _body_form(request, organisation_id, Form.filled(name=organisation.name))


@post("/organisations/{organisation_id:uuid}/bodies/enter", opt={"permission": access.ENTER_BODY})
async def take_body(request: AnyRequest, organisation_id: FromPath[UUID]) -> Template | Redirect:
    """Enter the body."""
    form = await read_form(request)
    try:
        await enter_body(viewer_of(request), _body(form, organisation_id), now=clock_of(request).now())
    except Refusal as refusal:
        return await _body_form(request, organisation_id, form.refused(refusal), status=422)
    return see_other(f"/organisations/{organisation_id}")


def _body(form: Form, organisation: UUID) -> BodyToEnter:
    name = form.asked("name", read.text(160), missing=message("请填写评价机构名称，与备案通知一致。"))
    prefix = form.asked("number_prefix", read_number_prefix, missing=message("请填写评价机构代码。"))
    address = form.optional("address", read.text(200))
    return BodyToEnter(organisation, name.value, prefix.value, address.value)


async def _body_form(request: AnyRequest, organisation_id: UUID, form: Form, status: int = 200) -> Template:
    organisation = await queries.organisation_for(viewer_of(request), organisation_id)
    return page(request, "organisations/enter_body.html", status=status, form=form, organisation=organisation)


ROUTES: list[Any] = [
    list_organisations,
    show_organisation,
    ask_for_organisation,
    take_organisation,
    ask_for_body,
    take_body,
]
