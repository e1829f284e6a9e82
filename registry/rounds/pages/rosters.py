"""The pages on which a clerk sends a roster, looks at every row, and confirms it (名册)."""

from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Response, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import XLSX, attachment
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Absent, Refusal, message
from registry.foundation.uploads import no_file, receive_upload
from registry.foundation.work import latest_work
from registry.rounds import access, queries
from registry.rounds.pages.overview import round_context
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.workbooks import template_workbook
from registry.rounds.service import rosters
from registry.rounds.service.roster_readings import PreviewRow, StoredReading, kept_reading, refused_rows

ROWS_A_PAGE = 100
MAPPABLE = tuple(fact for fact in Fact if fact not in {Fact.SEQUENCE, Fact.RETURNED_FOR})


@get("/rounds/roster/template.xlsx", opt={"permission": access.SEND_ROSTER})
async def send_template(request: AnyRequest) -> Response[bytes]:
    """Send an empty roster to fill in."""
    content = template_workbook(viewer_of(request).language)
    return attachment(content, f"{message('名册模板')}.xlsx", XLSX)


@get("/rounds/roster/guide", opt={"permission": access.SEE_ROUNDS})
async def show_guide(request: AnyRequest) -> Template:
    """Show what a good roster looks like."""
    return page(request, "rounds/roster_guide.html")


@get("/rounds/{round_id:uuid}/roster", opt={"permission": access.SEE_CANDIDATES})
async def show_roster(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show what was sent for the round so far, and the form that sends a roster."""
    return await _roster_page(request, round_id, Form())


async def _roster_page(request: AnyRequest, round_id: UUID, form: Form, *, status: int = 200) -> Template:
    viewer = viewer_of(request)
    return page(
        request,
        "rounds/roster.html",
        status=status,
        form=form,
        uploads=await queries.own_uploads(viewer, round_id),
        largest=request.app.state.settings.roster_bytes,
        **await round_context(viewer, round_id),
    )


@post(
    "/rounds/{round_id:uuid}/roster",
    opt={"permission": access.SEND_ROSTER, "exclude_from_csrf": True},
    request_max_body_size=None,
)
async def take_roster(request: AnyRequest, round_id: FromPath[UUID]) -> Template | Redirect:
    """Take a roster's file and have it read."""
    viewer, now = viewer_of(request), clock_of(request).now()
    try:
        with await receive_upload(request, limit=request.app.state.settings.roster_bytes) as upload:
            if not upload.files:
                raise Refusal(no_file("roster"))
            file = upload.files[0]
            sent = await rosters.send_roster(viewer, round_id, file.path.read_bytes(), file.name, now=now)
    except Refusal as refusal:
        return await _roster_page(request, round_id, Form().refused(refusal), status=422)
    return see_other(f"/rounds/{round_id}/roster/{sent}")


@get("/rounds/{round_id:uuid}/roster/{upload:uuid}", opt={"permission": access.SEND_ROSTER})
async def show_upload(
    request: AnyRequest,
    round_id: FromPath[UUID],
    upload: FromPath[UUID],
    only: Annotated[str, QueryParameter(name="only")] = "",
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Template:
    """Show how far the reading is, or every row as it was judged."""
    return await _upload_page(request, round_id, upload, Form(), only=only, number=number)


async def _upload_page(
    request: AnyRequest, round_id: UUID, upload: UUID, form: Form, *, only: str = "", number: int = 1, status: int = 200
) -> Template:
    viewer = viewer_of(request)
    # Before the file's state: what had ended by then, the state shows; the other way round a page could stay as it was.
    work, confirming = await latest_work(rosters.READING, upload), await latest_work(rosters.CONFIRMING, upload)
    row = await rosters.own_upload(viewer, round_id, upload)
    reading = await kept_reading(row) if row["state"] in {"read", "unreadable"} and row["reading"] else None
    chosen = _rows(reading, only)
    return page(
        request,
        "rounds/roster_preview.html",
        status=status,
        form=form,
        upload=await queries.upload_line(upload),
        reading=reading,
        work=work,
        confirming=confirming,
        rows=chosen[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE],
        only=only,
        total=len(chosen),
        number=number,
        last=max(1, -(-len(chosen) // ROWS_A_PAGE)),
        mappable=[(fact.value, str(fact.full_name)) for fact in MAPPABLE],
        **await round_context(viewer, round_id),
    )


def _rows(reading: StoredReading | None, only: str) -> list[PreviewRow]:
    if reading is None:
        return []
    return [row for row in reading.rows if not only or row.status == only]


@post("/rounds/{round_id:uuid}/roster/{upload:uuid}/mapping", opt={"permission": access.SEND_ROSTER})
async def take_mapping(request: AnyRequest, round_id: FromPath[UUID], upload: FromPath[UUID]) -> Redirect:
    """Say what unrecognised columns mean, and have the file read again; fields are `heading-N` and `fact-N`."""
    form = await read_form(request)
    mapping = {
        form.typed(name): form.typed(f"fact-{name.removeprefix('heading-')}")
        for name in form.entries
        if name.startswith("heading-")
    }
    known = {fact.value for fact in MAPPABLE}
    chosen = {heading: fact for heading, fact in mapping.items() if fact in known}
    await rosters.map_columns(viewer_of(request), round_id, upload, chosen, now=clock_of(request).now())
    return see_other(f"/rounds/{round_id}/roster/{upload}")


@post("/rounds/{round_id:uuid}/roster/{upload:uuid}/confirm", opt={"permission": access.CONFIRM_ROSTER})
async def take_confirmation(
    request: AnyRequest, round_id: FromPath[UUID], upload: FromPath[UUID]
) -> Template | Redirect:
    """Have the accepted rows made candidates."""
    try:
        await rosters.order_confirmation(viewer_of(request), round_id, upload, now=clock_of(request).now())
    except Refusal as refusal:
        return await _upload_page(request, round_id, upload, Form().refused(refusal), status=422)
    return see_other(f"/rounds/{round_id}/roster/{upload}")


@post("/rounds/{round_id:uuid}/roster/{upload:uuid}/refuse", opt={"permission": access.SEND_ROSTER})
async def take_refusal(request: AnyRequest, round_id: FromPath[UUID], upload: FromPath[UUID]) -> Redirect:
    """Throw the roster away."""
    await rosters.refuse_roster(viewer_of(request), round_id, upload, now=clock_of(request).now())
    return see_other(f"/rounds/{round_id}/roster")


@get("/rounds/{round_id:uuid}/roster/{upload:uuid}/refused.xlsx", opt={"permission": access.SEND_ROSTER})
async def send_refused(request: AnyRequest, round_id: FromPath[UUID], upload: FromPath[UUID]) -> Response[bytes]:
    """Send the refused rows as a spreadsheet, with the reason in an added column."""
    viewer = viewer_of(request)
    row = await rosters.own_upload(viewer, round_id, upload)
    if row["state"] not in {"read", "confirmed"}:
        raise Absent
    return attachment(await refused_rows(row, viewer.language), f"{message('退回的行')}.xlsx", XLSX)


ROUTES: list[Any] = [
    send_template,
    show_guide,
    show_roster,
    take_roster,
    show_upload,
    take_mapping,
    take_confirmation,
    take_refusal,
    send_refused,
]
