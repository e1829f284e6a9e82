"""Everything goes over to the newest keys while people work, and a rotation that was killed goes on."""

import json
from uuid import UUID

import pytest
from piccolo.columns import Bytea

from registry import key_rotation
from registry.doctor.invariants import violations
from registry.foundation import resealing
from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import Place, keys, use_keys
from registry.foundation.files import FileToStore, sender_name, store_file, stored_content
from registry.foundation.jobs import run_waiting_jobs
from registry.foundation.tables import AuditEvent, StoredFile
from registry.key_rotation import SEALED_COLUMNS, keys_in_use, order_rotation, rotation_progress
from registry.people.rules.documents import DocumentKind
from registry.people.service import document_hashes
from registry.people.service.persons import find_person, open_case
from registry.people.tables import AuthorityCase, PersonDocument
from tests.certificates.world import ALIM, WEI, World
from tests.house.reference import tables
from tests.keys.rings import Killed, Rings, between_pieces, held, rotated

CARD = DocumentKind.IDENTITY_CARD
NOTE = "姓名有出入"
DOCUMENTS = 13
# Columns of bytes that are no sealed values, and why keys do not hold them.
NOT_SEALED = {
    "activation_code.code_hash": "keyed hash that expires",
    "certificate.qr_token": "random",
    "guess.bucket": "keyed hash that expires",
    "machine_token.token_hash": "plain hash of random bits",
    "person_document.next_number_hash": "keyed hash, rotated",
    "person_document.number_hash": "keyed hash, rotated",
    "session.token_hash": "plain hash of random bits",
    "stored_file.content_hash": "keyed hash, kept as the file's name",
}


