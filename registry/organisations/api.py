"""Organisations and their bodies for programs: the list, one with its bodies, entering both."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.typing_habits import single_line
from registry.organisations import queries
from registry.organisations.access import ENTER_BODY, ENTER_ORGANISATION, SEE_ORGANISATIONS
from registry.organisations.pages.organisations import read_filter
from registry.organisations.queries import BodyLine, OrganisationLine
from registry.organisations.service.entering import BodyToEnter, OrganisationToEnter, enter_body, enter_organisation

Name = Annotated[str, Meta(min_length=1, max_length=160)]

TAGS = ["organisations"]


class OrganisationAsked(Struct, forbid_unknown_fields=True):
    """An organisation to be entered; `ownership` is private, state, public-institution or other."""

    credit_code: Annotated[str, Meta(max_length=60)]
    name: Name
    ownership: Annotated[str, Meta(max_length=20)]
    authority: UUID


class BodyAsked(Struct, forbid_unknown_fields=True):
    """A body to be entered; `number_prefix` are positions 1–13 of its certificates' numbers."""

    name: Name
    number_prefix: Annotated[str, Meta(max_length=40)]
    address: Annotated[str, Meta(max_length=200)] | None = None


class OrganisationOut(Struct):
    """An organisation as lists hold it."""

    id: UUID
    credit_code: str
    name: str
    ownership: str
    authority: UUID
    authority_name: str
    bodies: int
    entered_at: datetime


class BodyOut(Struct):
    """A body."""

    id: UUID
    name: str
    number_prefix: str
    address: str | None


class OrganisationList(Struct):
    """One page of a list."""

    organisations: list[OrganisationOut]
    total: int
    page: int
    last_page: int


class OrganisationWithBodies(Struct):
    """An organisation with its bodies."""

    organisation: OrganisationOut
    bodies: list[BodyOut]


class Entered(Struct):
    """The id of what was entered."""

    id: UUID


@get("/api/v1/organisations", opt={"permission": SEE_ORGANISATIONS}, tags=TAGS, operation_id="listOrganisations")
async def list_organisations(
    request: AnyRequest,
    text: Annotated[str | None, QueryParameter(max_length=160)] = None,
    ownership: Annotated[str | None, QueryParameter(max_length=20)] = None,
    authority: Annotated[str | None, QueryParameter(max_length=40)] = None,
    page: Annotated[str | None, QueryParameter(max_length=10)] = None,
) -> OrganisationList:
    """List the organisations that the token's membership sees, by name, 50 a page."""
    asked = {"text": text, "ownership": ownership, "authority": authority, "page": page}
    wanted, number = read_filter(Form.filled(**{key: value for key, value in asked.items() if value}))
    listed = await queries.list_organisations(viewer_of(request), wanted, number)
    return OrganisationList([_out(line) for line in listed.lines], listed.total, listed.number, listed.last)


@get(
    "/api/v1/organisations/{organisation_id:uuid}",
    opt={"permission": SEE_ORGANISATIONS},
    tags=TAGS,
    operation_id="readOrganisation",
)
async def read_organisation(organisation_id: FromPath[UUID], request: AnyRequest) -> OrganisationWithBodies:
    """Read one organisation with its bodies."""
    viewer = viewer_of(request)
    organisation = await queries.organisation_for(viewer, organisation_id)
    bodies = await queries.bodies_in(viewer, organisation_id)
    return OrganisationWithBodies(_out(organisation), [_body_out(body) for body in bodies])


@post("/api/v1/organisations", opt={"permission": ENTER_ORGANISATION}, tags=TAGS, operation_id="enterOrganisation")
async def enter_one(data: JSONBody[OrganisationAsked], request: AnyRequest) -> Entered:
    """Enter an organisation; 422 with the path of each field that is wrong."""
    entered = OrganisationToEnter(data.credit_code, _name(data.name), data.ownership, data.authority)
    return Entered(await enter_organisation(viewer_of(request), entered, now=clock_of(request).now()))


@post(
    "/api/v1/organisations/{organisation_id:uuid}/bodies",
    opt={"permission": ENTER_BODY},
    tags=TAGS,
    operation_id="enterBody",
)
async def enter_one_body(organisation_id: FromPath[UUID], data: JSONBody[BodyAsked], request: AnyRequest) -> Entered:
    """Enter a body of an organisation; 422 with the path of each field that is wrong."""
    address = single_line(data.address or "") or None
    entered = BodyToEnter(organisation_id, _name(data.name), data.number_prefix, address)
    return Entered(await enter_body(viewer_of(request), entered, now=clock_of(request).now()))


def _name(typed: str) -> str:
    name = single_line(typed)
    if not name:
        raise Refusal(Problem("form.missing", message("请填写名称。"), "name"))
    return name


def _out(line: OrganisationLine) -> OrganisationOut:
    return OrganisationOut(
        id=line.id,
        credit_code=line.credit_code,
        name=line.name,
        ownership=line.ownership,
        authority=line.authority,
        authority_name=line.authority_name,
        bodies=line.bodies,
        entered_at=line.created_at,
    )


def _body_out(body: BodyLine) -> BodyOut:
    return BodyOut(body.id, body.name, body.number_prefix, body.address)


ROUTES: list[Any] = [list_organisations, read_organisation, enter_one, enter_one_body]
