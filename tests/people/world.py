"""The smallest people and organisations that tests need; all of them are invented."""

from datetime import date
from uuid import UUID, uuid4

from stdnum.cn import ric, uscc

from registry.foundation.clock import Clock
from registry.foundation.viewers import Role, Viewer
from registry.organisations.tables import Authority, Organisation
from registry.people.rules.documents import DocumentKind
from registry.people.service.accounts import MembershipToGrant, grant_membership, install_account
from registry.people.service.persons import PersonToRegister, register_persons
from registry.people.tables import Account

PASSWORD = "three unrelated words"
ZHANG = "140101199003077315"
_CREDIT_CODES = iter(f"91140100MA0{number:06d}" for number in range(1, 1000))


def number_with_check_character(seventeen: str) -> str:
    """Return an identity number whose last character is right."""
    return seventeen + ric.calc_check_digit(seventeen + "0")


async def person_named(name: str, number: str, clock: Clock) -> UUID:
    """Register an invented person by an identity card."""
    to_register = PersonToRegister(DocumentKind.IDENTITY_CARD, number, name)
    (registered,) = await register_persons([to_register], now=clock.now())
    return registered.person


async def zhang(clock: Clock) -> UUID:
    """Register 张三."""
    return await person_named("张三", ZHANG, clock)


async def account(person: UUID, sign_in_name: str, clock: Clock) -> UUID:
    """Open an account with the password that all test accounts have."""
    return await install_account(person, sign_in_name, PASSWORD, now=clock.now())


async def province(clock: Clock) -> UUID:
    """The province's authority, made once."""
    known = await Authority.select(Authority.id).where(Authority.region_code == "140000").first()
    if known is not None:
        return UUID(str(known["id"]))
    row = Authority(
        id=uuid4(),
        name="山西省人力资源和社会保障厅",
        english_name="Human Resources and Social Security Department of Shanxi",
        tier="province",
        region_code="140000",
    )
    await Authority.insert(row)
    return row.id


async def organisation_named(name: str, clock: Clock, *, authority: UUID | None = None) -> UUID:
    """An invented private enterprise."""
    code = next(_CREDIT_CODES)
    row = Organisation(
        id=uuid4(),
        credit_code=code + uscc.calc_check_digit(code),
        name=name,
        ownership="private",
        authority=authority or await province(clock),
        created_at=clock.now(),
    )
    await Organisation.insert(row)
    return row.id


async def clerk_of(organisation_name: str, sign_in_name: str, clock: Clock, *, number: str = ZHANG) -> UUID:
    """An account that is clerk of a new organisation; returns the membership."""
    organisation = await organisation_named(organisation_name, clock)
    person = await person_named("张三" if number == ZHANG else "李四", number, clock)
    return await member(person, sign_in_name, Role.CLERK, clock, organisation=organisation)


async def member(
    person: UUID,
    sign_in_name: str,
    role: Role,
    clock: Clock,
    *,
    organisation: UUID | None = None,
    authority: UUID | None = None,
) -> UUID:
    """An account with one membership, valid from 2020 on; returns the membership."""
    owner = await account(person, sign_in_name, clock)
    granted = MembershipToGrant(
        owner, role, organisation=organisation, authority=authority, valid_from=date(2020, 1, 1)
    )
    return await grant_membership(Viewer(), granted, now=clock.now())


async def viewer_as(membership: UUID, clock: Clock) -> Viewer:
    """The viewer that a membership makes of its account."""
    rows = await Account.raw(
        "select m.*, a.person, p.name, coalesce(o.name, h.name) as acting_for from membership m"
        " join account a on a.id = m.account join person p on p.id = a.person"
        " left join organisation o on o.id = m.organisation left join authority h on h.id = m.authority"
        " where m.id = {}",
        membership,
    )
    row = rows[0]
    return Viewer(
        role=Role(row["role"]),
        account=row["account"],
        person=row["person"],
        membership=membership,
        organisation=row["organisation"],
        authority=row["authority"],
        name=row["name"],
        acting_for=row["acting_for"],
    )
