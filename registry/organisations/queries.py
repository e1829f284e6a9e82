"""Reads of authorities, organisations and bodies (主管部门, 单位, 评价机构)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from registry.foundation.encryption import Place, keys
from registry.foundation.languages import Language
from registry.foundation.problems import Absent, Message, message
from registry.foundation.viewers import Role, Viewer
from registry.organisations.access import BELOW, visible_organisations
from registry.organisations.rules import ownerships
from registry.organisations.tables import Authority, Body, MembershipOffer, Organisation
from registry.people.rules.documents import masked
from registry.people.tables import Membership
from registry.policy.law import Words

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """An authority as a choice; `depth` is 0 for the one asked about and grows downwards."""

    id: UUID
    name: str
    english_name: str
    region_code: str
    depth: int

    def in_language(self, language: Language) -> str:
        """Return its name in one language."""
        return self.name if language == "zh" else self.english_name


async def authorities_below(authority: UUID) -> frozenset[UUID]:
    """Return the ids of an authority and of all below it in the tree. One statement."""
    rows = await Authority.raw(f"select id from authority where id in {BELOW}", authority)
    return frozenset(row["id"] for row in rows)


async def authority_and_above(authority: UUID) -> frozenset[UUID]:
    """Return the ids of an authority and of all above it: their officers see what belongs to it. One statement."""
    rows = await Authority.raw(
        "with recursive above as (select id, parent from authority where id = {}"
        " union all select a.id, a.parent from authority a join above b on a.id = b.parent) select id from above",
        authority,
    )
    return frozenset(row["id"] for row in rows)


async def authority_choices(viewer: Viewer) -> tuple[AuthorityLine, ...]:
    """Return the viewer's authority and all below it, as a tree read from top to bottom. One statement."""
    rows = await Authority.raw(
        "with recursive below as ("
        "select a.*, 0 as depth, array[region_code]::varchar[] as way from authority a where a.id = {}"
        " union all select a.*, b.depth + 1, b.way || a.region_code from authority a join below b on a.parent = b.id)"
        " select id, name, english_name, region_code, depth from below order by way",
        viewer.authority,
    )
    return tuple(AuthorityLine(**row) for row in rows)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation as a list shows it."""

    id: UUID
    credit_code: str
    name: str
    ownership: str
    authority: UUID
    authority_name: str
    bodies: int
    created_at: datetime

    @property
    def ownership_in_words(self) -> Words:
        """Who owns it."""
        return ownerships()[self.ownership]


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What a list is narrowed to: a part of the name or the beginning of the code, who owns it, an authority."""

    text: str = ""
    ownership: str | None = None
    authority: UUID | None = None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One page of a list: its lines, how many there are in all, which page it is and which is the last."""

    lines: tuple[OrganisationLine, ...]
    total: int
    number: int
    last: int


async def list_organisations(viewer: Viewer, wanted: OrganisationFilter, page: int = 1) -> OrganisationPage:
    """Return a page of the organisations that the viewer sees, by name. Three statements, one more for an authority."""
    condition = await _narrowed(viewer, wanted)
    total = await Organisation.count().where(condition)
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, page), last)
    rows = await (
        _lines()
        .where(condition)
        .order_by(Organisation.name, Organisation.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return OrganisationPage(await _with_bodies(rows), total, number, last)


async def _narrowed(viewer: Viewer, wanted: OrganisationFilter) -> Any:
    condition: Any = visible_organisations(viewer)
    if wanted.text:
        text = wanted.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        condition = condition & (
            Organisation.name.like(f"%{text}%") | Organisation.credit_code.like(f"{text.upper()}%")
        )
    if wanted.ownership is not None:
        condition = condition & (Organisation.ownership == wanted.ownership)
    if wanted.authority is not None:
        condition = condition & Organisation.authority.is_in(list(await authorities_below(wanted.authority)))
    return condition


def _lines() -> Any:
    return Organisation.select(
        Organisation.id,
        Organisation.credit_code,
        Organisation.name,
        Organisation.ownership,
        Organisation.authority,
        Organisation.authority.name.as_alias("authority_name"),
        Organisation.created_at,
    )


async def _with_bodies(rows: list[dict[str, Any]]) -> tuple[OrganisationLine, ...]:
    counted = await Body.raw(
        "select organisation, count(*) as bodies from body where organisation = any({}::uuid[]) group by organisation",
        [row["id"] for row in rows],
    )
    bodies: Mapping[UUID, int] = {row["organisation"]: row["bodies"] for row in counted}
    return tuple(OrganisationLine(**row, bodies=bodies.get(row["id"], 0)) for row in rows)


async def organisation_for(viewer: Viewer, organisation: UUID) -> OrganisationLine:
    """Return an organisation that the viewer sees, or raise `Absent`. Two statements."""
    rows = await _lines().where(Organisation.id == organisation, visible_organisations(viewer))
    if not rows:
        raise Absent
    return (await _with_bodies(rows))[0]


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body as lists and choices show it."""

    id: UUID
    organisation: UUID
    organisation_name: str
    name: str
    number_prefix: str
    address: str | None


