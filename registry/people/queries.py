"""Reads of accounts: who is behind a cookie or token, and as whom an account may act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from registry.foundation.dates import legal_day
from registry.foundation.encryption import token_hash
from registry.foundation.viewers import Role, Viewer
from registry.people.tables import Account, MachineToken, Session

# Whether an organisation or an authority stands behind a membership, its name is what the page shows.
_WHO = """
    select a.id as account, a.language, p.id as person, p.name,
      m.id as membership, m.role, m.organisation, m.authority, coalesce(o.name, h.name) as acting_for
"""
_BEHIND = """
    join account a on a.id = {account} and a.closed_at is null
    join person p on p.id = a.person
    left join membership m on m.id = {membership}
      and m.valid_from <= {{}} and (m.valid_to is null or m.valid_to >= {{}})
    left join organisation o on o.id = m.organisation
    left join authority h on h.id = m.authority
"""
_BY_COOKIE = (
    _WHO
    + ", s.id as session, s.last_seen_at from session s "
    + _BEHIND.format(account="s.account", membership="s.membership")
    + " where s.token_hash = {} and s.expires_at > {} and s.last_seen_at > {}"
)
_BY_TOKEN = (
    _WHO
    + ", null::uuid as session from machine_token t join membership acting on acting.id = t.membership "
    + _BEHIND.format(account="acting.account", membership="t.membership")
    + " where t.token_hash = {} and t.expires_at > {} and t.revoked_at is null and m.id is not null"
)
_ACTING = (
    _WHO
    + ", null::uuid as session from (select {}::uuid as account, {}::uuid as membership) asked "
    + _BEHIND.format(account="asked.account", membership="asked.membership")
)
_SEEN_TO_THE_MINUTE = timedelta(minutes=1)


async def viewer_by_cookie(cookie: str, now: datetime, *, idle: timedelta) -> Viewer | None:
    """Return who is behind a session's cookie, or None where it has ended. One statement, a second once a minute."""
    today = legal_day(now)
    rows = await Session.raw(_BY_COOKIE, today, today, token_hash(cookie), now, now - idle)
    if not rows:
        return None
    if now - rows[0]["last_seen_at"] > _SEEN_TO_THE_MINUTE:
        await Session.update({Session.last_seen_at: now}).where(Session.id == rows[0]["session"])
    return _viewer(rows[0])


async def viewer_by_token(token: str, now: datetime) -> Viewer | None:
    """Return who is behind a machine's token, or None where it is not, or no longer, good. One statement."""
    today = legal_day(now)
    rows = await Session.raw(_BY_TOKEN, today, today, token_hash(token), now)
    return _viewer(rows[0]) if rows else None


async def viewer_acting(account: UUID, membership: UUID | None, now: datetime) -> Viewer | None:
    """Return an account acting under a membership, for work that it asked for earlier. One statement.

    A membership that has ended meanwhile leaves the account as the person alone, who may do no work for anybody.
    """
    today = legal_day(now)
    rows = await Session.raw(_ACTING, account, membership, today, today)
    return _viewer(rows[0]) if rows else None


def _viewer(row: dict[str, Any]) -> Viewer:
    return Viewer(
        role=Role.WORKER if row["role"] is None else Role(row["role"]),
        account=row["account"],
        person=row["person"],
        session=row["session"],
        membership=row["membership"],
        organisation=row["organisation"],
        authority=row["authority"],
        name=row["name"],
        acting_for=row["acting_for"] or "",
        language=row["language"],
    )


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The viewer's own account, as its owner reads it."""

    sign_in_name: str
    opened_at: datetime
    opened_by: str
    first_sign_in_at: datetime | None


async def own_account(viewer: Viewer) -> OwnAccount:
    """Return the viewer's own account. One statement."""
    row = await Account.select().where(Account.id == viewer.acting_account()).first()
    assert row is not None, "a session names an account that is there"
    return OwnAccount(row["sign_in_name"], row["opened_at"], row["opened_by"], row["first_sign_in_at"])


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A membership as the page that switches between them shows it."""

    id: UUID
    role: Role
    acting_for: str
    acting: bool


async def own_memberships(viewer: Viewer, now: datetime) -> list[MembershipLine]:
    """Return the viewer's memberships of today. One statement."""
    today = legal_day(now)
    rows = await Session.raw(
        "select m.id, m.role, coalesce(o.name, h.name) as acting_for from membership m"
        " left join organisation o on o.id = m.organisation left join authority h on h.id = m.authority"
        " where m.account = {} and m.valid_from <= {} and (m.valid_to is null or m.valid_to >= {})"
        " order by acting_for, m.role",
        viewer.account,
        today,
        today,
    )
    return [
        MembershipLine(row["id"], Role(row["role"]), row["acting_for"], row["id"] == viewer.membership) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A machine's token as its owner's list shows it (机器令牌); `state` is good, expired or withdrawn."""

    id: UUID
    label: str
    created_at: datetime
    expires_at: datetime
    state: str


async def own_tokens(viewer: Viewer, now: datetime) -> list[TokenLine]:
    """Return the tokens of the viewer's acting membership, newest first. One statement."""
    rows = await MachineToken.raw(
        "select id, label, created_at, expires_at, case when revoked_at is not null then 'withdrawn'"
        " when expires_at <= {} then 'expired' else 'good' end as state"
        " from machine_token where membership = {} order by created_at desc, id",
        now,
        viewer.membership,
    )
    return [TokenLine(**row) for row in rows]
