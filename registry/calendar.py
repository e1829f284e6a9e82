"""The calendar of working days (工作日历): which years are loaded, and loading a further one by its notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from litestar import get, post
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.dates import read_day
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import NotAllowed, Problem, Refusal, message
from registry.foundation.tables import CalendarYear
from registry.foundation.viewers import Viewer
from registry.foundation.working_days import Exception_, load_year
from registry.organisations.access import LOAD_YEAR, SEE_CALENDAR
from registry.organisations.tables import Authority

_BETWEEN = re.compile(r"\s*(?:至|到|~|～|—|–|\s-\s)\s*")
_SATURDAY = 5
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Notice:
    """A year by its notice: the days that are not what their weekday says, and which notice says so."""

    year: int
    source: str
    exceptions: dict[date, Exception_]

    @property
    def days_off(self) -> list[date]:
        """The weekdays that are off."""
        return sorted(day for day, kind in self.exceptions.items() if kind == "holiday")

    @property
    def make_up_days(self) -> list[date]:
        """The days of weekends that are worked (调休上班)."""
        return sorted(day for day, kind in self.exceptions.items() if kind == "workday")


def read_days(typed: str, year: int, field: str) -> tuple[set[date], list[Problem]]:
    """Return the days of a text with a day or a range on each line, and what is wrong with which line."""
    days: set[date] = set()
    problems: list[Problem] = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        found = _days_of_line(line.strip())
        if not found or any(day.year != year for day in found):
            problems.append(_unreadable(number, year, field))
        days.update(found)
    return days, problems


def _days_of_line(line: str) -> list[date]:
    ends = [read_day(part) for part in _BETWEEN.split(line)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None:
        return []
    return [first + timedelta(days=n) for n in range(min((last - first).days, 366) + 1)]


def _unreadable(number: int, year: int, field: str) -> Problem:
    return Problem(
        "calendar.line",
        message("第 {number} 行不是 {year} 年的日期或起止日期。", number=number, year=year),
        field,
        message("请每行写一天或一段，例如 2027-10-1 至 2027-10-7。"),
    )


def read_notice(form: Form) -> Notice:
    """Return the notice that was typed; raises `Refusal` with every problem at its field."""
    year = form.asked("year", read.whole_number(2000, 2100), missing=message("请填写年份。"))
    source = form.asked("source", read.text(200), missing=message("请填写公布放假安排的通知。"))
    off_text = form.asked("days_off", read.long_text(_LONGEST), missing=message("请填写放假的日期。"))
    if year.given is None or off_text.given is None:
        raise Refusal(form.problems)
    off, problems = read_days(form.typed("days_off"), year.given, "days_off")
    made_up, more = read_days(form.typed("make_up_days"), year.given, "make_up_days")
    form.problems.extend([*problems, *more, *_contradictions(off, made_up)])
    exceptions: dict[date, Exception_] = {day: "holiday" for day in sorted(off) if day.weekday() < _SATURDAY}
    exceptions |= dict.fromkeys(sorted(made_up), "workday")
    return Notice(year.value, source.value, exceptions)


def _contradictions(off: set[date], made_up: set[date]) -> Iterator[Problem]:
    for day in sorted(made_up):
        if day in off:
            yield Problem("calendar.both", message("{day}既写成放假，又写成上班。", day=day), "make_up_days")
        elif day.weekday() < _SATURDAY:
            yield Problem(
                "calendar.weekday",
                message("{day}本来就是工作日。", day=day),
                "make_up_days",
                message("这里只写调休上班的周六、周日。"),
            )


async def load_notice(viewer: Viewer, notice: Notice, *, now: datetime) -> None:
    """Load a year for the whole province.

    Raises `NotAllowed` for who is no officer of the province, `Refusal` at "year" where the year is loaded already.
    """
    await require_province(viewer)
    if not await load_year(viewer, notice.year, notice.exceptions, notice.source, now=now):
        raise Refusal(loaded_already(notice.year))


def loaded_already(year: int) -> Problem:
    """Return what is said of a year that is loaded: its days are never changed afterwards."""
    return Problem("calendar.loaded", message("{year} 年的工作日历已经载入。", year=year), "year")


async def require_province(viewer: Viewer) -> None:
    """Raise `NotAllowed` where the viewer is no officer of the province."""
    if not LOAD_YEAR.allows(viewer.role) or not await _is_of_the_province(viewer):
        raise NotAllowed(
            Problem(
                "calendar.province-only",
                message("工作日历由省级主管部门载入。"),
                cure=message("请联系省级人力资源和社会保障部门。"),
            )
        )


async def _is_of_the_province(viewer: Viewer) -> bool:
    return await Authority.exists().where(Authority.id == viewer.authority, Authority.parent.is_null())


@get("/calendar", opt={"permission": SEE_CALENDAR})
async def show_calendar(request: AnyRequest) -> Template:
    """Show the years that are loaded, and to the province the form that loads a further one."""
    return await _calendar_page(request, Form())


async def _calendar_page(request: AnyRequest, form: Form, *, status: int = 200) -> Template:
    viewer = viewer_of(request)
    years = await CalendarYear.select(CalendarYear.year, CalendarYear.source, CalendarYear.loaded_at).order_by(
        CalendarYear.year, ascending=False
    )
    may_load = LOAD_YEAR.allows(viewer.role) and await _is_of_the_province(viewer)
    return page(request, "calendar/calendar.html", status=status, form=form, years=years, may_load=may_load)


@post("/calendar", opt={"permission": LOAD_YEAR}, status_code=200)
async def take_notice(request: AnyRequest) -> Template | Redirect:
    """Show what a notice would load; load it where that was confirmed."""
    form, viewer = await read_form(request), viewer_of(request)
    try:
        await require_province(viewer)
        notice = read_notice(form)
        if form.typed("act") == "load":
            await load_notice(viewer, notice, now=clock_of(request).now())
            return see_other("/calendar")
        if await CalendarYear.exists().where(CalendarYear.year == notice.year):
            raise Refusal(loaded_already(notice.year))
    except Refusal as refusal:
        return await _calendar_page(request, form.refused(refusal), status=422)
    if form.typed("act") == "change":
        return await _calendar_page(request, form)
    return page(request, "calendar/preview.html", form=form, notice=notice)


ROUTES: list[Any] = [show_calendar, take_notice]
