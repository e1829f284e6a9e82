"""The pages and the API of organisations and their staff, as a browser or a program meets them."""

import io
import re

import pytest
from pypdf import PdfReader

from registry.foundation.clock import StoppedClock
from registry.organisations.queries import organisation_for, staff_of
from registry.organisations.tables import Body, MembershipOffer, Organisation
from registry.people.tables import Membership
from registry.settings import Settings
from tests.organisations.site import Site, words_of
from tests.organisations.world import JINYANG_CODE, JINYANG_PREFIX, World, authority, make_world
from tests.people.world import number_with_check_character

WANG = number_with_check_character("14020119850615123")


@pytest.fixture
async def world(database: object, clock: StoppedClock) -> World:
    return await make_world(clock)


@pytest.fixture
def site(settings: Settings, clock: StoppedClock) -> Site:
    return Site(settings, clock)


async def test_an_officer_finds_an_organisation_by_a_part_of_its_name(site: Site, world: World) -> None:
    answer = await site.get(world["province officer"], "/organisations?text=晋阳")
    assert answer.status_code == 200
    words = words_of(answer)
    assert "91 140100 MA0GX1234 Y" in words
    assert "共 1 个单位" in words
    assert "云冈" not in words
    assert "登记单位" in words


async def test_a_filter_that_cannot_be_read_is_said_and_the_whole_list_stays(site: Site, world: World) -> None:
    answer = await site.get(world["auditor"], "/organisations?ownership=family")
    assert answer.status_code == 422
    words = words_of(answer)
    assert "所选的项目不在可选范围内" in words
    assert "共 2 个单位" in words
    assert "登记单位" not in words


async def test_a_clerk_comes_straight_to_the_own_organisation(site: Site, world: World) -> None:
    answer = await site.get(world["clerk"], "/organisations")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/organisations/{world.jinyang}")
    words = words_of(await site.get(world["clerk"], f"/organisations/{world.jinyang}"))
    assert JINYANG_PREFIX in words
    assert "民营企业" in words
    assert "登记评价机构" not in words
    assert (await site.get(world["clerk"], f"/organisations/{world.yungang}")).status_code == 404


async def test_an_officer_enters_an_organisation_and_a_body_on_pages(site: Site, world: World) -> None:
    officer = world["city officer"]
    form = await site.get(officer, "/organisations/enter")
    assert "太原市小店区人力资源和社会保障局" in words_of(form)
    assert "大同市" not in words_of(form)
    entered = await site.post(
        officer,
        "/organisations/enter",
        credit_code="91 140300 ma0gx0001 a",
        name="并州耐火材料有限公司",
        ownership="private",
        authority=str(await authority("140105")),
    )
    assert entered.status_code == 303
    row = await Organisation.select().where(Organisation.name == "并州耐火材料有限公司").first()
    assert row is not None
    assert entered.headers["location"] == f"/organisations/{row['id']}"
    assert row["credit_code"] == "91140300MA0GX0001A"
    prefilled = await site.get(officer, f"/organisations/{row['id']}/bodies/enter")
    assert 'value="并州耐火材料有限公司"' in prefilled.text
    body = await site.post(
        officer,
        f"/organisations/{row['id']}/bodies/enter",
        name="并州耐火材料有限公司",
        number_prefix="Y000014000777",
        address="",
    )
    assert body.status_code == 303
    made = await Body.select(Body.name, Body.address).where(Body.number_prefix == "Y000014000777")
    assert made == [{"name": "并州耐火材料有限公司", "address": None}]


async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(site: Site, world: World) -> None:
    answer = await site.post(
        world["city officer"],
        "/organisations/enter",
        credit_code=JINYANG_CODE,
        name="晋阳机械",
        ownership="private",
        authority=str(await authority("140100")),
    )
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    assert 'id="credit_code-problem"' in answer.text
    assert "已经登记过" in words_of(answer)
    assert f'value="{JINYANG_CODE}"' in answer.text
    assert 'value="晋阳机械"' in answer.text
    empty = await site.post(world["city officer"], "/organisations/enter")
    fields = re.findall(r'id="(\w+)-problem"', empty.text)
    assert fields == ["credit_code", "name", "ownership", "authority"]


# Staff


