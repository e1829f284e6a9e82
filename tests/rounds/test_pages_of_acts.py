"""The pages on which a round is signed, scored, given its photos, issued and ended, as browsers meet them."""

import re

from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.reading_aids import grouped
from registry.rounds.pages.decision_shown import shown_decision
from registry.rounds.queries import candidate_page, candidates_of, round_line
from registry.rounds.rules.states import RoundState
from registry.rounds.service.photos import add_photo
from registry.rounds.service.scores import marks_of_round
from registry.settings import Settings
from tests.people.world import account
from tests.rounds.browsing import archive, browsing, candidate_on_row, readable, send_file
from tests.rounds.world import (
    LONG,
    SHORT,
    SILENT,
    admitted,
    do_jobs,
    drafted,
    enterprise,
    give_marks,
    issued,
    locked,
    photo,
    roster,
    with_roster,
)
from tests.web import browser


async def test_an_approver_admits_and_whoever_prepared_the_round_may_not(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT, SILENT))
    here = f"/rounds/{round_id}"

    async with browsing(world.clerk, settings, clock) as clerk:
        seen = await clerk.get(f"{here}/admit")
        refused = await clerk.post(f"{here}/admit")
    async with browsing(world.approver, settings, clock) as approver:
        asked = await approver.get(f"{here}/admit")
        done = await approver.post(f"{here}/admit")
        again = await approver.post(f"{here}/admit")

    assert ("准予" in readable(seen), refused.status_code) == (False, 403)
    assert "准予 1 人参加评价" in readable(asked)
    assert (done.status_code, again.status_code) == (303, 422)
    assert (await round_line(round_id)).admitted == 1


async def test_marks_are_saved_page_by_page_and_a_wrong_one_is_said_at_its_field(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    here = f"/rounds/{round_id}/scores"
    first, second = await candidates_of(round_id, page=None)
    theory, practical = f"mark-{first.id}-theory", f"mark-{first.id}-practical"

    async with browsing(world.assessor, settings, clock) as assessor:
        wrong = await assessor.post(here, {theory: "105", practical: "72"})
        nothing_saved = await marks_of_round(round_id)
        saved = await assessor.post(here, {theory: "８５．５", practical: "缺考", f"mark-{second.id}-theory": ""})
        shown = await assessor.get(saved.headers["location"])

    assert (wrong.status_code, nothing_saved) == (422, {})
    assert f'id="{theory}-problem"' in wrong.text
    assert f'name="{practical}" type="text" inputmode="decimal" autocomplete="off" value="72"' in wrong.text
    assert "已保存。已录入 2 项，共 4 项。" in readable(shown)
    assert ('value="85.5"' in shown.text, 'value="缺考"' in shown.text) == (True, True)


async def test_a_score_sheet_with_faults_says_each_cell_and_enters_nothing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    here = f"/rounds/{round_id}/scores"
    sheet = "名册行号,姓名,理论知识,操作技能\n2,张三,八十,70\n3,李四,90,88\n".encode()

    async with browsing(world.assessor, settings, clock) as assessor:
        empty = await assessor.get(f"{here}/sheet")
        refused = await send_file(assessor, here, f"{here}/sheet", "sheet", "成绩.csv", sheet)
        entered = await marks_of_round(round_id)
        mended = sheet.replace("八十".encode(), b"80")
        taken = await send_file(assessor, here, f"{here}/sheet", "sheet", "成绩.csv", mended)

    assert empty.headers["content-disposition"].startswith("attachment")
    assert (refused.status_code, entered) == (422, {})
    assert "成绩表有 1 处需要修改，没有录入 C2" in readable(refused)
    assert (taken.status_code, taken.headers["location"]) == (303, f"{here}?saved=1")
    assert (await round_line(round_id)).state is RoundState.SCORED


async def test_scores_are_locked_by_the_assessor_and_then_only_read(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    await give_marks(world, clock, round_id, ("80", "75"), ("59", "缺考"))

    async with browsing(world.assessor, settings, clock) as assessor:
        asked = await assessor.get(f"/rounds/{round_id}/scores/lock")
        await assessor.post(f"/rounds/{round_id}/scores/lock")
        shown = await assessor.get(f"/rounds/{round_id}/scores")

    assert "理论知识 60 分；操作技能 60 分" in readable(asked)
    assert "保存本页成绩" not in readable(shown)
    assert re.findall(r'<span class="tag \w+">(.*?)</span>', shown.text) == ["合格", "不合格"]


async def test_photos_come_as_an_archive_and_those_of_nobody_are_named(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "75"), ("90", "85"))
    here = f"/rounds/{round_id}/photos"
    photos = archive(**{"2": photo(), "7": photo(), "3": b"no photo"})

    async with browsing(world.clerk, settings, clock) as clerk:
        sent = await send_file(clerk, here, here, "photos", "照片.zip", photos)
        broken = await send_file(clerk, here, here, "photos", "照片.zip", b"no archive")

    assert "收下 1 张照片。" in readable(sent)
    assert "有 2 张没有收下 7 照片“7”对不上名册里的人。" in readable(sent)
    assert ("张三" in readable(sent), "李四" in readable(sent)) == (False, True)
    assert (broken.status_code, 'id="photos-problem"' in broken.text) == (422, True)


async def test_a_photo_of_one_candidate_is_refused_on_the_candidates_own_page(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "75"))
    here = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, 2)).id}"

    async with browsing(world.clerk, settings, clock) as clerk:
        refused = await send_file(clerk, here, f"{here}/photo", "photo", "照片.jpg", b"no photo")
        taken = await send_file(clerk, here, f"{here}/photo", "photo", "照片.jpg", photo())
        picture = await clerk.get(f"{here}/photo")

    assert (refused.status_code, 'id="photo-problem"' in refused.text) == (422, True)
    assert (taken.status_code, taken.headers["location"]) == (303, here)
    assert picture.headers["content-type"] == "image/jpeg"


