"""Handing out the file of a certificate (证书下载): it bears the full document number, so each time leaves an event."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.certificates.access import DOWNLOAD, own_certificates, visible_certificates
from registry.certificates.tables import Certificate
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.files import stored_content
from registry.foundation.problems import Absent
from registry.foundation.viewers import Viewer, not_your_role


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate's PDF and the name under which it is saved."""

    name: str
    content: bytes = field(repr=False)


async def hand_out(viewer: Viewer, certificate: UUID, *, now: datetime) -> CertificateFile:
    """Return the file of a certificate to who reads it in its role; raises `Absent`, or `NotAllowed` for auditors."""
    row = await _row(certificate, visible_certificates(viewer))
    if not DOWNLOAD.allows(viewer.role):
        raise not_your_role(DOWNLOAD)
    return await _hand_out(viewer, certificate, row, now)


async def hand_out_own(viewer: Viewer, certificate: UUID, *, now: datetime) -> CertificateFile:
    """Return the file of a certificate to its holder; raises `Absent` for anybody else."""
    return await _hand_out(viewer, certificate, await _row(certificate, own_certificates(viewer)), now)


async def _row(certificate: UUID, visible: Any) -> dict[str, Any]:
    row = (
        await Certificate.select(Certificate.number, Certificate.pdf)
        .where(Certificate.id == certificate, visible)
        .first()
    )
    if row is None:
        raise Absent
    return row


async def _hand_out(viewer: Viewer, certificate: UUID, row: dict[str, Any], now: datetime) -> CertificateFile:
    content = await stored_content(row["pdf"])
    async with DB.transaction():
        await record("certificate:download", viewer=viewer, subject_kind="certificate", subject=certificate, now=now)
    return CertificateFile(f"{row['number']}.pdf", content)
