"""What must be true of the files of the law, beyond their form; each fault names file, key and what must be true."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, get_args

from registry.foundation.problems import Problem, message
from registry.policy.facts import EducationLevel, SchoolKind, TitleName
from registry.policy.files import (
    ConditionEntry,
    EligibilityFile,
    FigureEntry,
    FiguresFile,
    LaddersFile,
    PathEntry,
    PeriodEntry,
    PrivilegesFile,
    fault,
)
from registry.policy.law import Words
from registry.policy.rules.vocabulary import UNIT_OF, VOCABULARY, Fact, Takes

Faults = Iterator[Problem]
FIGURE_UNITS: dict[str, type] = {
    "hour": int,
    "day": int,
    "year": int,
    "mark": int,
    "times": int,
    "bool": bool,
    "parts": list,
    "kept": bool,
}
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def words_key(fact: str) -> str:
    """Return the key under which a file says a fact to people: its name without the level of a certificate."""
    return re.sub(r"_certificate_\d$", "_certificate", fact)


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


# Figures
def figure_faults(file: FiguresFile) -> Faults:
    """Find what is wrong with a file of figures."""
    name = f"{file.id}.toml"
    for entry in file.figure:
        key = f"figure.{entry.name}"
        if entry.unit not in FIGURE_UNITS:
            yield fault(name, f"{key}.unit", message("单位必须是以下之一：{units}", units=", ".join(FIGURE_UNITS)))
        yield from _words_faults(name, f"{key}.words", entry.words)
        if not entry.examples:
            yield fault(name, f"{key}.examples", message("每个数值至少要有一个例子"))
        for number, period in enumerate(entry.periods):
            yield from _period_faults(name, f"{key}.periods[{number}]", entry, period)
        yield from _coverage_faults(name, key, file, entry)


def _words_faults(name: str, key: str, words: Words) -> Faults:
    for text in (words.zh, words.en):
        if not text.strip() or set(_PLACEHOLDER.findall(text)) - {"value", "number"}:
            yield fault(name, key, message("中英文都要有，其中只能用 {{value}} 和 {{number}}", text=text))


def _period_faults(name: str, key: str, entry: FigureEntry, period: PeriodEntry) -> Faults:
    if (period.value is None) == (period.not_in_force is None):
        yield fault(name, key, message("value 与 not_in_force 必须有且只有一个"))
    wanted = FIGURE_UNITS.get(entry.unit)
    if wanted is not None and period.value is not None and type(period.value) is not wanted:
        yield fault(
            name, f"{key}.value", message("单位 {unit} 的值必须是 {wanted}", unit=entry.unit, wanted=wanted.__name__)
        )
    if period.valid_from and period.valid_to and period.valid_to < period.valid_from:
        yield fault(name, f"{key}.valid_to", message("valid_to 不能早于 valid_from"))


def _coverage_faults(name: str, key: str, file: FiguresFile, entry: FigureEntry) -> Faults:
    """Every day of a region has exactly one period: a value, or an explicit "not in force"."""
    regions = dict.fromkeys(period.region or file.region for period in entry.periods)
    for region in regions:
        periods = [period for period in entry.periods if (period.region or file.region) == region]
        yield from _chain_faults(name, f"{key}.periods", region, periods)


def _chain_faults(name: str, key: str, region: str, periods: Sequence[PeriodEntry]) -> Faults:
    if periods[0].valid_from is not None:
        yield fault(
            name,
            f"{key}[0]",
            message(
                "地区 {region} 的第一段必须从头开始（不写 valid_from）；此前没有规定时写 not_in_force", region=region
            ),
        )
    if periods[-1].valid_to is not None:
        yield fault(
            name,
            f"{key}[{len(periods) - 1}]",
            message("地区 {region} 的最后一段必须没有 valid_to；此后没有规定时写 not_in_force", region=region),
        )
    for number, (earlier, later) in enumerate(pairwise(periods), 1):
        if earlier.valid_to is None or later.valid_from != earlier.valid_to + timedelta(days=1):
            yield fault(
                name, f"{key}[{number}]", message("地区 {region} 的各段必须前后相接，不重叠、不留空", region=region)
            )


# Eligibility
def eligibility_faults(file: EligibilityFile, ladders: LaddersFile, privileges: PrivilegesFile) -> Faults:
    """Find what is wrong with a file of eligibility rules."""
    name = f"{file.id}.toml"
    if file.valid_to is not None and file.valid_to < file.valid_from:
        yield fault(name, "valid_to", message("valid_to 不能早于 valid_from"))
    every_id = [path.id for path in file.path] + [entry.id for path in file.path for entry in path.conditions]
    for twice in repeated(every_id):
        yield fault(name, f"path.{twice}", message("编号不能重复"))
    for path in file.path:
        yield from _path_faults(name, path)
        for entry in path.conditions:
            key = f"path.{path.id}.{entry.id}"
            if not entry.id.startswith(f"{path.id}-"):
                yield fault(name, key, message("条件编号必须以路径编号开头"))
            yield from _condition_faults(name, key, entry, ladders)
            yield from _privilege_faults(name, key, entry, privileges)
            if entry.words is None and words_key(entry.fact) not in file.words:
                yield fault(name, f"words.{words_key(entry.fact)}", message("每个条件都要有中英文说明"))
    for key, words in file.words.items():
        yield from _words_faults(name, f"words.{key}", words)


def _path_faults(name: str, path: PathEntry) -> Faults:
    key = f"path.{path.id}"
    if not path.conditions:
        yield fault(name, f"{key}.conditions", message("每条路径至少要有一个条件"))
    asked = {entry.fact: entry.value for entry in path.conditions}
    if len(asked) < len(path.conditions):
        yield fault(name, f"{key}.conditions", message("同一路径的一个事实只能出现一次"))
    for entry in path.conditions:
        fact = VOCABULARY.get(entry.fact)
        if fact is not None and fact.needs is not None and not _is_there(fact, asked):
            level = "" if fact.needs_level is None else f" = {fact.needs_level}"
            yield fault(name, f"{key}.{entry.id}", message("这一路径还必须有条件 {needed}", needed=fact.needs + level))


def _is_there(fact: Fact, asked: dict[str, Any]) -> bool:
    return fact.needs in asked and fact.needs_level in (None, asked[fact.needs])


def _condition_faults(name: str, key: str, entry: ConditionEntry, ladders: LaddersFile) -> Faults:
    fact = VOCABULARY.get(entry.fact)
    if fact is None:
        yield fault(name, f"{key}.fact", message("fact 必须是已知的事实，{fact} 不是", fact=entry.fact))
        return
    if entry.operator not in fact.operators:
        yield fault(
            name,
            f"{key}.operator",
            message("{fact} 的 operator 必须是 {ops}", fact=entry.fact, ops=" ".join(fact.operators)),
        )
    if entry.unit != UNIT_OF[fact.takes]:
        yield fault(
            name, f"{key}.unit", message("{fact} 的 unit 必须是 {unit}", fact=entry.fact, unit=UNIT_OF[fact.takes])
        )
    if not _takes(fact.takes, entry.value, ladders):
        yield fault(name, f"{key}.value", message("{fact} 的 value 必须是：{takes}", fact=entry.fact, takes=fact.takes))


def _takes(takes: Takes, value: Any, ladders: LaddersFile) -> bool:
    match takes:
        case "true":
            return value is True
        case "years":
            return type(value) is int and value > 0
        case "level":
            return type(value) is int and 1 <= value <= 5
        case "tier":
            return value in {tier.name for tier in ladders.title_tier}
        case "diploma kinds":
            return _all_of_these(value, {kind.name for kind in ladders.diploma_kind})
        case "student kinds":
            return _all_of_these(value, {kind.name for kind in ladders.student_kind})


def _all_of_these(value: Any, names: set[str]) -> bool:
    return isinstance(value, list) and bool(value) and set(value) <= names


def _privilege_faults(name: str, key: str, entry: ConditionEntry, privileges: PrivilegesFile) -> Faults:
    written = {entry.fact, f"{entry.fact} {entry.operator}"}
    kinds = [kind.facts for kind in privileges.relaxation] + [privileges.never.facts]
    if sum(len(written & set(facts)) for facts in kinds) != 1:
        yield fault(
            name, key, message("{fact} 必须在 {where} 中恰好列出一次", fact=entry.fact, where=f"{privileges.id}.toml")
        )


def edition_faults(files: Sequence[EligibilityFile]) -> Faults:
    """Editions follow each other without a gap and without two on one day; paths bear ids of their own."""
    for earlier, later in pairwise(sorted(files, key=lambda file: file.valid_from)):
        if earlier.valid_to is None or later.valid_from != earlier.valid_to + timedelta(days=1):
            yield fault(f"{later.id}.toml", "valid_from", message("各版必须前后相接，不重叠、不留空"))
    for twice in repeated(path.id for file in files for path in file.path):
        yield fault(f"{files[-1].id}.toml", f"path.{twice}", message("路径编号不能在两版中重复"))
    for twice in repeated(file.edition for file in files):
        yield fault(f"{files[-1].id}.toml", "edition", message("edition 不能重复：{edition}", edition=twice))


# Names of schooling and titles
def ladder_faults(file: LaddersFile) -> Faults:
    """Find what is wrong with the file of names of schooling and titles."""
    name = f"{file.id}.toml"
    for twice in repeated([kind.name for kind in file.diploma_kind] + [tier.name for tier in file.title_tier]):
        yield fault(name, twice, message("名称不能重复"))
    for kind in file.diploma_kind:
        if strange := sorted(kind.schools - set(get_args(SchoolKind))):
            yield fault(
                name, f"diploma_kind.{kind.name}.schools", message("学校类型必须是已知的：{names}", names=strange)
            )
        if strange := sorted((kind.levels or frozenset()) - set(get_args(EducationLevel))):
            yield fault(
                name, f"diploma_kind.{kind.name}.levels", message("学历层次必须是已知的：{names}", names=strange)
            )
    named = {*get_args(SchoolKind), *get_args(EducationLevel), *get_args(TitleName)}
    if strange := sorted(named ^ set(file.names)):
        yield fault(name, "names", message("学校类型、层次和职称都要有英文，此外不能有：{names}", names=strange))
    titles = [title for tier in file.title_tier for title in tier.titles]
    if sorted(titles) != sorted(get_args(TitleName)):
        yield fault(name, "title_tier", message("每个职称必须恰好属于一个层级"))
