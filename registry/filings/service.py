"""What happens to filings (备案): entering, suspending, lifting, withdrawing, changing the limits from which they free.

A filing is a record that an officer enters from the notice at hand. Each act leaves a step with its reasons, and an
audit event.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from asyncpg import ExclusionViolationError, UniqueViolationError  # type: ignore[import-untyped]

from registry.filings.access import CHANGE_FILING, ENTER_FILING, filed_above, may_change_filing, visible_filings
from registry.filings.rules.privileges import PrivilegeGround, privilege_problems, privileges_as_json
from registry.filings.rules.scope import ScopeLine, scope_problems
from registry.filings.rules.states import FilingState, require_reasons, take_step
from registry.filings.tables import Filing, FilingScope, FilingStep
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Absent, Conflict, Problem, Refusal, message
from registry.foundation.viewers import Viewer, not_your_role
from registry.organisations.access import require_role
from registry.organisations.queries import authority_and_above, body_for
from registry.policy.catalogue import occupations


@dataclass(frozen=True, slots=True)
class FilingToEnter:
    """A filing as an officer enters it from its notice; both days are included."""

    body: UUID
    number: str
    valid_from: date
    valid_to: date
    scopes: tuple[ScopeLine, ...]
    privileges: tuple[PrivilegeGround, ...] = ()


async def enter_filing(viewer: Viewer, entered: FilingToEnter, *, now: datetime) -> UUID:
    """Enter a body's filing and return its id.

    Raises `Absent` where the officer does not see the body, `Refusal` at "number", "valid_from", "valid_to",
    "scopes[0]" …, or a limit's source. A body has one filing at a time, those that are withdrawn aside.
    """
    require_role(viewer, ENTER_FILING)
    await body_for(viewer, entered.body)
    if problems := _problems(entered):
        raise Refusal(problems)
    try:
        async with DB.transaction():
            filing = await _insert(viewer, entered, now)
    except UniqueViolationError as taken:
        raise Refusal(_number_taken()) from taken
    except ExclusionViolationError as taken:
        raise Refusal(await _filed_already(entered)) from taken
    return filing


def _problems(entered: FilingToEnter) -> list[Problem]:
    problems = [*scope_problems(entered.scopes, occupations()), *privilege_problems(entered.privileges)]
    if entered.valid_to < entered.valid_from:
        problems.append(
            Problem(
                "filing.days",
                message("最后一天早于第一天。"),
                "valid_to",
                message("请填写{first}或以后的日期。", first=entered.valid_from),
            )
        )
    return problems


async def _insert(viewer: Viewer, entered: FilingToEnter, now: datetime) -> UUID:
    row = Filing(
        id=uuid4(),
        body=entered.body,
        authority=viewer.authority,
        number=entered.number,
        valid_from=entered.valid_from,
        valid_to=entered.valid_to,
        state=FilingState.FILED.value,
        privileges=_stored(entered.privileges),
        entered_by=viewer.account,
        entered_at=now,
    )
    await Filing.insert(row)
    await FilingScope.insert(
        *(
            FilingScope(
                id=uuid4(),
                filing=row.id,
                occupation=line.occupation,
                job_type=line.job_type,
                highest_rank=line.highest_rank,
            )
            for line in entered.scopes
        )
    )
    await _step(viewer, row.id, "enter", FilingState.FILED, row.privileges, None, now)
    return row.id


async def take_filing_step(viewer: Viewer, filing: UUID, step: str, reasons: str, *, now: datetime) -> FilingState:
    """Suspend, lift or withdraw a filing and return its state.

    Raises `Absent`, `NotAllowed`, `Conflict` where its state has changed in the meantime, `Refusal` at "reasons".
    """
    async with DB.transaction():
        row = await _to_change(viewer, filing)
        state = take_step(step, FilingState(row["state"]), reasons)
        await Filing.update({Filing.state: state.value}).where(Filing.id == filing)
        await _step(viewer, filing, step, state, row["privileges"], reasons, now)
    return state


async def change_privileges(
    viewer: Viewer, filing: UUID, privileges: Sequence[PrivilegeGround], reasons: str, *, now: datetime
) -> None:
    """Set the limits from which a filing frees; decisions already made keep those by which they were made.

    Raises `Absent`, `NotAllowed`, `Conflict` where the filing is withdrawn, `Refusal` at a source or at "reasons".
    """
    if problems := privilege_problems(privileges):
        raise Refusal(problems)
    async with DB.transaction():
        row = await _to_change(viewer, filing)
        if row["state"] == FilingState.WITHDRAWN.value:
            raise Conflict(_withdrawn_already())
        require_reasons(reasons)
        await Filing.update({Filing.privileges: _stored(privileges)}).where(Filing.id == filing)
        await _step(viewer, filing, "privileges", FilingState(row["state"]), _stored(privileges), reasons, now)


async def _to_change(viewer: Viewer, filing: UUID) -> dict[str, Any]:
    row: dict[str, Any] | None = await (
        Filing.select(Filing.state, Filing.authority, Filing.privileges)
        .where(Filing.id == filing, visible_filings(viewer))
        .first()
        .lock_rows("UPDATE")
    )
    if row is None:
        raise Absent
    if not CHANGE_FILING.allows(viewer.role):
        raise not_your_role(CHANGE_FILING)
    if not may_change_filing(viewer, await authority_and_above(row["authority"])):
        raise filed_above()
    return row


async def _step(
    viewer: Viewer, filing: UUID, act: str, state: FilingState, privileges: str, reasons: str | None, now: datetime
) -> None:
    await FilingStep.insert(
        FilingStep(
            id=uuid4(),
            filing=filing,
            act=act,
            state=state.value,
            privileges=privileges,
            reasons=reasons,
            account=viewer.acting_account(),
            at=now,
        )
    )
    await record(f"filing:{act}", viewer=viewer, subject_kind="filing", subject=filing, now=now)


def _stored(privileges: Sequence[PrivilegeGround]) -> str:
    return json.dumps(privileges_as_json(privileges), ensure_ascii=False)


async def _filed_already(entered: FilingToEnter) -> Problem:
    other = await (
        Filing.select(Filing.number, Filing.valid_from, Filing.valid_to)
        .where(
            Filing.body == entered.body,
            Filing.state != FilingState.WITHDRAWN.value,
            Filing.valid_from <= entered.valid_to,
            Filing.valid_to >= entered.valid_from,
        )
        .first()
    )
    cure = message("请核对有效期；要以新备案代替的，请先取消原来的备案。")
    if other is None:
        return Problem("filing.overlap", message("这个评价机构在所填期间已有备案。"), "valid_from", cure)
    what = message(
        "这个评价机构在所填期间已有备案（{number}，{first}至{last}）。",
        number=other["number"],
        first=other["valid_from"],
        last=other["valid_to"],
    )
    return Problem("filing.overlap", what, "valid_from", cure)


def _number_taken() -> Problem:
    return Problem(
        "filing.number-taken",
        message("这个备案编号已经录入过。"),
        "number",
        message("请照备案通知核对；同一份通知不必再录。"),
    )


def _withdrawn_already() -> Problem:
    return Problem(
        "filing.withdrawn-already",
        message("备案已经取消，不能再更改。"),
        cure=message("请返回备案页面查看现在的情况。"),
    )
