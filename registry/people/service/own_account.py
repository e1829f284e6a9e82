"""What people do to their own account: password, language, and ending sign-ins (本人的账户)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.guesses import Bucket, Patience, count_wrong, forget_wrong, wait_still_asked
from registry.foundation.languages import Language
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.people.service.accounts import end_all_sign_ins
from registry.people.service.passwords import check_new_password, hash_password, password_fits
from registry.people.tables import Account, Session


async def change_password(viewer: Viewer, old: str, new: str, *, allowed: Patience, now: datetime) -> None:
    """Change the viewer's own password; every other sign-in ends.

    Raises `Refusal` at "old" for a wrong old password, which is counted as at sign-in, and at "password" for a new one
    that will not do.
    """
    check_new_password(new)
    account = viewer.acting_account()
    bucket = Bucket("sign-in", str(account))
    if await wait_still_asked((bucket,), allowed, now=now):
        raise Refusal(_wait())
    row = await Account.select(Account.password_hash).where(Account.id == account).first()
    if row is None or not await password_fits(old, row["password_hash"]):
        await count_wrong((bucket,), allowed, now=now)
        raise Refusal(_wrong())
    await forget_wrong((bucket,))
    fresh = await hash_password(new)
    async with DB.transaction():
        await Account.update({Account.password_hash: fresh}).where(Account.id == account)
        await end_all_sign_ins(account, now=now, but=viewer.session)
        await record("account:change-password", viewer=viewer, subject_kind="account", subject=account, now=now)


async def prefer_language(viewer: Viewer, language: Language, *, now: datetime) -> None:
    """Keep the language in which the registry speaks to the account."""
    account = viewer.acting_account()
    async with DB.transaction():
        await Account.update({Account.language: language}).where(Account.id == account)
        await record(
            "account:prefer-language",
            viewer=viewer,
            subject_kind="account",
            subject=account,
            now=now,
            language=language,
        )


async def sign_out_elsewhere(viewer: Viewer, *, now: datetime) -> None:
    """End every sign-in of the account but the one at hand."""
    account = viewer.acting_account()
    async with DB.transaction():
        await end_all_sign_ins(account, now=now, but=viewer.session)
        await record("account:sign-out-elsewhere", viewer=viewer, subject_kind="account", subject=account, now=now)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A sign-in of the account: when it began, when it was last used, and whether it is the one at hand."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    here: bool


async def own_sessions(viewer: Viewer, now: datetime) -> list[SessionLine]:
    """Return the sign-ins of the account that have not run out, the latest first. One statement."""
    rows = await (
        Session.select(Session.id, Session.created_at, Session.last_seen_at)
        .where(Session.account == viewer.acting_account(), Session.expires_at > now)
        .order_by(Session.last_seen_at, ascending=False)
        .order_by(Session.id)
    )
    return [SessionLine(**row, here=row["id"] == viewer.session) for row in rows]


def _wrong() -> Problem:
    return Problem("password.old-wrong", message("原来的口令不对。"), "old", message("请核对后再试。"))


def _wait() -> Problem:
    return Problem("password.wait", message("错误次数较多，请稍后再试。"), "old")
