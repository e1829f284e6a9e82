"""What a filing covers (备案范围).

A body is filed for an occupation, a job type (工种) or all of them, up to a level; never for an occupation in general.
人社厅发〔2020〕104号, 人社鉴发〔2019〕3号.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.states import FilingState
from registry.foundation.problems import Problem, message
from registry.policy.catalogue import Occupation, SkillLevel


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """What a filing covers in one line: an occupation, a job type (None: all), up to a rank (2 初级工 … 6 高级技师)."""

    occupation: str
    job_type: str | None
    highest_rank: int

    @property
    def highest(self) -> SkillLevel:
        """The highest level that the line covers."""
        return SkillLevel(self.highest_rank)


@dataclass(frozen=True, slots=True)
class FilingTerms:
    """A filing as rules read it: its days (both included), its state, what it covers, from what it frees."""

    id: UUID
    body: UUID
    number: str
    valid_from: date
    valid_to: date
    state: FilingState
    scopes: tuple[ScopeLine, ...]
    privileges: tuple[PrivilegeGround, ...]


def covers(
    filing: FilingTerms | None, occupation: str, job_type: str | None, rank: int, on: date
) -> tuple[Problem, ...]:
    """Return what keeps a filing from covering a round, each at its field; nothing where it covers it.

    `rank` is the level's rank, 2 to 6; `on` the day of application. Fields: body, application_day, occupation,
    job_type, level.
    """
    if filing is None:
        return (_not_filed(on),)
    if filing.state is FilingState.WITHDRAWN:
        return (_withdrawn(filing),)
    problems = [] if filing.valid_from <= on <= filing.valid_to else [_outside(filing, on)]
    if filing.state is FilingState.SUSPENDED:
        problems.append(_suspended(filing))
    return (*problems, *_beyond_scope(filing.scopes, occupation, job_type, rank))


def _beyond_scope(scopes: Sequence[ScopeLine], occupation: str, job_type: str | None, rank: int) -> tuple[Problem, ...]:
    of_occupation = [line for line in scopes if line.occupation == occupation]
    if not of_occupation:
        return (_occupation_not_covered(),)
    fitting = [line for line in of_occupation if line.job_type is None or line.job_type == job_type]
    if not fitting:
        return (_job_type_not_covered(of_occupation),)
    highest = max(line.highest_rank for line in fitting)
    return () if rank <= highest else (_level_not_covered(SkillLevel(highest)),)


def _not_filed(on: date) -> Problem:
    return Problem(
        "filing.none",
        message("这个评价机构在{day}没有有效的备案。", day=on),
        "body",
        message("请核对申报日期；尚未备案或备案到期的，请先向主管部门办理。"),
    )


def _withdrawn(filing: FilingTerms) -> Problem:
    return Problem(
        "filing.withdrawn",
        message("这个评价机构的备案（{number}）已经取消。", number=filing.number),
        "body",
        message("请向主管部门咨询。"),
    )


def _suspended(filing: FilingTerms) -> Problem:
    return Problem(
        "filing.suspended",
        message("这个评价机构的备案（{number}）已暂停评价，暂停期间不能开设批次。", number=filing.number),
        "body",
        message("暂停的理由见备案页面；整改后请主管部门恢复。"),
    )


def _outside(filing: FilingTerms, on: date) -> Problem:
    return Problem(
        "filing.day",
        message("备案的有效期是{first}至{last}，不含{day}。", first=filing.valid_from, last=filing.valid_to, day=on),
        "application_day",
        message("请填写有效期内的日期。"),
    )


def _occupation_not_covered() -> Problem:
    return Problem(
        "filing.occupation",
        message("备案的评价范围不含这个职业。"),
        "occupation",
        message("备案范围见备案页面；要增加职业的，请向主管部门办理变更。"),
    )


def _job_type_not_covered(lines: Iterable[ScopeLine]) -> Problem:
    named = "、".join(sorted(line.job_type or "" for line in lines))
    return Problem(
        "filing.job-type",
        message("这个职业只备案了部分工种：{named}。", named=named),
        "job_type",
        message("请选择其中一个工种；要增加工种的，请向主管部门办理变更。"),
    )


def _level_not_covered(highest: SkillLevel) -> Problem:
    return Problem(
        "filing.level",
        message("备案的最高等级是{highest}。", highest=highest),
        "level",
        message("请选择不高于它的等级；要提高等级的，请向主管部门办理变更。"),
    )


def scope_problems(
    scopes: Sequence[ScopeLine], occupations: Mapping[str, Occupation], where: str = "scopes"
) -> tuple[Problem, ...]:
    """Return what is wrong with the lines of a scope; a line's problems stand at `scopes[0]`, `scopes[1]`, …"""
    if not scopes:
        return (_no_scope(where),)
    problems = [
        problem
        for index, line in enumerate(scopes)
        for problem in _line_problems(line, occupations.get(line.occupation), f"{where}[{index}]")
    ]
    keys = [(line.occupation, line.job_type) for line in scopes]
    problems += [_twice(f"{where}[{index}]") for index, key in enumerate(keys) if key in keys[:index]]
    return tuple(problems)


def _line_problems(line: ScopeLine, known: Occupation | None, where: str) -> list[Problem]:
    if known is None:
        return [
            Problem(
                "filing.scope-occupation",
                message("职业目录里没有编码为“{code}”的职业。", code=line.occupation),
                where,
                message("请查找后从列出的职业中选择。"),
            )
        ]
    problems: list[Problem] = []
    if line.job_type is not None and line.job_type not in known.job_types:
        problems.append(
            Problem(
                "filing.scope-job-type",
                message("“{occupation}”之下没有工种“{job_type}”。", occupation=known, job_type=line.job_type),
                where,
                message("请查找后从列出的工种中选择，或备案全部工种。"),
            )
        )
    if line.highest_rank not in {level.rank for level in known.levels}:
        problems.append(
            Problem(
                "filing.scope-level",
                message("“{occupation}”没有这个等级。", occupation=known),
                where,
                message("请选择该职业设有的等级。"),
            )
        )
    return problems


def _no_scope(where: str) -> Problem:
    return Problem(
        "filing.no-scope",
        message("备案没有写明评价范围。"),
        where,
        message("请至少加入一个职业及其最高等级。"),
    )


def _twice(where: str) -> Problem:
    return Problem(
        "filing.scope-twice",
        message("这个职业和工种在评价范围里重复了。"),
        where,
        message("请只保留一行，写明最高等级。"),
    )
