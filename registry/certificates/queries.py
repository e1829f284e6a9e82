"""Reads of certificates for their holders, for enterprises, officers and auditors (证书台账)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from piccolo.columns.combination import And, WhereRaw

from registry.certificates.access import own_certificates, visible_certificates
from registry.certificates.rules.form import printed_job_type
from registry.certificates.rules.numbers import NATIONAL
from registry.certificates.rules.schemes import schemes
from registry.certificates.rules.states import State, grounds
from registry.certificates.service.tokens import token_in_address
from registry.certificates.tables import Certificate, CertificateStep
from registry.foundation.encryption import Place, keys
from registry.foundation.problems import Absent, Message
from registry.foundation.viewers import Viewer
from registry.people.rules.documents import DocumentKind, masked

PER_PAGE = 50
_LINE = (
    Certificate.id,
    Certificate.number,
    Certificate.name,
    Certificate.occupation,
    Certificate.occupation_name,
    Certificate.job_type,
    Certificate.level,
    Certificate.body_name,
    Certificate.issued_on,
    Certificate.state,
)


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate as a list shows it."""

    id: UUID
    number: str
    name: str = field(repr=False)
    occupation: str
    occupation_name: str
    job_type: str | None
    level: int
    body_name: str
    issued_on: date
    state: State

    @property
    def level_in_words(self) -> Message:
        """The level as printed, 三级/高级工, or its English name."""
        return level_words(self.level)

    @property
    def job_type_in_words(self) -> str:
        """The job type as printed; -- where there is none."""
        return printed_job_type(self.job_type)


def level_words(level: int) -> Message:
    """Return a level (5 to 1) as printed, 三级/高级工, or its English name."""
    return schemes()[NATIONAL].part("level").meaning[str(level)]


@dataclass(frozen=True, slots=True)
class CertificateFilter:
    """What a list is narrowed to: a state, a level, the beginning of a number or name, days of issue (both included).

    `number` is clean, `name_key` as names are compared.
    """

    state: State | None = None
    level: int | None = None
    number: str = ""
    name_key: str = field(default="", repr=False)
    issued_from: date | None = None
    issued_to: date | None = None


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """One page of a list: its lines, how many there are in all, which page it is and which is the last."""

    lines: tuple[CertificateLine, ...]
    total: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in a certificate's life as its page shows it; `by` is the name of the account that took it."""

    at: datetime
    from_state: State | None
    to_state: State
    ground: Message | None
    reasons: str | None
    by: str


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate with its history, as who may read it sees it; the document number is masked."""

    line: CertificateLine
    token: str = field(repr=False)
    document_kind: DocumentKind
    masked_document: str
    steps: tuple[StepLine, ...]


async def list_certificates(viewer: Viewer, wanted: CertificateFilter, page: int = 1) -> CertificatePage:
    """Return a page of what the viewer may read, newest first. Two statements."""
    condition = _narrowed(visible_certificates(viewer), wanted)
    total = await Certificate.count().where(condition)
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, page), last)
    lines = await _lines(condition, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return CertificatePage(lines, total, number, last)


async def lines_to_take_away(viewer: Viewer, wanted: CertificateFilter, most: int) -> tuple[CertificateLine, ...]:
    """Return what the viewer may read, newest first, at most so many, for a spreadsheet. One statement."""
    return await _lines(_narrowed(visible_certificates(viewer), wanted), limit=most)


async def own_lines(viewer: Viewer) -> tuple[CertificateLine, ...]:
    """Return the viewer's own certificates, newest first. One statement."""
    return await _lines(own_certificates(viewer), limit=1000)


async def certificate_for(viewer: Viewer, certificate: UUID) -> CertificateView:
    """Return a certificate that the viewer may read, or raise `Absent`. Two statements."""
    return await _view(certificate, visible_certificates(viewer))


async def own_certificate(viewer: Viewer, certificate: UUID) -> CertificateView:
    """Return a certificate that the viewer holds, or raise `Absent`. Two statements."""
    return await _view(certificate, own_certificates(viewer))