@pytest.fixture
async def filled(world: World, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world of certificates with a certificate, a named file and a note, and pieces of three rows."""
    monkeypatch.setattr(resealing, "AT_ONCE", 3)
    monkeypatch.setattr(document_hashes, "AT_ONCE", 3)
    await world.issue(world.order(world.alim))
    await store_file(FileToStore(b"rows", "roster", "text/csv", world.organisation, name="名册.csv"), now=clock.now())
    assert world.wei.person is not None
    await open_case("name-differs", world.wei.person, authority=None, subject=None, now=clock.now())
    case = (await AuthorityCase.select(AuthorityCase.id))[0]["id"]
    note = keys().seal_text(NOTE, Place("authority_case", "sealed_note", case))
    await AuthorityCase.update({AuthorityCase.sealed_note: note}).where(AuthorityCase.id == case)
    return world


async def files() -> int:
    return int(await StoredFile.count())


def all_under(key: int, *, stored: int) -> dict[str, dict[int, int]]:
    return {
        "person_document.sealed_number": {key: DOCUMENTS},
        "stored_file.sealed_name": {key: 1},
        "authority_case.sealed_note": {key: 1},
        "files": {key: stored},
        "person_document.number_hash": {key: DOCUMENTS},
        "person_document.next_number_hash": {},
    }


async def test_all_values_go_over_and_open_without_the_old_keys(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    stored = await files()
    assert await held() == all_under(1, stored=stored)

    use_keys(installation.both)
    waiting = DOCUMENTS + 1 + 1 + stored + DOCUMENTS
    assert await rotated(clock) == {"state": "done", "done": waiting, "total": waiting, "problems": "[]"}

    use_keys(installation.new)
    assert await held() == all_under(2, stored=stored)
    assert await violations(["document.hash", "document.one-key", "file.opens"]) == []
    assert await _opens() == (NOTE, "名册.csv", b"rows")
    found = await find_person(CARD, WEI[1])
    assert found is not None
    assert found.person == filled.wei.person


async def _opens() -> tuple[str, str | None, bytes]:
    case = (await AuthorityCase.select(AuthorityCase.id, AuthorityCase.sealed_note))[0]
    note = keys().unseal_text(bytes(case["sealed_note"]), Place("authority_case", "sealed_note", case["id"]))
    file: UUID = (await StoredFile.select(StoredFile.id).where(StoredFile.purpose == "roster"))[0]["id"]
    return note, await sender_name(file), await stored_content(file)


async def test_wherever_it_is_killed_it_goes_on_and_ends(
    filled: World, clock: StoppedClock, installation: Rings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_keys(installation.both)
    advance_work, killed = key_rotation.advance_work, 0

    async def kill(piece: int) -> None:
        raise Killed

    while True:
        monkeypatch.setattr(key_rotation, "advance_work", between_pieces(kill))
        try:
            ended = await rotated(clock)
            break
        except Killed:
            killed += 1
            monkeypatch.setattr(key_rotation, "advance_work", advance_work)
            found = await find_person(CARD, ALIM[1])
            assert found is not None
            assert found.person == filled.alim.person

    assert killed == 5 + 1 + 1 + 1 + 5  # pieces of three rows of four columns' values and of the files, each done once
    assert ended["state"] == "done"
    assert await held() == all_under(2, stored=await files())
    assert await violations(["document.hash", "document.one-key", "file.opens"]) == []


async def test_killed_while_the_documents_move_none_has_moved(
    filled: World, clock: StoppedClock, installation: Rings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_keys(installation.both)
    raw, moves = PersonDocument.raw, "with moved as"

    async def killed_after(sql: str, *values: object) -> object:
        answer = await raw(sql, *values)
        if sql.startswith(moves):
            raise Killed
        return answer

    monkeypatch.setattr(PersonDocument, "raw", killed_after)
    with pytest.raises(Killed):
        await rotated(clock)
    monkeypatch.setattr(PersonDocument, "raw", raw)

    assert (await held())["person_document.number_hash"] == {1: DOCUMENTS}
    assert (await held())["person_document.next_number_hash"] == {2: DOCUMENTS}
    assert (await rotated(clock))["state"] == "done"
    assert (await held())["person_document.number_hash"] == {2: DOCUMENTS}


async def test_the_worker_does_what_the_command_orders_and_it_is_ordered_once(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)
    first = await order_rotation(now=clock.now())
    again = await order_rotation(now=clock.now())

    await run_waiting_jobs({"clock": clock})

    ended = await rotation_progress()
    assert ended is not None
    assert first.id == again.id == ended.id
    assert (ended.state, ended.done, ended.problems) == ("done", ended.total, [])
    rows = await AuditEvent.select(AuditEvent.act, AuditEvent.details).where(AuditEvent.subject_kind == "keys")
    assert [(row["act"], json.loads(row["details"])) for row in rows] == [
        ("keys:rotate", {"sealing": 2, "hashing": 2}),
        ("keys:rotated", {"sealing": 2, "hashing": 2, "closed": 0, "documents": DOCUMENTS}),
    ]


async def test_a_worker_with_other_keys_changes_nothing(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    before = await held()
    use_keys(installation.both)
    await order_rotation(now=clock.now())
    use_keys(installation.old)

    await run_waiting_jobs({"clock": clock})

    ended = await rotation_progress()
    assert ended is not None
    assert (ended.state, [problem["code"] for problem in ended.problems]) == ("failed", ["keys.other-file"])
    assert await held() == before


async def test_a_value_that_does_not_open_stays_is_told_and_keeps_the_documents_where_they_are(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    broken = filled.documents[filled.li.person]
    sealed = bytes([1]) + b"damaged on the disk, or so"
    await PersonDocument.update({PersonDocument.sealed_number: sealed}).where(PersonDocument.id == broken)
    use_keys(installation.both)

    ended = await rotated(clock)

    assert ended["state"] == "failed"
    assert [problem["code"] for problem in json.loads(str(ended["problems"]))] == ["keys.does-not-open"]
    counted = await held()
    assert counted["person_document.sealed_number"] == {1: 1, 2: DOCUMENTS - 1}
    assert counted["person_document.number_hash"] == {1: DOCUMENTS}
    assert counted["person_document.next_number_hash"] == {2: DOCUMENTS - 1}
    assert await find_person(CARD, WEI[1]) is not None


async def test_a_next_hash_of_a_key_that_was_given_up_does_no_harm(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)
    async for _ in document_hashes.write_next_hashes():
        break
    use_keys(installation.old)

    assert (await rotated(clock))["state"] == "done"

    assert await held() == all_under(1, stored=await files())


async def test_the_status_says_which_keys_nothing_needs_any_more(
    filled: World, clock: StoppedClock, installation: Rings
) -> None:
    use_keys(installation.both)
    before = {(key.kind, key.id): (key.newest, key.needed) for key in await keys_in_use(now=clock.now())}
    await rotated(clock)
    after = {(key.kind, key.id): (key.newest, key.needed) for key in await keys_in_use(now=clock.now())}

    assert before == {
        ("sealing", 1): (False, True),
        ("sealing", 2): (True, True),
        ("hashing", 1): (False, True),
        ("hashing", 2): (True, True),
    }
    assert after == before | {("sealing", 1): (False, False), ("hashing", 1): (False, False)}


async def test_the_status_names_a_key_that_is_not_in_the_file(filled: World, installation: Rings) -> None:
    use_keys(installation.new)

    missing = [(key.kind, key.id) for key in await keys_in_use(now=filled.now) if not key.in_file]

    assert missing == [("sealing", 1), ("hashing", 1)]


def test_the_rotation_knows_every_sealed_column() -> None:
    of_bytes = {
        f"{name}.{column._meta.name}"
        for name, table in tables().items()
        for column in table._meta.columns
        if isinstance(column, Bytea)
    }

    assert {name for name in of_bytes if ".sealed_" in name} == {column.name for column in SEALED_COLUMNS}
    assert of_bytes - {column.name for column in SEALED_COLUMNS} == set(NOT_SEALED)
