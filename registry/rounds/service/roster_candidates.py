"""Making candidates of a roster's accepted rows (名册入库), inside the transaction that confirms it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from registry.certificates.queries import HeldHere, certificates_held
from registry.filings.queries import privileges_of
from registry.foundation.batches import BATCH, batched
from registry.organisations.tables import Body
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import comparison_key, sort_key
from registry.people.service.persons import PersonToRegister, RegisteredPerson, open_case, register_persons
from registry.policy.decisions import Decision
from registry.policy.facts import HeldCertificate, PersonFacts, Privileges, facts_as_json
from registry.rounds.service.facts import judge_facts
from registry.rounds.service.roster_readings import PreviewRow, StoredReading
from registry.rounds.tables import Candidate


async def insert_candidates(
    round_row: Mapping[str, Any], upload: Mapping[str, Any], reading: StoredReading, *, now: datetime
) -> int:
    """Register the persons of the accepted rows, judge them, and add those who are not in the round yet.

    Returns how many were added. A name that differs from the registry's becomes a case for the authority; the clerk
    is not told. Rows of a later file are counted on after those of earlier ones: by its row number a candidate is found
    on score sheets and photos, so in a round no two share one.
    """
    rows = [row for row in reading.rows if row.is_candidate]
    persons = await register_persons([_person(row) for row in rows], now=now)
    there = await _already_there(round_row["id"])
    last = max(there.values(), default=0)
    fresh = [(row, person) for row, person in _once_each(rows, persons) if person.person not in there]
    held = await certificates_held([person.person for _, person in fresh], round_row["occupation"])
    privileges = await privileges_of(round_row["filing"])
    authority = await _authority_of(round_row["body"])
    for some in batched(fresh, BATCH):
        made = [
            _candidate(round_row, upload, last + row.number, row, person, held.get(person.person, []), privileges, now)
            for row, person in some
        ]
        await Candidate.insert(*made)
        for candidate, (_, person) in zip(made, some, strict=True):
            if person.name_differs:
                await open_case("name-differs", person.person, authority=authority, subject=candidate.id, now=now)
    return len(fresh)


def _person(row: PreviewRow) -> PersonToRegister:
    assert row.document_number is not None, "an accepted row has a document"
    kind = row.document_kind or DocumentKind.IDENTITY_CARD
    return PersonToRegister(kind, row.document_number, row.name, row.sex, row.birth_date)


async def _authority_of(body: UUID) -> UUID:
    """The authority before which comes what a body's round brings up."""
    row = await Body.select(Body.organisation.authority.as_alias("authority")).where(Body.id == body).first()
    assert row is not None, "a round has a body"
    return UUID(str(row["authority"]))


async def _already_there(round_id: UUID) -> dict[UUID, int]:
    """Who stands in the round; a record that was merged into another stands for that one."""
    rows = await Candidate.raw(
        "select coalesce(p.merged_into, p.id) as person, c.row from candidate c join person p on p.id = c.person"
        " where c.round = {}",
        round_id,
    )
    return {row["person"]: row["row"] for row in rows}


def _once_each(
    rows: Sequence[PreviewRow], persons: Sequence[RegisteredPerson]
) -> list[tuple[PreviewRow, RegisteredPerson]]:
    """Two documents of one person in one file are one candidate: the first of them."""
    first: dict[UUID, tuple[PreviewRow, RegisteredPerson]] = {}
    for row, person in zip(rows, persons, strict=True):
        first.setdefault(person.person, (row, person))
    return list(first.values())


def _candidate(
    round_row: Mapping[str, Any],
    upload: Mapping[str, Any],
    number: int,
    row: PreviewRow,
    person: RegisteredPerson,
    held: Sequence[HeldHere],
    privileges: Privileges | None,
    now: datetime,
) -> Candidate:
    facts, decision, added = judge_with_own_records(row.facts, held, round_row, privileges)
    return Candidate(
        id=uuid4(),
        round=round_row["id"],
        person=person.person,
        document=person.document,
        upload=upload["id"],
        row=number,
        name=row.name,
        name_key=comparison_key(row.name),
        sort_key=sort_key(row.name)[:300],
        facts=json.dumps(facts_as_json(facts), ensure_ascii=False),
        proofs=json.dumps({"registry": added}),
        eligible=decision.eligible,
        decision=json.dumps(decision.as_json(), ensure_ascii=False),
        judged_on=round_row["application_day"],
        judged_at=now,
    )


def judge_with_own_records(
    given: PersonFacts, held: Sequence[HeldHere], round_row: Mapping[str, Any], privileges: Privileges | None
) -> tuple[PersonFacts, Decision, list[str]]:
    """Judge what the enterprise gave together with the certificates that the registry itself has issued.

    Returns the facts that were judged, the decision, and the records that the registry added ("certificates[1]"). Where
    the enterprise said nothing of certificates, the registry's own are not the whole list: they may show that a path is
    met, and never that it is not.
    """
    decision = judge_facts(given, round_row, privileges)
    known = given.certificates or ()
    added = [_as_fact(one) for one in held if not any(_same(one, other) for other in known)]
    if decision.eligible is True or not added:
        return given, decision, []
    together = msgspec.structs.replace(given, certificates=(*known, *added))
    with_own = judge_facts(together, round_row, privileges)
    if with_own.eligible is not True and given.certificates is None:
        return given, decision, []
    return together, with_own, [f"certificates[{len(known) + place}]" for place in range(len(added))]


def _as_fact(held: HeldHere) -> HeldCertificate:
    return HeldCertificate(
        kind="职业技能等级",
        level=held.level,
        occupation=held.occupation,
        related_to=(),
        issued=held.issued_on,
    )


def _same(held: HeldHere, given: HeldCertificate) -> bool:
    """A record that the enterprise gave without occupation or date stands beside the registry's own, not for it."""
    return (held.level, held.occupation, held.issued_on) == (given.level, given.occupation, given.issued)
