"""What the files of `seeds/policy/` look like: one struct for each kind of file.

A file's `kind` decides: `figures`, `eligibility`, `ladders` (what names of schooling and titles mean) or
`privileges` (which conditions may fall). A source, region or day that an entry leaves out is that of its file.
"""

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from registry.foundation.problems import Message, Problem, message
from registry.policy.facts import ExaminedLevel, Privileges, RelaxedKind, StudentKind
from registry.policy.law import BrokenPolicy, Operator, Source, Words


class PolicyFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """What every file has: its id (the file's name), its version, its kind, its title."""

    id: str
    version: str
    kind: str
    title: Words


class PeriodEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A figure's value from a day to a day, both included, or the reason why there is none."""

    value: Any = None
    not_in_force: Words | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    region: str | None = None
    source: Source | None = None


class FigureExample(Struct, forbid_unknown_fields=True, rename={"expected": "is"}):
    """A worked example of a figure: on this day, here, it is this."""

    on: date
    expected: Any
    region: str = "14"


class FigureEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A figure with all its periods."""

    name: str
    unit: str
    words: Words
    periods: tuple[PeriodEntry, ...]
    examples: tuple[FigureExample, ...]


class FiguresFile(PolicyFile, kw_only=True):
    """A file of figures."""

    region: str
    source: Source
    figure: tuple[FigureEntry, ...]


class ConditionEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A condition of a path."""

    id: str
    fact: str
    operator: Operator
    value: Any
    unit: str
    words: Words | None = None
    source: Source | None = None


class PathEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A path to a level."""

    id: str
    level: ExaminedLevel
    words: Words
    conditions: tuple[ConditionEntry, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    source: Source | None = None


class EligibilityAnswer(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a worked example must answer on a day.

    Paths that are left out are not looked at; `opens_on`, where it is given, names every path that is not met
    and opens, with its day.
    """

    on: date
    eligible: str
    paths: dict[str, str]
    opens_on: dict[str, date] = {}


class EligibilityExample(Struct, forbid_unknown_fields=True, kw_only=True):
    """A worked example of eligibility: a person, the question, the answers on some days."""

    words: str
    level: ExaminedLevel
    occupation: str
    person: dict[str, Any]
    answers: tuple[EligibilityAnswer, ...]
    privileges: Privileges | None = None


class EligibilityFile(PolicyFile, kw_only=True):
    """A file of eligibility rules; `words` says each fact to people, for all its conditions."""

    edition: str
    region: str
    valid_from: date
    source: Source
    words: dict[str, Words]
    path: tuple[PathEntry, ...]
    example: tuple[EligibilityExample, ...]
    valid_to: date | None = None


class DiplomaKindEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A name of schooling."""

    name: str
    words: Words
    schools: frozenset[str]
    levels: frozenset[str] | None = None
    evaluated: bool = False


class TitleTierEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A tier of titles."""

    name: str
    words: Words
    titles: tuple[str, ...]


class StudentKindEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A kind of student."""

    name: StudentKind
    words: Words


class LaddersFile(PolicyFile, kw_only=True):
    """The file of what names of schooling and titles mean."""

    source: Source
    diploma_kind: tuple[DiplomaKindEntry, ...]
    title_tier: tuple[TitleTierEntry, ...]
    student_kind: tuple[StudentKindEntry, ...]
    names: dict[str, str]


class RelaxationEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """A kind of limit, and the facts that fall with it: `fact`, or `fact operator` where that matters."""

    kind: RelaxedKind
    words: Words
    facts: tuple[str, ...]


class NeverEntry(Struct, forbid_unknown_fields=True, kw_only=True):
    """The facts that never fall."""

    words: Words
    facts: tuple[str, ...]


class PrivilegesFile(PolicyFile, kw_only=True):
    """The file of which conditions fall where an enterprise is freed from a limit."""

    source: Source
    relaxation: tuple[RelaxationEntry, ...]
    never: NeverEntry


KINDS: dict[str, type[PolicyFile]] = {
    "figures": FiguresFile,
    "eligibility": EligibilityFile,
    "ladders": LaddersFile,
    "privileges": PrivilegesFile,
}


def fault(file: str, key: str, must: Message) -> Problem:
    """Return a fault of a file: `must` says what must be true at the key."""
    return Problem("policy.broken-file", must, where=f"{file}: {key}")


def read_policy_file(name: str, text: str) -> PolicyFile:
    """Return one file of the law by its name (`examination.toml`); raises `BrokenPolicy`."""
    try:
        raw = msgspec.toml.decode(text)
    except msgspec.DecodeError as error:
        raise BrokenPolicy(fault(name, "-", message("必须是合法的 TOML：{reason}", reason=error))) from None
    kind = KINDS.get(raw.get("kind", ""))
    if kind is None:
        raise BrokenPolicy(fault(name, "kind", message("kind 必须是以下之一：{kinds}", kinds=", ".join(KINDS))))
    try:
        read = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$.")
        raise BrokenPolicy(
            fault(name, path.rstrip("`") or "-", message("此处的键和值必须符合文件格式：{reason}", reason=reason))
        ) from None
    if f"{read.id}.toml" != name:
        raise BrokenPolicy(fault(name, "id", message("id 必须与文件名相同，应为 {id}", id=name.removesuffix(".toml"))))
    return read
