"""Merging two records of one person, and parting them again (人员合并, 拆分).

Nothing moves: documents, places in rounds and certificates stay with the record under which they came, and whoever
looks a person up follows `merged_into`. So parting restores exactly what was there before.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Absent, Conflict, Problem, message
from registry.foundation.viewers import Viewer
from registry.people.service.document_hashes import lock_registrations
from registry.people.tables import Account, ActivationCode, Person


async def merge_persons(viewer: Viewer, one: UUID, other: UUID, *, now: datetime) -> tuple[UUID, UUID]:
    """Merge two persons; return whose record stays and whose goes. Who may is asked by the caller.

    The record with an account stays, else the one that others were merged into, else the first. Raises `Conflict`
    where both have an account, both are themselves merged, or they are one person already.
    """
    async with DB.transaction():
        await lock_registrations()
        kept, gone = _which_stays(await _standing(one), await _standing(other))
        await Person.update({Person.merged_into: kept}).where(Person.id == gone)
        await ActivationCode.update({ActivationCode.withdrawn_at: now}).where(
            ActivationCode.person == gone, ActivationCode.used_at.is_null(), ActivationCode.withdrawn_at.is_null()
        )
        await record("person:merge", viewer=viewer, subject_kind="person", subject=kept, now=now, merged=gone)
    return kept, gone


async def part_person(viewer: Viewer, gone: UUID, *, now: datetime) -> UUID:
    """Part a record from the one into which it was merged, and return that one; raises `Absent` where it is none."""
    async with DB.transaction():
        await lock_registrations()
        row = await Person.select(Person.merged_into).where(Person.id == gone).first().lock_rows("UPDATE")
        if row is None or row["merged_into"] is None:
            raise Absent
        await Person.update({Person.merged_into: None}).where(Person.id == gone)
        await record(
            "person:part", viewer=viewer, subject_kind="person", subject=row["merged_into"], now=now, parted=gone
        )
    return UUID(str(row["merged_into"]))


async def person_that_stays(person: UUID) -> UUID:
    """Return the record that stands for a person: itself, or the one into which it was merged. One statement."""
    rows = await Person.raw("select coalesce(merged_into, id) as id from person where id = {}", person)
    if not rows:
        raise Absent
    return UUID(str(rows[0]["id"]))


async def _standing(person: UUID) -> dict[str, Any]:
    row = await Person.select(Person.id, Person.merged_into).where(Person.id == person).first().lock_rows("UPDATE")
    if row is None:
        raise Absent
    return {
        **row,
        "account": await Account.exists().where(Account.person == person),
        "others": await Person.exists().where(Person.merged_into == person),
    }


def _which_stays(one: dict[str, Any], other: dict[str, Any]) -> tuple[UUID, UUID]:
    if one["id"] == other["id"] or one["merged_into"] or other["merged_into"]:
        raise Conflict(_merged_already())
    if one["account"] and other["account"]:
        raise Conflict(_two_accounts())
    kept, gone = (other, one) if _weight(other) > _weight(one) else (one, other)
    if gone["others"]:
        raise Conflict(_others_first())
    return kept["id"], gone["id"]


def _weight(standing: dict[str, Any]) -> tuple[bool, bool]:
    return standing["account"], standing["others"]


def _merged_already() -> Problem:
    return Problem(
        "person.merged-already",
        message("这两条记录已属同一人，或其中一条已并入别的记录。"),
        "document_number",
        message("请核对另一个证件号码。"),
    )


def _two_accounts() -> Problem:
    return Problem(
        "person.two-accounts",
        message("两条记录各有账户，不能合并。"),
        "document_number",
        message("请先查明哪个账户由本人使用，再向系统管理员提出。"),
    )


def _others_first() -> Problem:
    return Problem(
        "person.others-merged",
        message("将被并入的记录自己还并有别的记录，不能合并。"),
        "document_number",
        message("请先拆分原来的合并，再逐一合并。"),
    )