async def test_an_approver_names_a_person_prints_the_slip_and_no_page_shows_code_or_number(
    site: Site, world: World
) -> None:
    approver = world["approver"]
    start = f"/organisations/{world.jinyang}"
    named = await site.post(
        approver,
        f"{start}/staff/name",
        document_kind="identity-card",
        document_number=f"{WANG[:6]} {WANG[6:14]} {WANG[14:]}",
        name="王 维",
        role="clerk",
        valid_from="2024年1月1日",
        valid_to="",
        card_number="",
    )
    assert named.status_code == 303
    offer = await MembershipOffer.select().first()
    assert offer is not None
    assert (offer["name"], offer["valid_from"].isoformat()) == ("王维", "2024-01-01")
    assert named.headers["location"] == f"{start}/staff/named/{offer['id']}"
    result = await site.get(approver, named.headers["location"])
    assert "等待本人开户" in words_of(result)
    slip = await site.post(approver, f"{start}/offers/{offer['id']}/slip")
    assert slip.status_code == 200
    assert slip.headers["content-type"] == "application/pdf"
    assert slip.headers["content-disposition"].startswith("attachment")
    assert slip.headers["cache-control"] == "no-store"
    text = PdfReader(io.BytesIO(slip.content)).pages[0].extract_text()
    code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", text)
    assert code is not None
    assert "/account/open" in text
    for page in (result, await site.get(approver, f"{start}/staff")):
        assert code[0] not in page.text
        assert code[0].replace("-", "") not in page.text
        assert WANG not in page.text
        assert f"140201********{WANG[-4:]}" in page.text


async def test_the_list_of_staff_shows_states_and_a_clerk_may_only_look(site: Site, world: World) -> None:
    words = words_of(await site.get(world["clerk"], f"/organisations/{world.jinyang}/staff"))
    assert "企业经办人" in words
    assert "在任" in words
    assert "登记任职人员" not in words
    assert "结束任职" not in words
    assert (await site.get(world["clerk"], f"/organisations/{world.jinyang}/staff/name")).status_code == 403
    assert (await site.get(world["clerk"], f"/organisations/{world.yungang}/staff")).status_code == 404


async def test_a_role_is_ended_after_a_page_that_says_what_it_does(site: Site, world: World) -> None:
    membership = world["clerk"].membership
    path = f"/organisations/{world.jinyang}/staff/{membership}/end"
    shown = await site.get(world["approver"], path)
    assert "不能再以这一身份" in words_of(shown)
    assert 'value="2024-06-03"' in shown.text
    early = await site.post(world["approver"], path, valid_to="2024-5-1")
    assert early.status_code == 422
    assert "最早可以填写2024年6月2日" in words_of(early)
    done = await site.post(world["approver"], path, valid_to="2024-6-2")
    assert done.status_code == 303
    rows = await Membership.select(Membership.valid_to).where(Membership.id == membership)
    assert [row["valid_to"].isoformat() for row in rows] == ["2024-06-02"]
    lines = await staff_of(world["approver"], world.jinyang, world.clock.today())
    assert [line.state.value for line in lines if line.id == membership] == ["ended"]


async def test_a_naming_is_taken_back_after_a_page_that_says_what_it_does(site: Site, world: World) -> None:
    await site.post(
        world["county officer"],
        f"/organisations/{world.jinyang}/staff/name",
        document_kind="identity-card",
        document_number=WANG,
        name="王维",
        role="assessor",
        valid_from="20240101",
        card_number="R1400017",
    )
    offer = await MembershipOffer.select(MembershipOffer.id).first()
    assert offer is not None
    path = f"/organisations/{world.jinyang}/offers/{offer['id']}/withdraw"
    assert "R1400017" in words_of(await site.get(world["approver"], path))
    assert (await site.post(world["approver"], path)).status_code == 303
    assert (await site.get(world["approver"], path)).status_code == 404
    assert (await site.post(world["approver"], path)).status_code == 404


# The API


async def test_a_program_lists_reads_and_enters_what_its_membership_may(site: Site, world: World) -> None:
    listed = await site.program(world["clerk"], "GET", "/api/v1/organisations")
    assert [each["name"] for each in listed.json()["organisations"]] == ["晋阳机械制造有限公司"]
    one = await site.program(world["clerk"], "GET", f"/api/v1/organisations/{world.jinyang}")
    assert [body["number_prefix"] for body in one.json()["bodies"]] == [JINYANG_PREFIX]
    assert (await site.program(world["clerk"], "GET", f"/api/v1/organisations/{world.yungang}")).status_code == 404
    wanted = {
        "credit_code": "91140300MA0GX0001A",
        "name": "并州耐火材料有限公司",
        "ownership": "state",
        "authority": str(await authority("140100")),
    }
    assert (await site.program(world["clerk"], "POST", "/api/v1/organisations", wanted)).status_code == 403
    entered = await site.program(world["city officer"], "POST", "/api/v1/organisations", wanted)
    assert entered.status_code == 201
    made = await organisation_for(world["city officer"], entered.json()["id"])
    assert (made.name, made.ownership) == ("并州耐火材料有限公司", "state")
    body = {"name": "并州站点", "number_prefix": "Y000014000777"}
    path = f"/api/v1/organisations/{made.id}/bodies"
    assert (await site.program(world["city officer"], "POST", path, body)).status_code == 201
    again = await site.program(world["city officer"], "POST", path, body)
    assert again.status_code == 422
    assert again.headers["content-type"].startswith("application/problem+json")
    assert [problem["field"] for problem in again.json()["problems"]] == ["number_prefix"]
