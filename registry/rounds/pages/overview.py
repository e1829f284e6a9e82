"""The list of rounds, and a round as a list of steps with their states (批次列表, 批次首页)."""

from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath, QueryParameter
from litestar.response import Template

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, page
from registry.foundation.viewers import Viewer
from registry.foundation.work import latest_work
from registry.rounds import access, queries
from registry.rounds.pages.steps import SHOWN_STATES, steps_of
from registry.rounds.queries import PAGE
from registry.rounds.rules.states import RoundState
from registry.rounds.service.issuing import WORK
from registry.rounds.service.loading import acts_open_to, round_to_see


@get("/rounds", opt={"permission": access.SEE_ROUNDS})
async def list_rounds(
    request: AnyRequest,
    state_named: Annotated[str, QueryParameter(name="state")] = "",
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Template:
    """Show the rounds that the viewer may see, newest first."""
    viewer = viewer_of(request)
    chosen = next((state for state in RoundState if state.value == state_named), None)
    lines, total = await queries.rounds_of(viewer, state=chosen, page=number)
    return page(
        request,
        "rounds/list.html",
        lines=lines,
        total=total,
        number=number,
        last=max(1, -(-total // PAGE)),
        chosen=chosen,
        states=tuple(RoundState),
        may_open=access.OPEN_ROUND.allows(viewer.role),
    )


@get("/rounds/{round_id:uuid}", opt={"permission": access.SEE_ROUNDS})
async def show_round(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show a round: where it stands, what is asked of whom, and what comes next."""
    viewer = viewer_of(request)
    return page(request, "rounds/round.html", **await round_context(viewer, round_id))


async def round_context(viewer: Viewer, round_id: UUID) -> dict[str, Any]:
    """Return what every page of a round shows: the round, its steps, what the viewer can do now."""
    issuing = await latest_work(WORK, round_id)  # before the round: what had ended by then, the round shows
    row = await round_to_see(viewer, round_id)
    line = await queries.round_line(round_id)
    acts = await acts_open_to(viewer, row)
    return {
        "round": line,
        "cancelled_for": row["cancelled_for"],
        "acts": acts,
        "steps": steps_of(line, acts, issuing),
        "shown_states": SHOWN_STATES,
        "issuing": issuing,
    }


ROUTES: list[Any] = [list_rounds, show_round]
