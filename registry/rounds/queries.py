"""Reads of rounds and candidates for lists and pages (批次与考生查询)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from registry.foundation.encryption import Place, keys
from registry.foundation.viewers import ENTERPRISE_ROLES, Role, Viewer
from registry.people.rules.documents import masked
from registry.policy.catalogue import SkillLevel, occupations
from registry.rounds.rules.scores import Mark, Part
from registry.rounds.rules.states import RoundState
from registry.rounds.tables import Candidate, Round, RoundUpload

PAGE = 50

_COUNTS = """
  (select count(*) from candidate c where c.round = r.id) as candidates,
  (select count(*) from candidate c where c.round = r.id and c.eligible) as eligible,
  (select count(*) from candidate c where c.round = r.id and c.eligible is null) as unknown,
  (select count(*) from candidate c where c.round = r.id and c.admitted_at is not null) as admitted,
  (select count(*) from candidate c where c.round = r.id and c.outcome = 'passed') as passed,
  (select count(*) from candidate c join certificate k on k.source = c.id where c.round = r.id) as certificates,
  (select count(*) from candidate c where c.round = r.id and c.photo is null and c.outcome is distinct from 'failed'
    and (c.admitted_at is not null or r.state = 'roster-confirmed')) as without_photo
"""
_ROUNDS = (
    "select r.id, r.title, r.occupation, r.job_type, r.rank, r.application_day, r.place, r.state, r.opened_at,"
    " b.name as body_name, o.name as organisation_name,"
    + _COUNTS
    + " from round r join body b on b.id = r.body join organisation o on o.id = b.organisation where "
)
_BELOW = (
    "o.authority in (with recursive below as (select id from authority where id = {} union all"
    " select a.id from authority a join below on a.parent = below.id) select id from below)"
)


def occupation_name(code: str) -> str:
    """Return an occupation's name in the catalogue, or its code where the catalogue lacks it."""
    known = occupations().get(code)
    return known.name_zh if known else code


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round as a list shows it."""

    id: UUID
    title: str
    occupation: str
    job_type: str | None
    level: SkillLevel
    application_day: date
    place: str
    state: RoundState
    opened_at: datetime
    body_name: str
    organisation_name: str
    candidates: int
    eligible: int
    unknown: int
    admitted: int
    passed: int
    certificates: int
    without_photo: int

    @property
    def occupation_name(self) -> str:
        """The occupation's name in the catalogue, or its code where the catalogue lacks it."""
        return occupation_name(self.occupation)

    @property
    def not_eligible(self) -> int:
        """How many are judged not eligible."""
        return self.candidates - self.eligible - self.unknown


def _line(row: Mapping[str, Any]) -> RoundLine:
    fields = {name: row[name] for name in RoundLine.__slots__ if name not in {"level", "state"}}
    return RoundLine(**fields, level=SkillLevel(row["rank"]), state=RoundState(row["state"]))


def _visible(viewer: Viewer) -> tuple[str, list[object]]:
    """The rounds that a viewer may see, as a condition; the same as `access.may_see_round` says of one."""
    if viewer.role in ENTERPRISE_ROLES:
        return "b.organisation = {}", [viewer.organisation]
    if viewer.role is Role.ASSESSOR:
        return "exists (select from round_assessor a where a.round = r.id and a.membership = {})", [viewer.membership]
    if viewer.role is Role.OFFICER:
        return _BELOW, [viewer.authority]
    return ("true", []) if viewer.role is Role.AUDITOR else ("false", [])


async def rounds_of(viewer: Viewer, *, state: RoundState | None = None, page: int = 1) -> tuple[list[RoundLine], int]:
    """Return one page of the rounds that a viewer may see, newest first, and how many there are. Two statements."""
    condition, values = _visible(viewer)
    if state is not None:
        condition, values = f"{condition} and r.state = {{}}", [*values, state.value]
    rows = await Round.raw(
        f"{_ROUNDS}{condition} order by r.opened_at desc, r.id limit {PAGE} offset {(page - 1) * PAGE}", *values
    )
    total = await Round.raw(
        "select count(*) from round r join body b on b.id = r.body join organisation o on o.id = b.organisation where "
        + condition,
        *values,
    )
    return [_line(row) for row in rows], int(total[0]["count"])


