"""What came of reading a roster's file, kept encrypted between preview and confirmation (名册预览)."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from registry.certificates.drawing.fonts import undrawable
from registry.filings.queries import privileges_of
from registry.foundation.clock import Clock
from registry.foundation.dates import legal_day
from registry.foundation.files import FileToStore, store_file, stored_content
from registry.foundation.grids.reading import read_workbook
from registry.foundation.languages import Language
from registry.foundation.problems import Problem, Refusal
from registry.foundation.work import problem_as_json
from registry.people.rules.documents import DocumentKind
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import PersonFacts
from registry.policy.shipped import shipped_policy
from registry.rounds.roster.judging import JudgedRoster, judge_roster, rules_for
from registry.rounds.roster.model import AskedRound, Column, NotARoster, RosterReading, RosterRow
from registry.rounds.roster.reading import read_roster
from registry.rounds.roster.workbooks import refused_workbook
from registry.rounds.rules.safety import too_young


class PreviewRow(msgspec.Struct, frozen=True):
    """One row as the preview shows it and as the confirmation takes it."""

    number: int
    status: str
    name: str
    masked: str
    eligible: bool | None
    problems: list[dict[str, Any]]
    facts: PersonFacts
    document_kind: DocumentKind | None = None
    document_number: str | None = None
    sex: str | None = None
    birth_date: date | None = None

    @property
    def is_candidate(self) -> bool:
        """Whether the row brings a person into the round."""
        return self.status in {"accepted", "warning"}


class PreviewColumn(msgspec.Struct, frozen=True):
    """A column as the preview shows it; `fact` is empty where no rule recognised the heading."""

    letters: str
    heading: str
    fact: str
    by_hand: bool


class StoredReading(msgspec.Struct, frozen=True):
    """A roster as it was read and judged."""

    format: str
    encoding: str | None
    sheet: str | None
    header_row: int
    columns: list[PreviewColumn]
    rows: list[PreviewRow]
    problems: list[dict[str, Any]]

    @property
    def unmapped(self) -> list[PreviewColumn]:
        """The columns that can be mapped by hand."""
        return [column for column in self.columns if not column.fact]

    @property
    def candidates(self) -> int:
        """How many people the file brings in."""
        return sum(row.is_candidate for row in self.rows)

    def counts(self) -> dict[str, int]:
        """Return the rows by status, and the people that the file brings in by judgement."""
        judged = Counter(_JUDGED[row.eligible] for row in self.rows if row.is_candidate)
        return {**Counter(row.status for row in self.rows), **judged, "candidates": self.candidates}


_JUDGED = {True: "eligible", False: "not_eligible", None: "unknown"}


async def read_and_judge(upload: Mapping[str, Any], _clock: Clock) -> StoredReading:
    """Read an upload's file and judge every row; raises `Refusal` where the file is no roster."""
    content = await stored_content(upload["file"])
    privileges = await privileges_of(upload["filing"])
    mapping: dict[str, str] = msgspec.json.decode(upload["mapping"])

    def work() -> StoredReading:
        reading = _read(content, upload, mapping)
        return _stored(judge_roster(reading, rules=rules_for(reading.asked), privileges=privileges))

    return await asyncio.to_thread(work)


def _read(content: bytes, upload: Mapping[str, Any], mapping: Mapping[str, str]) -> RosterReading:
    asked = AskedRound(
        occupation=upload["occupation"],
        level=SkillLevel(upload["rank"]),
        on=upload["application_day"],
        job_type=upload["job_type"],
    )
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / "roster"
        path.write_bytes(content)
        return read_roster(read_workbook(path), asked, mapping=mapping, undrawable=undrawable)


def nearest_columns(refusal: Refusal) -> StoredReading | None:
    """Return the columns of the row that comes nearest to a header, so that they can be mapped by hand; or None."""
    if not isinstance(refusal, NotARoster) or not refusal.columns:
        return None
    return StoredReading("", None, None, 0, _columns(refusal.columns), [], [])


def _columns(columns: Sequence[Column]) -> list[PreviewColumn]:
    return [PreviewColumn(column.letters, column.heading, column.fact or "", column.by_hand) for column in columns]


def _stored(judged: JudgedRoster) -> StoredReading:
    reading = judged.reading
    return StoredReading(
        format=reading.file.format,
        encoding=reading.file.encoding,
        sheet=reading.file.sheet,
        header_row=reading.file.header_row,
        columns=_columns(reading.columns),
        rows=[_row(row, eligible, reading.asked) for row, eligible in judged.rows],
        problems=_as_json(reading.problems),
    )


def _row(row: RosterRow, eligible: bool | None, asked: AskedRound) -> PreviewRow:
    kept_away = eligible is not False and too_young(row.birth_date, asked.occupation, asked.on)
    return PreviewRow(
        number=row.number,
        status=row.status,
        name=row.name,
        masked=row.masked,
        eligible=False if kept_away else eligible,
        problems=_as_json(row.problems),
        facts=row.facts,
        document_kind=None if row.document is None else row.document.kind,
        document_number=None if row.document is None else row.document.number,
        sex=row.sex,
        birth_date=row.birth_date,
    )


def _as_json(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    return [problem_as_json(problem) for problem in problems]


def kept_until_confirmed(now: datetime) -> timedelta:
    """Return how long a roster's file, and what was read from it, waits to be confirmed."""
    return timedelta(hours=shipped_policy().figure("retention.round_upload", legal_day(now)).value)


async def keep_reading(upload: Mapping[str, Any], reading: StoredReading, *, now: datetime) -> UUID:
    """Keep a reading encrypted, as long as its file waits; return the stored file's id."""
    file = FileToStore(
        msgspec.msgpack.encode(reading),
        "roster-reading",
        "application/msgpack",
        upload["organisation"],
        uploaded_by=upload["uploaded_by"],
        keep_for=kept_until_confirmed(now),
    )
    return await store_file(file, now=now)


async def kept_reading(upload: Mapping[str, Any]) -> StoredReading:
    """Return the reading that waits beside an upload's file."""
    return msgspec.msgpack.decode(await stored_content(upload["reading"]), type=StoredReading)


async def refused_rows(upload: Mapping[str, Any], language: Language) -> bytes:
    """Return the refused rows of an upload as a spreadsheet, with the reason in an added column."""
    content = await stored_content(upload["file"])
    mapping: dict[str, str] = msgspec.json.decode(upload["mapping"])
    return await asyncio.to_thread(lambda: refused_workbook(_read(content, upload, mapping), language))
