"""Whether a row asks for what the round is about: occupation, job type and level."""

import re
from functools import lru_cache

from registry.foundation.problems import message
from registry.foundation.typing_habits import half_width
from registry.policy.catalogue import Occupation, occupations
from registry.rounds.roster.cells import quoted, read_level, says_nothing
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.looking import RowLook
from registry.rounds.roster.model import AskedRound

_JOB_TYPE_BEHIND = re.compile(r"[(（\[【/／、—－-]")
_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")


def check_asked(look: RowLook, asked: AskedRound) -> None:
    """Refuse a row whose own occupation, job type or level is not the round's; what it leaves out is the round's."""
    occupation, job_type = look.text(Fact.OCCUPATION), look.text(Fact.JOB_TYPE)
    if not says_nothing(occupation) and not _is_asked(occupation, asked):
        look.refuse(
            Fact.OCCUPATION,
            "row.other-occupation",
            message("这一行申报的职业是“{text}”，不是本批次的职业。", text=quoted(occupation)),
            message("请改正职业，或把这一行报到相应的批次。"),
        )
    if asked.job_type and not says_nothing(job_type) and not _is_job_type(job_type, asked):
        look.refuse(
            Fact.JOB_TYPE,
            "row.other-job-type",
            message("这一行申报的工种是“{text}”，不是本批次的工种。", text=quoted(job_type)),
            message("请改正工种，或把这一行报到相应的批次。"),
        )
    _check_level(look, asked)


def _check_level(look: RowLook, asked: AskedRound) -> None:
    text = look.text(Fact.LEVEL)
    if says_nothing(text):
        return
    level = read_level(text)
    if level is None:
        look.refuse(
            Fact.LEVEL,
            "row.level-unreadable",
            message("申报级别“{text}”不能识别。", text=quoted(text)),
            message("请写成“三级/高级工”这样的形式。"),
        )
    elif level is not asked.level:
        look.refuse(
            Fact.LEVEL,
            "row.other-level",
            message("这一行申报的是{level}，不是本批次的级别。", level=level),
            message("请改正级别，或把这一行报到相应的批次。"),
        )


def _is_asked(text: str, asked: AskedRound) -> bool:
    """Return whether a text names the round's occupation; its job type stands for it where the round names one."""
    return is_occupation(text, asked.occupation) or bool(asked.job_type and _is_job_type(text, asked))


@lru_cache(maxsize=2_000)
def is_occupation(text: str, code: str) -> bool:
    """Return whether a text names an occupation: by its code, its name, one of its job types.

    What stands behind the name, in brackets or after a stroke, is a job type: enterprises use more than are listed.
    """
    if found := _CODE.search(half_width(text)):
        return found.group() == code
    record = occupations().get(code)
    if record is None:
        return False
    spellings = _spellings(record)
    return _plain(text) in spellings or _plain(_JOB_TYPE_BEHIND.split(text, maxsplit=1)[0]) in spellings


@lru_cache(maxsize=200)
def _spellings(record: Occupation) -> frozenset[str]:
    name, jobs = _plain(record.name_zh), [_plain(job) for job in record.job_types]
    return frozenset(
        {name, _plain(record.name_en), *jobs, *(name + job for job in jobs), *(job + name for job in jobs)}
    )


@lru_cache(maxsize=2_000)
def _is_job_type(text: str, asked: AskedRound) -> bool:
    record = occupations().get(asked.occupation)
    name, job = _plain(record.name_zh) if record else "", _plain(asked.job_type or "")
    return _plain(text) in (job, name + job)


def _plain(text: str) -> str:
    return re.sub(r"[\s()\[\]/、,.:\-—_]", "", half_width(text)).lower()


def occupation_code_of(text: str) -> str | None:
    """Return the code of the one occupation of the catalogue that a text names, or None."""
    if found := _CODE.search(half_width(text)):
        return found.group()
    codes = [code for code in occupations() if is_occupation(text, code)]
    return codes[0] if len(codes) == 1 else None
