"""Naming people for roles in an organisation, handing out their slips, ending a role (任职, 激活码, 离任).

A person is named by document and name. Who has an account gets the membership at once; for everybody else it waits as
an offer and is granted in the transaction that opens the account. Where the document belongs to somebody whom the
registry knows under another name, nothing is granted: the difference goes to the authority as a case (待核情况), and
whoever named the person is only asked to send them to a counter.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from asyncpg import ExclusionViolationError, UniqueViolationError  # type: ignore[import-untyped]

from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.encryption import Place, keys
from registry.foundation.events import record
from registry.foundation.problems import Absent, Conflict, Problem, Refusal, message
from registry.foundation.viewers import Role, Viewer
from registry.organisations.access import CHANGE_STAFF, require_organisation
from registry.organisations.rules import STAFF_ROLES, last_day_problem, term_problems
from registry.organisations.tables import MembershipOffer, Organisation
from registry.people.rules.documents import Document, DocumentKind, masked
from registry.people.rules.identity import check_document
from registry.people.rules.names import clean_name, comparison_key, name_problems
from registry.people.service.accounts import MembershipToGrant, PrintedCode, grant_membership, print_activation_code
from registry.people.service.persons import PersonToRegister, RegisteredPerson, open_case, register_persons
from registry.people.tables import Account, Membership


@dataclass(frozen=True, slots=True)
class PersonToName:
    """Somebody who is to have a role in an organisation, as typed; an assessor also has a card (考评员证卡)."""

    organisation: UUID
    document_kind: DocumentKind
    document_number: str = field(repr=False)
    name: str = field(repr=False)
    role: Role
    valid_from: date
    valid_to: date | None = None
    card_number: str | None = None


async def name_person(viewer: Viewer, named: PersonToName, *, now: datetime) -> UUID:
    """Name a person for a role and return the offer's id; the membership is granted at once where there is an account.

    Raises `Refusal` at "document_number", "name", "role", "valid_to" or "card_number", and at "document_number" where
    the person has the role already or is named for it.
    """
    await require_organisation(viewer, named.organisation, CHANGE_STAFF)
    document = _checked(named, legal_day(now))
    try:
        async with DB.transaction():
            offer = await _offer(viewer, named, document, now)
    except UniqueViolationError as known:
        raise Refusal(_named_already()) from known
    except ExclusionViolationError as known:
        raise Refusal(_member_already()) from known
    return offer


def _checked(named: PersonToName, today: date) -> Document:
    check = check_document(named.document_kind, named.document_number, today)
    problems = [_at(problem, "document_number") for problem in check.problems if problem.severity == "error"]
    problems += [_at(found, "name") for found in name_problems(clean_name(named.name)) if found.severity == "error"]
    if named.role not in STAFF_ROLES:
        problems.append(Problem("staff.role", message("没有这种身份。"), "role", message("请从列出的选项中选择一项。")))
    problems += term_problems(named.role, named.valid_from, named.valid_to, named.card_number)
    if problems or check.document is None:
        raise Refusal(problems)
    return check.document


async def _offer(viewer: Viewer, named: PersonToName, document: Document, now: datetime) -> UUID:
    name = clean_name(named.name)
    to_register = PersonToRegister(document.kind, document.number, name, document.sex, document.birth_date)
    (known,) = await register_persons([to_register], now=now)
    row = MembershipOffer(
        id=uuid4(),
        organisation=named.organisation,
        person=known.person,
        document=known.document,
        name=name,
        role=named.role.value,
        valid_from=named.valid_from,
        valid_to=named.valid_to,
        card_number=named.card_number,
        offered_by=viewer.acting_account(),
        offered_at=now,
    )
    await MembershipOffer.insert(row)
    await record(
        "staff:name", viewer=viewer, subject_kind="membership-offer", subject=row.id, now=now, role=named.role.value
    )
    await _open_case_or_grant(known, row, named.organisation, now)
    return row.id


async def _open_case_or_grant(known: RegisteredPerson, row: MembershipOffer, organisation: UUID, now: datetime) -> None:
    if known.name_differs:
        of = await Organisation.select(Organisation.authority).where(Organisation.id == organisation).first()
        assert of is not None, "the organisation was seen a moment ago"
        await open_case("name-differs", known.person, authority=of["authority"], subject=row.id, now=now)
        return
    account = await Account.select(Account.id).where(Account.person == known.person).first()
    if account is not None:
        await grant_offered(known.person, account["id"], now)


async def grant_offered(person: UUID, account: UUID, now: datetime) -> None:
    """Grant what a person has been named for under the person's own name; runs as part of opening an account."""
    offers = await (
        MembershipOffer.select(*MembershipOffer.all_columns(), MembershipOffer.person.name_key.as_alias("name_key"))
        .where(
            MembershipOffer.person == person,
            MembershipOffer.membership.is_null(),
            MembershipOffer.withdrawn_at.is_null(),
        )
        .order_by(MembershipOffer.offered_at)
    )
    for offer in offers:
        if comparison_key(offer["name"]) == offer["name_key"]:
            await _grant(offer, account, now)


