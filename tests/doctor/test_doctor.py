"""The doctor says nothing of a sound registry, and finds each thing that somebody breaks behind its back."""

import json

import pytest
from click.testing import CliRunner
from piccolo.engine.postgres import PostgresEngine

from registry.doctor.commands import doctor
from registry.doctor.invariants import invariants, violations
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB
from registry.foundation.files import keep_files_in
from registry.settings import Settings
from tests.doctor.world import SoundRegistry, make_sound_registry

# Each line breaks one invariant and names the row of which the doctor must say so. The triggers and checks of the
# database would stop most of them: they are taken away first, as somebody with the database's password could.
BREAKS: dict[str, tuple[str, str]] = {
    "serial.gap": (
        "update certificate set serial = 3, number = left(number, 16) || '000003'",
        "select id from certificate",
    ),
    "serial.counter": ("update serial_counter set last = 2", "select id from serial_counter"),
    "number.parts": ("update certificate set year = 2023", "select id from certificate"),
    "number.form": (
        "update certificate set number = 'Y000099' || substr(number, 8)",
        "select id from certificate",
    ),
    "certificate.day": ("update certificate set issued_on = issued_on + 1", "select id from certificate"),
    "certificate.history": ("update certificate set state = 'revoked'", "select id from certificate"),
    "certificate.step": (
        "update certificate_step set to_state = 'superseded' where from_state = 'suspended'",
        "select id from certificate_step where from_state = 'suspended'",
    ),
    "certificate.event": (
        "delete from audit_event where act = 'certificate:issue'",
        "select id from certificate",
    ),
    "candidate.admitted": (
        "update candidate set admitted_at = now() where not eligible",
        "select id from candidate where not eligible",
    ),
    "candidate.decision": (
        "update candidate set eligible = null where not eligible",
        "select id from candidate where eligible is null",
    ),
    "round.state": ("update round set state = 'admitted'", "select id from round"),
    "score.admitted": (
        "update score set candidate = (select id from candidate where admitted_at is null) where mark = 59.5",
        "select id from score where mark = 59.5",
    ),
    "candidate.certificate": (
        "update candidate set outcome = 'passed' where outcome = 'failed'",
        "select c.id from candidate c join score s on s.candidate = c.id where s.mark = 59.5",
    ),
    "certificate.source": ("update certificate set name = '王伟'", "select id from certificate"),
    "round.filing": ("update filing set valid_to = '2024-05-31'", "select id from round"),
    "round.assessor": ("update membership set role = 'clerk' where role = 'assessor'", "select id from round_assessor"),
    "candidate.outcome": (
        "update score set mark = 59.5 where mark = 60",
        "select id from candidate where outcome = 'passed'",
    ),
    "document.hash": (
        "update person_document set number_hash = sha256('x') where id = (select document from certificate)",
        "select document from certificate",
    ),
    "document.one-key": (
        "update person_document set hash_key = 9 where id = (select document from certificate)",
        "select document from certificate",
    ),
    "person.merged": (
        "update person set merged_into = id where id = (select person from certificate)",
        "select person from certificate",
    ),
    "person.document": (
        "update certificate set document = (select document from candidate where not eligible)",
        "select id from certificate",
    ),
    "session.account": ("update session set expires_at = created_at", "select id from session"),
    "round.two-accounts": (
        "update candidate set admitted_by = (select opened_by from round) where outcome = 'failed'",
        "select id from candidate where outcome = 'failed'",
    ),
    "membership.offer": (
        "insert into membership_offer (id, organisation, person, document, name, role, valid_from, offered_by,"
        " offered_at, membership) select gen_random_uuid(), m.organisation, c.person, c.document, c.name, 'approver',"
        " m.valid_from, m.account, now(), m.id from membership m, certificate c where m.role = 'assessor'",
        "select id from membership_offer",
    ),
    "rules.digest": (
        "update published_rules set text = text || ' ' where rules = 'retention'",
        "select id from published_rules where rules = 'retention'",
    ),
    "secret.number": (
        "update audit_event set details = '{\"typed\": \"140101199003077311\"}' where act = 'certificate:issue'",
        "select 'audit_event ' || id from audit_event where act = 'certificate:issue'",
    ),
    "work.end": (
        "insert into work (id, kind, subject, state, done, total, problems, requested_at)"
        " values (gen_random_uuid(), 'test', gen_random_uuid(), 'done', 1, 1, '[]', now())",
        "select id from work",
    ),
    "file.opens": ("update stored_file set size = size + 1 where purpose = 'roster'", "select file from round_upload"),
    "file.certificate": (
        "update stored_file set erase_after = now() where purpose = 'certificate'",
        "select id from certificate",
    ),
}
UNLOCK = """
do $$ declare found record;
begin
  for found in select conrelid::regclass as place, conname from pg_constraint
    where contype in ('c', 'x') and connamespace = current_schema()::regnamespace and conrelid <> 0
      and conrelid::regclass::text not like 'procrastinate%' loop
    execute format('alter table %s drop constraint %I', found.place, found.conname);
  end loop;
  for found in select distinct tgrelid::regclass as place from pg_trigger
    where not tgisinternal and tgrelid::regclass::text not like 'procrastinate%' loop
    execute format('alter table %s disable trigger user', found.place);
  end loop;
end $$
"""


@pytest.fixture
async def sound(database: PostgresEngine, settings: Settings, clock: StoppedClock) -> SoundRegistry:
    keep_files_in(settings.files)
    return await make_sound_registry(clock.now())


async def test_nothing_is_said_of_a_sound_registry(sound: SoundRegistry) -> None:
    assert await violations() == []


@pytest.mark.parametrize("code", BREAKS)
async def test_what_was_broken_is_found(sound: SoundRegistry, code: str) -> None:
    statement, broken_row = BREAKS[code]
    await DB.run_ddl(UNLOCK)
    await DB.run_ddl(statement)
    (row,) = await DB.run_ddl(broken_row)

    found = await violations([code])

    assert [(each.code, each.row) for each in found] == [(code, str(row[0]))]


async def test_a_file_that_is_gone_is_found(sound: SoundRegistry, settings: Settings) -> None:
    for path in settings.files.rglob("*"):
        if path.is_file():
            path.unlink()

    assert {each.code for each in await violations()} == {"file.opens"}


async def test_a_counter_without_certificates_is_found(sound: SoundRegistry) -> None:
    await DB.run_ddl("update serial_counter set level = 3")

    assert len(await violations(["serial.counter"])) == 2


def test_every_invariant_is_broken_once_above() -> None:
    assert set(invariants()) == set(BREAKS)


def test_the_list_needs_no_database() -> None:
    answer = CliRunner().invoke(doctor, ["--list", "--json"])

    listed = json.loads(answer.output)["invariants"]
    assert [each["code"] for each in listed] == list(invariants())
    assert all(each["message"]["zh"] and each["message"]["en"] != each["message"]["zh"] for each in listed)


def test_an_unknown_code_is_refused() -> None:
    answer = CliRunner().invoke(doctor, ["no.such-code"])

    assert (answer.exit_code, "no.such-code" in answer.output) == (2, True)
