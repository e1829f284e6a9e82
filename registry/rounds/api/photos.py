"""Photos for certificates, one by one or as an archive (证书照片)."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post, put
from litestar.params import FromPath
from msgspec import Struct

from registry.foundation.api_documents import form_with_file
from registry.foundation.authentication import viewer_of
from registry.foundation.files import stored_content
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Absent, Refusal
from registry.foundation.uploads import no_file, receive_from_program
from registry.foundation.work import problem_as_json
from registry.rounds import access, queries
from registry.rounds.api.answers import ProblemOut, problems_out
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.photos import add_photo, add_photos

TAGS = ["photos"]


class PhotosTaken(Struct):
    """How many photos found their owner, and what is wrong with the others."""

    taken: int
    problems: list[ProblemOut]


@post(
    "/api/v1/rounds/{round_id:uuid}/photos",
    opt={"permission": access.SEND_PHOTOS},
    tags=TAGS,
    operation_id="sendPhotos",
    status_code=200,
    request_max_body_size=None,
    operation_class=form_with_file("photos", "a ZIP of JPEG or PNG, each named by document number or row"),
)
async def send_photos(request: AnyRequest, round_id: FromPath[UUID]) -> PhotosTaken:
    """Send an archive of photos; good ones are kept even where others are not, and sending it again changes nothing."""
    content = await _file(request, round_id, "photos", request.app.state.settings.photo_archive_bytes)
    taken, problems = await add_photos(viewer_of(request), round_id, content, now=clock_of(request).now())
    return PhotosTaken(taken, problems_out([problem_as_json(problem) for problem in problems]))


@put(
    "/api/v1/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/photo",
    opt={"permission": access.SEND_PHOTOS},
    tags=TAGS,
    operation_id="sendPhoto",
    status_code=204,
    request_max_body_size=None,
    operation_class=form_with_file("photo", "JPEG or PNG, one inch, upright"),
)
async def send_photo(request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]) -> None:
    """Send one candidate's photo, in place of an earlier one."""
    content = await _file(request, round_id, "photo", request.app.state.settings.photo_bytes)
    await add_photo(viewer_of(request), round_id, candidate_id, content, now=clock_of(request).now())


async def _file(request: AnyRequest, round_id: UUID, field: str, limit: int) -> bytes:
    await round_to_see(viewer_of(request), round_id)
    with await receive_from_program(request, limit=limit) as upload:
        if not upload.files:
            raise Refusal(no_file(field))
        return upload.files[0].path.read_bytes()


@get(
    "/api/v1/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/photo",
    opt={"permission": access.SEE_CANDIDATES},
    tags=TAGS,
    operation_id="readPhoto",
    media_type="image/jpeg",
)
async def read_photo(request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]) -> Response[bytes]:
    """Take a candidate's photo, as it will be printed (JPEG)."""
    await round_to_see(viewer_of(request), round_id)
    photo = await queries.photo_of(round_id, candidate_id)
    if photo is None:
        raise Absent
    return Response(await stored_content(photo), media_type="image/jpeg")


ROUTES: list[Any] = [send_photos, send_photo, read_photo]
