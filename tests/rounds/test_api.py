"""Rounds for programs: each role at each operation, what is hidden, retries, and a round from roster to certificate."""

import io
from typing import Any
from uuid import UUID, uuid4

from openpyxl import load_workbook
from piccolo.engine.postgres import PostgresEngine

from registry.app import create_app
from registry.foundation.authentication import routes_of
from registry.foundation.clock import StoppedClock
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer
from registry.people.service.accounts import MembershipToGrant, grant_membership
from registry.rounds.tables import Candidate, Round
from registry.settings import Settings
from tests.people.world import member, person_named, province, viewer_as
from tests.rounds.browsing import archive, candidate_on_row
from tests.rounds.programs import OPERATIONS, Programs, programs
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
    locked,
    number_of,
    photo,
    roster,
    with_roster,
)


def opening(world: Enterprise, **changed: object) -> dict[str, object]:
    """What a clerk's program sends to open a round."""
    usual: dict[str, object] = {
        "body": str(world.body),
        "title": "2024年第一批",
        "occupation": ELECTRICIAN,
        "level": 3,
        "application_day": "2024-06-01",
        "place": "本公司培训中心",
        "assessors": [str(world.assessor.membership)],
    }
    return {**usual, **changed}


async def auditor(clock: StoppedClock) -> Viewer:
    person = await person_named("员工乙", "140201198506151236", clock)
    return await viewer_as(await member(person, "auditor", Role.AUDITOR, clock, authority=await province(clock)), clock)


def fields(answer: Any) -> list[str | None]:
    """The paths of the fields at which an answer finds problems."""
    return [problem["field"] for problem in answer.json()["problems"]]


