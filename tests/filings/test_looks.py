"""Pages of organisations and filings on a phone: nothing serious for axe, no sideways scrolling, high targets."""

import pytest

from registry.foundation.clock import StoppedClock
from registry.organisations.tables import MembershipOffer
from registry.settings import Settings
from tests.filings.world import TURNER, filed
from tests.organisations.looked_at import faults_on_a_phone
from tests.organisations.site import Site
from tests.organisations.world import World, make_world
from tests.people.world import number_with_check_character

pytestmark = pytest.mark.journey


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    return await make_world(clock)


async def test_each_page_can_be_used_by_everybody_on_a_phone(
    world: World, settings: Settings, clock: StoppedClock
) -> None:
    site, officer = Site(settings, clock), world["city officer"]
    filing = await filed(world)
    organisation = f"/organisations/{world.jinyang}"
    await site.post(
        officer,
        f"{organisation}/staff/name",
        document_kind="identity-card",
        document_number=number_with_check_character("14020119850615123"),
        name="阿里木·买买提",
        role="clerk",
        valid_from="2024-1-1",
    )
    offer = await MembershipOffer.select(MembershipOffer.id).first()
    assert offer is not None
    pages = {
        path: (await site.get(officer, path)).text
        for path in (
            "/organisations",
            organisation,
            "/organisations/enter",
            f"{organisation}/bodies/enter",
            f"{organisation}/staff",
            f"{organisation}/staff/name",
            f"{organisation}/staff/named/{offer['id']}",
            f"{organisation}/offers/{offer['id']}/withdraw",
            f"{organisation}/staff/{world['clerk'].membership}/end",
            "/filings",
            f"/filings/{filing}",
            f"/filings/{filing}/privileges",
            f"/filings/{filing}/withdraw",
        )
    }
    confirm = await site.post(officer, f"/filings/{filing}/withdraw", reasons="经核查属实。")
    typed = {"body": str(world.jinyang_body), "act": "search:occupation", "occupation_search": "车床"}
    grown = await site.post(officer, "/filings/enter", **typed, scope=[f"{TURNER}||3"], valid_to="明天")
    refused = await site.post(officer, "/filings/enter", body=str(world.jinyang_body), kinds=["age"])
    pages |= {"withdraw, confirm": confirm.text, "enter, grown": grown.text, "enter, refused": refused.text}
    assert await faults_on_a_phone(pages) == {}
