"""Rosters: sent, read in the background, looked at row by row, confirmed or thrown away (名册)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from registry.foundation.api_documents import form_with_file, problem_response
from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import XLSX, attachment
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Conflict, Problem, Refusal, message
from registry.foundation.uploads import no_file, receive_from_program
from registry.foundation.work import latest_work
from registry.policy.facts import PersonFacts
from registry.rounds import access, queries
from registry.rounds.api.answers import ProblemOut, WorkOut, problems_out, work_out
from registry.rounds.api.rounds import last_page
from registry.rounds.queries import UploadLine
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.workbooks import template_workbook
from registry.rounds.service import rosters
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.roster_readings import PreviewRow, StoredReading, kept_reading, refused_rows

TAGS = ["rosters"]
ROWS_A_PAGE = 500
_409 = {409: problem_response("The roster is not read yet, or is settled.")}
RowStatus = Literal["accepted", "warning", "refused", "duplicate"]


class RosterOut(Struct):
    """A roster that this account sent; its state is waiting, read, unreadable, confirmed, refused or expired."""

    id: UUID
    name: str
    size: int
    state: str
    counts: Annotated[dict[str, int], Meta(description="rows by status, people by judgement")]
    problems: list[ProblemOut]
    sent_at: datetime


class RosterList(Struct):
    """The rosters that this account sent for a round, newest first."""

    rosters: list[RosterOut]


class ColumnOut(Struct):
    """A column of the roster; `fact` is empty where no rule recognised its heading, and it can be mapped."""

    letters: str
    heading: str
    fact: str
    by_hand: bool


class ReadingOut(Struct):
    """How the file was read: its format, encoding, sheet, header row, columns."""

    format: str
    encoding: str | None
    sheet: str | None
    header_row: int
    columns: list[ColumnOut]
    problems: list[ProblemOut]


class RosterWithReading(Struct):
    """A roster, how it was read once it is read, and how far reading and confirming are."""

    roster: RosterOut
    reading: ReadingOut | None
    read: WorkOut | None
    confirmation: WorkOut | None


class RowOut(Struct):
    """A row: accepted, accepted with a warning, refused or left out as a repeat; each problem names its cell."""

    number: int
    status: RowStatus
    name: str
    document: str
    eligible: bool | None
    problems: list[ProblemOut]
    facts: PersonFacts
    sex: str | None
    birth_date: date | None


class RowList(Struct):
    """One page of the rows of a roster, 500 a page, in the order of the file."""

    rows: list[RowOut]
    total: int
    page: int
    last_page: int


class MappingAsked(Struct, forbid_unknown_fields=True):
    """What columns mean, by their heading; `not_used` for a column that says nothing. It is remembered."""

    columns: Annotated[dict[str, Fact], Meta(min_length=1, max_length=200)]


@get(
    "/api/v1/rosters/template.xlsx",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="readTemplate",
    media_type=XLSX,
)
async def read_template(request: AnyRequest) -> Response[bytes]:
    """Take an empty roster to fill in (xlsx)."""
    return attachment(template_workbook(viewer_of(request).language), f"{message('名册模板')}.xlsx", XLSX)


@get(
    "/api/v1/rounds/{round_id:uuid}/rosters",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="listRosters",
)
async def list_rosters(request: AnyRequest, round_id: FromPath[UUID]) -> RosterList:
    """List the rosters that this account sent for a round, newest first."""
    viewer = viewer_of(request)
    await round_to_see(viewer, round_id)
    return RosterList([_roster(line) for line in await queries.own_uploads(viewer, round_id)])


@post(
    "/api/v1/rounds/{round_id:uuid}/rosters",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="sendRoster",
    status_code=202,
    request_max_body_size=None,
    operation_class=form_with_file("roster", "xlsx, xls, csv, or a web table that calls itself xls"),
)
async def send_roster(request: AnyRequest, round_id: FromPath[UUID]) -> RosterOut:
    """Send a roster as a multipart form; it is read in the background, and nobody is saved before it is confirmed.

    Sent again after a lost answer it waits twice, which does no harm: confirming both adds nobody twice.
    """
    viewer = viewer_of(request)
    await round_to_see(viewer, round_id)
    with await receive_from_program(request, limit=request.app.state.settings.roster_bytes) as upload:
        if not upload.files:
            raise Refusal(no_file("roster"))
        file = upload.files[0]
        sent = await rosters.send_roster(
            viewer, round_id, file.path.read_bytes(), file.name, now=clock_of(request).now()
        )
    return _roster(await queries.upload_line(sent))


@get(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="readRoster",
)
async def read_roster(request: AnyRequest, round_id: FromPath[UUID], roster_id: FromPath[UUID]) -> RosterWithReading:
    """Read how far a roster is, and how its columns were understood."""
    # Progress before what it changes: work that ends in between is then still shown as under way, never as undone.
    read = await latest_work(rosters.READING, roster_id)
    confirmation = await latest_work(rosters.CONFIRMING, roster_id)
    row = await rosters.own_upload(viewer_of(request), round_id, roster_id)
    return RosterWithReading(
        roster=_roster(await queries.upload_line(roster_id)),
        reading=_reading(await kept_reading(row)) if row["state"] == "read" else None,
        read=work_out(read),
        confirmation=work_out(confirmation),
    )


@get(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}/rows",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="listRows",
    responses=_409,
)
async def list_rows(
    request: AnyRequest,
    round_id: FromPath[UUID],
    roster_id: FromPath[UUID],
    status: Annotated[RowStatus | None, QueryParameter(name="status")] = None,
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> RowList:
    """List the rows of a roster that is read and not yet settled (409 before and after)."""
    row = await rosters.own_upload(viewer_of(request), round_id, roster_id)
    if row["state"] != "read":
        raise _nothing_to_see()
    rows = [each for each in (await kept_reading(row)).rows if status is None or each.status == status]
    shown = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    return RowList([_row(each) for each in shown], len(rows), number, last_page(len(rows), ROWS_A_PAGE))


@put(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}/mapping",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="mapColumns",
    status_code=202,
)
async def map_columns(
    request: AnyRequest, round_id: FromPath[UUID], roster_id: FromPath[UUID], data: JSONBody[MappingAsked]
) -> RosterOut:
    """Say what columns mean that no rule recognised; the file is read again, and the enterprise's next one by it."""
    mapping = {heading: fact.value for heading, fact in data.columns.items()}
    await rosters.map_columns(viewer_of(request), round_id, roster_id, mapping, now=clock_of(request).now())
    return _roster(await queries.upload_line(roster_id))


