"""The law as values: figures with their periods, paths with their conditions, each with its source.

NoLawInForce        a figure or a set of rules was asked for a day on which there is none
BrokenPolicy        a file of `seeds/policy/` breaks what must be true of it; the program does not start
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from registry.foundation.languages import Language
from registry.foundation.problems import Problem, Refusal, message
from registry.policy.facts import RelaxedKind

Confidence = Literal["confirmed", "reported", "recalled", "own"]
Operator = Literal["==", ">=", "<=", "in"]
RecordKind = Literal["diploma", "certificate", "title"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the law in both languages.

    In files `{value}` and `{number}` stand for the figure beside it: 5 年 or 5 years, and 5.
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en

    def as_json(self) -> dict[str, str]:
        """Return both languages."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure is written, and how sure we are of it (出处)."""

    title: str
    number: str
    article: str
    confidence: Confidence

    def as_json(self) -> dict[str, str]:
        """Return the source as answers show it."""
        return {
            "title": self.title,
            "number": self.number,
            "article": self.article,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law on a day and in a region: its value, its unit, its source and its words."""

    name: str
    value: Any
    unit: str
    source: Source
    words: Words
    region: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class NotInForce:
    """What a file says of a time for which a figure has no value, and why."""

    name: str
    reason: Words
    region: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, eq=False, slots=True)
class Condition:
    """One thing that a path asks (申报条件): a fact, an operator, the figure asked; `words` say it with its figure.

    `privilege` is the kind of limit under which it falls; None never falls. `with_completion` says that
    this condition also asks for the completed diploma, because no other condition of the path does.
    """

    id: str
    fact: str
    operator: Operator
    value: Any
    unit: str
    source: Source
    words: Words
    privilege: RelaxedKind | None
    with_completion: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Path:
    """One of the ways to a level: all its conditions together (具备以下条件之一)."""

    id: str
    level: int
    words: Words
    conditions: tuple[Condition, ...]
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Tell whether the path is in force on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class DiplomaKind:
    """What a name of schooling means: the schools, the levels (None: any), evaluated as fit or not asked."""

    name: str
    words: Words
    schools: frozenset[str]
    levels: frozenset[str] | None
    evaluated: bool


@dataclass(frozen=True, slots=True)
class Ladders:
    """How names of schooling and titles are read: diploma kinds, and the tiers of titles from low to high."""

    diploma_kinds: Mapping[str, DiplomaKind]
    tiers: Mapping[str, Words]
    tier_of_title: Mapping[str, str]
    student_kinds: Mapping[str, Words]
    names: Mapping[str, Words]

    def reaches(self, title: str, tier: str) -> bool:
        """Tell whether a title is of the tier or of a higher one (初级职称 < 中级职称 < 高级职称)."""
        order = list(self.tiers)
        return order.index(self.tier_of_title[title]) >= order.index(tier)


@dataclass(frozen=True, eq=False, slots=True)
class RuleSet:
    """One version of the rules of eligibility, with all that judging by it needs."""

    id: str
    version: str
    edition: str
    paths: tuple[Path, ...]
    valid_from: date
    valid_to: date | None
    ladders: Ladders
    minimum_age: tuple[Figure, ...]

    def paths_to(self, level: int, on: date) -> tuple[Path, ...]:
        """Return the paths to a level that are in force on the day."""
        return tuple(path for path in self.paths if path.level == level and path.in_force(on))

    def minimum_age_on(self, on: date) -> Figure | None:
        """Return the age under which nobody may work on the day (禁止使用童工); None before there was one."""
        for figure in self.minimum_age:
            if (figure.valid_from or date.min) <= on <= (figure.valid_to or date.max):
                return figure
        return None


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One file of the law as it ships: its id, its version, its text and the hash of the text."""

    id: str
    version: str
    sha256: str
    text: str
    title: Words


class NoLawInForce(Refusal):
    """There is no law for what was asked on that day; the newest figure never stands in for it."""

    def __init__(self, name: str, on: date, region: str) -> None:
        self.name, self.on, self.region = name, on, region
        super().__init__(
            Problem(
                "policy.no-law-in-force",
                message("{day}没有可适用的规定（{name}，地区 {region}）。", day=on, name=name, region=region),
                where="on",
                cure=message("请核对日期。"),
            )
        )


class BrokenPolicy(Refusal):
    """Files of the law break what must be true of them; every fault names file, key and what must be true."""

    def __str__(self) -> str:
        return "\n".join(f"{problem.where}: {problem.message}" for problem in self.problems)
