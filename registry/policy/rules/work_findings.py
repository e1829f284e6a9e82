"""What was found of a person's work: spells, days laid end to end, whole years, days still missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.foundation.problems import Message, message
from registry.policy.facts import Employment
from registry.policy.rules.case import span_of
from registry.policy.rules.kleene import FIRST_DAY, lies_in
from registry.policy.rules.looking import Finding, Look, not_known, record_as_json, to_be_known
from registry.policy.rules.years import (
    Worked,
    anniversary,
    days_missing,
    whole_years,
    worked_between,
    years_between,
)

_COUNTS = {True: "yes", None: "unknown"}


def works_now(look: Look) -> Finding:
    """The spells that hold the day asked and fit, or may fit."""
    day = look.on.toordinal()
    spells = [
        (index, spell, fits)
        for index, spell, fits in _spells(look)
        if fits is not False and lies_in(day, (span_of(spell),))
    ]
    said = [_spell_as_json(index, spell, fits) for index, spell, fits in spells]
    if look.result == "met":
        return Finding(said, message("{day}在职，所从事的是本职业或相关职业。", day=look.on))
    if look.result == "not_met":
        return Finding(said, message("{day}没有从事本职业或相关职业的工作。", day=look.on))
    says = message("{day}所从事的工作是否属于本职业或相关职业尚不清楚。", day=look.on)
    return to_be_known(said, says, "employment", _unclear_members(look))


def worked(look: Look, since: date | None, member: str, key: str) -> Finding:
    """The years of work that count by the day asked, on or after a day; for a record, its day must be known."""
    if member != "employment" and since is None:
        says = message("起算日期尚不清楚，无法计算年限。")
        assert look.index is not None
        return to_be_known(None, says, member, [(look.index, key)])
    work = look.case.work_in_occupation
    assert work is not None
    start = FIRST_DAY if since is None else since.toordinal()
    surely = worked_between(work.surely, start, look.on.toordinal())
    perhaps = worked_between(work.perhaps, start, look.on.toordinal())
    said = _work_as_json(look, since, surely, perhaps)
    if look.result == "unknown":
        return to_be_known(said, _so_far(look, since, surely), "employment", _unclear_members(look))
    return Finding(said, _so_far(look, since, surely), _still_missing(look, surely))


def plain_time(look: Look, since: date | None) -> Finding:
    """Plain time since a day, by anniversaries."""
    if since is None:
        says = message("起算日期尚不清楚，无法计算年限。")
        assert look.index is not None
        return to_be_known(None, says, "certificates", [(look.index, "issued")])
    years, days = years_between(since, look.on)
    said = {"since": since.isoformat(), "years": years, "further_days": days}
    says = message("自{since}起至{day}为 {years} 年 {days} 天。", since=since, day=look.on, years=years, days=days)
    full = anniversary(since, look.condition.value)
    if look.result == "met" or full is None:
        return Finding(said, says)
    return Finding(said, says, message("{day}满 {years} 年。", day=full, years=look.condition.value))


def _so_far(look: Look, since: date | None, surely: Worked) -> Message:
    years, days = whole_years(surely)
    if since is None:
        return message("截至{day}，累计 {years} 年 {days} 天。", day=look.on, years=years, days=days)
    return message(
        "自{since}起、截至{day}，累计 {years} 年 {days} 天。", since=since, day=look.on, years=years, days=days
    )


def _still_missing(look: Look, surely: Worked) -> Message | None:
    if look.result == "met":
        return None
    missing = days_missing(surely, look.condition.value)
    if missing is None:
        return message("还差 {years} 年。", years=look.condition.value)
    return message("还差 {days} 天。", days=missing)


def _work_as_json(look: Look, since: date | None, surely: Worked, perhaps: Worked) -> dict[str, Any]:
    said: dict[str, Any] = {"since": None if since is None else since.isoformat()} | _days_as_json(surely)
    if perhaps != surely:
        said["with_what_is_not_known"] = _days_as_json(perhaps)
    said["spells"] = [_spell_as_json(index, spell, fits) for index, spell, fits in _counted(look, since)]
    return said


def _days_as_json(work: Worked) -> dict[str, Any]:
    years, days = whole_years(work)
    first = None if work.first is None else date.fromordinal(work.first).isoformat()
    return {"first_day": first, "days": work.days, "years": years, "further_days": days}


def _spells(look: Look) -> Iterator[tuple[int, Employment, bool | None]]:
    for index, spell in enumerate(look.case.facts.employment or ()):
        yield index, spell, look.case.fits(spell)


def _counted(look: Look, since: date | None) -> Iterator[tuple[int, Employment, bool | None]]:
    for index, spell, fits in _spells(look):
        ended = since is not None and spell.last_day is not None and spell.last_day < since
        if fits is not False and spell.first_day < look.on and not ended:
            yield index, spell, fits


def _spell_as_json(index: int, spell: Employment, fits: bool | None) -> dict[str, Any]:
    known = record_as_json("employment", index, spell)
    said = {key: known[key] for key in ("record", "from", "to", "occupation") if key in known}
    return said | {"counts": _COUNTS.get(fits, "no")}


def _unclear_members(look: Look) -> list[tuple[int, str]]:
    return [
        place
        for index, spell, fits in _spells(look)
        if fits is None
        for place in not_known(index, spell, ("occupation", "related_to"))
    ]
