"""Reads of filings (备案): the one that covers a day, lists for officers and enterprises, one with its history."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from registry.filings.access import may_change_filing, visible_filings
from registry.filings.rules.privileges import PrivilegeGround, privileges_for_judging, privileges_from_json
from registry.filings.rules.scope import FilingTerms, ScopeLine
from registry.filings.rules.states import FilingState, act_in_words
from registry.filings.tables import Filing, FilingScope, FilingStep
from registry.foundation.problems import Absent, Message, message
from registry.foundation.viewers import Viewer
from registry.organisations.queries import authority_and_above
from registry.policy.catalogue import Occupation, occupations
from registry.policy.facts import Privileges

PER_PAGE = 50
# Piccolo's types end at the second foreign key.
_of_organisation: Any = Filing.body.organisation
_by_officer: Any = FilingStep.account.person
_TERMS = (
    Filing.id,
    Filing.body,
    Filing.number,
    Filing.valid_from,
    Filing.valid_to,
    Filing.state,
    Filing.privileges,
)


async def filing_in_force(body: UUID, on: date) -> FilingTerms | None:
    """Return a body's filing that holds on a day, also where it is suspended; `covers` then says so. Two statements."""
    row = await (
        Filing.select(*_TERMS)
        .where(
            Filing.body == body,
            Filing.valid_from <= on,
            Filing.valid_to >= on,
            Filing.state != FilingState.WITHDRAWN.value,
        )
        .first()
    )
    return None if row is None else (await _with_scopes([row]))[0]


async def filing_terms(filing: UUID) -> FilingTerms:
    """Return a filing by its id, whoever asks; raises `Absent`. Two statements."""
    rows = await Filing.select(*_TERMS).where(Filing.id == filing)
    if not rows:
        raise Absent
    return (await _with_scopes(rows))[0]


async def privileges_of(filing: UUID) -> Privileges | None:
    """Return the limits from which a filing frees, as eligibility is judged with them. One statement."""
    row = await Filing.select(Filing.privileges).where(Filing.id == filing).first()
    if row is None:
        raise Absent
    return privileges_for_judging(_privileges(row))


async def _with_scopes(rows: Sequence[Mapping[str, Any]]) -> tuple[FilingTerms, ...]:
    if not rows:
        return ()
    scopes: dict[UUID, list[ScopeLine]] = {row["id"]: [] for row in rows}
    if not scopes:
        return ()
    lines = await (
        FilingScope.select(FilingScope.filing, FilingScope.occupation, FilingScope.job_type, FilingScope.highest_rank)
        .where(FilingScope.filing.is_in(list(scopes)))
        .order_by(FilingScope.occupation, FilingScope.job_type)
    )
    for line in lines:
        scopes[line["filing"]].append(ScopeLine(line["occupation"], line["job_type"], line["highest_rank"]))
    return tuple(_terms(row, tuple(scopes[row["id"]])) for row in rows)


