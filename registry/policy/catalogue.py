"""The catalogue that ships: occupations (职业), their conditions of safety, and the eight levels (新八级工)."""

import csv
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from registry.foundation.languages import Language
from registry.foundation.places import SEEDS
from registry.policy.law import Confidence, Source, Words

CATALOGUE = SEEDS / "catalogue"
Nature = Literal["position", "examined", "appointed"]


class LevelRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A level as the catalogue writes it; `code` is the digit on certificates, 5 lowest, where it has one."""

    slug: str
    rank: int
    zh: str
    en: str
    nature: Nature
    code: int | None = None
    numeral: str | None = None


class SkillLevel(Enum):
    """The eight levels (新八级工), by rank from low to high. The code falls as skill rises."""

    APPRENTICE = 1
    JUNIOR = 2
    INTERMEDIATE = 3
    SENIOR = 4
    TECHNICIAN = 5
    SENIOR_TECHNICIAN = 6
    SPECIAL = 7
    CHIEF = 8

    @property
    def rank(self) -> int:
        """1 (学徒工) to 8 (首席技师)."""
        return int(self.value)

    @property
    def record(self) -> LevelRecord:
        """What the catalogue says of the level."""
        return _level_records()[self.rank]

    @property
    def code(self) -> int | None:
        """The digit on certificates, 5 (初级工) to 1 (高级技师); None for the levels without examination."""
        return self.record.code

    @property
    def examined(self) -> bool:
        """Whether the level is reached by an examination (认定)."""
        return self.record.nature == "examined"

    @property
    def as_printed(self) -> str:
        """The level as certificates print it: 三级/高级工."""
        return f"{self.record.numeral}/{self.record.zh}" if self.record.numeral else self.record.zh

    def in_language(self, language: Language) -> str:
        """Return the level's name: 三级/高级工, or level 3 (senior worker)."""
        if language == "zh":
            return self.as_printed
        return f"level {self.code} ({self.record.en})" if self.code else self.record.en

    @classmethod
    def of_code(cls, code: int) -> "SkillLevel":
        """Return the level of a certificate's digit, 5 to 1; raises `KeyError` for others."""
        return _levels_by_code()[code]

    @classmethod
    def of_option(cls, typed: str) -> "SkillLevel":
        """Return the level that commands call 5 … 1, apprentice, special or chief; raises `KeyError`."""
        return {str(level.code or level.record.slug): level for level in cls}[typed]


@cache
def _levels_by_code() -> dict[int, SkillLevel]:
    return {level.code: level for level in SkillLevel if level.code is not None}


class SafetyCondition(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition of health or safety that the work brings with it; no privilege touches it.

    `minimum_age` is in full years; None: it sets no age.
    """

    id: str
    words: Words
    source: Source
    minimum_age: int | None = None


class Occupation(Struct, frozen=True):
    """An occupation of the national classification (职业), with its job types (工种).

    `edition` is the edition of the rules by which its standard was made; None: the day decides.
    """

    code: str
    name_zh: str
    name_en: str
    levels: tuple[SkillLevel, ...]
    job_types: tuple[str, ...]
    edition: str | None
    safety: tuple[SafetyCondition, ...]
    confidence: Confidence

    def in_language(self, language: Language) -> str:
        """Return the name in one language."""
        return self.name_zh if language == "zh" else self.name_en


class _LevelFile(Struct, forbid_unknown_fields=True):
    level: tuple[LevelRecord, ...]


class _SafetyFile(Struct, forbid_unknown_fields=True):
    condition: tuple[SafetyCondition, ...]


_File = TypeVar("_File", _LevelFile, _SafetyFile)


@cache
def occupations() -> Mapping[str, Occupation]:
    """Return every occupation of the catalogue by its code."""
    safety = {condition.id: condition for condition in _read("safety.toml", _SafetyFile).condition}
    with (CATALOGUE / "occupations.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _occupation(row, safety) for row in csv.DictReader(file)})


def _occupation(row: Mapping[str, str], safety: Mapping[str, SafetyCondition]) -> Occupation:
    fields: dict[str, Any] = {
        "levels": tuple(SkillLevel.of_code(int(code)) for code in _split(row["levels"])),
        "job_types": _split(row["job_types"]),
        "edition": row["edition"] or None,
        "safety": tuple(safety[name] for name in _split(row["safety"])),
        "confidence": row["confidence"],
    }
    return Occupation(code=row["code"], name_zh=row["name_zh"], name_en=row["name_en"], **fields)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@cache
def _level_records() -> dict[int, LevelRecord]:
    return {record.rank: record for record in _read("levels.toml", _LevelFile).level}


def _read(name: str, kind: type[_File]) -> _File:
    return msgspec.toml.decode((CATALOGUE / name).read_bytes(), type=kind)
