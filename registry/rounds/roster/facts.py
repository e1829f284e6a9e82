"""From columns to a person's facts (从名册各列到申报事实), as the conditions of eligibility read them.

文化程度 names a level but neither school nor major: education stays not known. What has no column is not known.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import get_args

from registry.foundation.grids.model import CellValue
from registry.foundation.problems import message
from registry.policy.facts import Employment, HeldCertificate, HeldTitle, PersonFacts, TitleName
from registry.rounds.roster.asked import occupation_code_of
from registry.rounds.roster.cells import (
    MOST_YEARS,
    is_cell_error,
    quoted,
    read_cell_day,
    read_level,
    read_months,
    says_none,
    says_nothing,
    text_of,
)
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.looking import RowLook
from registry.rounds.roster.model import AskedRound

_TITLES: tuple[str, ...] = get_args(TitleName)


def read_person_facts(look: RowLook, asked: AskedRound, born: date | None) -> PersonFacts:
    """Return what the row tells of a person for judging; what cannot be is noted."""
    return PersonFacts(
        birth_date=born,
        employment=_employment(look, asked, born),
        certificates=_certificates(look, asked),
        titles=_titles(look),
    )


# Work
def _employment(look: RowLook, asked: AskedRound, born: date | None) -> tuple[Employment, ...] | None:
    started = _past_day(look, Fact.WORK_START, asked.on, born)
    begun = _past_day(look, Fact.OCCUPATION_START, asked.on, born) or _day_among_years(look, asked.on, born)
    months = _years(look, Fact.YEARS_IN_OCCUPATION)
    if months is not None:
        return _spell_of(look, months, started, asked, born)
    if begun is not None:
        return _since(begun, asked)
    return _stand_in(look, started, asked)


def _spell_of(
    look: RowLook, months: int, started: date | None, asked: AskedRound, born: date | None
) -> tuple[Employment, ...] | None:
    """从事本职业年限 of N counts as N full years up to the day asked."""
    first_day = months_before(asked.on, months)
    if born is not None and first_day <= born:
        look.refuse(
            Fact.YEARS_IN_OCCUPATION,
            "years.longer-than-life",
            message("从事本职业年限比年龄还长。"),
            message("请核对年限后改正。"),
        )
        return None
    if started is not None and months_before(asked.on, max(months - 12, 0)) < started:
        look.warn(
            Fact.YEARS_IN_OCCUPATION,
            "years.longer-than-work",
            message("从事本职业年限比参加工作以来的时间长，按所填年限计算。"),
            message("请核对年限和参加工作时间。"),
        )
    return _since(first_day, asked)


def _stand_in(look: RowLook, started: date | None, asked: AskedRound) -> tuple[Employment, ...] | None:
    """Where the years are missing, work in the occupation is taken to run from 参加工作时间; a warning says so."""
    fact = Fact.YEARS_IN_OCCUPATION if look.has_column(Fact.YEARS_IN_OCCUPATION) else Fact.WORK_START
    if started is not None:
        look.warn(
            fact,
            "years.from-work-start",
            message("没有从事本职业年限，按参加工作时间（{day}）起一直从事本职业计算。", day=started),
            message("请核对；如不符，请填写从事本职业年限。"),
        )
        return _since(started, asked)
    months = _years(look, Fact.YEARS_OF_WORK)
    if months is None:
        return None
    look.warn(
        Fact.YEARS_OF_WORK,
        "years.from-service",
        message("没有从事本职业年限，按工龄计算。"),
        message("请核对；如不符，请填写从事本职业年限。"),
    )
    return _since(months_before(asked.on, months), asked)


@lru_cache(maxsize=2_000)
def _since(first_day: date, asked: AskedRound) -> tuple[Employment, ...]:
    return (Employment(first_day=first_day, last_day=None, occupation=asked.occupation, related_to=()),)


def months_before(day: date, months: int) -> date:
    """Return the day that lies so many months before; in a month too short for it, the month's last day."""
    years, month = divmod(day.month - 1 - months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _past_day(look: RowLook, fact: Fact, on: date, born: date | None) -> date | None:
    read = look.day(fact)
    if read.problem is not None:
        look.note(fact, read.problem)
    return _held_against_life(look, fact, read.day, on, born)


def _held_against_life(look: RowLook, fact: Fact, day: date | None, on: date, born: date | None) -> date | None:
    if day is None:
        return None
    if day > on:
        look.refuse(
            fact,
            "work.starts-in-future",
            message("参加工作或从事本职业的时间（{day}）晚于申报日期。", day=day),
            message("请核对后改正。"),
        )
        return None
    if born is not None and day <= born:
        look.refuse(
            fact,
            "work.starts-before-birth",
            message("参加工作或从事本职业的时间（{day}）早于出生日期。", day=day),
            message("请核对后改正。"),
        )
        return None
    return day


def _day_among_years(look: RowLook, on: date, born: date | None) -> date | None:
    """从事本职业时间 may hold a day where others write a number of years."""
    value = look.value(Fact.YEARS_IN_OCCUPATION)
    if not _is_day(value):
        return None
    read = read_cell_day(value, typed_as_text=look.typed_as_text)
    return _held_against_life(look, Fact.YEARS_IN_OCCUPATION, read.day, on, born)


def _is_day(value: CellValue) -> bool:
    if isinstance(value, date):
        return value.year > 1920  # a small number shown as a day is one of the first days of 1900
    if isinstance(value, str) and re.search(r"\d{4}|[〇零]", value):
        return read_cell_day(value, typed_as_text=True).day is not None
    return False


def _years(look: RowLook, fact: Fact) -> int | None:
    value = look.value(fact)
    text = text_of(value)
    if says_nothing(text) or is_cell_error(text) or _is_day(value):
        return None
    months = read_months(value)
    if months is None:
        look.refuse(
            fact,
            "years.unreadable",
            message("年限“{text}”不能识别，应为0至{most}之间的年数。", text=quoted(text), most=MOST_YEARS),
            message("请填写年数，例如5；不足一年的部分可以写成5年6个月。"),
        )
    return months


# Certificates and titles
def _certificates(look: RowLook, asked: AskedRound) -> tuple[HeldCertificate, ...] | None:
    """Return the certificate that the row names; it is the highest, so lower ones stay not known.

    A list that is given is complete: it can be given only where the one named lies below the level asked.
    """
    text = look.text(Fact.HELD_LEVEL)
    if says_none(text):
        return ()
    issued = _day_if_told(look, Fact.HELD_ISSUED)
    if says_nothing(text) or is_cell_error(text):
        return None
    level = read_level(text)
    if level is None:
        look.warn(
            Fact.HELD_LEVEL,
            "held.level-unreadable",
            message("现有证书等级“{text}”不能识别，没有采用。", text=quoted(text)),
            message("请写成“四级/中级工”这样的形式。"),
        )
    if level is None or level.code is None or level.rank >= asked.level.rank:
        return None
    code = _held_occupation(look.text(Fact.HELD_OCCUPATION))
    related = () if code == asked.occupation else None
    return (HeldCertificate(level=level.code, occupation=code, related_to=related, issued=issued),)  # type: ignore[arg-type]


@lru_cache(maxsize=2_000)
def _held_occupation(text: str) -> str | None:
    return None if says_nothing(text) else occupation_code_of(text)


def _titles(look: RowLook) -> tuple[HeldTitle, ...] | None:
    text = look.text(Fact.TITLE)
    if says_none(text):
        return ()
    awarded = _day_if_told(look, Fact.TITLE_AWARDED)
    name = re.sub(r"[(（].*", "", text).strip()
    if name not in _TITLES:
        return None
    return (HeldTitle(title=name, awarded=awarded),)  # type: ignore[arg-type]


def _day_if_told(look: RowLook, fact: Fact) -> date | None:
    """Return a day that helps where it is told; only a decimal number in its place refuses the row."""
    read = look.day(fact)
    if read.problem is not None:
        severe = read.problem.code in ("date.decimal", "date.month-ambiguous")
        look.note(fact, read.problem, "error" if severe else "warning")
    return read.day
