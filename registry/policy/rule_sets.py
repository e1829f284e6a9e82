"""Makes the rules of eligibility, as they are judged by, from the files that write them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from registry.policy.checking import words_key
from registry.policy.facts import RelaxedKind
from registry.policy.files import (
    ConditionEntry,
    EligibilityFile,
    LaddersFile,
    PathEntry,
    PrivilegesFile,
)
from registry.policy.law import Condition, DiplomaKind, Figure, Ladders, NotInForce, Path, RuleSet, Words


def rule_set(
    file: EligibilityFile,
    ladders: LaddersFile,
    privileges: PrivilegesFile,
    minimum_age: Sequence[Figure | NotInForce],
) -> RuleSet:
    """Return the rules of one file, with all that judging by them needs."""
    return RuleSet(
        id=file.id,
        version=file.version,
        edition=file.edition,
        paths=tuple(_path(file, entry, privileges) for entry in file.path),
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        ladders=_ladders(ladders),
        minimum_age=tuple(period for period in minimum_age if isinstance(period, Figure)),
    )


@cache
def without_last_day(rules: RuleSet) -> RuleSet:
    """Return the same rules without a last day."""
    paths = tuple(replace(path, valid_to=None) for path in rules.paths)
    return replace(rules, paths=paths, valid_to=None)


def _path(file: EligibilityFile, entry: PathEntry, privileges: PrivilegesFile) -> Path:
    facts = {condition.fact for condition in entry.conditions}
    return Path(
        id=entry.id,
        level=entry.level,
        words=entry.words,
        conditions=tuple(
            _condition(file, entry, condition, privileges, "graduating_student_counts" not in facts)
            for condition in entry.conditions
        ),
        valid_from=entry.valid_from or file.valid_from,
        valid_to=entry.valid_to or file.valid_to,
    )


def _condition(
    file: EligibilityFile,
    path: PathEntry,
    entry: ConditionEntry,
    privileges: PrivilegesFile,
    graduates_only: bool,
) -> Condition:
    return Condition(
        id=entry.id,
        fact=entry.fact,
        operator=entry.operator,
        value=tuple(entry.value) if isinstance(entry.value, list) else entry.value,
        unit=entry.unit,
        source=entry.source or path.source or file.source,
        words=_words(file, entry),
        privilege=_privilege(entry, privileges),
        with_completion=entry.fact == "diploma_kind" and graduates_only,
    )


def _words(file: EligibilityFile, entry: ConditionEntry) -> Words:
    return entry.words or file.words[words_key(entry.fact)]


def _privilege(entry: ConditionEntry, privileges: PrivilegesFile) -> RelaxedKind | None:
    written = {entry.fact, f"{entry.fact} {entry.operator}"}
    return next((kind.kind for kind in privileges.relaxation if written & set(kind.facts)), None)


def _ladders(file: LaddersFile) -> Ladders:
    kinds = {
        kind.name: DiplomaKind(kind.name, kind.words, kind.schools, kind.levels, kind.evaluated)
        for kind in file.diploma_kind
    }
    tiers = {tier.name: tier.words for tier in file.title_tier}
    return Ladders(kinds, tiers, {title: tier.name for tier in file.title_tier for title in tier.titles})
