"""A worker's own rounds, with the reasons of each decision (我参加的批次)."""

from typing import Any

from litestar import get
from litestar.response import Template

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, page
from registry.rounds import access, queries
from registry.rounds.pages.decision_shown import shown_decision


@get("/my/rounds", opt={"permission": access.SEE_OWN_ROUNDS})
async def show_own_rounds(request: AnyRequest) -> Template:
    """Show the rounds in which the viewer's own person stands."""
    rounds = [(own, shown_decision(own.decision)) for own in await queries.own_rounds(viewer_of(request))]
    return page(request, "rounds/own.html", rounds=rounds)


ROUTES: list[Any] = [show_own_rounds]
