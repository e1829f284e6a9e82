"""Candidates of a round: the list, one with the reasons of its decision, and the form that adds a fact (考生)."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.media_types import scan_type_of
from registry.foundation.pages import AnyRequest, clock_of, page, see_other
from registry.foundation.problems import Absent, Refusal
from registry.foundation.uploads import Upload, receive_upload
from registry.foundation.viewers import AUTHORITY_ROLES
from registry.policy.facts import CertificateKind, EducationLevel, SchoolKind, StudentKind, TitleName
from registry.rounds import access, queries
from registry.rounds.pages.decision_shown import shown_decision
from registry.rounds.pages.overview import round_context
from registry.rounds.queries import PAGE
from registry.rounds.rules.fact_entry import RELATIONS, Member, choices_of, read_fact, values_of
from registry.rounds.rules.fact_words import certificate_level, given_facts, word_of
from registry.rounds.rules.photos import LEAST_HEIGHT, LEAST_WIDTH
from registry.rounds.rules.reasons import decision_for_clerk, facts_for_clerk
from registry.rounds.service.facts import Proof, add_fact
from registry.rounds.service.loading import round_to_see

_FILTERS = ("", "eligible", "unknown", "not-eligible")


@get("/rounds/{round_id:uuid}/candidates", opt={"permission": access.SEE_CANDIDATES})
async def list_candidates(
    request: AnyRequest,
    round_id: FromPath[UUID],
    only: Annotated[str, QueryParameter(name="only")] = "",
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Template:
    """Show the candidates of a round in the order of the roster."""
    context = await round_context(viewer_of(request), round_id)
    chosen = only if only in _FILTERS else ""
    total = await queries.count_candidates(round_id, only=chosen)
    return page(
        request,
        "rounds/candidates.html",
        candidates=await queries.candidates_of(round_id, only=chosen, page=number),
        only=chosen,
        filters=_FILTERS,
        total=total,
        number=number,
        last=max(1, -(-total // PAGE)),
        **context,
    )


@get("/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}", opt={"permission": access.SEE_CANDIDATES})
async def show_candidate(request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID]) -> Template:
    """Show a candidate: what was given, how it was judged and why, what is missing."""
    return page(
        request, "rounds/candidate.html", form=Form(), **await candidate_context(request, round_id, candidate_id)
    )


async def candidate_context(request: AnyRequest, round_id: UUID, candidate_id: UUID) -> dict[str, Any]:
    """Return what every page of a candidate shows; an enterprise sees nothing that only the registry knows."""
    viewer = viewer_of(request)
    context = await round_context(viewer, round_id)
    candidate = await queries.candidate_page(round_id, candidate_id)
    if candidate is None:
        raise Absent
    decision, facts, born = candidate.decision, candidate.facts, candidate.facts.get("birth_date")
    if viewer.role not in AUTHORITY_ROLES:
        hidden = queries.known_only_to_registry(candidate)
        decision, facts = decision_for_clerk(decision, hidden), facts_for_clerk(facts, hidden)
    return {
        **context,
        "candidate": candidate,
        "decision": shown_decision(decision),
        "given": given_facts(facts, context["round"].occupation),
        "born": None if born is None else date.fromisoformat(born),
        "largest_photo": request.app.state.settings.photo_bytes,
        "least_photo": (LEAST_WIDTH, LEAST_HEIGHT),
    }


@get(
    "/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/facts/{member:str}",
    opt={"permission": access.ENTER_FACTS},
)
async def ask_for_fact(
    request: AnyRequest,
    round_id: FromPath[UUID],
    candidate_id: FromPath[UUID],
    member: FromPath[str],
    record: Annotated[int | None, QueryParameter(name="record", ge=0, le=1000)] = None,
) -> Template:
    """Show the form that adds a fact, or that completes a record which was given incompletely."""
    form = Form.filled(none_at_all="has")
    if record is not None:
        form = await _known_record(request, round_id, candidate_id, _member(member), record)
    return await _fact_page(request, round_id, candidate_id, _member(member), form)


async def _known_record(request: AnyRequest, round_id: UUID, candidate_id: UUID, member: Member, place: int) -> Form:
    row = await round_to_see(viewer_of(request), round_id)
    candidate = await queries.candidate_page(round_id, candidate_id)
    records = [] if candidate is None else candidate.facts.get(member.value) or []
    if place >= len(records) or (candidate and f"{member}[{place}]" in queries.known_only_to_registry(candidate)):
        raise Absent
    known = values_of(member, records[place], row["occupation"])
    return Form.filled(none_at_all="has", replaces=str(place), **known)


async def _fact_page(
    request: AnyRequest, round_id: UUID, candidate_id: UUID, member: Member, form: Form, *, status: int = 200
) -> Template:
    kinds = (SchoolKind, EducationLevel, CertificateKind, TitleName, StudentKind)
    names = ("school_kinds", "education_levels", "certificate_kinds", "titles", "student_kinds")
    return page(
        request,
        "rounds/fact.html",
        status=status,
        form=form,
        member=member,
        relations=[(name, str(words)) for name, words in RELATIONS.items()],
        largest=request.app.state.settings.proof_bytes,
        certificate_levels=[(level, str(certificate_level(level))) for level in range(5, 0, -1)],
        **{
            name: [(word, str(word_of(word))) for word in choices_of(kind)]
            for name, kind in zip(names, kinds, strict=True)
        },
        **await candidate_context(request, round_id, candidate_id),
    )


@post(
    "/rounds/{round_id:uuid}/candidates/{candidate_id:uuid}/facts/{member:str}",
    opt={"permission": access.ENTER_FACTS, "exclude_from_csrf": True},
    request_max_body_size=None,
)
async def take_fact(
    request: AnyRequest, round_id: FromPath[UUID], candidate_id: FromPath[UUID], member: FromPath[str]
) -> Template | Redirect:
    """Add a fact with its proof or commitment, and judge again."""
    viewer, chosen, form = viewer_of(request), _member(member), Form()
    row = await round_to_see(viewer, round_id)
    try:
        with await receive_upload(request, limit=request.app.state.settings.proof_bytes) as upload:
            form = Form.of(list(upload.fields.items()))
            added, proof = read_fact(chosen, form, row["occupation"]), _proof(upload)
        await add_fact(viewer, round_id, candidate_id, added, proof, now=clock_of(request).now())
    except Refusal as refusal:
        return await _fact_page(request, round_id, candidate_id, chosen, form.refused(refusal), status=422)
    return see_other(f"/rounds/{round_id}/candidates/{candidate_id}")


def _member(named: str) -> Member:
    try:
        return Member(named)
    except ValueError:
        raise Absent from None


def _proof(upload: Upload) -> Proof | None:
    if not upload.files or not upload.files[0].size:
        return None
    file = upload.files[0]
    content = file.path.read_bytes()
    return Proof(content, scan_type_of(content, "proof"), file.name)


ROUTES: list[Any] = [list_candidates, show_candidate, ask_for_fact, take_fact]
