"""Issuing certificates (证书核发): the next serial, the file, the row and its first step, all or nothing.

Serials run without a gap for each body, year and level. The counter's row is locked before anything is decided and
moved on only after everything else has succeeded, so a failure at any point gives no serial away.
"""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError  # type: ignore[import-untyped]

from registry.certificates.access import ISSUE, may_issue
from registry.certificates.drawing.certificate import CertificateFace, draw_certificate
from registry.certificates.drawing.electronic_seal import ElectronicSeal, WetStamp
from registry.certificates.drawing.qr import check_address
from registry.certificates.rules.numbers import compose
from registry.certificates.service.tokens import TOKEN_BYTES, token_in_address
from registry.certificates.tables import Certificate, CertificateStep, SerialCounter
from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.encryption import Place, keys
from registry.foundation.events import record
from registry.foundation.files import FileToStore, store_file, stored_content
from registry.foundation.problems import Absent, Conflict, Problem, Refusal, message
from registry.foundation.viewers import Viewer, not_your_role
from registry.organisations.tables import Body
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import comparison_key
from registry.people.tables import PersonDocument
from registry.settings import Settings


@dataclass(frozen=True, slots=True)
class CertificateOrder:
    """A certificate to be issued: for which candidate (`source`), to whom, for what, by which body.

    `level` is the digit of the number, 5 to 1; `photo` names a stored file; `rules` the versions that led to it.
    """

    source: UUID
    body: UUID
    person: UUID
    document: UUID
    name: str = field(repr=False)
    occupation: str
    occupation_name: str
    job_type: str | None
    level: int
    photo: UUID | None = None
    rules: Mapping[str, object] = field(default_factory=dict)
    source_kind: str = "round"


