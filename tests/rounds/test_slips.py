"""Slips are printed once for each candidate without an account, and each opens that person's account."""

from pathlib import Path

import pytest
from piccolo.engine.postgres import PostgresEngine
from pypdf import PdfReader

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, NotAllowed, Refusal
from registry.people.tables import Account, ActivationCode
from registry.rounds.queries import candidates_of
from registry.rounds.service.slips import SlipCounts, print_slips, slip_counts
from registry.settings import Settings
from tests.people.world import account
from tests.rounds.world import LONG, enterprise, roster, with_roster, written
from tests.web import browser


async def test_each_candidate_without_an_account_gets_one_slip_and_no_second_while_it_is_good(
    database: PostgresEngine, settings: Settings, clock: StoppedClock, tmp_path: Path
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, LONG, LONG))
    first = (await candidates_of(round_id))[0]
    await account(first.person, "zhangsan", clock)
    assert await slip_counts(round_id, now=clock.now()) == SlipCounts(waiting=2, with_account=1)

    content = await print_slips(world.clerk, round_id, settings, now=clock.now())

    assert len(PdfReader(written(tmp_path, content)).pages) == 2
    assert await ActivationCode.count() == 2
    assert await slip_counts(round_id, now=clock.now()) == SlipCounts(waiting=0, with_account=1)
    with pytest.raises(Refusal) as caught:
        await print_slips(world.clerk, round_id, settings, now=clock.now())
    assert caught.value.problems[0].code == "slips.nobody"
    assert (await slip_counts(round_id, now=clock.later(days=31).now())).waiting == 2


async def test_nobody_but_the_clerk_of_the_round_prints_slips(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    round_id = await with_roster(world, clock, settings, roster(LONG))

    for viewer, answer in ((world.approver, NotAllowed), (world.officer, NotAllowed), (other.clerk, Absent)):
        with pytest.raises(answer):
            await print_slips(viewer, round_id, settings, now=clock.now())
    assert await ActivationCode.count() == 0


async def test_the_page_says_how_many_and_hands_out_a_file_without_showing_a_code(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG))
    name = await Account.select(Account.sign_in_name).where(Account.id == world.clerk.account).first()
    assert name is not None

    async with browser(settings, clock) as clerk:
        await clerk.sign_in(name["sign_in_name"])
        asked = await clerk.get(f"/rounds/{round_id}/slips")
        handed_out = await clerk.post(f"/rounds/{round_id}/slips")
        again = await clerk.post(f"/rounds/{round_id}/slips")

    assert "1 张" in asked.text
    assert (handed_out.status_code, handed_out.headers["content-type"]) == (200, "application/pdf")
    assert handed_out.headers["content-disposition"].startswith("attachment;")
    assert (again.status_code, "没有需要打印的纸条" in again.text) == (422, True)
