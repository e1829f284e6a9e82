"""Number schemes (证书编码规则) as data: which parts a number has, where they stand and what may stand in them.

The figures stand in `seeds/policy/schemes/certificate-numbers.toml`. A further scheme, say for 特级技师, is a
further table there.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal

from registry.foundation.languages import Language
from registry.foundation.places import SEEDS
from registry.foundation.problems import Message

_SCHEMES = SEEDS / "policy" / "schemes" / "certificate-numbers.toml"
_PROVINCES = SEEDS / "catalogue" / "provinces.csv"


@dataclass(frozen=True)
class Words(Message):
    """A text that stands in both languages beside the figure which it names."""

    english: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text as the data have it."""
        return self.text if language == "zh" else self.english


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scheme comes from, and how sure that is (confirmed, reported or recalled)."""

    title: str
    number: str
    article: str
    confidence: Literal["confirmed", "reported", "recalled"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a number; positions count from 1, both ends included."""

    name: str
    position: tuple[int, int]
    kind: Literal["values", "digits", "province"]
    words: Words
    values: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    meaning: Mapping[str, Words] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Return how many characters the part has."""
        return self.position[1] - self.position[0] + 1

    def of(self, number: str) -> str:
        """Return what stands in this part of a number."""
        return number[self.position[0] - 1 : self.position[1]]

    def meaning_of(self, value: str) -> Message | None:
        """Return what a value of this part means in words, where that is known."""
        if self.kind == "province" and value in provinces():
            return provinces()[value]
        return self.meaning.get(value)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a number with its parts, or with the positions at which it is wrong."""

    number: str
    parts: Mapping[str, str]
    wrong: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of numbering certificates, in force between two days (None: open)."""

    id: str
    length: int
    name: Words
    source: Source
    parts: tuple[Part, ...]
    valid_from: date | None
    valid_to: date | None
    examples: tuple[Example, ...]

    def in_force(self, day: date) -> bool:
        """Tell whether certificates were numbered by this scheme on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def part(self, name: str) -> Part:
        """Return the part of a name; raises `KeyError` where the scheme has none."""
        return {part.name: part for part in self.parts}[name]


@cache
def schemes() -> Mapping[str, Scheme]:
    """Return all schemes by id, in the order of the file; faults in the file stop the program at once."""
    tables = tomllib.loads(_SCHEMES.read_text(encoding="utf-8"))["scheme"]
    known = {table["id"]: _scheme(table) for table in tables}
    for scheme in known.values():
        _check_parts_join(scheme)
    return known


@cache
def provinces() -> Mapping[str, Words]:
    """Return the names of provinces by their two-digit code (GB/T 2260)."""
    with _PROVINCES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Words(row["name_zh"], english=row["name_en"]) for row in csv.DictReader(file)}


def _scheme(table: Mapping[str, Any]) -> Scheme:
    return Scheme(
        id=table["id"],
        length=table["length"],
        name=_words(table["name"]),
        source=Source(**table["source"]),
        parts=tuple(_part(part) for part in table["part"]),
        valid_from=table["in_force"].get("from"),
        valid_to=table["in_force"].get("to"),
        examples=tuple(_example(example) for example in table["example"]),
    )


def _part(table: Mapping[str, Any]) -> Part:
    return Part(
        name=table["name"],
        position=(table["position"][0], table["position"][1]),
        kind=table["kind"],
        words=_words(table["words"]),
        values=tuple(table.get("values", ())),
        never=tuple(table.get("never", ())),
        meaning={value: _words(words) for value, words in table.get("meaning", {}).items()},
    )


def _example(table: Mapping[str, Any]) -> Example:
    wrong = tuple((first, last) for first, last in table.get("wrong", ()))
    return Example(table["number"], table.get("parts", {}), wrong)


def _words(table: Mapping[str, str]) -> Words:
    return Words(table["zh"], english=table["en"])


def _check_parts_join(scheme: Scheme) -> None:
    """Stop where parts overlap or leave a gap: such a scheme could not be read."""
    following = 1
    for part in scheme.parts:
        if part.position[0] != following or part.width < 1:
            raise ValueError(f"scheme {scheme.id}: part {part.name} does not begin at position {following}")
        following = part.position[1] + 1
    if following != scheme.length + 1:
        raise ValueError(f"scheme {scheme.id}: its parts end before or after position {scheme.length}")
