"""The pages and the API of filings, as a browser or a program meets them."""

import re
from typing import Any

import pytest
from httpx import Response

from registry.filings import queries
from registry.filings.rules.scope import ScopeLine
from registry.filings.rules.states import FilingState
from registry.filings.service import take_filing_step
from registry.filings.tables import Filing
from registry.foundation.clock import StoppedClock
from registry.policy.catalogue import SkillLevel
from registry.settings import Settings
from tests.filings.world import NOTICE, NUMBER, SENIOR, TURNER, WELDER, filed
from tests.organisations.site import Site, words_of
from tests.organisations.world import World, make_world

REASONS = "经现场核查，考评场地不符合备案条件。"


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    return await make_world(clock)


@pytest.fixture
def site(settings: Settings, clock: StoppedClock) -> Site:
    return Site(settings, clock)


def typed_form(world: World, **changes: Any) -> dict[str, Any]:
    """What an officer has typed into the form, its scope still empty."""
    known = {
        "body": str(world.jinyang_body),
        "number": NUMBER,
        "valid_from": "2024年1月1日",
        "valid_to": "20261231",
        "occupation_search": "",
        "level": "",
        "ground_title": "",
        "ground_number": "",
        "ground_article": "",
    }
    return {**known, **changes}


def scopes_in(answer: Response) -> list[str]:
    """The lines of scope that the form carries along."""
    return re.findall(r'name="scope" value="([^"]*)"', answer.text)


# Entering


async def test_the_form_searches_grows_line_by_line_and_keeps_what_was_typed(site: Site, world: World) -> None:
    officer = world["city officer"]
    first = await site.get(officer, f"/filings/enter?body={world.jinyang_body}")
    assert first.status_code == 200
    assert "还没有加入任何职业" in words_of(first)
    found = await site.post(
        officer, "/filings/enter", **typed_form(world, act="search:occupation", occupation_search="车床工")
    )
    assert found.status_code == 200
    assert f'value="{TURNER}|数控车床工"' in found.text
    assert f'value="{NUMBER}"' in found.text
    added = await site.post(
        officer, "/filings/enter", **typed_form(world, act="add", occupation=f"{TURNER}|", level="3")
    )
    assert scopes_in(added) == [f"{TURNER}||3"]
    assert "车工，全部工种，最高三级/高级工" in words_of(added)
    assert f'value="{TURNER}|"' not in added.text
    second = await site.post(
        officer,
        "/filings/enter",
        **typed_form(world, act="add", scope=scopes_in(added), occupation=f"{WELDER}|电焊工", level="4"),
    )
    assert scopes_in(second) == [f"{TURNER}||3", f"{WELDER}|电焊工|4"]
    removed = await site.post(officer, "/filings/enter", **typed_form(world, act="remove:0", scope=scopes_in(second)))
    assert scopes_in(removed) == [f"{WELDER}|电焊工|4"]
    assert await Filing.count() == 0


async def test_a_line_that_is_not_complete_or_stands_there_already_is_refused_beside_its_field(
    site: Site, world: World
) -> None:
    officer = world["city officer"]
    nothing = await site.post(officer, "/filings/enter", **typed_form(world, act="add"))
    assert nothing.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', nothing.text) == ["occupation", "level"]
    twice = await site.post(
        officer,
        "/filings/enter",
        **typed_form(world, act="add", scope=[f"{TURNER}||3"], occupation=f"{TURNER}|", level="4"),
    )
    assert twice.status_code == 422
    assert "重复了" in words_of(twice)
    assert scopes_in(twice) == [f"{TURNER}||3"]


async def test_the_filing_is_entered_with_its_lines_and_its_lifted_limits(site: Site, world: World) -> None:
    entered = await site.post(
        world["city officer"],
        "/filings/enter",
        **typed_form(
            world,
            scope=[f"{TURNER}||3"],
            occupation=f"{WELDER}|电焊工",
            level="4",
            kinds=["education", "seniority"],
            ground_title=NOTICE.title,
            ground_number=NOTICE.number,
            ground_article=NOTICE.article,
        ),
    )
    assert entered.status_code == 303
    terms = await queries.filing_in_force(world.jinyang_body, world.clock.today())
    assert terms is not None
    assert entered.headers["location"] == f"/filings/{terms.id}"
    assert terms.scopes == (
        ScopeLine(TURNER, None, SENIOR),
        ScopeLine(WELDER, "电焊工", SkillLevel.INTERMEDIATE.rank),
    )
    assert [(each.kind, each.source) for each in terms.privileges] == [("education", NOTICE), ("seniority", NOTICE)]


