"""Finding and registering persons by their documents (人员登记)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from registry.foundation.batches import BATCH, batched
from registry.foundation.encryption import Place, keys
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import comparison_key
from registry.people.service.document_hashes import (
    hash_under,
    hashes_to_try,
    lock_registrations,
    require_current_key,
)
from registry.people.tables import AuthorityCase, Person, PersonDocument

_LATEST_AUTHORITY = """
select coalesce(
  (select o.authority from activation_code k join organisation o on o.id = k.organisation
   where k.person = {} order by k.created_at desc limit 1),
  (select id from authority where parent is null limit 1)) as authority,
  (select id from authority_case where kind = 'second-opening' and person = {} and settled_at is not null
   order by settled_at desc limit 1) as settled_before"""


@dataclass(frozen=True, slots=True)
class PersonToRegister:
    """What a roster says of a person: the document that names them, and what follows from it."""

    document_kind: DocumentKind
    document_number: str = field(repr=False)
    name: str = field(repr=False)
    sex: str | None = None
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person of the registry and the document that found it; whether the name given differs from the known."""

    person: UUID
    document: UUID
    name_differs: bool


async def register_persons(people: Sequence[PersonToRegister], *, now: datetime) -> list[RegisteredPerson]:
    """Return each person's place in the registry, making those that it does not know yet.

    Call it inside a transaction. One registration runs at a time: two rosters that bring the same new person must not
    both make it, and a lock for each person would be too many for the database.
    """
    await lock_registrations()
    current = await require_current_key()
    hashes = [hash_under(current, person.document_kind, person.document_number) for person in people]
    known = await _known(hashes)
    fresh = {key: person for key, person in zip(hashes, people, strict=True) if key not in known}
    known |= await _register(fresh, current, now)
    return [
        RegisteredPerson(known[key].person, known[key].document, known[key].name_key != comparison_key(person.name))
        for key, person in zip(hashes, people, strict=True)
    ]


async def find_person(kind: DocumentKind, number: str) -> RegisteredPerson | None:
    """Return the person whom a document names, or None."""
    known = await _known(hashes_to_try(number, [kind]))
    await require_current_key()  # afterwards: documents that moved meanwhile to a key unknown here would not be found
    return next((RegisteredPerson(found.person, found.document, name_differs=False) for found in known.values()), None)


async def open_case(
    kind: str, person: UUID, *, authority: UUID | None, subject: UUID | None, now: datetime, **details: object
) -> None:
    """Bring something about a person before the authority, once for each thing that brought it up."""
    case = AuthorityCase(
        kind=kind,
        person=person,
        authority=authority,
        subject=None if subject is None else str(subject),
        details=json.dumps(details, ensure_ascii=False, default=str),
        opened_at=now,
        told_person=False,
    )
    await AuthorityCase.insert(case).on_conflict(action="DO NOTHING")


async def open_second_opening(person: UUID, *, authority: UUID | None, now: datetime) -> None:
    """Bring a second opening before an authority: the given one, else that of the latest code, else the province.

    While such a case is open there is no second one; once it is settled, the next attempt is a case of its own.
    """
    rows = await Person.raw(_LATEST_AUTHORITY, person, person)
    await open_case(
        "second-opening",
        person,
        authority=authority or rows[0]["authority"],
        subject=rows[0]["settled_before"],
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    person: UUID
    document: UUID
    name_key: str


async def _known(hashes: Sequence[bytes]) -> dict[bytes, _Known]:
    rows = await Person.raw(
        "select d.number_hash, d.id as document, p.id as person, p.name_key from person_document d"
        " join person named on named.id = d.person"
        " join person p on p.id = coalesce(named.merged_into, named.id)"
        " where d.number_hash = any({}::bytea[])",
        list(hashes),
    )
    return {bytes(row["number_hash"]): _Known(row["person"], row["document"], row["name_key"]) for row in rows}


async def _register(fresh: Mapping[bytes, PersonToRegister], current: int, now: datetime) -> dict[bytes, _Known]:
    made: dict[bytes, _Known] = {}
    for some in batched(fresh.items(), BATCH):
        persons = [_person(person, now) for _, person in some]
        documents = [
            _document(key, current, person, row.id, now) for (key, person), row in zip(some, persons, strict=True)
        ]
        await Person.insert(*persons)
        await PersonDocument.insert(*documents)
        for (key, _), row, document in zip(some, persons, documents, strict=True):
            made[key] = _Known(row.id, document.id, row.name_key)
    return made


def _person(person: PersonToRegister, now: datetime) -> Person:
    return Person(
        id=uuid4(),
        name=person.name,
        name_key=comparison_key(person.name),
        sex=person.sex,
        birth_date=person.birth_date,
        created_at=now,
    )


def _document(key: bytes, current: int, person: PersonToRegister, owner: UUID, now: datetime) -> PersonDocument:
    row_id = uuid4()
    newest = keys().newest_hashing_key
    moving = newest != current
    place = Place("person_document", "sealed_number", row_id)
    return PersonDocument(
        id=row_id,
        person=owner,
        kind=person.document_kind,
        sealed_number=keys().seal_text(person.document_number, place),
        number_hash=key,
        hash_key=current,
        next_number_hash=hash_under(newest, person.document_kind, person.document_number) if moving else None,
        next_hash_key=newest if moving else None,
        since=now,
    )