def problem_of(answer: Any) -> tuple[int, str]:
    """The status and the kind of the problem that an answer is."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:registry:problem:")


def test_every_operation_of_rounds_stands_in_the_matrix(settings: Settings) -> None:
    found = {
        handler.operation_id: (methods[0], path.replace(":uuid", "").replace(":str", "").removeprefix("/api/v1"))
        for path, methods, handler in routes_of(create_app(settings))
        if path.startswith("/api/v1/") and handler.fn.__module__.startswith("registry.rounds.")
    }

    assert found == {name: (asked.method, asked.path) for name, asked in OPERATIONS.items()}


async def test_each_role_may_try_what_the_matrix_says_and_nothing_else(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    viewers = (world.clerk, world.approver, world.assessor, world.officer, await auditor(clock))

    async with programs(settings, clock) as api:
        for name, asked in OPERATIONS.items():
            method, path = asked.sent_to(uuid4())
            none = await api.send(None, method, path, **asked.more)
            assert (name, problem_of(none)) == (name, (401, "token.missing"))
            assert none.headers["www-authenticate"] == "Bearer"
            for viewer in viewers:
                answer = await api.send(viewer, method, path, **asked.more)
                refused = answer.status_code == 403 and problem_of(answer) == (403, "role.not-allowed")
                assert (name, viewer.role, refused) == (name, viewer.role, viewer.role not in asked.roles)
                assert answer.status_code != 500


async def test_a_token_that_is_not_good_is_told_so_alike_everywhere(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    headers = {"authorization": "Bearer registry_nothing"}

    async with programs(settings, clock) as api:
        answers = [await api.send(None, *asked.sent_to(uuid4()), headers=headers) for asked in OPERATIONS.values()]

    assert {problem_of(answer) for answer in answers} == {(401, "token.not-good")}
    assert {answer.headers["www-authenticate"] for answer in answers} == {'Bearer error="invalid_token"'}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


async def test_a_hidden_round_is_answered_byte_for_byte_as_one_that_is_not_there(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "太行电气有限公司", prefix="Y000014000456")
    hidden = await admitted(world, clock, settings)
    strangers = {Role.CLERK: other.clerk, Role.APPROVER: other.approver, Role.ASSESSOR: other.assessor}

    async with programs(settings, clock) as api:
        for name, asked in OPERATIONS.items():
            if "{round_id}" not in asked.path or name == "openRound":
                continue
            for role in asked.roles & strangers.keys():
                seen = await api.send(strangers[role], *asked.sent_to(hidden), **asked.more)
                nothing = await api.send(strangers[role], *asked.sent_to(uuid4()), **asked.more)
                assert (name, role, seen.status_code) == (name, role, 404)
                assert seen.content == nothing.content
                assert dict(seen.headers) == dict(nothing.headers)


async def test_a_round_goes_from_its_roster_to_certificates_by_programs_alone(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    path = f"/rounds/{uuid4()}"

    async with programs(settings, clock) as api:
        opened = await api.send(world.clerk, "PUT", path, json=opening(world))
        assert (opened.status_code, opened.json()["acts"]) == (201, ["confirm-roster"])
        await _send_and_confirm_roster(api, world, path, settings)
        await _complete_facts(api, world, path)
        assert (await api.send(world.approver, "POST", f"{path}/admission")).json() == {"admitted": 2}
        await _examine(api, world, path)
        photos = {"photos": ("照片.zip", archive(**{"2": photo(), number_of(1): photo("grey")}))}
        taken = await api.send(world.clerk, "POST", f"{path}/photos", files=photos)
        assert taken.json() == {"taken": 2, "problems": []}
        ordered = await api.send(world.approver, "POST", f"{path}/issuing")
        assert (ordered.status_code, ordered.json()["ready"]) == (202, 1)
        assert (await api.send(world.approver, "POST", f"{path}/issuing")).json() == ordered.json()
        await do_jobs(clock, settings)
        issuing = (await api.send(world.clerk, "GET", f"{path}/issuing")).json()
        assert (issuing["work"]["state"], issuing["issued"], issuing["without_photo"]) == ("done", 1, [])
        closed = await api.send(world.approver, "POST", f"{path}/closing")
        assert (closed.json()["round"]["state"], closed.json()["acts"]) == ("closed", [])
        (line,) = (await api.send(world.officer, "GET", "/certificates")).json()["certificates"]
        assert (line["name"], line["level"], line["state"]) == ("张三", 3, "valid")


async def _send_and_confirm_roster(api: Programs, world: Enterprise, path: str, settings: Settings) -> None:
    """Two people: one eligible by twelve years of work, one of whom no work is known."""
    files = {"roster": ("名册.xlsx", roster(LONG, SILENT))}
    sent = await api.send(world.clerk, "POST", f"{path}/rosters", files=files)
    assert (sent.status_code, sent.json()["state"], sent.json()["name"]) == (202, "waiting", "名册.xlsx")
    upload = f"{path}/rosters/{sent.json()['id']}"
    assert problem_of(await api.send(world.clerk, "GET", f"{upload}/rows")) == (409, "roster.no-rows")
    await do_jobs(api.clock, settings)
    read = (await api.send(world.clerk, "GET", upload)).json()
    assert (read["roster"]["state"], read["read"]["state"], read["reading"]["format"]) == ("read", "done", "xlsx")
    rows = (await api.send(world.clerk, "GET", f"{upload}/rows")).json()
    assert [(row["number"], row["name"], row["eligible"]) for row in rows["rows"]] == [
        (2, "张三", True),
        (3, "李四", None),
    ]
    assert (await api.send(world.clerk, "GET", f"{upload}/rows?status=refused")).json()["total"] == 0
    confirmed = await api.send(world.clerk, "POST", f"{upload}/confirmation")
    assert (confirmed.status_code, confirmed.json()["confirmation"]["state"]) == (202, "waiting")
    await do_jobs(api.clock, settings)
    assert problem_of(await api.send(world.clerk, "POST", f"{upload}/confirmation")) == (409, "roster.settled")


async def _complete_facts(api: Programs, world: Enterprise, path: str) -> None:
    """李四 brings a proof of twelve years of work and becomes eligible."""
    listed = (await api.send(world.assessor, "GET", f"{path}/candidates?only=unknown")).json()
    (unknown,) = listed["candidates"]
    assert (listed["total"], unknown["document"]) == (1, number_of(1)[:6] + "********" + number_of(1)[-4:])
    before = (await api.send(world.clerk, "GET", f"{path}/candidates/{unknown['id']}")).json()
    assert (before["decision"]["eligible"], before["facts"]["employment"]) == (None, None)
    proof = {"proof": ("劳动合同.pdf", b"%PDF-1.7 an invented contract")}
    spell = {"from": "2012-05-01", "to": "", "relation": "same"}
    judged = await api.send(
        world.clerk, "POST", f"{path}/candidates/{unknown['id']}/facts/employment", data=spell, files=proof
    )
    assert (judged.status_code, judged.json()["decision"]["eligible"]) == (200, True)
    assert judged.json()["facts"]["employment"][0]["from"] == "2012-05-01"


async def _examine(api: Programs, world: Enterprise, path: str) -> None:
    """张三 passes, 李四 does not come to the practical part."""
    shown = (await api.send(world.assessor, "GET", f"{path}/scores")).json()
    assert shown["pass_marks"] == {"theory": 60.0, "practical": 60.0}
    passing, absent = (one["candidate"] for one in shown["candidates"])
    marks = [
        {"candidate": passing, "part": "theory", "mark": 85.5},
        {"candidate": passing, "part": "practical", "mark": 60},
        {"candidate": absent, "part": "theory", "mark": 90},
        {"candidate": absent, "part": "practical", "mark": "absent"},
    ]
    some = await api.send(world.assessor, "PUT", f"{path}/scores", json={"marks": marks[:3]})
    assert some.json() == {"entered": 3, "state": "admitted"}
    for _ in range(2):
        every = await api.send(world.assessor, "PUT", f"{path}/scores", json={"marks": marks})
        assert every.json() == {"entered": 4, "state": "scored"}
    again = (await api.send(world.clerk, "GET", f"{path}/scores")).json()["candidates"]
    assert again[0]["marks"] == {"theory": 85.5, "practical": 60.0}
    assert again[1]["marks"] == {"theory": 90.0, "practical": "absent"}
    locked_ = await api.send(world.assessor, "POST", f"{path}/scores/lock")
    assert locked_.json() == {"passed": 1, "failed": 1}


async def test_opening_may_be_sent_again_and_opens_one_round(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "太行电气有限公司", prefix="Y000014000456")
    round_id = uuid4()

    async with programs(settings, clock) as api:
        first = await api.send(world.clerk, "PUT", f"/rounds/{round_id}", json=opening(world))
        again = await api.send(world.clerk, "PUT", f"/rounds/{round_id}", json=opening(world))
        changed = await api.send(world.clerk, "PUT", f"/rounds/{round_id}", json=opening(world, level=4))
        strange = await api.send(other.clerk, "PUT", f"/rounds/{round_id}", json=opening(other))
        sequential = await api.send(world.clerk, "PUT", f"/rounds/{UUID(int=7)}", json=opening(world))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert problem_of(changed) == problem_of(strange) == (409, "round.id-taken")
    assert (problem_of(sequential), fields(sequential)) == ((422, "round.id-not-random"), ["round_id"])
    assert await Round.count() == 1
    assert await AuditEvent.count().where(AuditEvent.act == "round:open") == 1


WRONG_OPENINGS: list[tuple[dict[str, object], int, list[str]]] = [
    ({"title": " "}, 422, ["title"]),
    ({"title": "\x00", "place": ""}, 422, ["title", "place"]),
    ({"title": "批" * 81}, 400, ["title"]),
    ({"occupation": "6-99-99-99"}, 422, ["occupation"]),
    ({"occupation": "\x00"}, 422, ["occupation"]),
    ({"occupation": "6-16-01-05", "job_type": "飞行员"}, 422, ["job_type"]),
    ({"level": 1}, 422, ["level"]),
    ({"level": 6}, 400, ["level"]),
    ({"level": "三"}, 400, ["level"]),
    ({"application_day": "2022-12-31"}, 422, ["body"]),
    ({"application_day": "2024-13-01"}, 400, ["application_day"]),
    ({"application_day": "0001-01-01"}, 422, ["application_day", "assessors"]),
    ({"application_day": "9999-12-31"}, 422, ["body"]),
    ({"body": str(UUID(int=7))}, 422, ["body"]),
    ({"body": "晋安"}, 400, ["body"]),
    ({"assessors": []}, 422, ["assessors"]),
    ({"assessors": [str(UUID(int=7))]}, 422, ["assessors"]),
    ({"assessors": ["x"]}, 400, ["assessors[0]"]),
    ({"colour": "red"}, 400, ["colour"]),
]


async def test_what_is_wrong_with_an_opening_is_said_at_its_field(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)

    async with programs(settings, clock) as api:
        for changed, status, where in WRONG_OPENINGS:
            answer = await api.send(world.clerk, "PUT", f"/rounds/{uuid4()}", json=opening(world, **changed))
            assert (changed, answer.status_code, fields(answer)) == (changed, status, where)
            assert {tuple(problem["message"]) for problem in answer.json()["problems"]} == {("zh", "en")}

    assert await Round.count() == 0


async def test_what_there_is_to_choose_from_is_the_own_organisations(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    await enterprise(clock, settings, "太行电气有限公司", prefix="Y000014000456")

    async with programs(settings, clock) as api:
        now = (await api.send(world.clerk, "GET", "/rounds/choices")).json()
        long_ago = (await api.send(world.clerk, "GET", "/rounds/choices?application_day=2019-01-01")).json()

    assert [body["id"] for body in now["bodies"]] == [str(world.body)]
    assert [one["membership"] for one in now["assessors"]] == [str(world.assessor.membership)]
    assert long_ago["assessors"] == []


async def test_lists_are_narrowed_by_known_words_only(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT))

    async with programs(settings, clock) as api:
        there = (await api.send(world.officer, "GET", "/rounds?state=roster-confirmed")).json()
        none = (await api.send(world.officer, "GET", "/rounds?state=closed")).json()
        wrong = await api.send(world.officer, "GET", "/rounds?state=open")
        page = await api.send(world.officer, "GET", f"/rounds/{round_id}/candidates?page=0")
        only = await api.send(world.officer, "GET", f"/rounds/{round_id}/candidates?only=rich")
        one = (await api.send(world.officer, "GET", f"/rounds/{round_id}/candidates?only=unknown")).json()

    assert ([line["id"] for line in there["rounds"]], there["total"], there["last_page"]) == ([str(round_id)], 1, 1)
    assert (none["rounds"], none["total"]) == ([], 0)
    assert [(answer.status_code, fields(answer)) for answer in (wrong, page, only)] == [
        (400, ["in_state"]),
        (400, ["number"]),
        (400, ["only"]),
    ]
    assert [line["name"] for line in one["candidates"]] == ["李四"]


async def test_a_column_is_mapped_and_the_refused_rows_come_back_as_a_spreadsheet(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await drafted(world, clock)
    text = f"姓名,证件号码,干活年头\n张三,{number_of(0)},12\n李四,140101199001011111,12\n"

    async with programs(settings, clock) as api:
        sent = await api.send(
            world.clerk, "POST", f"/rounds/{round_id}/rosters", files={"roster": ("名册.csv", text.encode())}
        )
        path = f"/rounds/{round_id}/rosters/{sent.json()['id']}"
        await do_jobs(clock, settings)
        columns = (await api.send(world.clerk, "GET", path)).json()["reading"]["columns"]
        mapping = {"columns": {"干活年头": "years_in_occupation"}}
        mapped = await api.send(world.clerk, "PUT", f"{path}/mapping", json=mapping)
        wrong = [
            await api.send(world.clerk, "PUT", f"{path}/mapping", json={"columns": columns_})
            for columns_ in ({"干活年头": "wealth"}, {"": "name"}, {"\x00": "name"}, {"长" * 201: "name"}, {})
        ]
        await do_jobs(clock, settings)
        rows = (await api.send(world.clerk, "GET", f"{path}/rows?status=accepted")).json()["rows"]
        refused = await api.send(world.clerk, "GET", f"{path}/refused.xlsx")
        listed = (await api.send(world.clerk, "GET", f"/rounds/{round_id}/rosters")).json()["rosters"]
        hidden = await api.send(world.approver, "GET", f"/rounds/{round_id}/rosters")
        thrown = [(await api.send(world.clerk, "DELETE", path)).status_code for _ in range(2)]
        gone = await api.send(world.clerk, "GET", f"{path}/refused.xlsx")

    assert [column["fact"] for column in columns] == ["name", "document_number", ""]
    assert (mapped.status_code, mapped.json()["state"]) == (202, "waiting")
    assert [answer.status_code for answer in wrong] == [400, 422, 422, 422, 400]
    assert [(row["name"], row["eligible"]) for row in rows] == [("张三", True)]
    sheet = load_workbook(io.BytesIO(refused.content)).active
    assert sheet is not None
    assert "李四" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert [line["id"] for line in listed] == [sent.json()["id"]]
    assert hidden.status_code == 403
    assert thrown == [204, 409]
    assert problem_of(gone) == (409, "roster.no-rows")


async def test_marks_are_refused_at_their_places_and_then_none_is_saved(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings, LONG)
    candidate = str((await candidate_on_row(round_id, 2)).id)
    good = {"candidate": candidate, "part": "theory", "mark": 80}

    async def sent(*marks: dict[str, object]) -> tuple[int, list[str | None]]:
        answer = await api.send(world.assessor, "PUT", f"/rounds/{round_id}/scores", json={"marks": list(marks)})
        return answer.status_code, fields(answer)

    async with programs(settings, clock) as api:
        assert await sent(good, {**good, "mark": 100.5}) == (422, ["marks[1].mark"])
        assert await sent({**good, "mark": 80.55}, {**good, "mark": -1}) == (422, ["marks[0].mark", "marks[1].mark"])
        assert await sent(good, {**good, "part": "review"}) == (422, ["marks[1]"])
        assert await sent({**good, "candidate": str(uuid4())}) == (422, ["marks[0]"])
        assert await sent(good, good) == (422, ["marks[1]"])
        assert await sent(good, {**good, "part": "singing"}) == (400, ["marks[1].part"])
        assert await sent(good, {"part": "theory", "mark": 1}) == (400, ["marks[1].candidate"])
        assert await sent({**good, "mark": "缺考"}) == (400, ["marks[0].mark"])
        assert await sent({**good, "mark": None}) == (400, ["marks[0].mark"])
        shown = await api.send(world.assessor, "GET", f"/rounds/{round_id}/scores")

    assert shown.json()["candidates"][0]["marks"] == {}


async def test_a_score_sheet_goes_out_and_comes_back_filled_in(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings, LONG)

    async with programs(settings, clock) as api:
        sheet = await api.send(world.assessor, "GET", f"/rounds/{round_id}/scores/sheet.xlsx")
        book = load_workbook(io.BytesIO(sheet.content))
        assert book.active is not None
        book.active["D2"], book.active["E2"] = 80, 75
        filled = io.BytesIO()
        book.save(filled)
        path = f"/rounds/{round_id}/scores/sheet"
        empty = await api.send(world.assessor, "POST", path, files={"sheet": ("成绩.xlsx", sheet.content)})
        taken = await api.send(world.assessor, "POST", path, files={"sheet": ("成绩.xlsx", filled.getvalue())})

    assert (empty.status_code, empty.json()) == (200, {"entered": 0, "state": "admitted"})
    assert taken.json() == {"entered": 2, "state": "scored"}


async def test_the_clerk_who_prepared_a_round_does_not_admit_it(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG))
    approver_too = await member_as_approver(world, clock)

    async with programs(settings, clock) as api:
        own = await api.send(approver_too, "POST", f"/rounds/{round_id}/admission")
        other = await api.send(world.approver, "POST", f"/rounds/{round_id}/admission")
        again = await api.send(world.approver, "POST", f"/rounds/{round_id}/admission")

    assert problem_of(own) == (403, "round.prepared-by-you")
    assert other.json() == {"admitted": 1}
    assert problem_of(again) == (409, "round.not-now")


async def member_as_approver(world: Enterprise, clock: StoppedClock) -> Viewer:
    """The clerk's own account with a second membership, as approver."""
    account = world.clerk.account
    assert account is not None
    granted = MembershipToGrant(
        account, Role.APPROVER, organisation=world.organisation, valid_from=clock.today().replace(year=2020)
    )
    return await viewer_as(await grant_membership(Viewer(), granted, now=clock.now()), clock)


