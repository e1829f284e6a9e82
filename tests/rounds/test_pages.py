"""The pages of rounds as browsers meet them: what is shown to whom, what is refused beside which field."""

import re
from collections.abc import Mapping
from uuid import UUID

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.rounds.tables import Round
from registry.settings import Settings
from tests.rounds.browsing import browsing, candidate_on_row, readable, send_file
from tests.rounds.world import (
    ELECTRICIAN,
    LONG,
    SHORT,
    SILENT,
    Enterprise,
    admitted,
    do_jobs,
    drafted,
    enterprise,
    roster,
    with_roster,
)


def opening(world: Enterprise, **changed: str) -> dict[str, str]:
    """What a clerk fills in to open a round."""
    filled = {
        "body": str(world.body),
        "title": "2024年第一批",
        "occupation": ELECTRICIAN,
        "job_type": "",
        "level": "3",
        "application_day": "2024年6月1日",
        "place": "本公司培训中心",
        "assessors": str(world.assessor.membership),
    }
    return {**filled, **changed}


async def test_a_clerk_finds_an_occupation_chooses_it_and_opens_a_round(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    typed = opening(world, occupation="", occupation_search="电工")

    async with browsing(world.clerk, settings, clock) as clerk:
        asked = await clerk.get("/rounds/open")
        found = await clerk.post("/rounds/open", {**typed, "act": "search:occupation"})
        opened = await clerk.post("/rounds/open", {**typed, "occupation": ELECTRICIAN})
        page = await clerk.get(opened.headers["location"])

    assert 'value="2024-06-03"' in asked.text
    assert found.status_code == 200
    assert f'type="radio" value="{ELECTRICIAN}"' in found.text
    assert "需要修改" not in found.text
    assert (opened.status_code, page.status_code) == (303, 200)
    assert "轮到您办理" in readable(page)
    row = await Round.select(Round.title, Round.occupation, Round.rank).first()
    assert row == {"title": "2024年第一批", "occupation": ELECTRICIAN, "rank": 4}


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"body": ""}, "body", "请选择评价机构。"),
        ({"title": " "}, "title", "请给批次起一个名称。"),
        ({"occupation": ""}, "occupation", "请选择职业。"),
        ({"occupation": "6-18-01-01"}, "occupation", "备案的评价范围不含这个职业。"),
        ({"occupation": "6-16-01-05", "job_type": "飞行员"}, "job_type", "之下没有这个工种。"),
        ({"level": ""}, "level", "请选择等级。"),
        ({"level": "1"}, "level", "备案的最高等级是二级/技师。"),
        ({"application_day": "去年"}, "application_day", "这不是一个能识别的日期。"),
        ({"application_day": "2022-12-31"}, "body", "没有有效的备案。"),
        ({"place": ""}, "place", "请填写考核地点。"),
        ({"assessors": ""}, "assessors", "请至少选择一名考评员。"),
        ({"assessors": str(UUID(int=7))}, "assessors", "有一名考评员不属于本单位，或聘期不含申报日期。"),
    ],
)
async def test_each_refusal_stands_beside_its_field_and_what_was_typed_stays(
    database: PostgresEngine,
    settings: Settings,
    clock: StoppedClock,
    changed: Mapping[str, str],
    field: str,
    words: str,
) -> None:
    world = await enterprise(clock, settings)
    typed = opening(world, **changed)

    async with browsing(world.clerk, settings, clock) as clerk:
        answer = await clerk.post("/rounds/open", typed)

    assert answer.status_code == 422
    assert "<title>错误：开设批次" in answer.text
    problem = re.search(rf'<p class="problem" id="{field}-problem">(.*?)</p>', answer.text, re.DOTALL)
    assert problem is not None
    assert words in problem[1]
    assert f'href="#{field}"' in answer.text
    assert f'name="title" type="text" value="{typed["title"]}"' in answer.text
    assert f'name="place" type="text" value="{typed["place"]}"' in answer.text


async def test_an_occupation_that_was_chosen_stays_chosen_when_another_field_is_refused(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)

    async with browsing(world.clerk, settings, clock) as clerk:
        answer = await clerk.post("/rounds/open", opening(world, place="", occupation_search="电工"))

    assert f'type="radio" value="{ELECTRICIAN}" checked' in answer.text


