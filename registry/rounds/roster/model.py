"""What reading a roster gives: frozen values, with identity numbers kept out of every repr."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from registry.foundation.grids.model import CellValue, Format, column_letters
from registry.foundation.problems import Problem, Refusal
from registry.people.rules.documents import Document, Sex
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import PersonFacts
from registry.rounds.roster.headings import Fact

Status = Literal["accepted", "warning", "refused", "duplicate"]
NotAPerson = Literal["total", "signature", "header", "note", "sample"]


@dataclass(frozen=True, slots=True)
class AskedRound:
    """The round for which a roster is read: occupation, level, day of application, job type where it names one."""

    occupation: str
    level: SkillLevel
    on: date
    job_type: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the roster: where it stands, what is written over it, and the fact that it tells."""

    index: int
    heading: str
    fact: Fact | None
    by_hand: bool = False

    @property
    def letters(self) -> str:
        """The column as a spreadsheet names it: A, B, …, AA."""
        return column_letters(self.index)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What was read: the format, the encoding of text files, the sheet, the last row of the header."""

    format: Format
    encoding: str | None
    sheet: str | None
    header_row: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that names nobody, and what it is: a total, a signature, a repeated header, a note, a sample."""

    row: int
    kind: NotAPerson


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row: what was read, what became of it, and why.

    `name` is the cleaned name, fit to be shown; `masked` the number as it may be shown, also where it is wrong.
    `noted` holds what is kept as written and decides nothing: unit, school, number of an earlier certificate.
    """

    number: int
    status: Status
    name: str
    masked: str
    problems: tuple[Problem, ...]
    facts: PersonFacts
    document: Document | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    phone: str = field(default="", repr=False)
    noted: Mapping[Fact, str] = field(default_factory=dict, repr=False)
    values: tuple[CellValue, ...] = field(default=(), repr=False)

    @property
    def is_candidate(self) -> bool:
        """Whether the row brings a person into the round."""
        return self.status in ("accepted", "warning")


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster as it was read and checked; nothing of it is saved anywhere."""

    asked: AskedRound
    file: RosterFile
    columns: tuple[Column, ...]
    rows: tuple[RosterRow, ...]
    passed_over: tuple[PassedOver, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def candidates(self) -> int:
        """How many people the file brings in, eligible or not."""
        return sum(row.is_candidate for row in self.rows)

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """The columns whose heading says nothing that is known; they can be mapped by hand."""
        return tuple(column for column in self.columns if column.fact is None)


class NotARoster(Refusal):
    """No visible sheet has a header with name and document number.

    `columns` are those of the row that comes nearest, so that they can be mapped by hand.
    """

    def __init__(self, problem: Problem, columns: tuple[Column, ...] = ()) -> None:
        super().__init__(problem)
        self.columns = columns
