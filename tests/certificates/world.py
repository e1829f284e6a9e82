"""The smallest world in which certificates are issued: authorities, two enterprises, people, all invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from registry.certificates.service.issuing import CertificateOrder, Press, issue_certificate
from registry.foundation.database import DB
from registry.foundation.encryption import token_hash
from registry.foundation.viewers import Role, Viewer
from registry.organisations.tables import Authority, Body, Organisation
from registry.people.rules.documents import DocumentKind
from registry.people.service.persons import PersonToRegister, register_persons
from registry.people.tables import Account, MachineToken, Membership, Session

PRESS = Press("https://registry.example", specimen=True)
FIRST_BODY = "Y000014000123"
SECOND_BODY = "Y000014000456"
WEI = ("王维", "140101199003077311")
ALIM = ("阿里木·买买提", "14020119850615123X")
LI = ("李敏", "140301199212120022")


@dataclass(frozen=True, slots=True)
class World:
    """Who and what is there."""

    now: datetime
    body: UUID
    other_body: UUID
    organisation: UUID
    other_organisation: UUID
    approver: Viewer
    clerk: Viewer
    other_approver: Viewer
    province_officer: Viewer
    city_officer: Viewer
    county_officer: Viewer
    other_city_officer: Viewer
    auditor: Viewer
    assessor: Viewer
    wei: Viewer
    alim: Viewer
    li: Viewer
    documents: dict[UUID | None, UUID]

    def order(self, holder: Viewer | None = None, **changes: object) -> CertificateOrder:
        """Return an order for one certificate, at level 4 of the first body unless said otherwise."""
        person = (holder or self.wei).person
        assert person is not None
        known: dict[str, object] = {
            "source": uuid4(),
            "body": self.body,
            "person": person,
            "document": self.documents[person],
            "name": (holder or self.wei).name,
            "occupation": "6-29-02-11",
            "occupation_name": "焊工",
            "job_type": "电焊工",
            "level": 4,
        }
        return CertificateOrder(**(known | changes))  # type: ignore[arg-type]

    async def issue(self, order: CertificateOrder | None = None, *, at: datetime | None = None) -> UUID:
        """Issue a certificate as the approver of its body's organisation."""
        order = order or self.order()
        viewer = self.approver if order.body == self.body else self.other_approver
        return await issue_certificate(viewer, order, press=PRESS, now=at or self.now)


async def make_world(now: datetime) -> World:
    """Write the world's rows and return who and what is there."""
    people = await _people(now)
    province, city, county, other_city = await _authorities()
    first = await _organisation("晋阳机械制造有限公司", "91140100MA0GX12345", county, FIRST_BODY, now)
    second = await _organisation("云冈煤机有限公司", "91140200MA0GX54321", other_city, SECOND_BODY, now)

    def staff(role: Role, *, organisation: UUID | None = None, authority: UUID | None = None) -> Viewer:
        account, name = people.staff.pop()
        return Viewer(role, account=account, organisation=organisation, authority=authority, name=name)

    return World(
        now=now,
        body=first[1],
        other_body=second[1],
        organisation=first[0],
        other_organisation=second[0],
        approver=staff(Role.APPROVER, organisation=first[0]),
        clerk=staff(Role.CLERK, organisation=first[0]),
        other_approver=staff(Role.APPROVER, organisation=second[0]),
        province_officer=staff(Role.OFFICER, authority=province),
        city_officer=staff(Role.OFFICER, authority=city),
        county_officer=staff(Role.OFFICER, authority=county),
        other_city_officer=staff(Role.OFFICER, authority=other_city),
        auditor=staff(Role.AUDITOR, authority=province),
        assessor=staff(Role.ASSESSOR, organisation=first[0]),
        wei=people.holders[0],
        alim=people.holders[1],
        li=people.holders[2],
        documents=people.documents,
    )


@dataclass(slots=True)
class _People:
    holders: list[Viewer]
    documents: dict[UUID | None, UUID]
    staff: list[tuple[UUID, str]]


async def _people(now: datetime) -> _People:
    holders = [WEI, ALIM, LI]
    staff = [(f"职员{sign}", f"E1234567{count}") for count, sign in enumerate("甲乙丙丁戊己庚辛壬癸")]
    async with DB.transaction():
        registered = await register_persons(
            [PersonToRegister(DocumentKind.IDENTITY_CARD, number, name) for name, number in holders]
            + [PersonToRegister(DocumentKind.PASSPORT, number, name) for name, number in staff],
            now=now,
        )
    accounts = [_account(each.person, f"somebody-{count}", now) for count, each in enumerate(registered)]
    await Account.insert(*accounts)
    return _People(
        [
            Viewer(Role.WORKER, account=account.id, person=each.person, name=name)
            for (name, _), each, account in zip(holders, registered, accounts, strict=False)
        ],
        {each.person: each.document for each in registered},
        [(account.id, name) for (name, _), account in zip(staff, accounts[len(holders) :], strict=True)],
    )


def _account(person: UUID, name: str, now: datetime) -> Account:
    return Account(
        id=uuid4(), person=person, sign_in_name=name, password_hash="-", language="zh", opened_at=now, opened_by="test"
    )


async def _authorities() -> tuple[UUID, UUID, UUID, UUID]:
    rows = [
        ("山西省人力资源和社会保障厅", "province", "140000", None),
        ("太原市人力资源和社会保障局", "city", "140100", 0),
        ("太原市小店区人力资源和社会保障局", "county", "140105", 1),
        ("大同市人力资源和社会保障局", "city", "140200", 0),
    ]
    ids: list[UUID] = []
    for name, tier, region, above in rows:
        parent = None if above is None else ids[above]
        row = Authority(id=uuid4(), name=name, english_name=name, tier=tier, region_code=region, parent=parent)
        await Authority.insert(row)
        ids.append(row.id)
    return ids[0], ids[1], ids[2], ids[3]


async def _organisation(name: str, code: str, authority: UUID, prefix: str, now: datetime) -> tuple[UUID, UUID]:
    row = Organisation(
        id=uuid4(), credit_code=code, name=name, ownership="private", authority=authority, created_at=now
    )
    body = Body(id=uuid4(), organisation=row.id, name=name, number_prefix=prefix, created_at=now)
    await Organisation.insert(row)
    await Body.insert(body)
    return row.id, body.id


async def session_of(viewer: Viewer, now: datetime) -> str:
    """Return the cookie of a browser in which the viewer has signed in and acts in its role."""
    cookie = uuid4().hex
    await Session.insert(
        Session(
            token_hash=token_hash(cookie),
            account=viewer.account,
            membership=await _membership(viewer),
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
    )
    return cookie


async def machine_of(viewer: Viewer, now: datetime) -> dict[str, str]:
    """Return the header of a program that acts for the viewer's membership."""
    token = uuid4().hex
    await MachineToken.insert(
        MachineToken(
            token_hash=token_hash(token),
            membership=await _membership(viewer),
            label="test",
            created_by=viewer.account,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    return {"authorization": f"Bearer {token}"}


async def _membership(viewer: Viewer) -> UUID | None:
    if viewer.role is Role.WORKER:
        return None
    known = await Membership.select(Membership.id).where(Membership.account == viewer.account).first()
    if known is not None:
        return UUID(str(known["id"]))
    row = Membership(
        id=uuid4(),
        account=viewer.account,
        role=viewer.role.value,
        organisation=viewer.organisation,
        authority=viewer.authority,
        valid_from=date(2020, 1, 1),
    )
    await Membership.insert(row)
    return row.id
