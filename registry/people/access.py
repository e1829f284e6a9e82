"""Who may see and do what with accounts (账户权限)."""

from uuid import UUID

from registry.foundation.viewers import ENTERPRISE_ROLES, EVERYONE, SIGNED_IN_ROLES, Permission, Role, Viewer

SIGN_IN = Permission("account:sign-in", EVERYONE)
OPEN_ACCOUNT = Permission("account:open", EVERYONE)
CHOOSE_LANGUAGE = Permission("language:choose", EVERYONE)
USE_OWN_ACCOUNT = Permission("account:use", SIGNED_IN_ROLES)
MAKE_TOKENS = Permission("machine-token:make", ENTERPRISE_ROLES | {Role.ASSESSOR, Role.OFFICER})
SETTLE_CASES = Permission("authority-case:settle", frozenset({Role.OFFICER}))


def may_act_as(viewer: Viewer, account_of_membership: UUID) -> bool:
    """Only its own account may act under a membership (任职)."""
    return viewer.account is not None and viewer.account == account_of_membership