@dataclass(frozen=True, slots=True)
class Press:
    """What an installation prints with: public address in the QR code, 样本 across the page, electronic seal."""

    public_url: str | None
    specimen: bool
    seal: ElectronicSeal = field(default_factory=WetStamp)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the press that the settings ask for."""
        return cls(settings.public_url, settings.is_demo)


async def issue_certificate(viewer: Viewer, order: CertificateOrder, *, press: Press, now: datetime) -> UUID:
    """Issue a certificate and return its id; a candidate who has one already keeps it, and its id is returned.

    One transaction, or part of the caller's. Raises `Refusal` where a character or the photo cannot be drawn, where
    the serials of the year are used up, or without a public address; `NotAllowed` to anyone but the organisation's
    approver; `Conflict` where the same candidate's certificate is being issued with another year or level.
    """
    async with DB.transaction():
        body = await _body_of_viewer(viewer, order.body)
        last = await _lock_counter(order, legal_day(now).year)
        known = await _issued_before(order.source)
        issued = known or await _issue(viewer, order, body, last + 1, press, now)
    return issued  # noqa: RET504 (a type checker takes the block for one that may swallow errors)


async def _issued_before(source: UUID) -> UUID | None:
    row = await Certificate.select(Certificate.id).where(Certificate.source == source).first()
    return None if row is None else UUID(str(row["id"]))


async def _body_of_viewer(viewer: Viewer, body: UUID) -> dict[str, Any]:
    row = await Body.select(Body.organisation, Body.name, Body.number_prefix).where(Body.id == body).first()
    if row is None or row["organisation"] != viewer.organisation:
        raise Absent
    if not may_issue(viewer, row["organisation"]):
        raise not_your_role(ISSUE)
    return row


async def _lock_counter(order: CertificateOrder, year: int) -> int:
    """Return the last serial given; whoever asks next waits until this transaction has ended."""
    rows = await SerialCounter.raw(
        "insert into serial_counter (id, body, year, level, last) values ({}, {}, {}, {}, 0)"
        " on conflict (body, year, level) do update set last = serial_counter.last returning last",
        uuid4(),
        order.body,
        year,
        order.level,
    )
    return int(rows[0]["last"])


async def _issue(
    viewer: Viewer, order: CertificateOrder, body: Mapping[str, Any], serial: int, press: Press, now: datetime
) -> UUID:
    token = secrets.token_bytes(TOKEN_BYTES)
    face = await _face(order, body, serial, check_address(_public_url(press), token_in_address(token)), press, now)
    pdf = await _print(face, press, body["number_prefix"])
    file = await store_file(FileToStore(pdf, "certificate", "application/pdf", owner=body["organisation"]), now=now)
    row = _row(viewer, order, face, serial, token, file, now)
    await _insert(row)
    await SerialCounter.update({SerialCounter.last: serial}).where(
        SerialCounter.body == row.body, SerialCounter.year == row.year, SerialCounter.level == row.level
    )
    await _record_issue(viewer, row, now)
    return row.id


async def _face(
    order: CertificateOrder, body: Mapping[str, Any], serial: int, address: str, press: Press, now: datetime
) -> CertificateFace:
    kind, document_number = await _document(order.document)
    issued_on = legal_day(now)
    return CertificateFace(
        number=compose(body["number_prefix"], issued_on.year, order.level, serial),
        holder_name=order.name,
        document_kind=kind.full_name.in_language("zh"),
        document_number=document_number,
        occupation=order.occupation_name,
        job_type=order.job_type,
        level=order.level,
        body_name=body["name"],
        issued_on=issued_on,
        check_address=address,
        photo=None if order.photo is None else await stored_content(order.photo),
        specimen=press.specimen,
    )


def _row(
    viewer: Viewer,
    order: CertificateOrder,
    face: CertificateFace,
    serial: int,
    token: bytes,
    file: UUID,
    now: datetime,
) -> Certificate:
    return Certificate(
        id=uuid4(),
        number=face.number,
        qr_token=token,
        body=order.body,
        year=face.issued_on.year,
        serial=serial,
        person=order.person,
        document=order.document,
        source_kind=order.source_kind,
        source=order.source,
        name=face.holder_name,
        name_key=comparison_key(face.holder_name),
        occupation=order.occupation,
        occupation_name=face.occupation,
        job_type=face.job_type,
        level=face.level,
        body_name=face.body_name,
        issued_on=face.issued_on,
        issued_at=now,
        issued_by=viewer.acting_account(),
        state="valid",
        photo=order.photo,
        pdf=file,
        rules=json.dumps(order.rules, ensure_ascii=False),
    )


async def _document(document: UUID) -> tuple[DocumentKind, str]:
    row = (
        await PersonDocument.select(PersonDocument.kind, PersonDocument.sealed_number)
        .where(PersonDocument.id == document)
        .first()
    )
    if row is None:
        raise Absent
    place = Place("person_document", "sealed_number", document)
    return DocumentKind(row["kind"]), keys().unseal_text(bytes(row["sealed_number"]), place)


def _public_url(press: Press) -> str:
    if press.public_url:
        return press.public_url
    raise Refusal(
        Problem(
            "certificate.no-public-address",
            message("没有设置公众访问的网址，证书的二维码无法生成，不能发证。"),
            cure=message("请由系统管理员设置 PUBLIC_URL 后再发证。"),
        )
    )


async def _print(face: CertificateFace, press: Press, prefix: str) -> bytes:
    def drawn_and_sealed() -> bytes:
        return press.seal.seal(draw_certificate(face), body_prefix=prefix, number=face.number)

    return await asyncio.to_thread(drawn_and_sealed)


async def _insert(row: Certificate) -> None:
    try:
        await Certificate.insert(row)
    except UniqueViolationError as cause:
        if cause.constraint_name != "certificate_source_key":
            raise
        raise Conflict(
            Problem(
                "certificate.issued-meanwhile",
                message("这名考生的证书正由另一次操作发放。"),
                cure=message("请重新打开页面查看结果。"),
            )
        ) from cause


async def _record_issue(viewer: Viewer, row: Certificate, now: datetime) -> None:
    await CertificateStep.insert(
        CertificateStep(certificate=row.id, to_state=row.state, account=viewer.account, at=now)
    )
    await record(
        "certificate:issue",
        viewer=viewer,
        subject_kind="certificate",
        subject=row.id,
        now=now,
        source=row.source,
        body=row.body,
        serial=row.serial,
    )
