"""Tokens with which programs act for a membership (机器令牌): made, withdrawn; using one writes nothing.

A token does what its membership may do, from the pages' own rules, and ends with it.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from registry.foundation.database import DB
from registry.foundation.encryption import token_hash
from registry.foundation.events import record
from registry.foundation.problems import Absent, Problem, Refusal, message
from registry.foundation.typing_habits import single_line
from registry.foundation.viewers import Viewer, not_your_role
from registry.people.access import MAKE_TOKENS
from registry.people.tables import MachineToken

_RANDOM_BYTES = 32
_PREFIX = "registry_"  # by which a token that was published by mistake is recognised
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token as it is shown this once; the registry keeps its hash alone."""

    id: UUID
    token: str = field(repr=False)
    label: str
    expires_at: datetime


async def make_token(viewer: Viewer, label: str, days: int, *, longest: int, now: datetime) -> MadeToken:
    """Make a token for the viewer's acting membership, good for 1 to `longest` days.

    Raises `NotAllowed` for roles without tokens, `Refusal` at "label" or "days".
    """
    if not MAKE_TOKENS.allows(viewer.role) or viewer.membership is None:
        raise not_your_role(MAKE_TOKENS)
    name = single_line(label)
    problems = [*_wrong_label(name), *_wrong_days(days, longest)]
    if problems:
        raise Refusal(problems)
    token = _PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    row = MachineToken(
        id=uuid4(),
        token_hash=token_hash(token),
        membership=viewer.membership,
        label=name,
        created_by=viewer.acting_account(),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    async with DB.transaction():
        await MachineToken.insert(row)
        await record("machine-token:make", viewer=viewer, subject_kind="machine-token", subject=row.id, now=now)
    return MadeToken(row.id, token, name, row.expires_at)


def _wrong_label(label: str) -> list[Problem]:
    if not label:
        return [Problem("token.label", message("请写明令牌给哪个程序使用。"), "label")]
    if len(label) > _LONGEST_LABEL:
        return [Problem("token.label", message("用途请控制在 {most} 个字以内。", most=_LONGEST_LABEL), "label")]
    return []


def _wrong_days(days: int, longest: int) -> list[Problem]:
    if 1 <= days <= longest:
        return []
    cure = message("请填写 1 到 {longest} 天；到期前可以另做一个。", longest=longest)
    return [Problem("token.days", message("有效期不在允许的范围内。"), "days", cure)]


async def withdraw_token(viewer: Viewer, token: UUID, *, now: datetime) -> None:
    """Withdraw a token of the viewer's acting membership at once; withdrawing it again changes nothing.

    Raises `Absent` for a token of another membership, as for one that is not there.
    """
    if not MAKE_TOKENS.allows(viewer.role):
        raise not_your_role(MAKE_TOKENS)
    async with DB.transaction():
        row = await (
            MachineToken.select(MachineToken.membership, MachineToken.revoked_at)
            .where(MachineToken.id == token)
            .first()
            .lock_rows("UPDATE")
        )
        if row is None or row["membership"] != viewer.membership:
            raise Absent
        if row["revoked_at"] is not None:
            return
        await MachineToken.update({MachineToken.revoked_at: now}).where(MachineToken.id == token)
        await record("machine-token:withdraw", viewer=viewer, subject_kind="machine-token", subject=token, now=now)
