"""A further year of working days is loaded by its notice, once, by the province, and only after a preview."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.calendar import load_notice, read_days, read_notice
from registry.foundation.clock import StoppedClock
from registry.foundation.forms import Form
from registry.foundation.problems import NotAllowed, Refusal
from registry.foundation.tables import AuditEvent, CalendarYear
from registry.foundation.viewers import Role, Viewer
from registry.foundation.working_days import working_days
from registry.organisations.access import LOAD_YEAR, SEE_CALENDAR
from registry.organisations.tables import Authority
from registry.settings import Settings
from tests.people.world import member, number_with_check_character, person_named, province
from tests.web import browser

TYPED = {
    "year": "2099",
    "source": "国务院办公厅关于2099年部分节假日安排的通知",
    "days_off": "2099-1-1 至 2099-1-3\n2099年10月1日",
    "make_up_days": "2099-1-4",
}


def problems_of(**other: str) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_notice(Form.filled(**{**TYPED, **other}))
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_a_notice_is_read_line_by_line_and_weekends_that_are_off_need_no_exception() -> None:
    notice = read_notice(Form.filled(**TYPED))

    assert notice.exceptions == {
        date(2099, 1, 1): "holiday",
        date(2099, 1, 2): "holiday",
        date(2099, 1, 4): "workday",
        date(2099, 10, 1): "holiday",
    }


@pytest.mark.parametrize("between", ["至", " 到 ", "~", "—", " - "])
def test_a_range_is_read_however_it_is_joined(between: str) -> None:
    days, problems = read_days(f"2099-1-1{between}2099-1-3", 2099, "days_off")

    assert (days, problems) == ({date(2099, 1, 1), date(2099, 1, 2), date(2099, 1, 3)}, [])


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"days_off": "2098-1-1"}, [("calendar.line", "days_off")]),
        ({"days_off": "元旦"}, [("calendar.line", "days_off")]),
        ({"days_off": "2099-1-3 至 2099-1-1"}, [("calendar.line", "days_off")]),
        ({"make_up_days": "2099-1-5"}, [("calendar.weekday", "make_up_days")]),
        ({"make_up_days": "2099-1-3"}, [("calendar.both", "make_up_days")]),
        ({"source": ""}, [("form.missing", "source")]),
    ],
    ids=["another year", "no day", "backwards", "a weekday", "off and worked", "no source"],
)
def test_what_a_notice_cannot_say_is_said_at_its_field(other: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert problems_of(**other) == found


async def officer(clock: StoppedClock, authority: UUID) -> UUID:
    person = await person_named("王五", number_with_check_character("14030119851212103"), clock)
    return await member(person, "wangwu", Role.OFFICER, clock, authority=authority)


async def test_only_officers_of_the_province_load_a_year(database: PostgresEngine, clock: StoppedClock) -> None:
    above = await province(clock)
    city = Authority(id=uuid4(), name="太原", english_name="Taiyuan", tier="city", region_code="140100", parent=above)
    await Authority.insert(city)
    assert {role for role in Role if SEE_CALENDAR.allows(role)} == {Role.OFFICER, Role.AUDITOR}
    assert {role for role in Role if LOAD_YEAR.allows(role)} == {Role.OFFICER}
    notice = read_notice(Form.filled(**TYPED))

    for role in Role:
        for authority in (above, city.id):
            if (role, authority) == (Role.OFFICER, above):
                continue
            with pytest.raises(NotAllowed):
                await load_notice(Viewer(role=role, authority=authority), notice, now=clock.now())
    await load_notice(Viewer(role=Role.OFFICER, authority=above), notice, now=clock.now())
    with pytest.raises(Refusal) as caught:
        await load_notice(Viewer(role=Role.OFFICER, authority=above), notice, now=clock.now())

    assert [(found.code, found.where) for found in caught.value.problems] == [("calendar.loaded", "year")]
    assert await AuditEvent.count().where(AuditEvent.act == "calendar:load") == 1


async def test_a_year_is_saved_only_after_the_preview_was_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await officer(clock, await province(clock))

    async with browser(settings, clock) as desk:
        await desk.sign_in("wangwu")
        preview = await desk.post("/calendar", TYPED)
        assert preview.status_code == 200
        assert "核对无误，载入" in preview.text
        assert await CalendarYear.count().where(CalendarYear.year == 2099) == 0
        changed = await desk.post("/calendar", {**TYPED, "act": "change"})
        assert 'value="2099"' in changed.text
        done = await desk.post("/calendar", {**TYPED, "act": "load"})
        assert (done.status_code, done.headers["location"]) == (303, "/calendar")
        assert "国务院办公厅关于2099年部分节假日安排的通知" in (await desk.get("/calendar")).text
        again = await desk.post("/calendar", TYPED)
        assert (again.status_code, "已经载入" in again.text) == (422, True)

    assert (await working_days()).is_working_day(date(2099, 1, 4)) is True