async def test_a_photo_is_sent_and_read_and_its_faults_are_said(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings, LONG)
    path = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, 2)).id}/photo"

    async with programs(settings, clock) as api:
        missing = await api.send(world.clerk, "GET", path)
        wrong = await api.send(world.clerk, "PUT", path, files={"photo": ("a.jpg", b"no photo")})
        nothing = await api.send(world.clerk, "PUT", path, data={"photo": ""}, files={"other": ("", b"")})
        sent = await api.send(world.clerk, "PUT", path, files={"photo": ("a.jpg", photo())})
        read = await api.send(world.officer, "GET", path)
        form = await api.send(world.clerk, "PUT", path, content=photo(), headers={"content-type": "image/jpeg"})

    assert problem_of(missing) == (404, "absent")
    assert (problem_of(wrong), fields(wrong)) == ((422, "photo.not-a-photo"), ["photo"])
    assert (problem_of(nothing), fields(nothing)) == ((422, "file.missing"), ["photo"])
    assert (sent.status_code, sent.content) == (204, b"")
    assert (read.headers["content-type"], read.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert problem_of(form) == (422, "form.broken")


FACTS_OF_ANY_DAY: list[tuple[str, dict[str, str]]] = [
    ("employment", {"from": "0001-01-01", "to": "", "relation": "same"}),
    ("employment", {"from": "9999-12-31", "to": "9999-12-31", "relation": "same"}),
    ("education", {"school_kind": "普通高校", "level": "大专", "completed": "9999-12-31", "fits": "yes"}),
    ("certificates", {"kind": "职业资格", "certificate_level": "4", "issued": "9999-12-31", "relation": "same"}),
    ("certificates", {"kind": "职业资格", "certificate_level": "4", "issued": "0001-01-01", "relation": "same"}),
    ("titles", {"title": "工程师", "awarded": "9999-12-31", "fits": "yes"}),
    ("apprenticeships", {"completed": "9999-12-31", "relation": "related"}),
    ("student_kind", {"student_kind": "技师班"}),
]


async def test_a_fact_of_any_day_is_judged_or_refused_and_never_breaks(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(*[SILENT] * len(FACTS_OF_ANY_DAY)))

    async with programs(settings, clock) as api:
        for row, (member_, record) in enumerate(FACTS_OF_ANY_DAY, start=2):
            path = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, row)).id}"
            form = {name: (None, value) for name, value in {**record, "committed": "yes"}.items()}
            answer = await api.send(world.clerk, "POST", f"{path}/facts/{member_}", files=form)
            shown = await api.send(world.clerk, "GET", path)
            assert (member_, answer.status_code) == (member_, 200), answer.text
            assert answer.json() == shown.json()
            assert member_ in {name for name, known in answer.json()["facts"].items() if known}


