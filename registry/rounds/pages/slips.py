"""The page on which a clerk prints activation slips for the candidates of a round (激活码纸条)."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import PDF, attachment
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page
from registry.foundation.problems import Refusal, message
from registry.rounds import access
from registry.rounds.pages.overview import round_context
from registry.rounds.service.slips import print_slips, slip_counts


@get("/rounds/{round_id:uuid}/slips", opt={"permission": access.PRINT_SLIPS})
async def ask_for_slips(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show how many slips would be printed and how they are handed out."""
    return await _slips_page(request, round_id, Form())


async def _slips_page(request: AnyRequest, round_id: UUID, form: Form, *, status: int = 200) -> Template:
    context = await round_context(viewer_of(request), round_id)
    counts = await slip_counts(round_id, now=clock_of(request).now())
    return page(request, "rounds/slips.html", status=status, form=form, counts=counts, **context)


@post("/rounds/{round_id:uuid}/slips", opt={"permission": access.PRINT_SLIPS}, status_code=200)
async def take_slips(request: AnyRequest, round_id: FromPath[UUID]) -> Response[Any]:
    """Hand out the slips as one PDF; no page shows a code, and none is printed a second time."""
    try:
        content = await print_slips(
            viewer_of(request), round_id, request.app.state.settings, now=clock_of(request).now()
        )
    except Refusal as refusal:
        return await _slips_page(request, round_id, Form().refused(refusal), status=422)
    return attachment(content, f"{message('激活码纸条')}.pdf", PDF)


ROUTES: list[Any] = [ask_for_slips, take_slips]