async def test_the_list_shows_each_viewer_their_own_rounds_and_filters_by_state(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    await drafted(world, clock, title="第一批")
    await admitted(world, clock, settings)

    shown: dict[str, str] = {}
    for name, viewer, path in (
        ("clerk", world.clerk, "/rounds"),
        ("drafted", world.clerk, "/rounds?state=drafted"),
        ("assessor", world.assessor, "/rounds"),
        ("stranger", other.clerk, "/rounds"),
    ):
        async with browsing(viewer, settings, clock) as opened:
            shown[name] = readable(await opened.get(path))

    assert ("共 2 个批次" in shown["clerk"], "共 2 个批次" in shown["assessor"]) == (True, True)
    assert ("第一批" in shown["drafted"], "2024年第一批" in shown["drafted"]) == (True, False)
    assert "本单位开设的批次会列在这里。" in shown["stranger"]
    assert ("开设批次" in shown["clerk"], "开设批次" in shown["assessor"]) == (True, False)


async def test_a_round_of_another_enterprise_looks_as_if_there_were_none(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    round_id = await admitted(world, clock, settings)
    candidate = await candidate_on_row(round_id, 2)
    paths = ["", "/candidates", f"/candidates/{candidate.id}", "/admit", "/scores", "/photos", "/issue", "/roster"]

    async with browsing(other.clerk, settings, clock) as stranger:
        answers = [await stranger.get(f"/rounds/{round_id}{path}") for path in paths]
        nowhere = await stranger.get(f"/rounds/{UUID(int=7)}")

    assert [answer.status_code for answer in answers] == [404] * len(paths)
    assert readable(answers[0]) == readable(nowhere).replace(str(UUID(int=7)), str(round_id))


async def test_a_roster_is_sent_looked_at_and_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    here = f"/rounds/{await drafted(world, clock)}"

    async with browsing(world.clerk, settings, clock) as clerk:
        sent = await send_file(clerk, f"{here}/roster", f"{here}/roster", "roster", "名册.xlsx", roster(LONG, SHORT))
        preview = sent.headers["location"]
        reading = await clerk.get(preview)
        await do_jobs(clock, settings)
        read = await clerk.get(preview)
        ordered = await clerk.post(f"{preview}/confirm")
        confirming = await clerk.get(preview)
        await do_jobs(clock, settings)
        confirmed = await clerk.get(preview)
        listed = await clerk.get(f"{here}/candidates")

    assert "正在读取名册" in readable(reading)
    assert "核对名册：可以接收 2 人" in readable(read)
    assert (ordered.status_code, ordered.headers["location"]) == (303, preview)
    assert "正在登记考生" in readable(confirming)
    assert "名册已确认" in readable(confirmed)
    assert "共 2 人" in readable(listed)


async def test_what_is_no_spreadsheet_is_said_and_can_be_sent_again(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    here = f"/rounds/{await drafted(world, clock)}/roster"

    async with browsing(world.clerk, settings, clock) as clerk:
        nothing = await send_file(clerk, here, here, "roster", "", None)
        sent = await send_file(clerk, here, here, "roster", "名册.xlsx", b"no spreadsheet at all")
        await do_jobs(clock, settings)
        unreadable = await clerk.get(sent.headers["location"])

    assert (nothing.status_code, 'id="roster-problem"' in nothing.text) == (422, True)
    assert "这份名册读不出来" in readable(unreadable)


async def test_candidates_are_listed_by_their_judgement_with_masked_numbers(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT, SILENT))

    async with browsing(world.clerk, settings, clock) as clerk:
        everybody = await clerk.get(f"/rounds/{round_id}/candidates")
        unknown = await clerk.get(f"/rounds/{round_id}/candidates?only=unknown")

    assert "全部 3 符合 1 尚不清楚 2 不符合 0" in readable(everybody)
    assert [name in readable(unknown) for name in ("共 2 人", "李四", "王五", "张三")] == [True, True, True, False]
    assert re.findall(r"140101\d{11}", everybody.text) == []


async def test_a_missing_fact_is_added_with_its_proof_and_the_candidate_judged_again(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(SILENT))
    here = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, 2)).id}"
    form = f"{here}/facts/employment"
    typed = {"none_at_all": "has", "from": "2005-7-1", "to": "", "relation": "same"}

    async with browsing(world.clerk, settings, clock) as clerk:
        before = await clerk.get(here)
        without = await send_file(clerk, form, form, "proof", "", None, **typed)
        added = await send_file(clerk, form, form, "proof", "合同.pdf", b"%PDF-1.7 invented", **typed)
        after = await clerk.get(here)

    assert "补充什么就能得出结论" in readable(before)
    assert f'href="{form}"' in before.text
    assert (without.status_code, 'id="proof-problem"' in without.text) == (422, True)
    assert 'value="2005-7-1"' in without.text
    assert (added.status_code, added.headers["location"]) == (303, here)
    assert ("符合申报条件" in readable(after), "2005年7月1日至今，本职业" in readable(after)) == (True, True)


async def test_each_missing_answer_of_a_fact_is_said_at_its_field(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(SILENT))
    form = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, 2)).id}/facts/certificates"

    async with browsing(world.clerk, settings, clock) as clerk:
        answer = await send_file(clerk, form, form, "proof", "", None, none_at_all="has")
        nowhere = await clerk.get(form.replace("certificates", "nothing"))

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', answer.text) == ["kind", "certificate_level", "issued", "relation"]
    assert nowhere.status_code == 404
