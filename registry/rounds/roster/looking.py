"""One row of a roster, asked by facts, with every problem noted at its cell."""

from dataclasses import dataclass, field, replace

from registry.foundation.grids.model import CellValue, Row, cell_name
from registry.foundation.problems import Message, Problem, Severity
from registry.rounds.roster.cells import DayRead, read_cell_day, text_of
from registry.rounds.roster.headings import Fact


@dataclass(slots=True)
class RowLook:
    """A row while it is read: its cells by fact, and the problems found so far."""

    row: Row
    places: dict[Fact, int]
    typed_as_text: bool
    formulas_without_value: frozenset[tuple[int, int]]
    problems: list[Problem] = field(default_factory=list)

    def value(self, fact: Fact) -> CellValue:
        """Return what the cell of a fact holds; None where it is empty or there is no such column."""
        index = self.places.get(fact)
        return self.row.values[index] if index is not None and index < len(self.row.values) else None

    def text(self, fact: Fact) -> str:
        """Return the cell of a fact as text."""
        return text_of(self.value(fact))

    def day(self, fact: Fact) -> DayRead:
        """Return the day in the cell of a fact; whoever asks decides what becomes of its problem."""
        return read_cell_day(self.value(fact), typed_as_text=self.typed_as_text)

    def has_column(self, fact: Fact) -> bool:
        """Return whether the roster has a column for a fact."""
        return fact in self.places

    def lacks_value(self, fact: Fact) -> bool:
        """Return whether the cell holds a formula whose value was not stored."""
        return (self.row.number, self.places.get(fact, -1)) in self.formulas_without_value

    def cell(self, fact: Fact) -> str:
        """Return the name of a fact's cell; the number's, then the name's stand in where there is no column."""
        for likely in (fact, Fact.DOCUMENT_NUMBER, Fact.NAME):
            if likely in self.places:
                return cell_name(self.row.number, self.places[likely])
        return cell_name(self.row.number, 0)

    def note(self, fact: Fact, problem: Problem, severity: Severity | None = None) -> None:
        """Note a problem at the cell of a fact."""
        where = self.cell(fact)
        self.problems.append(replace(problem, where=where, severity=severity or problem.severity))

    def refuse(self, fact: Fact, code: str, what: Message, cure: Message) -> None:
        """Note an error at the cell of a fact."""
        self.note(fact, Problem(code, what, cure=cure))

    def warn(self, fact: Fact, code: str, what: Message, cure: Message | None = None) -> None:
        """Note a warning at the cell of a fact."""
        self.note(fact, Problem(code, what, cure=cure, severity="warning"))

    @property
    def refused(self) -> bool:
        """Whether an error was noted."""
        return any(problem.severity == "error" for problem in self.problems)
