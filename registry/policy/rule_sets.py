"""Makes the rules of eligibility, as they are judged by, from the files that write them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from registry.policy.catalogue import SkillLevel
from registry.policy.checking import words_key
from registry.policy.facts import RelaxedKind
from registry.policy.files import ConditionEntry, EligibilityFile, LaddersFile, PathEntry, PrivilegesFile
from registry.policy.law import Condition, DiplomaKind, Figure, Ladders, NotInForce, Path, RuleSet, Words


def rule_set(
    file: EligibilityFile,
    ladders: LaddersFile,
    privileges: PrivilegesFile,
    minimum_age: Sequence[Figure | NotInForce],
) -> RuleSet:
    """Return the rules of one file, with all that judging by them needs."""
    maker = _Maker(file, privileges, _ladders(ladders))
    return RuleSet(
        id=file.id,
        version=file.version,
        edition=file.edition,
        paths=tuple(maker.path(entry) for entry in file.path),
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        ladders=maker.ladders,
        minimum_age=tuple(period for period in minimum_age if isinstance(period, Figure)),
    )


@cache
def without_last_day(rules: RuleSet) -> RuleSet:
    """Return the same rules without a last day."""
    paths = tuple(replace(path, valid_to=None) for path in rules.paths)
    return replace(rules, paths=paths, valid_to=None)


@dataclass(frozen=True)
class _Maker:
    file: EligibilityFile
    privileges: PrivilegesFile
    ladders: Ladders

    def path(self, entry: PathEntry) -> Path:
        graduates_only = "graduating_student_counts" not in {asked.fact for asked in entry.conditions}
        return Path(
            id=entry.id,
            level=entry.level,
            words=entry.words,
            conditions=tuple(self.condition(entry, asked, graduates_only) for asked in entry.conditions),
            valid_from=entry.valid_from or self.file.valid_from,
            valid_to=entry.valid_to or self.file.valid_to,
        )

    def condition(self, path: PathEntry, entry: ConditionEntry, graduates_only: bool) -> Condition:
        return Condition(
            id=entry.id,
            fact=entry.fact,
            operator=entry.operator,
            value=tuple(entry.value) if isinstance(entry.value, list) else entry.value,
            unit=entry.unit,
            source=entry.source or path.source or self.file.source,
            words=self.words(entry),
            privilege=self.privilege(entry),
            with_completion=entry.fact == "diploma_kind" and graduates_only,
        )

    def words(self, entry: ConditionEntry) -> Words:
        words = entry.words or self.file.words[words_key(entry.fact)]
        said = value_in_words(entry.value, entry.unit, self.ladders)
        return Words(
            words.zh.format(value=said.zh, number=entry.value), words.en.format(value=said.en, number=entry.value)
        )

    def privilege(self, entry: ConditionEntry) -> RelaxedKind | None:
        written = {entry.fact, f"{entry.fact} {entry.operator}"}
        return next((kind.kind for kind in self.privileges.relaxation if written & set(kind.facts)), None)


def value_in_words(value: Any, unit: str, ladders: Ladders) -> Words:
    """Return a figure with its unit: 5 年 or 5 years, 四级/中级工, kinds joined by 或."""
    match unit:
        case "year":
            return Words(f"{value} 年", "1 year" if value == 1 else f"{value} years")
        case "level":
            level = SkillLevel.of_code(value)
            return Words(level.in_language("zh"), level.in_language("en"))
        case "enum":
            names = [_name_in_words(name, ladders) for name in (value if isinstance(value, list) else [value])]
            return Words(
                _joined([name.zh for name in names], "、", "或"),
                _joined([name.en for name in names], ", ", " or "),
            )
    return Words("", "")


def _name_in_words(name: str, ladders: Ladders) -> Words:
    kind = ladders.diploma_kinds.get(name)
    return kind.words if kind else ladders.tiers.get(name) or ladders.student_kinds[name]


def _joined(names: list[str], between: str, before_last: str) -> str:
    return before_last.join([between.join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _ladders(file: LaddersFile) -> Ladders:
    return Ladders(
        diploma_kinds={
            kind.name: DiplomaKind(kind.name, kind.words, kind.schools, kind.levels, kind.evaluated)
            for kind in file.diploma_kind
        },
        tiers={tier.name: tier.words for tier in file.title_tier},
        tier_of_title={title: tier.name for tier in file.title_tier for title in tier.titles},
        student_kinds={kind.name: kind.words for kind in file.student_kind},
        names={name: Words(name, english) for name, english in file.names.items()},
    )
