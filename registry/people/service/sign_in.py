"""Signing in and out, and choosing as whom to act (登录, 退出, 切换身份)."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.encryption import token_hash
from registry.foundation.events import record
from registry.foundation.guesses import Bucket, Patience, count_wrong, forget_wrong, wait_still_asked
from registry.foundation.problems import Absent, Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed, single_line
from registry.foundation.viewers import Viewer
from registry.people.access import may_act_as
from registry.people.service.case_reading import untold_outcomes
from registry.people.service.document_hashes import hashes_to_try, require_current_key
from registry.people.service.passwords import password_fits
from registry.people.tables import Account, Membership, Session


@dataclass(frozen=True, slots=True)
class SignIn:
    """What was typed to sign in: a sign-in name or a document number, and the password; and from where."""

    name: str = field(repr=False)
    password: str = field(repr=False)
    address: str

    def buckets(self) -> tuple[Bucket, ...]:
        """What wrong answers count for."""
        return (Bucket("sign-in", single_line(self.name).lower()), Bucket("sign-in-address", self.address))


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser gets: the cookie's bits, and whether it is the first sign-in, or an officer settled a case."""

    token: str = field(repr=False)
    first: bool
    outcomes_wait: bool = False


async def sign_in(typed: SignIn, *, lasting: timedelta, allowed: Patience, now: datetime) -> NewSession:
    """Open a session for the account and return its cookie; a wrong answer is counted and refused.

    Raises `Refusal`: the same words for a name that does not exist and for a wrong password.
    """
    wait = await wait_still_asked(typed.buckets(), allowed, now=now)
    if wait:
        raise Refusal(_too_many(wait))
    account = await _account_named(typed.name)
    fits = await password_fits(typed.password, account["password_hash"] if account else None)
    if account is None or not fits:
        await count_wrong(typed.buckets(), allowed, now=now)
        raise Refusal(_wrong())
    await forget_wrong(typed.buckets()[:1])
    token = await _open_session(account["id"], lasting=lasting, now=now)
    waiting = await untold_outcomes(account["person"])
    return NewSession(token, first=account["first_sign_in_at"] is None, outcomes_wait=bool(waiting))


async def _account_named(typed: str) -> dict[str, Any] | None:
    """An account by its sign-in name, or by any document of its person."""
    rows = await Account.raw(
        "select a.id, a.person, a.password_hash, a.first_sign_in_at from account a"
        " where a.closed_at is null and (a.sign_in_name = {} or a.person in"
        " (select coalesce(p.merged_into, p.id) from person p join person_document d on d.person = p.id"
        "  where d.number_hash = any({}::bytea[])))",
        single_line(typed).lower(),
        hashes_to_try(code_as_typed(typed)),
    )
    await require_current_key()  # afterwards: documents that moved meanwhile to a key unknown here would not be found
    return rows[0] if len(rows) == 1 else None


async def _open_session(account: UUID, *, lasting: timedelta, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    async with DB.transaction():
        row = Session(
            token_hash=token_hash(token),
            account=account,
            membership=await _only_membership(account, now),
            created_at=now,
            last_seen_at=now,
            expires_at=now + lasting,
        )
        await Session.insert(row)
        await Account.update({Account.first_sign_in_at: now}).where(
            Account.id == account, Account.first_sign_in_at.is_null()
        )
        viewer = Viewer(account=account)
        await record("account:sign-in", viewer=viewer, subject_kind="account", subject=account, now=now)
    return token


async def _only_membership(account: UUID, now: datetime) -> UUID | None:
    """An account with one membership acts under it at once; one with several chooses."""
    today = legal_day(now)
    rows = await Membership.select(Membership.id).where(
        Membership.account == account,
        Membership.valid_from <= today,
        (Membership.valid_to.is_null()) | (Membership.valid_to >= today),
    )
    return rows[0]["id"] if len(rows) == 1 else None


async def sign_out(viewer: Viewer, *, now: datetime) -> None:
    """End the session at hand."""
    if viewer.session is None:
        return
    async with DB.transaction():
        await Session.delete().where(Session.id == viewer.session)
        await record("account:sign-out", viewer=viewer, subject_kind="account", subject=viewer.account, now=now)


async def act_as(viewer: Viewer, membership: UUID | None, *, now: datetime) -> None:
    """Act under a membership from now on, or as the person alone (None)."""
    async with DB.transaction():
        if membership is not None:
            await _own_membership(viewer, membership, legal_day(now))
        await Session.update({Session.membership: membership}).where(Session.id == viewer.session)
        await record(
            "account:act-as", viewer=viewer, subject_kind="membership", subject=membership or viewer.account, now=now
        )


async def _own_membership(viewer: Viewer, membership: UUID, today: date) -> None:
    row = await Membership.select().where(Membership.id == membership).first()
    if row is None or not may_act_as(viewer, row["account"]):
        raise Absent
    if row["valid_from"] > today or (row["valid_to"] is not None and row["valid_to"] < today):
        raise Absent


def _wrong() -> Problem:
    return Problem(
        "sign-in.wrong",
        message("登录名或口令不对。"),
        "name",
        message("请核对后再试。忘记口令的，请到本单位经办人或人社窗口重新开户。"),
    )


def _too_many(wait: timedelta) -> Problem:
    return Problem(
        "sign-in.wait",
        message("错误次数较多，请等待 {seconds} 秒后再试。", seconds=int(wait.total_seconds()) + 1),
        "name",
    )
