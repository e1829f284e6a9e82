"""Who is looking, as what, and which acts that role may try at all.

A permission names an act and the roles that may try it; each route names its permission. Whether this viewer may do it
to this very object is decided in the `access.py` of the object's subject and nowhere else.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from registry.foundation.languages import Language
from registry.foundation.problems import Message, NotAllowed, Problem, message


class Role(StrEnum):
    """As what an account acts."""

    VISITOR = "visitor"
    WORKER = "worker"
    CLERK = "clerk"
    APPROVER = "approver"
    ASSESSOR = "assessor"
    OFFICER = "officer"
    AUDITOR = "auditor"

    @property
    def in_words(self) -> Message:
        """The role as a person calls it."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.VISITOR: message("未登录访客"),
    Role.WORKER: message("劳动者本人"),
    Role.CLERK: message("企业经办人"),
    Role.APPROVER: message("企业审批人"),
    Role.ASSESSOR: message("考评员"),
    Role.OFFICER: message("主管部门工作人员"),
    Role.AUDITOR: message("审计员"),
}
EVERYONE = frozenset(Role)
SIGNED_IN_ROLES = EVERYONE - {Role.VISITOR}
ENTERPRISE_ROLES = frozenset({Role.CLERK, Role.APPROVER})
AUTHORITY_ROLES = frozenset({Role.OFFICER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Permission:
    """An act, as subject:verb, and the roles that may try it."""

    act: str
    roles: frozenset[Role]

    def allows(self, role: Role) -> bool:
        """Return whether the role may try the act at all."""
        return role in self.roles


PUBLIC = Permission("public", EVERYONE)
SIGNED_IN = Permission("account:use", SIGNED_IN_ROLES)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, as what: an account acting under one membership, a worker for itself, or a visitor."""

    role: Role = Role.VISITOR
    account: UUID | None = None
    person: UUID | None = None
    session: UUID | None = None
    membership: UUID | None = None
    organisation: UUID | None = None
    authority: UUID | None = None
    name: str = ""
    acting_for: str = ""
    language: Language = "zh"

    @property
    def signed_in(self) -> bool:
        """Whether there is an account behind the request."""
        return self.account is not None

    @property
    def role_words(self) -> str:
        """The role in the spoken language."""
        return str(self.role.in_words)

    @property
    def organisation_name(self) -> str:
        """The organisation or authority for which the viewer acts, or nothing."""
        return self.acting_for

    def acting_account(self) -> UUID:
        """Return the account, or raise `NotAllowed` for a visitor."""
        if self.account is None:
            raise sign_in_first()
        return self.account


VISITOR = Viewer()


def sign_in_first() -> NotAllowed:
    """Return the refusal that asks a visitor to sign in."""
    return NotAllowed(Problem("sign-in.needed", message("请先登录。"), cure=message("登录后会回到这一页。")))


def not_your_role(permission: Permission) -> NotAllowed:
    """Return the refusal for a role that may not try an act, naming the roles that may."""
    roles = sorted(str(role.in_words) for role in permission.roles - {Role.VISITOR})
    return NotAllowed(
        Problem(
            "role.not-allowed",
            message("您现在的身份不能办理此事。"),
            cure=message("可以办理的身份：{roles}。如您有这样的身份，请在页面上方切换。", roles="、".join(roles)),
        )
    )
