"""The law that ships with the program: reads and checks `seeds/policy/*.toml` once, and answers by name and day.

A broken file stops the program with `BrokenPolicy`; a day without law raises `NoLawInForce`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from registry.foundation.places import SEEDS
from registry.foundation.problems import Problem, message
from registry.policy.catalogue import occupations
from registry.policy.checking import (
    edition_faults,
    eligibility_faults,
    figure_faults,
    ladder_faults,
    repeated,
)
from registry.policy.files import (
    EligibilityFile,
    FigureEntry,
    FiguresFile,
    LaddersFile,
    PeriodEntry,
    PolicyFile,
    PrivilegesFile,
    fault,
    read_policy_file,
)
from registry.policy.law import (
    BrokenPolicy,
    Figure,
    NoLawInForce,
    NotInForce,
    RuleSet,
    RuleVersion,
)
from registry.policy.rule_sets import rule_set, without_last_day

POLICY = SEEDS / "policy"
NATIONWIDE = "00"
SHANXI = "14"
MINIMUM_AGE = "work.minimum_age"

Period = Figure | NotInForce
Kind = TypeVar("Kind", bound=PolicyFile)


class Policy:
    """The law as it ships: figures by name, day and region, and rules of eligibility by occupation and day."""

    def __init__(
        self,
        figures: Mapping[str, tuple[Period, ...]],
        editions: tuple[tuple[EligibilityFile, RuleSet], ...],
        files: tuple[PolicyFile, ...],
    ) -> None:
        self._figures = figures
        self._editions = editions
        self.files = files

    @property
    def figure_names(self) -> tuple[str, ...]:
        """The names of all figures, in order."""
        return tuple(sorted(self._figures))

    def figure(self, name: str, on: date, region: str = SHANXI) -> Figure:
        """Return a figure on a day; raises `NoLawInForce`, and `KeyError` where no file has the name."""
        period = self.period(name, on, region)
        if isinstance(period, NotInForce):
            raise NoLawInForce(name, on, region)
        return period

    def period(self, name: str, on: date, region: str = SHANXI) -> Period:
        """Return what the law says of a figure on a day: its value, or that it is not in force, and why."""
        periods = _of_region(self._figures[name], region)
        found = [period for period in periods if _holds(period, on)]
        if len(found) != 1:
            raise NoLawInForce(name, on, region)
        return found[0]

    def periods(self, name: str) -> tuple[Period, ...]:
        """Return all periods of a figure, in all regions, as the file has them."""
        return self._figures[name]

    def days_of_change(self) -> tuple[date, ...]:
        """Return every day on which any figure or edition begins, in order."""
        begins = [period.valid_from for periods in self._figures.values() for period in periods]
        begins += [file.valid_from for file, _ in self._editions]
        return tuple(sorted({day for day in begins if day is not None}))

    def eligibility_rules(self, occupation: str, on: date) -> RuleSet:
        """Return the rules for an occupation on a day (申报条件); raises `NoLawInForce`.

        Where the occupation's record names the edition of its standard, that edition rules on every day from
        its first: a standard made by the older edition stays in force until it is replaced. Where it names
        none, the day decides.
        """
        record = occupations().get(occupation)
        if record is not None and record.edition is not None:
            return self.eligibility_edition(record.edition, on)
        for _, rules in self._editions:
            if rules.valid_from <= on and (rules.valid_to is None or on <= rules.valid_to):
                return rules
        raise NoLawInForce("eligibility", on, NATIONWIDE)

    def eligibility_edition(self, edition: str, on: date) -> RuleSet:
        """Return one edition without its last day, as it rules the occupations that name it."""
        for file, rules in self._editions:
            if file.edition == edition and rules.valid_from <= on:
                return without_last_day(rules)
        raise NoLawInForce(f"eligibility, edition {edition}", on, NATIONWIDE)


@cache
def shipped_policy() -> Policy:
    """Return the law that ships with the program, read and checked once; raises `BrokenPolicy`."""
    return read_policy(POLICY)


@cache
def rule_versions() -> tuple[RuleVersion, ...]:
    """Return every file of the law with its id, version, text and hash, ordered by id."""
    return tuple(_version(path) for path in sorted(POLICY.glob("*.toml")))


def read_policy(folder: Path) -> Policy:
    """Return the law of a folder; raises `BrokenPolicy` with every fault that was found."""
    files = tuple(read_policy_file(path.name, _text(path)) for path in sorted(folder.glob("*.toml")))
    faults = list(_faults(files))
    if faults:
        raise BrokenPolicy(faults)
    figures = {entry.name: tuple(_periods(file, entry)) for file, entry in _figure_entries(files)}
    return Policy(figures, tuple(_editions(files, figures)), files)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _version(path: Path) -> RuleVersion:
    text = _text(path)
    file = read_policy_file(path.name, text)
    return RuleVersion(
        id=file.id,
        version=file.version,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=file.title,
    )


# Checking
def _faults(files: tuple[PolicyFile, ...]) -> Iterator[Problem]:
    yield from _missing_files(files)
    for figures in _of_kind(files, FiguresFile):
        yield from figure_faults(figures)
    for name in repeated(entry.name for _, entry in _figure_entries(files)):
        yield fault("*.toml", f"figure.{name}", message("数值名称在所有文件中只能出现一次"))
    editions = _of_kind(files, EligibilityFile)
    yield from edition_faults(editions)
    for ladders in _of_kind(files, LaddersFile)[:1]:
        yield from ladder_faults(ladders)
        for privileges in _of_kind(files, PrivilegesFile)[:1]:
            for file in editions:
                yield from eligibility_faults(file, ladders, privileges)


def _missing_files(files: tuple[PolicyFile, ...]) -> Iterator[Problem]:
    for kind, name in ((LaddersFile, "ladders"), (PrivilegesFile, "privileges")):
        if len(_of_kind(files, kind)) != 1:
            yield fault("*.toml", "kind", message("必须有且只有一个 kind = {kind} 的文件", kind=name))
    if MINIMUM_AGE not in {entry.name for _, entry in _figure_entries(files)}:
        yield fault("*.toml", f"figure.{MINIMUM_AGE}", message("必须有最低就业年龄"))


def _of_kind(files: tuple[PolicyFile, ...], kind: type[Kind]) -> list[Kind]:
    return [file for file in files if isinstance(file, kind)]


def _figure_entries(files: tuple[PolicyFile, ...]) -> list[tuple[FiguresFile, FigureEntry]]:
    return [(file, entry) for file in _of_kind(files, FiguresFile) for entry in file.figure]


# Building
def _periods(file: FiguresFile, entry: FigureEntry) -> Iterator[Period]:
    for period in entry.periods:
        yield _figure(file, entry, period) if period.not_in_force is None else _absence(file, entry, period)


def _figure(file: FiguresFile, entry: FigureEntry, period: PeriodEntry) -> Figure:
    return Figure(
        name=entry.name,
        value=tuple(period.value) if isinstance(period.value, list) else period.value,
        unit=entry.unit,
        source=period.source or file.source,
        words=entry.words,
        region=period.region or file.region,
        valid_from=period.valid_from,
        valid_to=period.valid_to,
    )


def _absence(file: FiguresFile, entry: FigureEntry, period: PeriodEntry) -> NotInForce:
    reason = period.not_in_force or entry.words
    return NotInForce(entry.name, reason, period.region or file.region, period.valid_from, period.valid_to)


def _of_region(periods: tuple[Period, ...], region: str) -> tuple[Period, ...]:
    """Return the periods of the smallest region that has any: county, city, province, the whole country."""
    for wider in (region, region[:4], region[:2], NATIONWIDE):
        if found := tuple(period for period in periods if period.region == wider):
            return found
    return ()


def _holds(period: Period, on: date) -> bool:
    return (period.valid_from or date.min) <= on <= (period.valid_to or date.max)


def _editions(
    files: tuple[PolicyFile, ...], figures: Mapping[str, tuple[Period, ...]]
) -> Iterator[tuple[EligibilityFile, RuleSet]]:
    (ladders,), (privileges,) = _of_kind(files, LaddersFile), _of_kind(files, PrivilegesFile)
    for file in sorted(_of_kind(files, EligibilityFile), key=lambda file: file.valid_from):
        yield file, rule_set(file, ladders, privileges, figures[MINIMUM_AGE])
