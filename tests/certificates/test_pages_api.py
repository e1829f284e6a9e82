"""Certificates for programs: the public check, the register, and the steps of officers."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from registry.certificates.service.tokens import token_in_address
from registry.certificates.tables import Certificate
from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import Viewer
from registry.settings import Settings
from tests.certificates.world import ALIM, World, machine_of
from tests.web import browser

NUMBER = "Y000014000123244000001"
WRONG_NUMBER = "Y000014000123244000009"


class Program:
    """A program that asks the API, with or without a token."""

    def __init__(self, settings: Settings, clock: StoppedClock) -> None:
        self.settings = settings
        self.clock = clock

    async def send(self, viewer: Viewer | None, method: str, path: str, **more: Any) -> Response:
        headers = {} if viewer is None else await machine_of(viewer, self.clock.now())
        address = more.pop("address", "192.0.2.1")
        async with browser(self.settings, self.clock, address=address) as opened:
            return await opened.client.request(method, path, headers=headers, **more)

    async def check(self, address: str = "192.0.2.1", **asked: str) -> Response:
        return await self.send(None, "POST", "/api/v1/checks", json=asked, address=address)


@pytest.fixture
def program(settings: Settings, clock: StoppedClock) -> Program:
    return Program(settings, clock)


async def test_a_check_answers_with_what_anybody_may_know(program: Program, certificate: UUID) -> None:
    answer = await program.check(number="y0000 14 000123 24 4 000001", last_six="15123ｘ")
    assert answer.status_code == 200
    (found,) = answer.json()["certificates"]
    assert found == {
        "state": "valid",
        "state_in_words": "有效",
        "meaning": "本证书由下列评价机构颁发，现为有效。",
        "name": ALIM[0],
        "occupation": "焊工",
        "job_type": "电焊工",
        "level": 4,
        "level_name": "四级/中级工",
        "body": "晋阳机械制造有限公司",
        "issued_on": "2024-06-03",
        "number": NUMBER,
    }
    assert "set-cookie" not in answer.headers
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")


async def test_a_token_of_a_qr_code_is_answered_alike(program: Program, certificate: UUID) -> None:
    row = await Certificate.select(Certificate.qr_token).first()
    answer = await program.check(token=token_in_address(bytes(row["qr_token"])))
    assert [found["number"] for found in answer.json()["certificates"]] == [NUMBER]
    assert (await program.check(token="A" * 22)).json()["certificates"] == []


async def test_a_wrong_name_and_a_wrong_number_cannot_be_told_apart(program: Program, certificate: UUID) -> None:
    first = await program.check("192.0.2.1", number=NUMBER, name="王维")
    second = await program.check("192.0.2.2", number=WRONG_NUMBER, name=ALIM[0])
    assert first.status_code == second.status_code == 200
    assert first.json()["certificates"] == []
    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"number": NUMBER}, 422),
        ({"number": "12", "name": "王维"}, 422),
        ({"number": 12}, 400),
        ({"password": "x"}, 400),
        ({"number": "1" * 201}, 400),
        ({"number": "\x00", "name": "\x00"}, 422),
        ({"number": NUMBER, "name": "王\x00维"}, 200),
        ({"token": "\x00" * 22}, 200),
    ],
)
async def test_what_cannot_be_understood_is_said_as_problem_details(
    program: Program, world: World, asked: dict[str, Any], status: int
) -> None:
    answer = await program.check(**asked)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(
        "application/json" if status == 200 else "application/problem+json"
    )


async def test_half_a_character_is_no_fault_of_the_program(program: Program, world: World) -> None:
    answer = await program.send(
        None, "POST", "/api/v1/checks", content=b'{"number": "' + NUMBER.encode() + b'", "name": "\\ud800"}'
    )
    assert answer.status_code in {200, 400, 422}


async def test_a_program_lists_reads_and_narrows_what_its_membership_reads(
    program: Program, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.li, body=world.other_body))
    listed = (await program.send(world.clerk, "GET", "/api/v1/certificates")).json()
    assert [line["id"] for line in listed["certificates"]] == [str(certificate)]
    assert (listed["total"], listed["page"], listed["last_page"]) == (1, 1, 1)
    narrowed = await program.send(world.clerk, "GET", "/api/v1/certificates", params={"state": "revoked"})
    assert narrowed.json()["total"] == 0
    wrong = await program.send(world.clerk, "GET", "/api/v1/certificates", params={"state": "lost"})
    assert (wrong.status_code, wrong.json()["problems"][0]["field"]) == (422, "state")
    view = (await program.send(world.clerk, "GET", f"/api/v1/certificates/{certificate}")).json()
    assert view["masked_document"] == "140201********123X"
    assert [step["to_state"] for step in view["steps"]] == ["valid"]


@pytest.mark.parametrize("who", ["other_approver", "other_city_officer"])
async def test_what_a_program_may_not_see_is_absent_byte_for_byte(
    program: Program, world: World, certificate: UUID, who: str
) -> None:
    viewer = getattr(world, who)
    hidden = await program.send(viewer, "GET", f"/api/v1/certificates/{certificate}")
    nothing = await program.send(viewer, "GET", f"/api/v1/certificates/{uuid4()}")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content


async def test_nobody_reads_the_register_without_a_token(program: Program, certificate: UUID) -> None:
    answers = [await program.send(None, "GET", f"/api/v1/certificates/{each}") for each in (certificate, uuid4())]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].content == answers[1].content


async def test_an_officers_program_takes_a_step_once(program: Program, world: World, certificate: UUID) -> None:
    path = f"/api/v1/certificates/{certificate}/steps"
    step = {"step": "revoke", "ground": "substitution", "reasons": "经核查，由他人代考。", "seen": 1}
    done = await program.send(world.city_officer, "POST", path, json=step)
    assert (done.status_code, done.json()) == (201, {"state": "revoked"})
    again = await program.send(world.county_officer, "POST", path, json=step)
    assert (again.status_code, again.json()["type"]) == (409, "urn:registry:problem:certificate.changed-meanwhile")


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("auditor", 403), ("other_city_officer", 404)])
async def test_nobody_else_takes_a_step(
    program: Program, world: World, certificate: UUID, who: str, status: int
) -> None:
    step = {"step": "revoke", "ground": "substitution", "reasons": "经核查，由他人代考。", "seen": 1}
    path = f"/api/v1/certificates/{certificate}/steps"
    answer = await program.send(getattr(world, who), "POST", path, json=step)
    assert answer.status_code == status
    row = await Certificate.select(Certificate.state).first()
    assert row == {"state": "valid"}


async def test_a_step_without_ground_and_reasons_names_both_fields(
    program: Program, world: World, certificate: UUID
) -> None:
    path = f"/api/v1/certificates/{certificate}/steps"
    answer = await program.send(world.city_officer, "POST", path, json={"step": "suspend", "reasons": " ", "seen": 1})
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == ["ground", "reasons"]
