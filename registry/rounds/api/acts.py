"""The acts that sign: admit, issue, close, cancel (准考, 发证, 办结, 取消)."""

from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.work import latest_work
from registry.rounds import access, queries
from registry.rounds.api.answers import CandidateOut, RoundWithActs, WorkOut, candidate_out, work_out
from registry.rounds.api.rounds import TAGS, round_with_acts
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.ending import cancel_round, close_round
from registry.rounds.service.issuing import WORK, order_certificates
from registry.rounds.service.loading import round_to_see


class CancellationAsked(Struct, forbid_unknown_fields=True):
    """Why a round is cancelled."""

    reason: Annotated[str, Meta(max_length=400)]


class Admitted(Struct):
    """How many were admitted."""

    admitted: int


class Issuing(Struct):
    """How far the certificates of a round are: the work, how many are issued, who waits only for the work, who lacks a
    photo."""

    work: WorkOut | None
    issued: int
    ready: int
    without_photo: list[CandidateOut]


@post(
    "/api/v1/rounds/{round_id:uuid}/admission",
    opt={"permission": access.ADMIT},
    tags=TAGS,
    status_code=200,
    operation_id="admitCandidates",
)
async def admit(request: AnyRequest, round_id: FromPath[UUID]) -> Admitted:
    """Admit all who are judged eligible; for an approver who has prepared nothing in this round."""
    return Admitted(await admit_candidates(viewer_of(request), round_id, now=clock_of(request).now()))


@post(
    "/api/v1/rounds/{round_id:uuid}/issuing",
    opt={"permission": access.ISSUE},
    tags=TAGS,
    status_code=202,
    operation_id="issueCertificates",
)
async def issue(request: AnyRequest, round_id: FromPath[UUID]) -> Issuing:
    """Have certificates issued, in the background, to all who passed and whose photo is there.

    Sent again while the work is under way it starts no other; nobody ever gets two.
    """
    await order_certificates(viewer_of(request), round_id, now=clock_of(request).now())
    return await _issuing(round_id)


@get(
    "/api/v1/rounds/{round_id:uuid}/issuing",
    opt={"permission": access.SEE_ROUNDS},
    tags=TAGS,
    operation_id="readIssuing",
)
async def read_issuing(request: AnyRequest, round_id: FromPath[UUID]) -> Issuing:
    """Read how far the certificates of a round are."""
    await round_to_see(viewer_of(request), round_id)
    return await _issuing(round_id)


async def _issuing(round_id: UUID) -> Issuing:
    passed = await queries.candidates_of(round_id, only="passed", page=None)
    waiting = [candidate for candidate in passed if candidate.certificate is None]
    return Issuing(
        work=work_out(await latest_work(WORK, round_id)),
        issued=len(passed) - len(waiting),
        ready=sum(candidate.has_photo for candidate in waiting),
        without_photo=[candidate_out(candidate) for candidate in waiting if not candidate.has_photo],
    )


@post(
    "/api/v1/rounds/{round_id:uuid}/closing",
    opt={"permission": access.CLOSE},
    tags=TAGS,
    status_code=200,
    operation_id="closeRound",
)
async def close(request: AnyRequest, round_id: FromPath[UUID]) -> RoundWithActs:
    """Close a round whose certificates are issued."""
    viewer = viewer_of(request)
    await close_round(viewer, round_id, now=clock_of(request).now())
    return await round_with_acts(viewer, round_id)


@post(
    "/api/v1/rounds/{round_id:uuid}/cancellation",
    opt={"permission": access.CANCEL},
    tags=TAGS,
    status_code=200,
    operation_id="cancelRound",
)
async def cancel(request: AnyRequest, round_id: FromPath[UUID], data: JSONBody[CancellationAsked]) -> RoundWithActs:
    """Cancel a round before anything was issued; its candidates and their reasons stay on record."""
    viewer = viewer_of(request)
    await cancel_round(viewer, round_id, data.reason, now=clock_of(request).now())
    return await round_with_acts(viewer, round_id)


ROUTES: list[Any] = [admit, issue, read_issuing, close, cancel]
