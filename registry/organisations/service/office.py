"""Opening the office of a real installation (启用): its first officer, made on the machine itself."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError  # type: ignore[import-untyped]

from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.problems import Conflict, Problem, Refusal, message
from registry.foundation.viewers import Role, Viewer
from registry.organisations.tables import Authority
from registry.people.rules.documents import Document, DocumentKind
from registry.people.rules.identity import check_document
from registry.people.rules.names import clean_name, name_problems
from registry.people.service.accounts import (
    MembershipToGrant,
    checked_sign_in_name,
    grant_membership,
    install_account,
    name_taken,
)
from registry.people.service.passwords import check_new_password
from registry.people.service.persons import PersonToRegister, register_persons
from registry.people.tables import Account, Membership


@dataclass(frozen=True, slots=True)
class OfficeToOpen:
    """Who becomes an officer (主管部门工作人员) of which authority, as typed on the machine."""

    document_kind: DocumentKind
    document_number: str = field(repr=False)
    name: str = field(repr=False)
    region_code: str
    sign_in_name: str
    password: str = field(repr=False)


async def require_no_officer(*, another: bool, now: datetime) -> None:
    """Raise `Conflict` where an officer is in office already, unless another one is asked for."""
    if not another and await _officer_in_office(now):
        raise Conflict(
            Problem(
                "office.open-already",
                message("本系统已有主管部门工作人员，没有再次开户。"),
                cure=message("确需再增加一名的，请加上 --another 重新运行。"),
            )
        )


async def open_office(to_open: OfficeToOpen, *, another: bool, now: datetime) -> UUID:
    """Register an officer with account and membership, and return the membership's id.

    Raises `Refusal` for each thing that was typed wrong, `Conflict` where there is an officer already.
    """
    document, name = _checked(to_open, now)
    sign_in_name = checked_sign_in_name(to_open.sign_in_name)
    check_new_password(to_open.password)
    try:
        async with DB.transaction():
            await Authority.raw("select pg_advisory_xact_lock(hashtext('open office'))")
            await require_no_officer(another=another, now=now)
            authority = await _authority_of(to_open.region_code)
            person = await _person(document, name, now)
            account = await install_account(person, sign_in_name, to_open.password, now=now)
            granted = MembershipToGrant(account, Role.OFFICER, authority=authority, valid_from=legal_day(now))
            membership = await grant_membership(Viewer(), granted, now=now)
    except UniqueViolationError as known:
        raise Refusal(name_taken()) from known
    return membership


async def _officer_in_office(now: datetime) -> bool:
    today = legal_day(now)
    return await Membership.exists().where(
        Membership.role == Role.OFFICER.value,
        (Membership.valid_to.is_null()) | (Membership.valid_to >= today),
    )


def _checked(to_open: OfficeToOpen, now: datetime) -> tuple[Document, str]:
    check = check_document(to_open.document_kind, to_open.document_number, legal_day(now))
    name = clean_name(to_open.name)
    problems = [found for found in (*check.problems, *name_problems(name)) if found.severity == "error"]
    if problems or check.document is None:
        raise Refusal(problems)
    return check.document, name


async def _authority_of(region_code: str) -> UUID:
    row = await Authority.select(Authority.id).where(Authority.region_code == region_code).first()
    if row is None:
        raise Refusal(
            Problem(
                "office.region",
                message("没有行政区划代码为 {code} 的主管部门。", code=region_code),
                cure=message("请填写本省、市、县（区）的六位代码，省级为 140000。"),
            )
        )
    return UUID(str(row["id"]))


async def _person(document: Document, name: str, now: datetime) -> UUID:
    to_register = PersonToRegister(document.kind, document.number, name, document.sex, document.birth_date)
    (known,) = await register_persons([to_register], now=now)
    if known.name_differs:
        raise Refusal(
            Problem(
                "office.name-differs",
                message("这个证件号码已登记在另一个姓名下。"),
                cure=message("请核对证件号码和姓名。"),
            )
        )
    if await Account.exists().where(Account.person == known.person):
        raise Conflict(
            Problem(
                "office.account-there",
                message("此人已有账户，每人只有一个账户。"),
                cure=message("请换一名工作人员。"),
            )
        )
    return known.person
