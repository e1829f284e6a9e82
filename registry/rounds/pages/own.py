"""A worker's own rounds, with the reasons of each decision (我参加的批次)."""

from typing import Any

from litestar import get
from litestar.response import Template

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, page
from registry.rounds import access, queries


@get("/my/rounds", opt={"permission": access.SEE_OWN_ROUNDS})
async def show_own_rounds(request: AnyRequest) -> Template:
    """Show the rounds in which the viewer's own person stands."""
    return page(request, "rounds/own.html", rounds=await queries.own_rounds(viewer_of(request)))


ROUTES: list[Any] = [show_own_rounds]
