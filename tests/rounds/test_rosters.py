"""A roster is nobody until it is confirmed, and then everybody once."""

import io
import json
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, Conflict, Refusal
from registry.foundation.tables import StoredFile
from registry.foundation.work import latest_work
from registry.people.tables import AuthorityCase, Person
from registry.policy.catalogue import SkillLevel
from registry.rounds.queries import candidate_page, candidates_of, round_line, upload_line
from registry.rounds.rules.reasons import BY_OWN_RECORDS, decision_for_clerk
from registry.rounds.rules.states import RoundState
from registry.rounds.service.roster_readings import kept_reading, refused_rows
from registry.rounds.service.rosters import (
    CONFIRMING,
    confirm_roster,
    map_columns,
    order_confirmation,
    own_upload,
    refuse_roster,
    send_roster,
)
from registry.rounds.tables import Candidate, ColumnMapping
from registry.settings import Settings
from tests.people.world import person_named, viewer_as
from tests.rounds.world import (
    LONG,
    SHORT,
    Enterprise,
    do_jobs,
    drafted,
    enterprise,
    issued,
    number_of,
    roster,
    with_roster,
)

HEADER = ("姓名", "证件号码", "从事本职业年限")


def table(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def sent(world: Enterprise, clock: StoppedClock, settings: Settings, content: bytes) -> tuple[UUID, UUID]:
    """Send a roster for a new round and have it read."""
    round_id = await drafted(world, clock)
    upload = await send_roster(world.clerk, round_id, content, "名册.xlsx", now=clock.now())
    await do_jobs(clock, settings)
    return round_id, upload


async def test_before_it_is_confirmed_there_is_no_candidate_and_no_person(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    before = await Person.count()

    _, upload = await sent(world, clock, settings, roster(LONG, SHORT))

    assert (await upload_line(upload)).state == "read"
    assert (await Candidate.count(), await Person.count()) == (0, before)


async def test_the_file_waits_for_a_day_and_is_kept_for_years_once_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, roster(LONG))
    row = await own_upload(world.clerk, round_id, upload)

    assert await _kept_until(row["file"]) == clock.later(hours=24).now()
    await confirm_roster(world.clerk, round_id, upload, now=clock.now())

    kept = await _kept_until(row["file"])
    assert kept is not None
    assert kept > clock.later(days=3 * 365).now()
    assert await _kept_until(row["reading"]) == clock.now()


async def _kept_until(file: UUID) -> object:
    row = await StoredFile.select(StoredFile.erase_after).where(StoredFile.id == file).first()
    assert row is not None
    return row["erase_after"]


async def test_each_row_is_accepted_warned_refused_or_left_out_and_counted(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    content = table(
        ("张三", number_of(1), 12),
        ("李四", number_of(2)[:-1] + ("0" if number_of(2)[-1] != "0" else "1"), 12),
        ("张三", number_of(1), 12),
    )

    round_id, upload = await sent(world, clock, settings, content)

    reading = await kept_reading(await own_upload(world.clerk, round_id, upload))
    assert [(row.number, row.status) for row in reading.rows] == [(2, "accepted"), (3, "refused"), (4, "duplicate")]
    assert (await upload_line(upload)).counts["candidates"] == 1


async def test_the_refused_rows_come_back_and_pass_once_mended(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    wrong = number_of(2)[:-1] + ("0" if number_of(2)[-1] != "0" else "1")
    round_id, upload = await sent(world, clock, settings, table(("张三", number_of(1), 12), ("李四", wrong, 12)))
    returned = load_workbook(io.BytesIO(await refused_rows(await own_upload(world.clerk, round_id, upload), "zh")))
    sheet = returned.active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["李四", wrong]

    sheet["B2"] = number_of(2)
    mended = io.BytesIO()
    returned.save(mended)
    await confirm_roster(world.clerk, round_id, upload, now=clock.now())
    await with_roster(world, clock, settings, mended.getvalue(), round_id)

    assert sorted(one.name for one in await candidates_of(round_id)) == ["张三", "李四"]


async def test_the_same_file_twice_adds_nobody_twice(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT))

    await with_roster(world, clock, settings, roster(LONG, SHORT), round_id)

    assert (await round_line(round_id)).candidates == 2


async def test_confirming_twice_adds_nobody_twice(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, roster(LONG, SHORT))

    assert await confirm_roster(world.clerk, round_id, upload, now=clock.now()) == 2
    assert await confirm_roster(world.clerk, round_id, upload, now=clock.now()) == 0


async def test_the_confirmation_runs_in_the_background_with_its_progress(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, roster(LONG, SHORT))

    await order_confirmation(world.clerk, round_id, upload, now=clock.now())
    waiting = await latest_work(CONFIRMING, upload)
    assert waiting is not None
    assert (waiting.state, waiting.total) == ("waiting", 2)
    await do_jobs(clock, settings)

    done = await latest_work(CONFIRMING, upload)
    assert done is not None
    assert done.state == "done"
    assert (await round_line(round_id)).state is RoundState.ROSTER_CONFIRMED


async def test_a_known_number_with_another_name_is_taken_as_written_and_becomes_a_case(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    known = await person_named("张叁", number_of(1), clock)

    round_id = await with_roster(world, clock, settings, table(("张三", number_of(1), 12)))

    (candidate,) = await candidates_of(round_id)
    assert (candidate.person, candidate.name) == (known, "张三")
    assert await AuthorityCase.select(AuthorityCase.kind, AuthorityCase.person, AuthorityCase.subject) == [
        {"kind": "name-differs", "person": known, "subject": str(candidate.id)}
    ]


async def test_what_is_no_roster_is_said_in_words_and_can_be_sent_again(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)

    round_id, upload = await sent(world, clock, settings, b"this is not a spreadsheet, whatever its name says" * 9)

    line = await upload_line(upload)
    assert line.state == "unreadable"
    assert all(problem["message"]["zh"] and problem["message"]["en"] for problem in line.problems)
    with pytest.raises(Conflict):
        await order_confirmation(world.clerk, round_id, upload, now=clock.now())


async def test_a_roster_without_anybody_is_not_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, table(("张三", "1234", 12)))

    with pytest.raises(Refusal) as caught:
        await order_confirmation(world.clerk, round_id, upload, now=clock.now())

    assert caught.value.problems[0].code == "roster.nobody"


async def test_a_column_mapped_by_hand_is_remembered_for_the_enterprise(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    content = table(("张三", number_of(1), 12), header=("姓名", "证件号码", "干这行几年"))
    round_id, upload = await sent(world, clock, settings, content)
    reading = await kept_reading(await own_upload(world.clerk, round_id, upload))
    assert [column.heading for column in reading.unmapped] == ["干这行几年"]

    await map_columns(world.clerk, round_id, upload, {"干这行几年": "years_in_occupation"}, now=clock.now())
    await do_jobs(clock, settings)
    mapped = await kept_reading(await own_upload(world.clerk, round_id, upload))
    assert [row.eligible for row in mapped.rows] == [True]

    _, second = await sent(world, clock, settings, content + b"")
    row = json.loads((await own_upload(world.clerk, (await _round_of(second)), second))["mapping"])
    assert row == {"干这行几年": "years_in_occupation"}
    assert await ColumnMapping.count() == 1


async def _round_of(upload: UUID) -> UUID:
    rows = await Candidate.raw("select round from round_upload where id = {}", upload)
    return UUID(str(rows[0]["round"]))


async def test_only_its_sender_sees_a_roster_before_it_is_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, roster(LONG))
    other_round = await drafted(world, clock)

    for viewer in (world.approver, world.officer, world.assessor):
        with pytest.raises(Absent):
            await own_upload(viewer, round_id, upload)
    with pytest.raises(Absent):
        await own_upload(world.clerk, other_round, upload)


async def test_a_roster_thrown_away_is_given_up_and_cannot_be_confirmed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id, upload = await sent(world, clock, settings, roster(LONG))
    row = await own_upload(world.clerk, round_id, upload)

    await refuse_roster(world.clerk, round_id, upload, now=clock.now())

    assert await _kept_until(row["file"]) == clock.now()
    with pytest.raises(Conflict):
        await confirm_roster(world.clerk, round_id, upload, now=clock.now())


async def test_the_registrys_own_certificate_counts_and_the_clerk_reads_only_that_it_does(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    await issued(world, clock, settings, passing=1)
    later = clock.later(days=366 * 6)
    round_id = await drafted(world, later, level=SkillLevel.TECHNICIAN, application_day=later.today())
    content = table(("张三", number_of(0), "2012-03-01"), header=("姓名", "证件号码", "参加工作时间"))

    await with_roster(world, later, settings, content, round_id)

    (line,) = await candidates_of(round_id)
    assert line.eligible is True
    candidate = await candidate_page(round_id, line.id)
    assert candidate is not None
    assert candidate.proofs == {"registry": ["certificates[0]"]}
    shown = json.dumps(decision_for_clerk(candidate.decision, frozenset({"certificates[0]"})), ensure_ascii=False)
    assert "2024-06-03" in json.dumps(candidate.decision)
    assert "2024-06-03" not in shown
    assert BY_OWN_RECORDS.in_language("zh") in shown


async def test_a_clerk_acts_for_the_own_enterprise_alone(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    round_id = await drafted(world, clock)

    with pytest.raises(Absent):
        await send_roster(other.clerk, round_id, roster(LONG), "名册.xlsx", now=clock.now())
    assert (await viewer_as(UUID(str(other.clerk.membership)), clock)).organisation == other.organisation


async def test_a_heading_that_no_rule_knows_can_be_mapped_even_for_name_and_number(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    content = table(("张三", number_of(1), 12), header=("工友", "证件号码", "从事本职业年限"))
    round_id, upload = await sent(world, clock, settings, content)
    assert (await upload_line(upload)).state == "unreadable"
    nearest = await kept_reading(await own_upload(world.clerk, round_id, upload))
    assert [column.heading for column in nearest.unmapped] == ["工友"]

    await map_columns(world.clerk, round_id, upload, {"工友": "name"}, now=clock.now())
    await do_jobs(clock, settings)

    assert (await upload_line(upload)).state == "read"
    mapped = await kept_reading(await own_upload(world.clerk, round_id, upload))
    assert [(row.name, row.status) for row in mapped.rows] == [("张三", "accepted")]


async def test_a_certificate_that_the_roster_names_only_by_level_is_still_known_in_full_to_the_registry(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    await issued(world, clock, settings, passing=1)
    later = clock.later(days=366 * 6)
    round_id = await drafted(world, later, level=SkillLevel.TECHNICIAN, application_day=later.today())
    content = table(
        ("张三", number_of(0), "2012-03-01", "三级"),
        header=("姓名", "证件号码", "参加工作时间", "现有证书等级"),
    )

    await with_roster(world, later, settings, content, round_id)

    (line,) = await candidates_of(round_id)
    assert line.eligible is True
    candidate = await candidate_page(round_id, line.id)
    assert candidate is not None
    assert candidate.proofs == {"registry": ["certificates[1]"]}