async def test_a_fact_needs_its_fields_and_a_proof_or_a_commitment(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(SILENT))
    path = f"/rounds/{round_id}/candidates/{(await candidate_on_row(round_id, 2)).id}/facts"
    title = {"title": (None, "工程师"), "awarded": (None, "2020-01-01"), "fits": (None, "yes")}

    async with programs(settings, clock) as api:
        empty = await api.send(world.clerk, "POST", f"{path}/titles", files={"committed": (None, "yes")})
        bare = await api.send(world.clerk, "POST", f"{path}/titles", files=title)
        no_scan = await api.send(world.clerk, "POST", f"{path}/titles", files={**title, "proof": ("a.exe", b"MZ")})
        unknown = await api.send(world.clerk, "POST", f"{path}/wealth", files=title)
        none = await api.send(
            world.clerk, "POST", f"{path}/titles", files={"none_at_all": (None, "none"), "committed": (None, "yes")}
        )

    assert (empty.status_code, fields(empty)) == (422, ["title", "awarded", "fits"])
    assert (problem_of(bare), fields(bare)) == ((422, "facts.no-proof"), ["proof"])
    assert (problem_of(no_scan), fields(no_scan)) == ((422, "file.not-a-scan"), ["proof"])
    assert (unknown.status_code, fields(unknown)) == (400, ["member"])
    assert (none.status_code, none.json()["facts"]["titles"]) == (200, [])


