"""What an invariant is, how a broken one is told, and how all of them are found by their names."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.problems import Message

MODULES = (
    "registry.doctor.certificates",
    "registry.doctor.rounds",
    "registry.doctor.people",
    "registry.doctor.records",
    "registry.doctor.files",
)
_PREFIX = "check_"

Row = UUID | str | None
Find = Callable[[], Awaitable[Iterable[Row]]]


@dataclass(frozen=True, slots=True)
class Violation:
    """An invariant that does not hold: its code, what should be true, and the row for which it is not."""

    code: str
    sentence: Message
    table: str
    row: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the violation as `registry doctor --json` prints it."""
        return {"code": self.code, "table": self.table, "row": self.row, "message": self.sentence.in_both()}


@dataclass(frozen=True, slots=True)
class Invariant:
    """Something that is true of every sound registry: a short fixed code, a sentence, and how exceptions are found."""

    code: str
    table: str
    sentence: Message
    find: Find

    async def violations(self) -> list[Violation]:
        """Return a violation for each row of which the sentence is not true."""
        rows = {None if row is None else str(row) for row in await self.find()}
        return [Violation(self.code, self.sentence, self.table, row) for row in sorted(rows, key=str)]


def invariant(code: str, table: str, sentence: Message) -> Callable[[Find], Invariant]:
    """Make an invariant of a function `check_…` that returns the ids of the rows that break it."""

    def made(find: Find) -> Invariant:
        return Invariant(code, table, sentence, find)

    return made


def found_by(query: str) -> Find:
    """Return the finding of rows by one statement whose first column names them."""

    async def find() -> list[Row]:
        rows: list[dict[str, Any]] = await DB.run_ddl(query)
        return [next(iter(row.values())) for row in rows]

    return find


def invariants() -> Mapping[str, Invariant]:
    """Return every invariant by its code: all that is called `check_…` in the modules of this package."""
    found: dict[str, Invariant] = {}
    for module in MODULES:
        for name, value in vars(import_module(module)).items():
            if name.startswith(_PREFIX) and isinstance(value, Invariant):
                if value.code in found:
                    raise ValueError(f"two invariants are called {value.code}")
                found[value.code] = value
    return found


async def violations(codes: Iterable[str] | None = None) -> list[Violation]:
    """Return everything that is not as it must be, in the order of the invariants; nothing is changed.

    `codes`: ask only these; an unknown one raises `KeyError`. `DB` needs an open pool, the keys and the folder of
    files must be set.
    """
    known = invariants()
    asked = known.values() if codes is None else [known[code] for code in codes]
    return [violation for each in asked for violation in await each.violations()]
