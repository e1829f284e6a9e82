"""Audit events (审计事件): each act leaves one, in the transaction that did it."""

import json
from datetime import datetime
from uuid import UUID

from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Viewer


async def record(
    act: str, *, viewer: Viewer, subject_kind: str, subject: UUID | None, now: datetime, **details: object
) -> None:
    """Write an audit event; call it inside the transaction of the act that it tells of.

    Details hold ids, codes and counts only: never a name, a document number or free text about a person.
    """
    await AuditEvent.insert(
        AuditEvent(
            at=now,
            act=act,
            account=viewer.account,
            membership=viewer.membership,
            subject_kind=subject_kind,
            subject=subject,
            details=json.dumps(details, ensure_ascii=False, default=str),
        )
    )