async def test_cancelling_asks_for_a_reason_and_ends_every_act(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await drafted(world, clock)
    path = f"/rounds/{round_id}/cancellation"

    async with programs(settings, clock) as api:
        silent = await api.send(world.approver, "POST", path, json={"reason": " \x00"})
        done = await api.send(world.approver, "POST", path, json={"reason": "考场\x00改期"})
        again = await api.send(world.approver, "POST", path, json={"reason": "考场改期"})

    assert (silent.status_code, fields(silent)) == (422, ["reason"])
    assert (done.json()["round"]["state"], done.json()["cancelled_for"], done.json()["acts"]) == (
        "cancelled",
        "考场改期",
        [],
    )
    assert problem_of(again) == (409, "round.not-now")


async def test_a_person_reads_the_own_place_in_a_round_with_every_reason(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "59.5"))
    await Candidate.update({Candidate.person: world.clerk.person}).where(Candidate.round == round_id)

    async with programs(settings, clock) as api:
        (own,) = (await api.send(world.clerk, "GET", "/my/rounds")).json()["rounds"]
        nobody = (await api.send(world.approver, "GET", "/my/rounds")).json()

    assert (own["state"], own["eligible"], own["outcome"], own["level"]) == ("locked", True, "failed", 3)
    assert {path["result"] for path in own["decision"]["paths"]} >= {"met"}
    assert nobody == {"rounds": []}
