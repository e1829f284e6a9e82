"""Entering organisations and their bodies (登记单位, 登记评价机构): an officer does it, from papers at hand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError  # type: ignore[import-untyped]

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.organisations.access import ENTER_BODY, ENTER_ORGANISATION, require_organisation, require_role
from registry.organisations.queries import authorities_below
from registry.organisations.rules import ownerships, prefix_region_problem, read_credit_code, read_number_prefix
from registry.organisations.tables import Body, Organisation


@dataclass(frozen=True, slots=True)
class OrganisationToEnter:
    """An organisation as an officer enters it; `ownership` is an id of the catalogue."""

    credit_code: str
    name: str
    ownership: str
    authority: UUID


async def enter_organisation(viewer: Viewer, entered: OrganisationToEnter, *, now: datetime) -> UUID:
    """Enter an organisation and return its id.

    Raises `Refusal` at "credit_code" where the code is wrong or entered already, at "ownership", and at "authority"
    where that is not the officer's own or one below it.
    """
    require_role(viewer, ENTER_ORGANISATION)
    code = read_credit_code(entered.credit_code)
    problems = [] if isinstance(code, str) else [_at(code, "credit_code")]
    if entered.ownership not in ownerships():
        problems.append(_unknown_ownership())
    if viewer.authority is None or entered.authority not in await authorities_below(viewer.authority):
        problems.append(_foreign_authority())
    if problems or not isinstance(code, str):
        raise Refusal(problems)
    row = Organisation(
        id=uuid4(),
        credit_code=code,
        name=entered.name,
        ownership=entered.ownership,
        authority=entered.authority,
        created_at=now,
    )
    try:
        async with DB.transaction():
            await Organisation.insert(row)
            await record(
                "organisation:enter", viewer=viewer, subject_kind="organisation", subject=row.id, now=now, code=code
            )
    except UniqueViolationError as taken:
        raise Refusal(_code_taken()) from taken
    return row.id


@dataclass(frozen=True, slots=True)
class BodyToEnter:
    """A site of an organisation that is to certify, as an officer enters it; its name stands on certificates."""

    organisation: UUID
    name: str
    number_prefix: str
    address: str | None


async def enter_body(viewer: Viewer, entered: BodyToEnter, *, now: datetime) -> UUID:
    """Enter a body of an organisation and return its id.

    Raises `Absent` where the officer does not see the organisation, `Refusal` at "number_prefix" where the thirteen
    characters are wrong, of another province, or another body's.
    """
    await require_organisation(viewer, entered.organisation, ENTER_BODY)
    prefix = read_number_prefix(entered.number_prefix)
    if isinstance(prefix, Problem):
        raise Refusal(_at(prefix, "number_prefix"))
    if other := prefix_region_problem(prefix, await _region_of(entered.organisation)):
        raise Refusal(other)
    row = Body(
        id=uuid4(),
        organisation=entered.organisation,
        name=entered.name,
        number_prefix=prefix,
        address=entered.address,
        created_at=now,
    )
    try:
        async with DB.transaction():
            await Body.insert(row)
            await record("body:enter", viewer=viewer, subject_kind="body", subject=row.id, now=now, prefix=prefix)
    except UniqueViolationError as taken:
        raise Refusal(_prefix_taken()) from taken
    return row.id


async def _region_of(organisation: UUID) -> str:
    row = await (
        Organisation.select(Organisation.authority.region_code.as_alias("region_code"))
        .where(Organisation.id == organisation)
        .first()
    )
    assert row is not None, "it was there a moment ago, and organisations are never deleted"
    return str(row["region_code"])


def _at(problem: Problem, field: str) -> Problem:
    return Problem(problem.code, problem.message, field, problem.cure)


def _unknown_ownership() -> Problem:
    return Problem(
        "organisation.ownership",
        message("没有这种单位性质。"),
        "ownership",
        message("请从列出的选项中选择一项。"),
    )


def _foreign_authority() -> Problem:
    return Problem(
        "organisation.authority",
        message("所选的主管部门不在您的管辖范围内。"),
        "authority",
        message("请选择本部门或下级部门。"),
    )


def _code_taken() -> Problem:
    return Problem(
        "credit-code.taken",
        message("这个统一社会信用代码已经登记过。"),
        "credit_code",
        message("请先在单位列表中查找；查不到的，可能由其他地区登记，请联系上级主管部门。"),
    )


def _prefix_taken() -> Problem:
    return Problem(
        "number-prefix.taken",
        message("这个评价机构代码已属于另一个评价机构。"),
        "number_prefix",
        message("请照备案通知核对；代码确实重复的，请联系省级主管部门。"),
    )