async def bodies_of(viewer: Viewer) -> tuple[BodyLine, ...]:
    """Return the bodies of the organisation for which the viewer acts, by name. One statement."""
    if viewer.organisation is None or viewer.role not in {Role.CLERK, Role.APPROVER, Role.ASSESSOR}:
        return ()
    return await _bodies(Body.organisation == viewer.organisation)


async def bodies_in(viewer: Viewer, organisation: UUID) -> tuple[BodyLine, ...]:
    """Return the bodies of an organisation that the viewer sees, by name; none where it does not. One statement."""
    return await _bodies((Body.organisation == organisation) & _of_visible(viewer))


async def body_for(viewer: Viewer, body: UUID) -> BodyLine:
    """Return a body of an organisation that the viewer sees, or raise `Absent`. One statement."""
    found = await _bodies((Body.id == body) & _of_visible(viewer))
    if not found:
        raise Absent
    return found[0]


def _of_visible(viewer: Viewer) -> Any:
    visible = visible_organisations(viewer).querystring
    return WhereRaw("body.organisation in (select id from organisation where {})", visible)


async def _bodies(condition: Any) -> tuple[BodyLine, ...]:
    rows = await (
        Body.select(
            Body.id,
            Body.organisation,
            Body.organisation.name.as_alias("organisation_name"),
            Body.name,
            Body.number_prefix,
            Body.address,
        )
        .where(condition)
        .order_by(Body.name, Body.number_prefix)
    )
    return tuple(BodyLine(**row) for row in rows)


class StaffState(StrEnum):
    """Where a role in an organisation stands on a day."""

    WAITING = "waiting"
    HOLDS = "holds"
    COMING = "coming"
    ENDED = "ended"

    @property
    def in_words(self) -> Message:
        """The state as a person calls it."""
        return _STAFF_WORDS[self]


_STAFF_WORDS = {
    StaffState.WAITING: message("等待本人开户"),
    StaffState.HOLDS: message("在任"),
    StaffState.COMING: message("尚未开始"),
    StaffState.ENDED: message("已结束"),
}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody with a role in an organisation, or named for one.

    `id` is a membership's, where it waits an offer's; `offer` is the offer from which it came. The document, masked, is
    shown where the organisation entered it.
    """

    id: UUID
    offer: UUID | None
    name: str = field(repr=False)
    role: Role
    valid_from: date
    valid_to: date | None
    card_number: str | None
    masked_document: str | None
    state: StaffState


async def staff_of(viewer: Viewer, organisation: UUID, today: date) -> tuple[StaffLine, ...]:
    """Return who has, had or will have a role in an organisation, who waits first. Three statements.

    Raises `Absent` where the viewer does not see the organisation.
    """
    await organisation_for(viewer, organisation)
    offers = await MembershipOffer.select(
        MembershipOffer.id,
        MembershipOffer.membership,
        MembershipOffer.name,
        MembershipOffer.role,
        MembershipOffer.valid_from,
        MembershipOffer.valid_to,
        MembershipOffer.card_number,
        MembershipOffer.document,
        MembershipOffer.document.sealed_number.as_alias("sealed_number"),
    ).where(MembershipOffer.organisation == organisation, MembershipOffer.withdrawn_at.is_null())
    granted = {row["membership"]: row for row in offers if row["membership"] is not None}
    waiting = [_waiting(row) for row in offers if row["membership"] is None]
    members = [_member(row, granted.get(row["id"]), today) for row in await _members(organisation)]
    return tuple(sorted([*waiting, *members], key=_in_order))


async def _members(organisation: UUID) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await Membership.raw(
        "select m.id, p.name, m.role, m.valid_from, m.valid_to, m.card_number from membership m"
        " join account a on a.id = m.account join person p on p.id = a.person where m.organisation = {}",
        organisation,
    )
    return rows


def _waiting(row: Mapping[str, Any]) -> StaffLine:
    term = {column: row[column] for column in ("id", "name", "valid_from", "valid_to", "card_number")}
    return StaffLine(
        **term, offer=row["id"], role=Role(row["role"]), masked_document=_masked(row), state=StaffState.WAITING
    )


def _member(row: Mapping[str, Any], offer: Mapping[str, Any] | None, today: date) -> StaffLine:
    state = StaffState.HOLDS
    if row["valid_from"] > today:
        state = StaffState.COMING
    elif row["valid_to"] is not None and row["valid_to"] < today:
        state = StaffState.ENDED
    return StaffLine(
        **{**row, "role": Role(row["role"])},
        offer=None if offer is None else offer["id"],
        masked_document=None if offer is None else _masked(offer),
        state=state,
    )


def _masked(row: Mapping[str, Any]) -> str:
    place = Place("person_document", "sealed_number", row["document"])
    return masked(keys().unseal_text(bytes(row["sealed_number"]), place))


def _in_order(line: StaffLine) -> tuple[int, int, str]:
    return list(StaffState).index(line.state), list(Role).index(line.role), line.name