def _terms(row: Mapping[str, Any], scopes: tuple[ScopeLine, ...]) -> FilingTerms:
    return FilingTerms(
        id=row["id"],
        body=row["body"],
        number=row["number"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        state=FilingState(row["state"]),
        scopes=scopes,
        privileges=_privileges(row),
    )


def _privileges(row: Mapping[str, Any]) -> tuple[PrivilegeGround, ...]:
    return privileges_from_json(json.loads(row["privileges"]))


class FilingsShown(StrEnum):
    """Which filings a list shows: those that run, soonest to run out first, is what officers ask most."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    ALL = "all"

    @property
    def in_words(self) -> Message:
        """The filter as a link says it."""
        return _SHOWN_WORDS[self]


_SHOWN_WORDS = {
    FilingsShown.RUNNING: message("有效期内，先到期的在前"),
    FilingsShown.SUSPENDED: message("已暂停评价"),
    FilingsShown.ENDED: message("已到期"),
    FilingsShown.WITHDRAWN: message("已取消备案"),
    FilingsShown.ALL: message("全部备案"),
}
_SHOWN_WHERE = {
    FilingsShown.RUNNING: "filing.state <> 'withdrawn' and filing.valid_to >= {}",
    FilingsShown.SUSPENDED: "filing.state = 'suspended' and {}::date is not null",
    FilingsShown.ENDED: "filing.state <> 'withdrawn' and filing.valid_to < {}",
    FilingsShown.WITHDRAWN: "filing.state = 'withdrawn' and {}::date is not null",
    FilingsShown.ALL: "{}::date is not null",
}
_SOONEST_FIRST = {FilingsShown.RUNNING, FilingsShown.SUSPENDED}


@dataclass(frozen=True, slots=True)
class FilingFilter:
    """What a list is narrowed to: which filings, a part of number or name, an organisation, a body."""

    shown: FilingsShown = FilingsShown.RUNNING
    text: str = ""
    organisation: UUID | None = None
    body: UUID | None = None


@dataclass(frozen=True, slots=True)
class FilingLine:
    """A filing as a list shows it."""

    terms: FilingTerms
    body_name: str
    number_prefix: str
    organisation: UUID
    organisation_name: str
    authority: UUID
    authority_name: str

    def state_on(self, today: date) -> Message:
        """Return its state in a word, days considered."""
        if self.terms.state is FilingState.FILED and today > self.terms.valid_to:
            return message("已到期")
        if self.terms.state is FilingState.FILED and today < self.terms.valid_from:
            return message("尚未生效")
        return self.terms.state.in_words

    def holds_on(self, today: date) -> bool:
        """Whether rounds may be opened under it on a day."""
        return self.terms.state is FilingState.FILED and self.terms.valid_from <= today <= self.terms.valid_to


@dataclass(frozen=True, slots=True)
class FilingPage:
    """One page of a list: its lines, how many there are in all, which page it is and which is the last."""

    lines: tuple[FilingLine, ...]
    total: int
    number: int
    last: int


async def list_filings(viewer: Viewer, wanted: FilingFilter, today: date, page: int = 1) -> FilingPage:
    """Return a page of the filings that the viewer sees. Three statements."""
    condition = _narrowed(viewer, wanted, today)
    total = await Filing.count().where(condition)
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, page), last)
    rows = await (
        _lines()
        .where(condition)
        .order_by(Filing.valid_to, Filing.number, ascending=wanted.shown in _SOONEST_FIRST)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    terms = await _with_scopes(rows)
    return FilingPage(tuple(_line(row, each) for row, each in zip(rows, terms, strict=True)), total, number, last)


def _narrowed(viewer: Viewer, wanted: FilingFilter, today: date) -> Any:
    condition: Any = visible_filings(viewer) & WhereRaw(_SHOWN_WHERE[wanted.shown], today)
    if wanted.text:
        text = wanted.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        condition = condition & (
            Filing.number.like(f"%{text}%")
            | Filing.body.name.like(f"%{text}%")
            | _of_organisation.name.like(f"%{text}%")
        )
    if wanted.organisation is not None:
        condition = condition & (_of_organisation == wanted.organisation)
    if wanted.body is not None:
        condition = condition & (Filing.body == wanted.body)
    return condition


def _lines() -> Any:
    return Filing.select(
        *_TERMS,
        Filing.body.name.as_alias("body_name"),
        Filing.body.number_prefix.as_alias("number_prefix"),
        _of_organisation.as_alias("organisation"),
        _of_organisation.name.as_alias("organisation_name"),
        Filing.authority,
        Filing.authority.name.as_alias("authority_name"),
    )


def _line(row: Mapping[str, Any], terms: FilingTerms) -> FilingLine:
    names = ("body_name", "number_prefix", "organisation", "organisation_name", "authority", "authority_name")
    return FilingLine(terms, **{name: row[name] for name in names})


@dataclass(frozen=True, slots=True)
class FilingStepLine:
    """A step in a filing's life as its page shows it; `by` is the name of the account that took it."""

    at: datetime
    act: str
    reasons: str | None
    privileges: tuple[PrivilegeGround, ...]
    by: str

    @property
    def in_words(self) -> Message:
        """What was done."""
        return act_in_words(self.act)


@dataclass(frozen=True, slots=True)
class FilingView:
    """A filing with its history; `may_change` says whether the viewer may suspend, lift, withdraw or change it."""

    line: FilingLine
    steps: tuple[FilingStepLine, ...]
    may_change: bool


async def filing_for(viewer: Viewer, filing: UUID) -> FilingView:
    """Return a filing that the viewer sees, or raise `Absent`. Four statements."""
    rows = await _lines().where(Filing.id == filing, visible_filings(viewer))
    if not rows:
        raise Absent
    (terms,) = await _with_scopes(rows)
    line = _line(rows[0], terms)
    above = await authority_and_above(line.authority)
    return FilingView(line, await _steps(filing), may_change_filing(viewer, above))


async def _steps(filing: UUID) -> tuple[FilingStepLine, ...]:
    rows = await (
        FilingStep.select(
            FilingStep.at,
            FilingStep.act,
            FilingStep.reasons,
            FilingStep.privileges,
            _by_officer.name.as_alias("by"),
        )
        .where(FilingStep.filing == filing)
        .order_by(FilingStep.at, FilingStep.id)
    )
    return tuple(FilingStepLine(**{**row, "privileges": _privileges(row)}) for row in rows)


def occupations_named(searched: str, most: int = 30) -> tuple[tuple[Occupation, str | None], ...]:
    """Return what may stand in a scope line and fits the words: occupations, and their job types one by one.

    An occupation fits by its code or name, a job type by its own name or with its occupation. No statement.
    """
    words = searched.strip().lower()
    if not words:
        return ()
    found: list[tuple[Occupation, str | None]] = []
    for occupation in occupations().values():
        named = [occupation.code, occupation.name_zh, occupation.name_en.lower()]
        whole = any(words in name for name in named)
        if whole:
            found.append((occupation, None))
        found += [(occupation, job) for job in occupation.job_types if whole or words in job.lower()]
    return tuple(found[:most])
