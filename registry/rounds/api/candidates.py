"""Candidates of a round: the list, one with the reasons of its decision, and a fact added with its proof (考生)."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from registry.foundation.api_documents import FormField, form_with_file
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.media_types import scan_type_of
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Absent
from registry.foundation.uploads import Upload, receive_from_program
from registry.foundation.viewers import Viewer
from registry.policy.facts import CertificateKind, EducationLevel, SchoolKind, StudentKind, TitleName
from registry.rounds import access, queries
from registry.rounds.api.answers import CandidateOut, CandidateWithDecision, candidate_out, candidate_with_decision
from registry.rounds.api.rounds import PageNumber, last_page
from registry.rounds.rules.fact_entry import NONE_AT_ALL, RELATIONS, YES_NO, Member, choices_of, read_fact
from registry.rounds.service.facts import Proof, add_fact
from registry.rounds.service.loading import round_to_see

TAGS = ["candidates"]


class Only(StrEnum):
    """To whom the list is narrowed."""

    ELIGIBLE = "eligible"
    UNKNOWN = "unknown"
    NOT_ELIGIBLE = "not-eligible"
    ADMITTED = "admitted"
    NO_PHOTO = "no-photo"
    PASSED = "passed"
    FAILED = "failed"


class CandidateList(Struct):
    """One page of the candidates of a round, in the order of the roster."""

    candidates: list[CandidateOut]
    total: int
    page: int
    last_page: int


@get(
    "/api/v1/rounds/{round_id:uuid}/candidates",
    opt={"permission": access.SEE_CANDIDATES},
    tags=TAGS,
    operation_id="listCandidates",
)
async def list_candidates(
    request: AnyRequest,
    round_id: FromPath[UUID],
    only: Annotated[Only | None, QueryParameter(name="only")] = None,
    number: PageNumber = 1,
) -> CandidateList:
    """List the candidates of a round in the order of the roster."""
    await round_to_see(viewer_of(request), round_id)
    chosen = "" if only is None else only.value
    total = await queries.count_candidates(round_id, only=chosen)
    lines = await queries.candidates_of(round_id, only=chosen, page=number)
    return CandidateList([candidate_out(line) for line in lines], total, number, last_page(total))


@get(
    "/api/v1/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}",
    opt={"permission": access.SEE_CANDIDATES},
    tags=TAGS,
    operation_id="readCandidate",
)
async def read_candidate(
    request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]
) -> CandidateWithDecision:
    """Read a candidate: what was given, how it was judged and why, what is missing."""
    return await _candidate(viewer_of(request), round_id, candidate_id)


async def _candidate(viewer: Viewer, round_id: UUID, candidate_id: UUID) -> CandidateWithDecision:
    await round_to_see(viewer, round_id)
    found = await queries.candidate_page(round_id, candidate_id)
    if found is None:
        raise Absent
    return candidate_with_decision(viewer, found)


def _choices(kind: object) -> tuple[str, ...]:
    return tuple(choices_of(kind))


_FACT_FIELDS: dict[str, FormField] = {
    "none_at_all": FormField("to say that there is none at all, instead of a record", (NONE_AT_ALL,)),
    "committed": FormField("instead of a proof: the person answers for it (告知承诺)", ("yes",)),
    "school_kind": FormField("education", _choices(SchoolKind)),
    "level": FormField("education", _choices(EducationLevel)),
    "completed": FormField("education, apprenticeships: the day, as 2019-06-30"),
    "graduating": FormField("education: in the last year, not completed yet", ("yes",)),
    "school_evaluated": FormField("education", tuple(YES_NO)),
    "fits": FormField("education, titles: whether the field is the round's occupation's", tuple(YES_NO)),
    "from": FormField("employment: the first day worked"),
    "to": FormField("employment: the last day worked; empty: still there"),
    "kind": FormField("certificates", _choices(CertificateKind)),
    "certificate_level": FormField("certificates", ("5", "4", "3", "2", "1")),
    "issued": FormField("certificates: the day"),
    "title": FormField("titles", _choices(TitleName)),
    "awarded": FormField("titles: the day"),
    "relation": FormField("how the record stands to the round's occupation", tuple(RELATIONS)),
    "student_kind": FormField("student_kind", _choices(StudentKind)),
}


@post(
    "/api/v1/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/facts/{member:str}",
    opt={"permission": access.ENTER_FACTS},
    tags=TAGS,
    operation_id="addFact",
    status_code=200,
    request_max_body_size=None,
    operation_class=form_with_file("proof", "a scan: PDF, JPEG or PNG", asked=False, **_FACT_FIELDS),
)
async def add_a_fact(
    request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID], member: FromPath[Member]
) -> CandidateWithDecision:
    """Add a record to a member of a candidate's facts, with its proof or on the person's word, and judge again.

    Which fields a record has depends on the member, as each field says. Sent twice, the record is there twice: after a
    lost answer read the candidate first.
    """
    viewer = viewer_of(request)
    row = await round_to_see(viewer, round_id)
    with await receive_from_program(request, limit=request.app.state.settings.proof_bytes) as upload:
        added = read_fact(member, Form.of(list(upload.fields.items())), row["occupation"])
        proof = _proof(upload)
    await add_fact(viewer, round_id, candidate_id, added, proof, now=clock_of(request).now())
    return await _candidate(viewer, round_id, candidate_id)


def _proof(upload: Upload) -> Proof | None:
    if not upload.files or not upload.files[0].size:
        return None
    content = upload.files[0].path.read_bytes()
    return Proof(content, scan_type_of(content, "proof"), upload.files[0].name)


ROUTES: list[Any] = [list_candidates, read_candidate, add_a_fact]