async def round_line(round_id: UUID) -> RoundLine:
    """Return one round with its counts; who may see it is asked before. One statement."""
    rows = await Round.raw(_ROUNDS + "r.id = {}", round_id)
    return _line(rows[0])


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate as a list shows it; the document number is masked."""

    id: UUID
    row: int
    name: str
    document: str
    eligible: bool | None
    admitted: bool
    outcome: str | None
    has_photo: bool
    certificate: UUID | None
    certificate_number: str | None
    person: UUID


_CANDIDATES = """
select c.id, c.row, c.name, c.person, c.eligible, c.admitted_at is not null as admitted, c.outcome,
  c.photo is not null as has_photo, d.id as document_id, d.sealed_number, k.id as certificate,
  k.number as certificate_number
from candidate c join person_document d on d.id = c.document left join certificate k on k.source = c.id
"""
_BY_JUDGEMENT = {
    "eligible": " and c.eligible",
    "unknown": " and c.eligible is null",
    "not-eligible": " and not c.eligible",
    "admitted": " and c.admitted_at is not null",
    "no-photo": " and c.photo is null and c.admitted_at is not null",
    "passed": " and c.outcome = 'passed'",
    "failed": " and c.outcome = 'failed'",
}


async def candidates_of(round_id: UUID, *, only: str = "", page: int | None = 1) -> list[CandidateLine]:
    """Return candidates in the order of the roster, a page of them or all (None). One statement."""
    bounds = "" if page is None else f" limit {PAGE} offset {(page - 1) * PAGE}"
    condition = _BY_JUDGEMENT.get(only, "")
    rows = await Candidate.raw(
        f"{_CANDIDATES} where c.round = {{}}{condition} order by c.row, c.sort_key, c.id{bounds}", round_id
    )
    return [_candidate_line(row) for row in rows]


async def count_candidates(round_id: UUID, *, only: str = "") -> int:
    """Return how many candidates a round has. One statement."""
    rows = await Candidate.raw(
        f"select count(*) from candidate c where c.round = {{}}{_BY_JUDGEMENT.get(only, '')}", round_id
    )
    return int(rows[0]["count"])


def _candidate_line(row: Mapping[str, Any]) -> CandidateLine:
    return CandidateLine(
        id=row["id"],
        row=row["row"],
        name=row["name"],
        document=masked(document_number(row["document_id"], row["sealed_number"])),
        eligible=row["eligible"],
        admitted=row["admitted"],
        outcome=row["outcome"],
        has_photo=row["has_photo"],
        certificate=row["certificate"],
        certificate_number=row["certificate_number"],
        person=row["person"],
    )


def document_number(document: UUID, sealed_number: bytes) -> str:
    """Return a document's number in the clear; mask it before anybody sees it."""
    return keys().unseal_text(bytes(sealed_number), Place("person_document", "sealed_number", document))


