"""How the public check finds certificates: one statement for each way of asking, the same whatever was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from registry.certificates.rules.checking import Answer
from registry.certificates.rules.states import State
from registry.foundation.database import DB
from registry.foundation.encryption import Place, keys
from registry.foundation.guesses import Bucket
from registry.people.service.document_hashes import CURRENT_KEY, hashes_to_try, known_key

_ANSWER = "c.state, c.name, c.name_key, c.occupation_name, c.job_type, c.level, c.body_name, c.issued_on, c.number"
_BY_TOKEN = "select " + _ANSWER + " from certificate c where c.qr_token = {}"
# What was counted against the question's two buckets comes along in the same row, also where nothing is found.
_COUNTED = "select a.wrong as here, a.last_wrong_at as here_at, n.wrong as there, n.last_wrong_at as there_at, "
_BUCKETS = (
    " from (values (1)) asked(once) left join guess a on a.bucket = {}::bytea left join guess n on n.bucket = {}::bytea"
)
_BY_NUMBER = (
    _COUNTED
    + _ANSWER
    + ", d.id as document, d.sealed_number"
    + _BUCKETS
    + " left join certificate c on c.number = {} left join person_document d on d.id = c.document"
)
# A person's certificates may stand under another record of the same person that was merged into this one.
_BY_DOCUMENT = (
    _COUNTED + CURRENT_KEY + " as hash_key, " + _ANSWER + _BUCKETS + " left join lateral ("
    " with holder as ("
    " select coalesce(p.merged_into, p.id) as id from person_document d join person p on p.id = d.person"
    " where d.number_hash = any({}::bytea[])),"
    " persons as (select id from holder union select p.id from person p join holder h on p.merged_into = h.id)"
    " select held.* from certificate held join persons on persons.id = held.person) c on true"
    " order by c.issued_on desc, c.issued_at desc, c.number desc"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A certificate with what a question about it is compared with."""

    answer: Answer
    name_key: str = field(repr=False)
    last_six: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The certificates that a number names, and the wrong answers counted against it and against the network."""

    found: tuple[Found, ...]
    counted: tuple[tuple[int, datetime], ...]


async def found_by_token(token: bytes) -> Answer | None:
    """Return what anybody may know of the certificate that bears a QR code. One statement."""
    rows = await DB.run_querystring(QueryString(_BY_TOKEN, token))
    return _answer(rows[0]) if rows else None


async def look_up_number(number: str, buckets: Sequence[Bucket]) -> LookedUp:
    """Return the certificate of a number, if there is one, with what was counted. One statement."""
    rows = await DB.run_querystring(QueryString(_BY_NUMBER, *_keys(buckets), number))
    found = [_found(row, _last_six(row["document"], row["sealed_number"])) for row in rows if row["number"]]
    return LookedUp(tuple(found), _counted(rows[0]))


async def look_up_document(number: str, buckets: Sequence[Bucket]) -> LookedUp:
    """Return all certificates of whomever a document names, newest first, with what was counted. One statement."""
    rows = await DB.run_querystring(QueryString(_BY_DOCUMENT, *_keys(buckets), hashes_to_try(number)))
    known_key(rows[0]["hash_key"])
    return LookedUp(tuple(_found(row, "") for row in rows if row["number"]), _counted(rows[0]))


def _keys(buckets: Sequence[Bucket]) -> tuple[bytes, bytes]:
    network, number = buckets
    return network.key(), number.key()


def _counted(row: Mapping[str, Any]) -> tuple[tuple[int, datetime], ...]:
    pairs = ((row["here"], row["here_at"]), (row["there"], row["there_at"]))
    return tuple((wrong, last) for wrong, last in pairs if last is not None)


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