async def test_an_approver_issues_after_seeing_whose_photo_is_missing_and_follows_the_work(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "75"), ("90", "85"))
    here = f"/rounds/{round_id}"
    first, second = await candidates_of(round_id, page=None)
    await add_photo(world.clerk, round_id, first.id, photo(), now=clock.now())

    async with browsing(world.approver, settings, clock) as approver:
        asked = await approver.get(f"{here}/issue")
        ordered = await approver.post(f"{here}/issue")
        working = await approver.get(f"{here}/issue")
        await do_jobs(clock, settings)
        done = await approver.get(f"{here}/issue")

    assert "核发 1 张证书" in readable(asked)
    assert "缺照片，暂不发证 1 人" in readable(asked)
    assert ordered.headers["location"] == f"{here}/issue"
    assert ("data-progress" in working.text, "data-progress" in done.text) == (True, False)
    numbers = [one.certificate_number for one in await candidates_of(round_id, page=None)]
    assert (numbers[0] is not None, numbers[1]) == (True, None)
    assert grouped(str(numbers[0])) in readable(done)
    assert second.name in readable(done)


async def test_an_issued_round_is_closed_with_one_button(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    here = f"/rounds/{await issued(world, clock, settings)}"

    async with browsing(world.approver, settings, clock) as approver:
        before = await approver.get(here)
        closed = await approver.post(f"{here}/close")
        after = await approver.get(here)

    assert "证书已全部发出，可以办结。" in readable(before)
    assert (closed.status_code, closed.headers["location"]) == (303, here)
    assert "本批次已经办结，不需要再办理什么。" in readable(after)


async def test_a_round_is_cancelled_with_its_reason_and_shows_it(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    here = f"/rounds/{await drafted(world, clock)}"

    async with browsing(world.approver, settings, clock) as approver:
        without = await approver.post(f"{here}/cancel", {"reason": " "})
        cancelled = await approver.post(f"{here}/cancel", {"reason": "考核场地停电，改期另办。"})
        shown = await approver.get(here)

    assert (without.status_code, 'id="reason-problem"' in without.text) == (422, True)
    assert cancelled.status_code == 303
    assert "本批次已取消 原因：考核场地停电，改期另办。" in readable(shown)


async def test_a_worker_reads_the_whole_decision_of_every_own_round(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG))
    candidate = await candidate_on_row(round_id, 2)
    await account(candidate.person, "zhangsan", clock)

    async with browser(settings, clock) as worker:
        await worker.sign_in("zhangsan")
        shown = await worker.get("/my/rounds")
        elsewhere = await worker.get(f"/rounds/{round_id}/candidates/{candidate.id}")

    page = await candidate_page(round_id, candidate.id)
    assert page is not None
    decision = shown_decision(page.decision)
    assert [path.words for path in decision.paths if path.words not in readable(shown)] == []
    assert (shown.status_code, elsewhere.status_code) == (200, 403)
