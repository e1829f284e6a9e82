"""Reading what came before the authority (待核情况): the list, one case, and what a person has not been told yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.query import OrderByRaw

from registry.foundation.encryption import Place, keys
from registry.foundation.problems import Absent
from registry.foundation.viewers import Viewer
from registry.people.access import visible_cases
from registry.people.rules.cases import CaseKind, Decision
from registry.people.rules.documents import DocumentKind, masked
from registry.people.tables import AuthorityCase

PER_PAGE = 50
_KINDS = [kind.value for kind in CaseKind]
_CASES = """
select c.id, c.kind, c.opened_at, c.settled_at, c.outcome, c.details, p.id as person, p.name,
  coalesce(k.name, f.name) as written, coalesce(ko.name, fo.name) as organisation_name, r.title as round_title,
  h.name as authority_name, d.id as document, d.kind as document_kind, d.sealed_number
from authority_case c
join person named on named.id = c.person
join person p on p.id = coalesce(named.merged_into, named.id)
left join candidate k on c.kind = 'name-differs' and k.id = c.subject::uuid
left join round r on r.id = k.round left join body b on b.id = r.body
left join organisation ko on ko.id = b.organisation
left join membership_offer f on c.kind = 'name-differs' and f.id = c.subject::uuid
left join organisation fo on fo.id = f.organisation
left join authority h on h.id = c.authority
left join lateral (
  select id, kind, sealed_number from person_document
  where id = coalesce(k.document, f.document) or (k.id is null and f.id is null and person = c.person)
  order by since, id limit 1) d on true
where c.id = any({}::uuid[])
order by c.settled_at is not null, case when c.settled_at is null then c.opened_at end, c.settled_at desc, c.id"""
_HOLDS = """
select (select count(*) from candidate where person in (select id from same)) as rounds,
  (select count(*) from certificate where person in (select id from same)) as certificates,
  exists (select from account where person in (select id from same)) as has_account
from (values (1)) once(x)"""
_SAME = "with same as (select id from person where coalesce(merged_into, id) = {}) "
_UNTOLD = """
select c.kind, c.outcome, c.details, c.settled_at from authority_case c join person p on p.id = c.person
where coalesce(p.merged_into, p.id) = {} and c.settled_at is not null and not c.told_person
  and c.kind = any({}::varchar[]) order by c.settled_at"""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as officers and auditors read it; both names, and the document masked."""

    id: UUID
    kind: CaseKind
    person: UUID
    name: str = field(repr=False)
    written: str | None = field(repr=False)
    organisation_name: str | None
    round_title: str | None
    authority_name: str | None
    document_kind: DocumentKind | None
    masked_document: str | None
    opened_at: datetime
    settled_at: datetime | None
    decision: Decision | None
    outcome: str | None = field(repr=False)
    parted: bool
    may_be_parted: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of the list: its lines, how many are open, which page it is and which is the last."""

    lines: tuple[CaseLine, ...]
    waiting: int
    number: int
    last: int


async def list_cases(viewer: Viewer, page: int = 1) -> CasePage:
    """Return a page of the cases that the viewer sees: open ones first, the oldest first. Four statements."""
    seen: Any = visible_cases(viewer) & AuthorityCase.kind.is_in(_KINDS)
    total = await AuthorityCase.count().where(seen)
    waiting = await AuthorityCase.count().where(seen & AuthorityCase.settled_at.is_null())
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, page), last)
    found = await (
        AuthorityCase.select(AuthorityCase.id)
        .where(seen)
        .order_by(OrderByRaw("settled_at is not null, case when settled_at is null then opened_at end"))
        .order_by(AuthorityCase.settled_at, ascending=False)
        .order_by(AuthorityCase.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return CasePage(await _lines([row["id"] for row in found]), waiting, number, last)


async def read_case(viewer: Viewer, case: UUID) -> CaseLine:
    """Return one case; raises `Absent` where the viewer does not see it. Two statements."""
    if not await AuthorityCase.exists().where(
        visible_cases(viewer), AuthorityCase.id == case, AuthorityCase.kind.is_in(_KINDS)
    ):
        raise Absent
    return (await _lines([case]))[0]


async def _lines(cases: list[UUID]) -> tuple[CaseLine, ...]:
    return tuple(_line(row) for row in await AuthorityCase.raw(_CASES, cases))


def _line(row: Mapping[str, Any]) -> CaseLine:
    details = json.loads(row["details"])
    as_they_are = ("id", "person", "name", "written", "organisation_name", "round_title", "authority_name", "outcome")
    parted = "parted" in details
    return CaseLine(
        **{name: row[name] for name in as_they_are},
        kind=CaseKind(row["kind"]),
        document_kind=DocumentKind(row["document_kind"]) if row["document"] else None,
        masked_document=_masked(row) if row["document"] else None,
        opened_at=row["opened_at"],
        settled_at=row["settled_at"],
        decision=Decision(details["decision"]) if "decision" in details else None,
        parted=parted,
        may_be_parted="merged" in details and not parted,
    )


def _masked(row: Mapping[str, Any]) -> str:
    place = Place("person_document", "sealed_number", row["document"])
    return masked(keys().unseal_text(bytes(row["sealed_number"]), place))


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the registry holds of a person, by count: places in rounds, certificates, and whether an account."""

    rounds: int
    certificates: int
    has_account: bool


async def holdings_of(person: UUID) -> Holdings:
    """Return what the registry holds of a person, under every record merged into it. One statement."""
    rows = await AuthorityCase.raw(_SAME + _HOLDS, person)
    return Holdings(**rows[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an officer settled about a person, as the person reads it."""

    kind: CaseKind
    decision: Decision
    reason: str = field(repr=False)
    settled_at: datetime
    parted: bool


async def untold_outcomes(person: UUID | None) -> tuple[Outcome, ...]:
    """Return what was settled about a person and not yet read by them, the oldest first. One statement."""
    if person is None:
        return ()
    rows = await AuthorityCase.raw(_UNTOLD, person, _KINDS)
    return tuple(_outcome(row, json.loads(row["details"])) for row in rows)


def _outcome(row: Mapping[str, Any], details: Mapping[str, Any]) -> Outcome:
    return Outcome(
        CaseKind(row["kind"]), Decision(details["decision"]), row["outcome"], row["settled_at"], "parted" in details
    )
