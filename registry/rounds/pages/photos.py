"""The page on which a clerk adds photos for certificates, one by one or as an archive (证书照片)."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.files import stored_content
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, see_other
from registry.foundation.problems import Absent, Refusal
from registry.foundation.uploads import no_file, receive_upload
from registry.rounds import access, queries
from registry.rounds.pages.candidates import candidate_context
from registry.rounds.pages.overview import round_context
from registry.rounds.rules.photos import LEAST_HEIGHT, LEAST_WIDTH
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.photos import add_photo, add_photos
from registry.rounds.tables import Candidate

# The route's limit is checked as the bytes arrive; the framework's own would answer without our words.
UPLOAD_OPTIONS: dict[str, Any] = {"request_max_body_size": None}


@get("/rounds/{round_id:uuid}/photos", opt={"permission": access.SEE_CANDIDATES})
async def show_photos(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show whose photo is there and whose is missing."""
    return await _photos_page(request, round_id, Form())


async def _photos_page(
    request: AnyRequest, round_id: UUID, form: Form, *, status: int = 200, taken: int | None = None
) -> Template:
    context = await round_context(viewer_of(request), round_id)
    only = "" if context["round"].admitted == 0 else "no-photo"
    return page(
        request,
        "rounds/photos.html",
        status=status,
        form=form,
        taken=taken,
        missing=[one for one in await queries.candidates_of(round_id, only=only, page=None) if not one.has_photo],
        largest_archive=request.app.state.settings.photo_archive_bytes,
        least_photo=(LEAST_WIDTH, LEAST_HEIGHT),
        **context,
    )


@post(
    "/rounds/{round_id:uuid}/photos",
    opt={"permission": access.SEND_PHOTOS, "exclude_from_csrf": True},
    **UPLOAD_OPTIONS,
)
async def take_photos(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Take an archive of photos; say how many found their owner and what is wrong with the others."""
    try:
        with await receive_upload(request, limit=request.app.state.settings.photo_archive_bytes) as upload:
            if not upload.files:
                raise Refusal(no_file("photos"))
            archive = upload.files[0].path.read_bytes()
        taken, problems = await add_photos(viewer_of(request), round_id, archive, now=clock_of(request).now())
    except Refusal as refusal:
        return await _photos_page(request, round_id, Form().refused(refusal), status=422)
    return await _photos_page(request, round_id, Form(problems=problems), taken=taken)


@post(
    "/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/photo",
    opt={"permission": access.SEND_PHOTOS, "exclude_from_csrf": True},
    **UPLOAD_OPTIONS,
)
async def take_photo(
    request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]
) -> Template | Redirect:
    """Take one candidate's photo."""
    try:
        with await receive_upload(request, limit=request.app.state.settings.photo_bytes) as upload:
            if not upload.files:
                raise Refusal(no_file("photo"))
            content = upload.files[0].path.read_bytes()
        await add_photo(viewer_of(request), round_id, candidate_id, content, now=clock_of(request).now())
    except Refusal as refusal:
        context = await candidate_context(request, round_id, candidate_id)
        return page(request, "rounds/candidate.html", status=422, form=Form().refused(refusal), **context)
    return see_other(f"/rounds/{round_id}/candidates/{candidate_id}")


@get("/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/photo", opt={"permission": access.SEE_CANDIDATES})
async def send_photo(request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]) -> Response[bytes]:
    """Send a candidate's photo to who may see the round."""
    await round_to_see(viewer_of(request), round_id)
    row = await (
        Candidate.select(Candidate.photo).where(Candidate.id == candidate_id, Candidate.round == round_id).first()
    )
    if row is None or row["photo"] is None:
        raise Absent
    return Response(await stored_content(row["photo"]), media_type="image/jpeg")


ROUTES: list[Any] = [show_photos, take_photos, take_photo, send_photo]