async def documents_of(round_id: UUID) -> dict[UUID, str]:
    """Return the document number of each candidate, in the clear, for matching files that name them. One statement."""
    rows = await Candidate.raw(
        "select c.id, d.id as document_id, d.sealed_number from candidate c join person_document d on d.id = c.document"
        " where c.round = {}",
        round_id,
    )
    return {row["id"]: document_number(row["document_id"], row["sealed_number"]) for row in rows}


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A candidate with its facts and the whole decision."""

    line: CandidateLine
    facts: Mapping[str, Any]
    proofs: Mapping[str, Any]
    decision: Mapping[str, Any]
    judged_on: date


async def candidate_page(round_id: UUID, candidate_id: UUID) -> CandidatePage | None:
    """Return one candidate of a round, or None. One statement."""
    rows = await Candidate.raw(
        _CANDIDATES.replace("select c.id,", "select c.id, c.facts, c.proofs, c.decision, c.judged_on,")
        + " where c.round = {} and c.id = {}",
        round_id,
        candidate_id,
    )
    if not rows:
        return None
    row = rows[0]
    return CandidatePage(
        _candidate_line(row),
        json.loads(row["facts"]),
        json.loads(row["proofs"]),
        json.loads(row["decision"]),
        row["judged_on"],
    )


def known_only_to_registry(candidate: CandidatePage) -> frozenset[str]:
    """Return the records that the registry added from its own certificates ("certificates[2]")."""
    added = candidate.proofs.get("registry", [])
    return frozenset(str(record) for record in added)


async def photo_of(round_id: UUID, candidate_id: UUID) -> UUID | None:
    """Return the stored photo of a candidate of a round, or None; who may see it is asked before. One statement."""
    row = await (
        Candidate.select(Candidate.photo).where(Candidate.id == candidate_id, Candidate.round == round_id).first()
    )
    return None if row is None else row["photo"]


@dataclass(frozen=True, slots=True)
class UploadLine:
    """A file that was sent for a round, as its sender sees it."""

    id: UUID
    name: str
    size: int
    state: str
    counts: Mapping[str, int]
    problems: list[dict[str, Any]]
    uploaded_at: datetime


_UPLOADS = (
    "select u.id, u.state, u.counts, u.problems, u.uploaded_at, f.id as file, f.size, f.sealed_name"
    " from round_upload u join stored_file f on f.id = u.file where "
)


async def own_uploads(viewer: Viewer, round_id: UUID) -> list[UploadLine]:
    """Return the rosters that the viewer sent for a round, newest first. One statement."""
    rows = await RoundUpload.raw(
        _UPLOADS + "u.round = {} and u.uploaded_by = {} and u.kind = 'roster' order by u.uploaded_at desc",
        round_id,
        viewer.account,
    )
    return [_upload_line(row) for row in rows]


async def upload_line(upload: UUID) -> UploadLine:
    """Return one upload; who may see it is asked before. One statement."""
    rows = await RoundUpload.raw(_UPLOADS + "u.id = {}", upload)
    return _upload_line(rows[0])


def _upload_line(row: Mapping[str, Any]) -> UploadLine:
    place = Place("stored_file", "sealed_name", row["file"])
    name = "" if row["sealed_name"] is None else keys().unseal_text(bytes(row["sealed_name"]), place)
    return UploadLine(
        row["id"],
        name,
        row["size"],
        row["state"],
        json.loads(row["counts"]),
        json.loads(row["problems"]),
        row["uploaded_at"],
    )


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A worker's own place in a round, with the reasons of the decision and the marks."""

    candidate: UUID
    title: str
    occupation: str
    job_type: str | None
    level: SkillLevel
    application_day: date
    body_name: str
    state: RoundState
    eligible: bool | None
    decision: Mapping[str, Any]
    admitted: bool
    outcome: str | None
    cancelled_for: str | None
    marks: Mapping[Part, Mark]

    @property
    def occupation_name(self) -> str:
        """The occupation's name in the catalogue, or its code where the catalogue lacks it."""
        return occupation_name(self.occupation)


_DECIDED = {"locked", "issued", "closed"}
_WORKED_OUT = frozenset({"level", "state", "decision", "outcome", "marks"})


async def own_rounds(viewer: Viewer) -> list[OwnRound]:
    """Return the rounds in which the viewer's own person stands, newest first. One statement."""
    rows = await Candidate.raw(
        "select c.id as candidate, r.title, r.occupation, r.job_type, r.rank, r.application_day, b.name as body_name,"
        " r.state, r.cancelled_for, c.eligible, c.decision, c.admitted_at is not null as admitted, c.outcome,"
        " (select jsonb_object_agg(s.part, s.mark) from score s where s.candidate = c.id) as marks"
        " from candidate c join round r on r.id = c.round join body b on b.id = r.body"
        " join person p on p.id = c.person"
        " where coalesce(p.merged_into, p.id) = {} order by r.opened_at desc, r.id",
        viewer.person,
    )
    return [_own_round(row) for row in rows]


def _own_round(row: Mapping[str, Any]) -> OwnRound:
    """Marks and outcome are shown once they are locked: until then they may still be corrected."""
    decided = row["state"] in _DECIDED
    marks = json.loads(row["marks"], parse_float=Decimal, parse_int=Decimal) if decided and row["marks"] else {}
    return OwnRound(
        **{name: row[name] for name in OwnRound.__slots__ if name not in _WORKED_OUT},
        level=SkillLevel(row["rank"]),
        state=RoundState(row["state"]),
        decision=json.loads(row["decision"]),
        outcome=row["outcome"] if decided else None,
        marks={Part(part): Mark(mark) for part, mark in marks.items()},
    )
