"""Looking a person up by document (按证件查询), and seeing the whole number for a reason that is kept."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from registry.foundation.database import DB
from registry.foundation.encryption import Place, keys
from registry.foundation.events import record
from registry.foundation.problems import Absent, NotAllowed, Problem, Refusal, message
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer, not_your_role
from registry.people.access import ASK_FOR_NEW_OPENING, FIND_PERSONS, REVEAL_NUMBERS, may_find, may_settle
from registry.people.rules.documents import DocumentKind, masked
from registry.people.service.case_reading import Holdings, holdings_of
from registry.people.service.persons import find_person, open_second_opening
from registry.people.tables import AuthorityCase, PersonDocument

_REVEALED = "number-revealed"
_SHORTEST_REASON = 6
_DOCUMENTS = """
select d.id, d.kind, d.sealed_number, p.name from person_document d join person p on p.id = d.person
where coalesce(p.merged_into, p.id) = {} order by d.since, d.id"""
_LOOKUPS = """
select e.at, e.act, m.role, coalesce(h.name, o.name) as acting_for from audit_event e
join membership m on m.id = e.membership
left join authority h on h.id = m.authority left join organisation o on o.id = m.organisation
where e.act in ('person:find', 'document-number:reveal') and e.subject in
  (select id from person where coalesce(merged_into, id) = {})
order by e.at desc, e.id limit 100"""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document of a person who was looked up; the number is masked unless it was revealed."""

    name: str = field(repr=False)
    kind: DocumentKind
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """What the registry holds of a person: documents, and certificates and rounds by count."""

    person: UUID
    documents: tuple[FoundDocument, ...]
    holdings: Holdings


async def find_by_document(viewer: Viewer, kind: DocumentKind, number: str, *, now: datetime) -> FoundPerson:
    """Look a person up, and leave an event that the person can read.

    Raises `NotAllowed` for other roles, `Refusal` at "document_number" where there is nobody, or nobody of the region.
    """
    if not FIND_PERSONS.allows(viewer.role):
        raise not_your_role(FIND_PERSONS)
    found = await find_person(kind, number)
    known = None if found is None or not await may_find(viewer, found.person) else found.person
    async with DB.transaction():  # what found nobody is an event too: numbers are not tried out unseen
        await record("person:find", viewer=viewer, subject_kind="person", subject=known, now=now)
    if known is None:
        raise Refusal(_nobody())
    return await _found(known, revealed=False)


async def reveal_numbers(viewer: Viewer, person: UUID, reason: str, *, now: datetime) -> FoundPerson:
    """Return a person with whole document numbers; the reason is kept sealed, and the event names it by id.

    Raises `Absent` where the viewer may not know of the person, `Refusal` at "reason" where it says too little.
    """
    if not REVEAL_NUMBERS.allows(viewer.role):
        raise not_your_role(REVEAL_NUMBERS)
    if not await may_find(viewer, person):
        raise Absent
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refusal(_no_reason())
    async with DB.transaction():
        note = uuid4()
        sealed = keys().seal_text(reason.strip(), Place("authority_case", "sealed_note", note))
        await AuthorityCase.insert(
            AuthorityCase(
                id=note,
                kind=_REVEALED,
                person=person,
                authority=viewer.authority,
                subject=str(uuid4()),
                details="{}",
                sealed_note=sealed,
                opened_at=now,
                settled_at=now,
                settled_by=viewer.acting_account(),
                told_person=True,
            )
        )
        await record("document-number:reveal", viewer=viewer, subject_kind="person", subject=person, now=now, note=note)
    return await _found(person, revealed=True)


async def ask_for_new_opening(viewer: Viewer, person: UUID, *, now: datetime) -> None:
    """Bring a forgotten sign-in before the officer's own authority, for a person who asks at the counter.

    Raises `Absent` where the viewer may not know of the person or there is no account, `NotAllowed` for one's own.
    """
    if not ASK_FOR_NEW_OPENING.allows(viewer.role):
        raise not_your_role(ASK_FOR_NEW_OPENING)
    if not await may_find(viewer, person) or not (await holdings_of(person)).has_account:
        raise Absent
    if not may_settle(viewer, person):
        raise NotAllowed(Problem("authority-case.own", message("这件情况涉及您本人。")))
    async with DB.transaction():
        await open_second_opening(person, authority=viewer.authority, now=now)
        await record("account:ask-anew", viewer=viewer, subject_kind="person", subject=person, now=now)


async def _found(person: UUID, *, revealed: bool) -> FoundPerson:
    rows = await PersonDocument.raw(_DOCUMENTS, person)
    documents = tuple(_document(row["id"], row["name"], row["kind"], row["sealed_number"], revealed) for row in rows)
    return FoundPerson(person, documents, await holdings_of(person))


def _document(row_id: UUID, name: str, kind: str, sealed_number: bytes, revealed: bool) -> FoundDocument:
    number = keys().unseal_text(bytes(sealed_number), Place("person_document", "sealed_number", row_id))
    return FoundDocument(name, DocumentKind(kind), number if revealed else masked(number))


@dataclass(frozen=True, slots=True)
class LookupLine:
    """Who looked the person up, as the person reads it: role, authority and moment, and whether the number was seen."""

    at: datetime
    role: Role
    acting_for: str
    revealed: bool


async def own_lookups(viewer: Viewer) -> list[LookupLine]:
    """Return who looked the viewer up, the latest hundred. One statement."""
    if viewer.person is None:
        return []
    rows = await AuditEvent.raw(_LOOKUPS, viewer.person)
    return [
        LookupLine(row["at"], Role(row["role"]), row["acting_for"], row["act"] == "document-number:reveal")
        for row in rows
    ]


def _nobody() -> Problem:
    return Problem(
        "person.not-found",
        message("本辖区的登记中没有这个证件号码。"),
        "document_number",
        message("请核对证件类型和号码。"),
    )


def _no_reason() -> Problem:
    return Problem(
        "reveal.reason",
        message("理由少于 {shortest} 个字。", shortest=_SHORTEST_REASON),
        "reason",
        message("请写明为什么要查看完整号码，例如案号或来访事项。"),
    )