def _narrowed(visible: WhereRaw, wanted: CertificateFilter) -> WhereRaw | And:
    condition: Any = visible
    if wanted.state is not None:
        condition = condition & (Certificate.state == wanted.state.value)
    if wanted.level is not None:
        condition = condition & (Certificate.level == wanted.level)
    if wanted.number:
        condition = condition & Certificate.number.like(_beginning(wanted.number))
    if wanted.name_key:
        condition = condition & Certificate.name_key.like(_beginning(wanted.name_key))
    if wanted.issued_from is not None:
        condition = condition & (Certificate.issued_on >= wanted.issued_from)
    if wanted.issued_to is not None:
        condition = condition & (Certificate.issued_on <= wanted.issued_to)
    return condition  # type: ignore[no-any-return]  # Piccolo's own conditions do not say what they join to


def _beginning(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"{escaped}%"


async def _lines(condition: Any, *, limit: int, offset: int = 0) -> tuple[CertificateLine, ...]:
    rows = await (
        Certificate.select(*_LINE)
        .where(condition)
        .order_by(Certificate.issued_on, Certificate.number, ascending=False)
        .limit(limit)
        .offset(offset)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> CertificateLine:
    return CertificateLine(**{**{column: row[column] for column in _COLUMNS}, "state": State(row["state"])})


_COLUMNS = tuple(column._meta.name for column in _LINE)


async def _view(certificate: UUID, visible: WhereRaw) -> CertificateView:
    row = await (
        Certificate.select(
            *_LINE,
            Certificate.qr_token,
            Certificate.document.id.as_alias("document_id"),
            Certificate.document.kind.as_alias("document_kind"),
            Certificate.document.sealed_number.as_alias("sealed_number"),
        )
        .where(Certificate.id == certificate, visible)
        .first()
    )
    if row is None:
        raise Absent
    place = Place("person_document", "sealed_number", row["document_id"])
    return CertificateView(
        line=_line(row),
        token=token_in_address(bytes(row["qr_token"])),
        document_kind=DocumentKind(row["document_kind"]),
        masked_document=masked(keys().unseal_text(bytes(row["sealed_number"]), place)),
        steps=await _steps(certificate),
    )


async def _steps(certificate: UUID) -> tuple[StepLine, ...]:
    rows = await CertificateStep.raw(
        "select s.at, s.from_state, s.to_state, s.ground, s.reasons, p.name as by from certificate_step s"
        " join account a on a.id = s.account join person p on p.id = a.person where s.certificate = {} order by s.at",
        certificate,
    )
    return tuple(_step(row) for row in rows)


def _step(row: Mapping[str, Any]) -> StepLine:
    ground = grounds().get(row["ground"] or "")
    return StepLine(
        at=row["at"],
        from_state=None if row["from_state"] is None else State(row["from_state"]),
        to_state=State(row["to_state"]),
        ground=None if ground is None else ground.words,
        reasons=row["reasons"],
        by=row["by"],
    )


@dataclass(frozen=True, slots=True)
class HeldHere:
    """A certificate of the registry's own that counts for its holder's eligibility."""

    level: Literal[5, 4, 3, 2, 1]
    occupation: str
    issued_on: date


async def certificates_held(persons: Sequence[UUID], occupation: str) -> dict[UUID, list[HeldHere]]:
    """Return the certificates in one occupation that persons hold here, by person. One statement.

    A suspended or revoked certificate does not count; of other occupations it is not known whether they are related.
    """
    rows = await Certificate.raw(
        "select coalesce(p.merged_into, p.id) as person, c.level, c.occupation, c.issued_on from certificate c"
        " join person p on p.id = c.person where coalesce(p.merged_into, p.id) = any({}::uuid[])"
        " and c.occupation = {} and c.state in ('valid', 'superseded') order by c.issued_on, c.id",
        list(persons),
        occupation,
    )
    held: dict[UUID, list[HeldHere]] = {}
    for row in rows:
        held.setdefault(row["person"], []).append(HeldHere(row["level"], row["occupation"], row["issued_on"]))
    return held
