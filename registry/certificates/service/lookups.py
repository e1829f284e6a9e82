"""How the public check finds certificates: one statement for each way of asking, the same whatever was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from registry.certificates.rules.checking import Answer
from registry.certificates.rules.states import State
from registry.certificates.tables import Certificate
from registry.foundation.encryption import Place, keys
from registry.people.rules.documents import DocumentKind
from registry.people.service.persons import number_hash

_ANSWER = (
    "select c.state, c.name, c.name_key, c.occupation_name, c.job_type, c.level, c.body_name, c.issued_on, c.number"
)
_BY_TOKEN = f"{_ANSWER} from certificate c where c.qr_token = {{}}"
_BY_NUMBER = (
    f"{_ANSWER}, d.id as document, d.sealed_number from certificate c"
    " join person_document d on d.id = c.document where c.number = {}"
)
# A person's certificates may stand under another record of the same person that was merged into this one.
_BY_DOCUMENT = (
    "with holder as ("
    " select coalesce(p.merged_into, p.id) as id from person_document d join person p on p.id = d.person"
    " where d.number_hash = any({}::bytea[])),"
    " persons as (select id from holder union select p.id from person p join holder h on p.merged_into = h.id) "
    + _ANSWER
    + " from certificate c join persons on persons.id = c.person"
    " order by c.issued_on desc, c.issued_at desc, c.number desc"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A certificate with what a question about it is compared with."""

    answer: Answer
    name_key: str = field(repr=False)
    last_six: str = field(repr=False)


async def found_by_token(token: bytes) -> Answer | None:
    """Return what anybody may know of the certificate that bears a QR code. One statement."""
    rows = await Certificate.raw(_BY_TOKEN, token)
    return _answer(rows[0]) if rows else None


async def found_by_number(number: str) -> list[Found]:
    """Return the certificate of a number, if there is one. One statement."""
    rows = await Certificate.raw(_BY_NUMBER, number)
    return [_found(row, _last_six(row["document"], row["sealed_number"])) for row in rows]


async def found_by_document(number: str) -> list[Found]:
    """Return all certificates of whomever a document names, of whatever kind it is, newest first. One statement."""
    rows = await Certificate.raw(_BY_DOCUMENT, [number_hash(kind, number) for kind in DocumentKind])
    return [_found(row, "") for row in rows]


def _found(row: Mapping[str, Any], last_six: str) -> Found:
    return Found(_answer(row), row["name_key"], last_six)


def _last_six(document: UUID, sealed_number: bytes) -> str:
    place = Place("person_document", "sealed_number", document)
    return keys().unseal_text(bytes(sealed_number), place)[-6:]


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(
        state=State(row["state"]),
        name=row["name"],
        occupation=row["occupation_name"],
        job_type=row["job_type"],
        level=row["level"],
        body=row["body_name"],
        issued_on=row["issued_on"],
        number=row["number"],
    )