async def test_everything_that_is_missing_is_said_at_once_and_what_was_typed_stays(site: Site, world: World) -> None:
    answer = await site.post(
        world["city officer"], "/filings/enter", **typed_form(world, number="", valid_to="2026-13-01", kinds=["age"])
    )
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    fields = re.findall(r'id="(\w+)-problem"', answer.text)
    assert fields == ["number", "valid_to", "occupation", "ground_title", "ground_number", "ground_article"]
    assert 'value="2024年1月1日"' in answer.text
    assert re.search(r'value="age" checked', answer.text)


async def test_an_overlapping_filing_is_refused_at_the_first_day(site: Site, world: World) -> None:
    await filed(world)
    answer = await site.post(
        world["province officer"], "/filings/enter", **typed_form(world, number="乙", scope=[f"{TURNER}||3"])
    )
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', answer.text) == ["valid_from"]
    assert NUMBER in words_of(answer)


async def test_a_body_that_the_officer_does_not_see_is_not_there(site: Site, world: World) -> None:
    path = f"/filings/enter?body={world.yungang_body}"
    assert (await site.get(world["city officer"], path)).status_code == 404
    typed = typed_form(world, body=str(world.yungang_body), scope=[f"{TURNER}||3"])
    assert (await site.post(world["city officer"], "/filings/enter", **typed)).status_code == 404
    assert await Filing.count() == 0


# Looking


async def test_a_filing_says_in_plain_words_what_it_covers_until_when_and_from_what_it_frees(
    site: Site, world: World
) -> None:
    filing = await filed(world)
    words = words_of(await site.get(world["clerk"], f"/filings/{filing}"))
    for said in (
        "已备案",
        "有效期至2026年12月31日",
        "车工，全部工种，最高三级/高级工",
        "焊工，电焊工，最高四级/中级工",
        "不因学历或毕业院校不合条件而不能申报",
        "晋人社厅发〔2024〕11号",
        "录入了备案",
    ):
        assert said in words
    assert "取消备案" not in words
    assert "更改放宽的限制" not in words
    officer = words_of(await site.get(world["city officer"], f"/filings/{filing}"))
    assert "取消备案" in officer
    assert "更改放宽的限制" in officer
    assert "取消备案" not in words_of(await site.get(world["county officer"], f"/filings/{filing}"))
    assert (await site.get(world["other clerk"], f"/filings/{filing}")).status_code == 404


async def test_the_list_shows_the_filings_of_the_viewer_and_keeps_its_filters(site: Site, world: World) -> None:
    await filed(world)
    words = words_of(await site.get(world["clerk"], "/filings"))
    assert NUMBER in words
    assert "共 1 项备案" in words
    none = await site.get(world["clerk"], f"/filings?shown=withdrawn&organisation={world.jinyang}")
    assert "共 " not in words_of(none)
    assert f"organisation={world.jinyang}" in none.text
    wrong = await site.get(world["clerk"], "/filings?shown=everything&body=x")
    assert wrong.status_code == 422


async def test_the_pages_speak_english_to_who_asked_for_it(site: Site, world: World) -> None:
    filing = await filed(world)
    async with site.as_viewer(world["city officer"]) as opened:
        opened.client.cookies.set("language", "en")
        page = await opened.get(f"/filings/{filing}")
        assert "Lathe operator, all job types, up to level 3 (senior worker)" in words_of(page)
        assert "Change the lifted limits" in words_of(page)
        form = await opened.get(f"/filings/enter?body={world.jinyang_body}")
        assert "What it covers" in words_of(form)


# Changing


async def test_a_step_asks_for_reasons_shows_what_happens_and_then_happens(site: Site, world: World) -> None:
    filing = await filed(world)
    officer, path = world["city officer"], f"/filings/{filing}/withdraw"
    assert NUMBER in words_of(await site.get(officer, path))
    empty = await site.post(officer, path, reasons=" ")
    assert (empty.status_code, re.findall(r'id="(\w+)-problem"', empty.text)) == (422, ["reasons"])
    asked = await site.post(officer, path, reasons=REASONS)
    assert asked.status_code == 200
    assert "取消备案后不能恢复" in words_of(asked)
    assert (await queries.filing_terms(filing)).state is FilingState.FILED
    done = await site.post(officer, path, reasons=REASONS, confirmed="yes")
    assert (done.status_code, done.headers["location"]) == (303, f"/filings/{filing}")
    assert (await queries.filing_terms(filing)).state is FilingState.WITHDRAWN
    assert REASONS in words_of(await site.get(world["clerk"], f"/filings/{filing}"))


async def test_who_comes_too_late_hears_what_the_state_is_now(site: Site, world: World) -> None:
    filing = await filed(world)
    await take_filing_step(world["province officer"], filing, "suspend", REASONS, now=world.clock.now())
    late = await site.post(world["city officer"], f"/filings/{filing}/suspend", reasons=REASONS, confirmed="yes")
    assert late.status_code == 409
    assert "已暂停评价" in words_of(late)
    assert REASONS in late.text


