"""Pages on which officers and auditors look a person up by document; each look-up is an event."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Absent, NotAllowed, Refusal, message
from registry.people import access
from registry.people.pages.accounts import kind_choices, read_document_kind
from registry.people.rules.documents import DocumentKind
from registry.people.service.lookups import FoundPerson, ask_for_new_opening, find_by_document, reveal_numbers

_FIND = {"permission": access.FIND_PERSONS}


@get("/persons", opt=_FIND)
async def show_search(request: AnyRequest) -> Template:
    """Show the form that looks a person up."""
    return _search_page(request, Form.filled(document_kind=DocumentKind.IDENTITY_CARD.value))


def _search_page(
    request: AnyRequest, form: Form, *, found: FoundPerson | None = None, revealed: bool = False, status: int = 200
) -> Template:
    return page(
        request,
        "people/persons.html",
        status=status,
        form=form,
        kinds=kind_choices(),
        found=found,
        revealed=revealed,
        may_ask_anew=access.ASK_FOR_NEW_OPENING.allows(viewer_of(request).role),
    )


@post("/persons", opt=_FIND, status_code=200)
async def take_search(request: AnyRequest) -> Template:
    """Show what the registry holds of the person; the number stands in no address."""
    form = await read_form(request)
    try:
        kind = form.asked("document_kind", read_document_kind, missing=message("请选择证件类型。"))
        number = form.asked("document_number", read.code, missing=message("请填写证件号码。"))
        found = await find_by_document(viewer_of(request), kind.value, number.value, now=clock_of(request).now())
    except Refusal as refusal:
        if isinstance(refusal, NotAllowed | Absent):
            raise
        return _search_page(request, form.refused(refusal), status=422)
    return _search_page(request, Form(), found=found)


@post("/persons/{person_id:uuid}/number", opt={"permission": access.REVEAL_NUMBERS}, status_code=200)
async def take_reveal(request: AnyRequest, person_id: FromPath[UUID]) -> Template:
    """Show whole document numbers, this once, for a reason that is kept."""
    form = await read_form(request)
    try:
        reason = form.asked("reason", read.text(400), missing=message("请写明为什么要查看完整号码。"))
        found = await reveal_numbers(viewer_of(request), person_id, reason.value, now=clock_of(request).now())
    except Refusal as refusal:
        if isinstance(refusal, NotAllowed | Absent):
            raise
        return _search_page(request, form.refused(refusal), status=422)
    return _search_page(request, Form(), found=found, revealed=True)


@post("/persons/{person_id:uuid}/new-opening", opt={"permission": access.ASK_FOR_NEW_OPENING})
async def take_new_opening(request: AnyRequest, person_id: FromPath[UUID]) -> Redirect:
    """Bring a forgotten sign-in before the authority."""
    await ask_for_new_opening(viewer_of(request), person_id, now=clock_of(request).now())
    return see_other("/cases")


ROUTES: list[Any] = [show_search, take_search, take_reveal, take_new_opening]
