"""Settling what came before the authority (核定待核情况), and telling the person of it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Absent, Conflict, NotAllowed, Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.people.access import may_settle, visible_cases
from registry.people.rules.cases import CaseKind, Decision, possible_decisions
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import clean_name, comparison_key, name_problems
from registry.people.service.accounts import do_what_waits_for_an_account
from registry.people.service.merging import merge_persons, part_person, person_that_stays
from registry.people.service.persons import find_person
from registry.people.tables import Account, AuthorityCase, Person


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an officer decides and why; the name for a correction, the other record for a merger."""

    decision: Decision
    reason: str = field(repr=False)
    name: str = field(default="", repr=False)
    other: UUID | None = None


async def settle_case(viewer: Viewer, case: UUID, settlement: Settlement, *, now: datetime) -> None:
    """Settle a case once.

    Raises `Absent` where the viewer does not see it, `NotAllowed` for a case about the viewer, `Conflict` where it is
    settled already or the merger is impossible, `Refusal` at "decision" or "name".
    """
    async with DB.transaction():
        row = await _open_case(viewer, case)
        if settlement.decision not in possible_decisions(CaseKind(row["kind"])):
            raise Refusal(_impossible())
        more = await _carry_out(viewer, row["person"], settlement, now)
        await AuthorityCase.update(
            {
                AuthorityCase.settled_at: now,
                AuthorityCase.settled_by: viewer.acting_account(),
                AuthorityCase.outcome: settlement.reason,
                AuthorityCase.details: json.dumps({"decision": settlement.decision.value, **more}),
            }
        ).where(AuthorityCase.id == case)
        await record(
            "authority-case:settle",
            viewer=viewer,
            subject_kind="authority-case",
            subject=case,
            now=now,
            decision=settlement.decision.value,
        )


async def _open_case(viewer: Viewer, case: UUID) -> dict[str, Any]:
    row: dict[str, Any] | None = await (
        AuthorityCase.select().where(AuthorityCase.id == case, visible_cases(viewer)).first().lock_rows("UPDATE")
    )
    if row is None:
        raise Absent
    if not may_settle(viewer, await person_that_stays(row["person"])):
        raise NotAllowed(_about_yourself())
    if row["settled_at"] is not None:
        raise Conflict(Problem("authority-case.settled", message("这件情况已经核定。")))
    return row


async def _carry_out(viewer: Viewer, person: UUID, settlement: Settlement, now: datetime) -> dict[str, str]:
    person = await person_that_stays(person)
    if settlement.decision is Decision.CORRECT_NAME:
        await _correct_name(viewer, person, settlement.name, now)
    elif settlement.decision is Decision.MERGE:
        if settlement.other is None:
            raise Refusal(_nobody_there())
        kept, gone = await merge_persons(viewer, person, settlement.other, now=now)
        return {"kept": str(kept), "merged": str(gone)}
    return {}


async def _correct_name(viewer: Viewer, person: UUID, typed: str, now: datetime) -> None:
    name = clean_name(typed)
    problems = [found for found in name_problems(name) if found.severity == "error"]
    if problems:
        raise Refusal([Problem(found.code, found.message, "name", found.cure) for found in problems])
    await Person.update({Person.name: name, Person.name_key: comparison_key(name)}).where(Person.id == person)
    await record("person:correct-name", viewer=viewer, subject_kind="person", subject=person, now=now)
    account = await Account.select(Account.id).where(Account.person == person).first()
    if account is not None:
        await do_what_waits_for_an_account(person, account["id"], now)


async def person_to_merge(kind: DocumentKind, number: str) -> UUID:
    """Return the person whom a document names; raises `Refusal` at "document_number" where there is none."""
    found = await find_person(kind, number)
    if found is None:
        raise Refusal(_nobody_there())
    return found.person


async def part_again(viewer: Viewer, case: UUID, *, now: datetime) -> None:
    """Undo the merger by which a case was settled; raises `Absent` where the case was settled otherwise."""
    async with DB.transaction():
        row = await (
            AuthorityCase.select(AuthorityCase.details, AuthorityCase.person)
            .where(AuthorityCase.id == case, visible_cases(viewer))
            .first()
            .lock_rows("UPDATE")
        )
        details = json.loads(row["details"]) if row else {}
        if row is None or "merged" not in details or "parted" in details:
            raise Absent
        if not may_settle(viewer, await person_that_stays(row["person"])):
            raise NotAllowed(_about_yourself())
        await part_person(viewer, UUID(details["merged"]), now=now)
        parted = json.dumps({**details, "parted": now.isoformat()})
        await AuthorityCase.update({AuthorityCase.details: parted, AuthorityCase.told_person: False}).where(
            AuthorityCase.id == case
        )


async def mark_as_told(viewer: Viewer, *, now: datetime) -> None:
    """Keep that a person has read the outcomes of the cases about them."""
    if viewer.person is None:
        return
    async with DB.transaction():
        await AuthorityCase.raw(
            "update authority_case set told_person = true where settled_at is not null and not told_person"
            " and person in (select id from person where coalesce(merged_into, id) = {})",
            viewer.person,
        )
        await record(
            "authority-case:read-outcome", viewer=viewer, subject_kind="person", subject=viewer.person, now=now
        )


def _impossible() -> Problem:
    return Problem(
        "authority-case.decision", message("这件情况不能这样核定。"), "decision", message("请从列出的选项中选择一项。")
    )


def _about_yourself() -> Problem:
    return Problem("authority-case.own", message("这件情况涉及您本人。"), cure=message("请由另一名工作人员办理。"))


def _nobody_there() -> Problem:
    return Problem(
        "person.not-found",
        message("登记中没有这个证件号码。"),
        "document_number",
        message("请核对证件类型和号码。"),
    )