async def test_there_are_no_other_steps(site: Site, world: World) -> None:
    filing = await filed(world)
    assert (await site.get(world["city officer"], f"/filings/{filing}/delete")).status_code == 404
    assert (await site.get(world["county officer"], f"/filings/{filing}/suspend")).status_code == 403
    assert (await site.get(world["clerk"], f"/filings/{filing}/suspend")).status_code == 403


async def test_each_lifted_limit_has_its_own_document(site: Site, world: World) -> None:
    filing = await filed(world)
    officer, path = world["city officer"], f"/filings/{filing}/privileges"
    shown = await site.get(officer, path)
    assert re.search(r'value="education" checked', shown.text)
    assert f'value="{NOTICE.number}"' in shown.text
    without = await site.post(officer, path, kinds=["age"], reasons="扩大范围。")
    assert without.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', without.text) == ["age_title", "age_number", "age_article"]
    changed = await site.post(
        officer,
        path,
        kinds=["ratio"],
        ratio_title="另一份文件",
        ratio_number="并政发〔2024〕3号",
        ratio_article="第五条",
        reasons="扩大范围。",
    )
    assert changed.status_code == 303
    privileges = (await queries.filing_terms(filing)).privileges
    assert [(each.kind, each.source.number) for each in privileges] == [("ratio", "并政发〔2024〕3号")]
    words = words_of(await site.get(world["clerk"], f"/filings/{filing}"))
    assert "更改了放宽的限制 比例" in words
    assert "扩大范围。" in words


# The API


def asked(world: World, **changes: Any) -> dict[str, Any]:
    known = {
        "body": str(world.jinyang_body),
        "number": NUMBER,
        "valid_from": "2024-01-01",
        "valid_to": "2026-12-31",
        "scopes": [{"occupation": TURNER, "highest_level": 3}],
        "privileges": [
            {"kind": "age", "title": NOTICE.title, "number": NOTICE.number, "article": NOTICE.article},
        ],
    }
    return {**known, **changes}


async def test_a_program_enters_lists_and_reads_a_filing(site: Site, world: World) -> None:
    entered = await site.program(world["city officer"], "POST", "/api/v1/filings", asked(world))
    assert entered.status_code == 201
    listed = (await site.program(world["clerk"], "GET", "/api/v1/filings")).json()
    assert (listed["total"], listed["page"], listed["last_page"]) == (1, 1, 1)
    (one,) = listed["filings"]
    assert (one["id"], one["state"], one["in_force"]) == (entered.json()["id"], "filed", True)
    assert one["scopes"] == [{"occupation": TURNER, "highest_level": 3, "job_type": None}]
    read = (await site.program(world["approver"], "GET", f"/api/v1/filings/{one['id']}")).json()
    assert read["filing"] == one
    assert [step["act"] for step in read["steps"]] == ["enter"]
    assert (await site.program(world["other clerk"], "GET", f"/api/v1/filings/{one['id']}")).status_code == 404
    none = await site.program(world["clerk"], "GET", f"/api/v1/filings?body={world.yungang_body}")
    assert none.json()["total"] == 0


@pytest.mark.parametrize(
    ("changes", "status", "fields"),
    [
        ({"scopes": [{"occupation": "9-99-99-99", "highest_level": 3}]}, 422, ["scopes[0]"]),
        ({"valid_to": "2023-12-31"}, 422, ["valid_to"]),
        ({"number": "  "}, 422, ["number"]),
    ],
)
async def test_a_program_hears_the_path_of_each_field_that_is_wrong(
    site: Site, world: World, changes: dict[str, Any], status: int, fields: list[str]
) -> None:
    answer = await site.program(world["city officer"], "POST", "/api/v1/filings", asked(world, **changes))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert [problem["field"] for problem in answer.json()["problems"]] == fields
    assert await Filing.count() == 0


@pytest.mark.parametrize(
    "changes", [{"scopes": []}, {"scopes": [{"occupation": TURNER, "highest_level": 6}]}, {"stray": 1}, {"body": "x"}]
)
async def test_what_cannot_be_read_is_refused_before_anything_is_asked(
    site: Site, world: World, changes: dict[str, Any]
) -> None:
    answer = await site.program(world["city officer"], "POST", "/api/v1/filings", asked(world, **changes))
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_clerk_enters_no_filing(site: Site, world: World) -> None:
    answer = await site.program(world["clerk"], "POST", "/api/v1/filings", asked(world))
    assert answer.status_code == 403
    assert await Filing.count() == 0
