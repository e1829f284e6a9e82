"""A database with a million certificates, filled by statements of its own: all people are invented."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg

from registry.foundation.encryption import KeyRing, Place
from tests.people.world import number_with_check_character

CERTIFICATES = 1_000_000
PERSONS = 100_000
SITES = 10
_NOW = datetime(2024, 6, 3, 2, tzinfo=UTC)

_GROUND = """
insert into authority (id, name, english_name, tier, region_code)
  values (gen_random_uuid(), '山西省人力资源和社会保障厅', 'Shanxi', 'province', '140000');
insert into organisation (id, credit_code, name, ownership, authority, created_at)
  select gen_random_uuid(), '91140100MA0GX12345', '晋阳机械制造有限公司', 'private', id, now() from authority;
insert into body (id, organisation, name, number_prefix, created_at)
  select gen_random_uuid(), o.id, o.name, 'Y000014' || lpad(site::text, 6, '0'), now()
  from organisation o, generate_series(1, %(sites)s) site;
insert into stored_file (id, content_hash, purpose, media_type, size, stored_at)
  values (gen_random_uuid(), '\\x00', 'certificate', 'application/pdf', 0, now());
create table placed (place int primary key, person uuid not null, document uuid not null);
"""
_PERSONS = """
insert into account (id, person, sign_in_name, password_hash, language, opened_at, opened_by)
  select gen_random_uuid(), person, 'approver', '-', 'zh', now(), 'installation' from placed where place = 0;
"""
# What each certificate points at stands there: to look it up a million times over would take half of the time again.
_CERTIFICATES = """
set session_replication_role = replica;
insert into certificate (id, number, qr_token, body, year, serial, person, document, source_kind, source, name,
  name_key, occupation, occupation_name, job_type, level, body_name, issued_on, issued_at, issued_by, state, pdf, rules)
select gen_random_uuid(), body.number_prefix || '243' || lpad((1 + n / %(sites)s)::text, 6, '0'),
  decode(md5(n::text), 'hex'), body.id, 2024, 1 + n / %(sites)s, placed.person, placed.document, 'round',
  gen_random_uuid(), person.name, person.name_key, '6-31-01-03', '电工', null, 3, body.name, '2024-06-03',
  '2024-06-03 02:00:00+00', account.id, 'valid', stored_file.id, '{}'
from generate_series(0, %(certificates)s - 1) n
join (select row_number() over (order by number_prefix) - 1 as site, * from body) body on body.site = n %% %(sites)s
join placed on placed.place = n %% %(persons)s join person on person.id = placed.person, account, stored_file;
analyze;
"""
_SIZES = {"sites": SITES, "persons": PERSONS, "certificates": CERTIFICATES}


async def fill(url: str, ring: KeyRing) -> None:
    """Fill a migrated, empty database as its superuser; about a minute and a half."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("set synchronous_commit = off")
        await connection.execute(_GROUND % _SIZES)
        await _persons(connection, ring)
        await connection.execute(_PERSONS)
        await connection.execute(_CERTIFICATES % _SIZES)
    finally:
        await connection.close()


async def _persons(connection: "asyncpg.Connection[asyncpg.Record]", ring: KeyRing) -> None:
    persons, documents, placed = [], [], []
    for place in range(PERSONS):
        person, document, number = uuid4(), uuid4(), number_of(place)
        persons.append((person, name_of(place), name_of(place), _NOW))
        documents.append((document, person, "identity-card", *_sealed(ring, document, number), 1, _NOW))
        placed.append((place, person, document))
    await connection.copy_records_to_table("person", records=persons, columns=["id", "name", "name_key", "created_at"])
    columns = ["id", "person", "kind", "sealed_number", "number_hash", "hash_key", "since"]
    await connection.copy_records_to_table("person_document", records=documents, columns=columns)
    await connection.copy_records_to_table("placed", records=placed, columns=["place", "person", "document"])


def _sealed(ring: KeyRing, document: UUID, number: str) -> tuple[bytes, bytes]:
    place = Place("person_document", "sealed_number", document)
    return ring.seal_text(number, place), ring.fingerprint(f"identity-card:{number}")


def name_of(place: int) -> str:
    """Return the name of one of the invented people."""
    return (
        "王李张刘陈杨赵黄周吴"[place % 10]
        + "建国明华秀英志强晓红"[place // 10 % 10]
        + "丽军海涛敏静超勇杰娟"[place // 100 % 10]
    )


def number_of(place: int) -> str:
    """Return the identity number of one of the invented people."""
    day = f"{1960 + place % 40}{1 + place // 40 % 12:02d}{1 + place // 480 % 28:02d}"
    return number_with_check_character(f"140101{day}{place // 13440:03d}")


def certificate_number(certificate: int) -> str:
    """Return the number of one of the certificates."""
    return f"Y000014{1 + certificate % SITES:06d}243{1 + certificate // SITES:06d}"