@post(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}/confirmation",
    opt={"permission": access.CONFIRM_ROSTER},
    tags=TAGS,
    operation_id="confirmRoster",
    status_code=202,
)
async def confirm_roster(request: AnyRequest, round_id: FromPath[UUID], roster_id: FromPath[UUID]) -> RosterWithReading:
    """Have the accepted rows made candidates in the background; who is in the round already stays as it is."""
    await rosters.order_confirmation(viewer_of(request), round_id, roster_id, now=clock_of(request).now())
    return RosterWithReading(
        roster=_roster(await queries.upload_line(roster_id)),
        reading=None,
        read=None,
        confirmation=work_out(await latest_work(rosters.CONFIRMING, roster_id)),
    )


@delete(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="throwRosterAway",
)
async def throw_roster_away(request: AnyRequest, round_id: FromPath[UUID], roster_id: FromPath[UUID]) -> None:
    """Throw a roster away before it is confirmed; its file is erased."""
    await rosters.refuse_roster(viewer_of(request), round_id, roster_id, now=clock_of(request).now())


@get(
    "/api/v1/rounds/{round_id:uuid}/rosters/{roster_id:uuid}/refused.xlsx",
    opt={"permission": access.SEND_ROSTER},
    tags=TAGS,
    operation_id="readRefusedRows",
    responses=_409,
    media_type=XLSX,
)
async def read_refused_rows(
    request: AnyRequest, round_id: FromPath[UUID], roster_id: FromPath[UUID]
) -> Response[bytes]:
    """Take the refused rows as a spreadsheet with the reason in an added column; mended, it can be sent again."""
    viewer = viewer_of(request)
    row = await rosters.own_upload(viewer, round_id, roster_id)
    if row["state"] not in {"read", "confirmed"}:
        raise _nothing_to_see()
    return attachment(await refused_rows(row, viewer.language), f"{message('退回的行')}.xlsx", XLSX)


def _nothing_to_see() -> Conflict:
    return Conflict(Problem("roster.no-rows", message("名册还没有读完，或已经处理过了，没有可看的行。")))


def _roster(line: UploadLine) -> RosterOut:
    return RosterOut(
        id=line.id,
        name=line.name,
        size=line.size,
        state=line.state,
        counts=dict(line.counts),
        problems=problems_out(line.problems),
        sent_at=line.uploaded_at,
    )


def _reading(reading: StoredReading) -> ReadingOut:
    return ReadingOut(
        format=reading.format,
        encoding=reading.encoding,
        sheet=reading.sheet,
        header_row=reading.header_row,
        columns=_columns(reading),
        problems=problems_out(reading.problems),
    )


def _columns(reading: StoredReading) -> list[ColumnOut]:
    return [ColumnOut(each.letters, each.heading, each.fact, each.by_hand) for each in reading.columns]


def _row(row: PreviewRow) -> RowOut:
    status: Any = row.status
    problems: Sequence[dict[str, Any]] = row.problems
    return RowOut(
        number=row.number,
        status=status,
        name=row.name,
        document=row.masked,
        eligible=row.eligible,
        problems=problems_out(problems),
        facts=row.facts,
        sex=row.sex,
        birth_date=row.birth_date,
    )


ROUTES: list[Any] = [
    read_template,
    list_rosters,
    send_roster,
    read_roster,
    list_rows,
    map_columns,
    confirm_roster,
    throw_roster_away,
    read_refused_rows,
]
