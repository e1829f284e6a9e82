"""The offices, enterprises, bodies, filings and staff of the demonstration, entered as officers and people would."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from registry.demo.days import Calendar
from registry.demo.people import Inventor, Worker
from registry.demo.plans import PASSWORD, EnterprisePlan, FilingPlan, Names, Office, Staff, enterprises
from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.scope import ScopeLine
from registry.filings.service import FilingToEnter, change_privileges, enter_filing
from registry.foundation.guesses import patience
from registry.foundation.viewers import Role, Viewer
from registry.organisations.service.authorities import load_authorities
from registry.organisations.service.entering import BodyToEnter, OrganisationToEnter, enter_body, enter_organisation
from registry.organisations.service.staff import PersonToName, grant_offered, name_person, print_slip
from registry.organisations.tables import Authority
from registry.people.queries import own_memberships, viewer_acting
from registry.people.rules.documents import DocumentKind
from registry.people.service.accounts import (
    AccountToOpen,
    MembershipToGrant,
    PrintedCode,
    grant_membership,
    install_account,
    open_account,
    when_account_opens,
)
from registry.people.service.persons import PersonToRegister, register_persons
from registry.policy.facts import LegalSource
from registry.settings import Settings

# The notice that frees private enterprises: nothing is freed before its day.
_NOTICE = LegalSource(
    title="关于做好支持民营经济发展壮大有关工作的通知", number="晋人社厅发〔2024〕11号", article="一、1"
)
_NOTICE_OF = date(2024, 2, 23)


@dataclass(slots=True)
class Cast:
    """Who is there by now: accounts by sign-in name, organisations and bodies by the names of the plan."""

    settings: Settings
    calendar: Calendar
    names: Names
    inventor: Inventor
    accounts: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)
    enterprise_of_body: dict[str, str] = field(default_factory=dict)

    async def acting(self, sign_in_name: str, now: datetime) -> Viewer:
        """Return the viewer that an account of the plan is, in its role."""
        account = self.accounts[sign_in_name]
        memberships = await own_memberships(Viewer(account=account), now)
        viewer = await viewer_acting(account, memberships[0].id if memberships else None, now)
        assert viewer is not None, "accounts of the demonstration are never closed"
        return viewer

    async def staff(self, enterprise: str, role: Role, now: datetime) -> list[Viewer]:
        """Return an enterprise's people in a role."""
        plan = next(each for each in enterprises().enterprise if each.id == enterprise)
        return [await self.acting(each.sign_in_name, now) for each in plan.staff if each.role is role]

    async def open_account(self, person: Worker, code: PrintedCode, sign_in_name: str, now: datetime) -> None:
        """Open somebody's account with the code of a slip."""
        self.accounts[sign_in_name] = await open_account(
            AccountToOpen(person.document_kind, person.number, person.name, code.code, sign_in_name, PASSWORD),
            allowed=patience(self.settings),
            now=now,
        )


async def enter_offices(cast: Cast) -> None:
    """Load the authorities, and the accounts of officers and the auditor, from six years back on."""
    when_account_opens(grant_offered)
    since = cast.calendar.years_ago(6) - timedelta(days=30)
    now = cast.calendar.at_work(since, 9)
    await load_authorities(now)
    for office in enterprises().office:
        await _enter_office(cast, office, since, now)


async def _enter_office(cast: Cast, office: Office, since: date, now: datetime) -> None:
    person = cast.inventor.staff_member(office.name, since)
    to_register = PersonToRegister(person.document_kind, person.number, person.name, person.sex, person.birth_date)
    (registered,) = await register_persons([to_register], now=now)
    account = await install_account(registered.person, office.sign_in_name, PASSWORD, now=now)
    granted = MembershipToGrant(account, office.role, authority=await _authority_of(office.region), valid_from=since)
    await grant_membership(Viewer(), granted, now=now)
    cast.accounts[office.sign_in_name] = account


async def _authority_of(region: str) -> UUID:
    row = await Authority.select(Authority.id).where(Authority.region_code == region).first()
    assert row is not None, "the regions of the plan stand in the catalogue"
    return UUID(str(row["id"]))


async def enter_enterprise(cast: Cast, plan: EnterprisePlan) -> None:
    """Enter an enterprise with its bodies, name its people, open their accounts, enter its filings."""
    since = cast.calendar.years_ago(plan.entered_years_ago) - timedelta(days=20)
    now = cast.calendar.at_work(since, 9)
    officer = await cast.acting("officer", now)
    organisation = await enter_organisation(
        officer,
        OrganisationToEnter(plan.whole_credit_code, plan.name, "private", await _authority_of(plan.region)),
        now=now,
    )
    cast.organisations[plan.id] = organisation
    for body in plan.body:
        entered = BodyToEnter(organisation, body.name, body.number_prefix, body.address)
        cast.bodies[body.id] = await enter_body(officer, entered, now=now)
        cast.enterprise_of_body[body.id] = plan.id
    for staff in plan.staff:
        await _open_for_staff(cast, plan.id, staff, since, now)
    for filing in plan.filing:
        await _enter_filing(cast, filing)


async def _open_for_staff(cast: Cast, enterprise: str, staff: Staff, since: date, now: datetime) -> None:
    officer = await cast.acting("officer", now)
    person = cast.inventor.staff_member(staff.name, since)
    organisation = cast.organisations[enterprise]
    offer = await name_person(
        officer,
        PersonToName(
            organisation,
            DocumentKind.IDENTITY_CARD,
            person.number,
            person.name,
            staff.role,
            valid_from=since,
            card_number=staff.card_number,
        ),
        now=now,
    )
    slip = await print_slip(
        officer,
        organisation,
        offer,
        now=now,
    )
    await cast.open_account(person, slip.code, staff.sign_in_name, now)


async def _enter_filing(cast: Cast, plan: FilingPlan) -> None:
    first = cast.calendar.years_ago(plan.from_years_ago)
    last = cast.calendar.years_ago(plan.to_years_ago) - timedelta(days=1)
    now = cast.calendar.at_work(first, 10)
    scopes = tuple(ScopeLine(each.occupation, each.job_type, each.highest_rank) for each in plan.scope)
    officer = await cast.acting("officer", now)
    entered = FilingToEnter(cast.bodies[plan.body], plan.number, first, last, scopes)
    filing = await enter_filing(officer, entered, now=now)
    if plan.relaxed:
        freed = max(cast.calendar.days_ago(plan.relaxed_days_ago), _NOTICE_OF + timedelta(days=3))
        grounds = [PrivilegeGround(kind, _NOTICE) for kind in plan.relaxed]
        reasons = "经核实，该企业为已备案的民营企业，依照通知放宽。"
        await change_privileges(officer, filing, grounds, reasons, now=cast.calendar.at_work(freed, 15))
