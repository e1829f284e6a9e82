"""Filings for programs: the list, one with its history, entering one."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from registry.filings import queries
from registry.filings.access import ENTER_FILING, SEE_FILINGS
from registry.filings.pages.lists import read_filter
from registry.filings.queries import FilingLine
from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.scope import ScopeLine
from registry.filings.rules.states import LONGEST_NUMBER
from registry.filings.service import FilingToEnter, enter_filing
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.typing_habits import single_line
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import LegalSource, RelaxedKind

TAGS = ["filings"]


class ScopeEntry(Struct, forbid_unknown_fields=True):
    """A line of what a filing covers; `highest_level` is 5 (lowest) to 1, `job_type` null is all of the occupation."""

    occupation: Annotated[str, Meta(max_length=20)]
    highest_level: Annotated[int, Meta(ge=1, le=5)]
    job_type: Annotated[str, Meta(max_length=60)] | None = None


class PrivilegeEntry(Struct, forbid_unknown_fields=True):
    """A limit from which the filing frees, and the document that says so."""

    kind: RelaxedKind
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    number: Annotated[str, Meta(min_length=1, max_length=60)]
    article: Annotated[str, Meta(min_length=1, max_length=60)]


class FilingAsked(Struct, forbid_unknown_fields=True):
    """A filing to be entered; both days are included."""

    body: UUID
    number: Annotated[str, Meta(min_length=1, max_length=LONGEST_NUMBER)]
    valid_from: date
    valid_to: date
    scopes: Annotated[list[ScopeEntry], Meta(min_length=1, max_length=500)]
    privileges: Annotated[list[PrivilegeEntry], Meta(max_length=4)] = []


class FilingOut(Struct):
    """A filing as lists hold it; `state` leaves the days aside, `in_force` considers them."""

    id: UUID
    body: UUID
    body_name: str
    number_prefix: str
    organisation: UUID
    organisation_name: str
    authority_name: str
    number: str
    valid_from: date
    valid_to: date
    state: str
    in_force: bool
    scopes: list[ScopeEntry]
    privileges: list[PrivilegeEntry]


class FilingList(Struct):
    """One page of a list."""

    filings: list[FilingOut]
    total: int
    page: int
    last_page: int


class FilingStepOut(Struct):
    """A step in a filing's life: enter, suspend, lift, withdraw or privileges."""

    at: datetime
    act: str
    reasons: str | None


class FilingWithSteps(Struct):
    """A filing with its history."""

    filing: FilingOut
    steps: list[FilingStepOut]


class FilingEntered(Struct):
    """The id of a filing that was entered."""

    id: UUID


@get("/api/v1/filings", opt={"permission": SEE_FILINGS}, tags=TAGS, operation_id="listFilings")
async def list_filings(
    request: AnyRequest,
    shown: Annotated[str | None, QueryParameter(max_length=20)] = None,
    text: Annotated[str | None, QueryParameter(max_length=160)] = None,
    organisation: Annotated[str | None, QueryParameter(max_length=40)] = None,
    of_body: Annotated[str | None, QueryParameter(name="body", max_length=40)] = None,
    page: Annotated[str | None, QueryParameter(max_length=10)] = None,
) -> FilingList:
    """List the filings that the token's membership sees, 50 a page; without `shown` those that run, soonest first.

    `shown` is running, suspended, ended, withdrawn or all.
    """
    asked = {"shown": shown, "text": text, "organisation": organisation, "body": of_body, "page": page}
    wanted, number = read_filter(Form.filled(**{key: value for key, value in asked.items() if value}))
    today = clock_of(request).today()
    listed = await queries.list_filings(viewer_of(request), wanted, today, number)
    return FilingList([_out(line, today) for line in listed.lines], listed.total, listed.number, listed.last)


@get("/api/v1/filings/{filing_id:uuid}", opt={"permission": SEE_FILINGS}, tags=TAGS, operation_id="readFiling")
async def read_filing(filing_id: FromPath[UUID], request: AnyRequest) -> FilingWithSteps:
    """Read one filing with its history."""
    view = await queries.filing_for(viewer_of(request), filing_id)
    steps = [FilingStepOut(step.at, step.act, step.reasons) for step in view.steps]
    return FilingWithSteps(_out(view.line, clock_of(request).today()), steps)


@post("/api/v1/filings", opt={"permission": ENTER_FILING}, tags=TAGS, operation_id="enterFiling")
async def enter(data: JSONBody[FilingAsked], request: AnyRequest) -> FilingEntered:
    """Enter a body's filing; 422 with the path of each field that is wrong."""
    return FilingEntered(await enter_filing(viewer_of(request), _filing(data), now=clock_of(request).now()))


def _filing(data: FilingAsked) -> FilingToEnter:
    number = single_line(data.number)
    if not number:
        raise Refusal(Problem("form.missing", message("请填写备案编号，见备案通知。"), "number"))
    return FilingToEnter(
        body=data.body,
        number=number,
        valid_from=data.valid_from,
        valid_to=data.valid_to,
        scopes=tuple(
            ScopeLine(line.occupation, line.job_type or None, SkillLevel.of_code(line.highest_level).rank)
            for line in data.scopes
        ),
        privileges=tuple(
            PrivilegeGround(each.kind, LegalSource(title=each.title, number=each.number, article=each.article))
            for each in data.privileges
        ),
    )


def _out(line: FilingLine, today: date) -> FilingOut:
    terms = line.terms
    return FilingOut(
        id=terms.id,
        body=terms.body,
        body_name=line.body_name,
        number_prefix=line.number_prefix,
        organisation=line.organisation,
        organisation_name=line.organisation_name,
        authority_name=line.authority_name,
        number=terms.number,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        state=terms.state.value,
        in_force=line.holds_on(today),
        scopes=[_scope_out(scope) for scope in terms.scopes],
        privileges=[
            PrivilegeEntry(each.kind, each.source.title, each.source.number, each.source.article)
            for each in terms.privileges
        ],
    )


def _scope_out(scope: ScopeLine) -> ScopeEntry:
    code = scope.highest.code
    assert code is not None, "a body is filed for examined levels only"
    return ScopeEntry(occupation=scope.occupation, highest_level=code, job_type=scope.job_type)


ROUTES: list[Any] = [list_filings, read_filing, enter]