async def _grant(offer: dict[str, Any], account: UUID, now: datetime) -> None:
    granted = MembershipToGrant(
        account,
        Role(offer["role"]),
        organisation=offer["organisation"],
        valid_from=offer["valid_from"],
        valid_to=offer["valid_to"],
        card_number=offer["card_number"],
    )
    membership = await grant_membership(Viewer(account=offer["offered_by"]), granted, now=now)
    await MembershipOffer.update({MembershipOffer.membership: membership}).where(MembershipOffer.id == offer["id"])


@dataclass(frozen=True, slots=True)
class SlipToDraw:
    """What a person's slip says: the name and masked document as the organisation entered them, and the code."""

    name: str = field(repr=False)
    masked_document: str
    organisation_name: str
    code: PrintedCode


async def print_slip(viewer: Viewer, organisation: UUID, offer: UUID, *, now: datetime) -> SlipToDraw:
    """Make a fresh activation code for a person who is named for a role; an earlier one opens nothing any more.

    Raises `Absent` where there is no such open offer, `Refusal` where only a counter can open the account.
    """
    await require_organisation(viewer, organisation, CHANGE_STAFF)
    async with DB.transaction():
        row = await _open_offer(organisation, offer)
        if comparison_key(row["name"]) != row["name_key"]:
            raise Refusal(_only_at_a_counter())
        code = await print_activation_code(viewer, row["person"], now=now)
    number = keys().unseal_text(bytes(row["sealed_number"]), Place("person_document", "sealed_number", row["document"]))
    return SlipToDraw(row["name"], masked(number), row["organisation_name"], code)


async def withdraw_offer(viewer: Viewer, organisation: UUID, offer: UUID, *, now: datetime) -> None:
    """Take back an offer that has not been granted; raises `Absent` where there is no such open offer."""
    await require_organisation(viewer, organisation, CHANGE_STAFF)
    async with DB.transaction():
        await _open_offer(organisation, offer)
        await MembershipOffer.update({MembershipOffer.withdrawn_at: now}).where(MembershipOffer.id == offer)
        await record("staff:withdraw", viewer=viewer, subject_kind="membership-offer", subject=offer, now=now)


async def _open_offer(organisation: UUID, offer: UUID) -> dict[str, Any]:
    locked = await (
        MembershipOffer.select(MembershipOffer.id)
        .where(
            MembershipOffer.id == offer,
            MembershipOffer.organisation == organisation,
            MembershipOffer.membership.is_null(),
            MembershipOffer.withdrawn_at.is_null(),
        )
        .first()
        .lock_rows("UPDATE")
    )
    if locked is None:
        raise Absent
    (row,) = await MembershipOffer.select(
        MembershipOffer.person,
        MembershipOffer.name,
        MembershipOffer.document,
        MembershipOffer.person.name_key.as_alias("name_key"),
        MembershipOffer.document.sealed_number.as_alias("sealed_number"),
        MembershipOffer.organisation.name.as_alias("organisation_name"),
    ).where(MembershipOffer.id == offer)
    return dict(row)


async def end_membership(
    viewer: Viewer, organisation: UUID, membership: UUID, last_day: date, *, now: datetime
) -> None:
    """End a role on a day, the last on which it holds; yesterday ends it at once.

    Raises `Absent` where the organisation has no such membership, `Conflict` where it has ended, `Refusal` at
    "valid_to" where the day is too early.
    """
    await require_organisation(viewer, organisation, CHANGE_STAFF)
    today = legal_day(now)
    async with DB.transaction():
        row = await (
            Membership.select(Membership.valid_from, Membership.valid_to)
            .where(Membership.id == membership, Membership.organisation == organisation)
            .first()
            .lock_rows("UPDATE")
        )
        if row is None:
            raise Absent
        if row["valid_to"] is not None and row["valid_to"] < today:
            raise Conflict(_ended_already(row["valid_to"]))
        if problem := last_day_problem(last_day, first=row["valid_from"], planned=row["valid_to"], today=today):
            raise Refusal(problem)
        await Membership.update({Membership.valid_to: last_day}).where(Membership.id == membership)
        await record(
            "membership:end", viewer=viewer, subject_kind="membership", subject=membership, now=now, last_day=last_day
        )


def _at(problem: Problem, field: str) -> Problem:
    return Problem(problem.code, problem.message, field, problem.cure)


def _named_already() -> Problem:
    return Problem(
        "staff.named-already",
        message("此人已登记为同一身份，正等待本人办理。"),
        "document_number",
        message("请在任职人员列表中查看；要改任期的，请先收回原来的登记。"),
    )


def _member_already() -> Problem:
    return Problem(
        "staff.member-already",
        message("此人在所填期间已经担任同一身份。"),
        "document_number",
        message("请核对任期，或先结束原来的任职。"),
    )


def _only_at_a_counter() -> Problem:
    return Problem(
        "staff.counter",
        message("此人的激活码不能在这里打印。"),
        cure=message("请本人携带证件到人社窗口办理。"),
    )


def _ended_already(last: date) -> Problem:
    return Problem("staff.ended", message("这项任职已于{last}结束。", last=last))
