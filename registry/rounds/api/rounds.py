"""The list of rounds, and one with what may be done to it now (批次列表, 批次)."""

from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest
from registry.foundation.viewers import Viewer
from registry.foundation.work import latest_work
from registry.rounds import access, queries
from registry.rounds.api.answers import RoundOut, RoundWithActs, round_out, work_out
from registry.rounds.queries import PAGE
from registry.rounds.rules.states import RoundState
from registry.rounds.service.issuing import WORK
from registry.rounds.service.loading import acts_open_to, round_to_see

TAGS = ["rounds"]
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000, description="50 a page, from 1")]


class RoundList(Struct):
    """One page of the rounds that the token's membership sees, newest first."""

    rounds: list[RoundOut]
    total: int
    page: int
    last_page: int


def last_page(total: int, a_page: int = PAGE) -> int:
    """Return the number of the last page; an empty list has one."""
    return max(1, -(-total // a_page))


@get("/api/v1/rounds", opt={"permission": access.SEE_ROUNDS}, tags=TAGS, operation_id="listRounds")
async def list_rounds(
    request: AnyRequest,
    in_state: Annotated[RoundState | None, QueryParameter(name="state")] = None,
    number: PageNumber = 1,
) -> RoundList:
    """List the rounds that the token's membership sees, newest first."""
    lines, total = await queries.rounds_of(viewer_of(request), state=in_state, page=number)
    return RoundList([round_out(line) for line in lines], total, number, last_page(total))


@get("/api/v1/rounds/{round_id:uuid}", opt={"permission": access.SEE_ROUNDS}, tags=TAGS, operation_id="readRound")
async def read_round(request: AnyRequest, round_id: FromPath[UUID]) -> RoundWithActs:
    """Read a round: where it stands, and which acts this token may do to it now."""
    return await round_with_acts(viewer_of(request), round_id)


async def round_with_acts(viewer: Viewer, round_id: UUID) -> RoundWithActs:
    """Return a round that the viewer may see, or raise `Absent`."""
    issuing = await latest_work(WORK, round_id)  # before the state that it changes
    row = await round_to_see(viewer, round_id)
    acts = await acts_open_to(viewer, row)
    return RoundWithActs(
        round=round_out(await queries.round_line(round_id)),
        acts=sorted(acts),
        cancelled_for=row["cancelled_for"],
        issuing=work_out(issuing),
    )


ROUTES: list[Any] = [list_rounds, read_round]
