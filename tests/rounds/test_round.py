"""A round from its opening to the last certificate, and what is refused on the way."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.certificates.tables import Certificate
from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.foundation.tables import AuditEvent
from registry.foundation.viewers import Role, Viewer
from registry.foundation.work import latest_work
from registry.policy.catalogue import SkillLevel
from registry.rounds.queries import candidates_of, own_rounds, round_line
from registry.rounds.rules.scores import ABSENT, Mark, Part
from registry.rounds.rules.states import RoundState
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.ending import cancel_round, close_round
from registry.rounds.service.issuing import WORK, order_certificates
from registry.rounds.service.opening import open_round
from registry.rounds.service.photos import add_photo
from registry.rounds.service.scores import ScoreToEnter, enter_scores, lock_scores
from registry.rounds.tables import Round
from registry.settings import Settings
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
    to_open,
    with_roster,
)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"occupation": "6-18-01-01"}, "occupation"),
        ({"occupation": "9-99-99-99"}, "occupation"),
        ({"level": SkillLevel.SENIOR_TECHNICIAN}, "level"),
        ({"application_day": date(2022, 12, 31)}, "body"),
        ({"application_day": date(2036, 1, 1)}, "body"),
        ({"body": UUID(int=7)}, "body"),
        ({"assessors": ()}, "assessors"),
        ({"assessors": (UUID(int=7),)}, "assessors"),
    ],
)
async def test_what_the_filing_does_not_cover_is_refused_beside_its_field(
    database: PostgresEngine, settings: Settings, clock: StoppedClock, changed: dict[str, object], field: str
) -> None:
    world = await enterprise(clock, settings)

    with pytest.raises(Refusal) as caught:
        await open_round(world.clerk, to_open(world, **changed), now=clock.now())

    assert field in [problem.where for problem in caught.value.problems]
    assert await Round.count() == 0


async def test_a_round_is_opened_by_the_clerk_of_its_own_body_alone(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")

    with pytest.raises(Refusal):
        await open_round(other.clerk, to_open(world), now=clock.now())
    for viewer in (world.approver, world.assessor, world.officer):
        with pytest.raises(NotAllowed):
            await open_round(viewer, to_open(world), now=clock.now())


async def test_true_is_admitted_false_and_unknown_stay_listed(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT, SILENT))

    assert await admit_candidates(world.approver, round_id, now=clock.now()) == 1

    line = await round_line(round_id)
    assert (line.state, line.candidates, line.admitted) == (RoundState.ADMITTED, 3, 1)
    assert [(one.eligible, one.admitted) for one in await candidates_of(round_id)] == [
        (True, True),
        (None, False),
        (None, False),
    ]


async def test_nobody_is_admitted_where_nobody_is_eligible(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(SHORT))

    with pytest.raises(Refusal) as caught:
        await admit_candidates(world.approver, round_id, now=clock.now())

    assert caught.value.problems[0].code == "round.nobody-eligible"
    assert (await round_line(round_id)).state is RoundState.ROSTER_CONFIRMED


async def test_the_scores_are_complete_with_every_mark_and_locked_for_good(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    with pytest.raises(Conflict):
        await lock_scores(world.assessor, round_id, now=clock.now())

    await give_marks(world, clock, round_id, ("80", "75"))
    assert (await round_line(round_id)).state is RoundState.ADMITTED
    await give_marks(world, clock, round_id, ("80", "75"), ("59.9", "100"))
    assert (await round_line(round_id)).state is RoundState.SCORED

    assert await lock_scores(world.assessor, round_id, now=clock.now()) == (1, 1)
    assert [one.outcome for one in await candidates_of(round_id)] == ["passed", "failed"]
    with pytest.raises(Conflict):
        await give_marks(world, clock, round_id, ("100", "100"))


async def test_marks_of_strangers_and_of_parts_not_asked_are_refused_and_nothing_is_saved(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    own = (await candidates_of(round_id))[0].id
    scores = [
        ScoreToEnter(own, Part.THEORY, ABSENT, "D2"),
        ScoreToEnter(uuid4(), Part.THEORY, ABSENT, "D3"),
        ScoreToEnter(own, Part.REVIEW, ABSENT, "F2"),
    ]

    with pytest.raises(Refusal) as caught:
        await enter_scores(world.assessor, round_id, scores, now=clock.now())

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("score.not-a-candidate", "D3"),
        ("score.part-not-asked", "F2"),
    ]
    assert (await round_line(round_id)).state is RoundState.ADMITTED


async def test_each_who_passed_gets_one_certificate_with_serials_in_the_order_of_the_roster(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)

    round_id = await issued(world, clock, settings, passing=3)

    line = await round_line(round_id)
    assert (line.state, line.certificates) == (RoundState.ISSUED, 3)
    assert [one.certificate_number for one in await candidates_of(round_id)] == [
        "Y000014000123243000001",
        "Y000014000123243000002",
        "Y000014000123243000003",
    ]
    work = await latest_work(WORK, round_id)
    assert work is not None
    assert (work.state, work.done, work.total, work.problems) == ("done", 3, 3, [])


async def test_who_has_no_photo_waits_and_the_round_with_them(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "75"), ("80", "75"))
    with pytest.raises(Refusal) as caught:
        await order_certificates(world.approver, round_id, now=clock.now())
    assert caught.value.problems[0].code == "round.no-photos"
    first, second = await candidates_of(round_id)

    await add_photo(world.clerk, round_id, first.id, photo(), now=clock.now())
    await order_certificates(world.approver, round_id, now=clock.now())
    await do_jobs(clock, settings)
    assert (await round_line(round_id)).state is RoundState.LOCKED
    assert await Certificate.count() == 1

    await add_photo(world.clerk, round_id, second.id, photo(), now=clock.now())
    await order_certificates(world.approver, round_id, now=clock.now())
    await do_jobs(clock, settings)
    assert (await round_line(round_id)).state is RoundState.ISSUED
    assert await Certificate.count() == 2


async def test_ordering_twice_issues_once(database: PostgresEngine, settings: Settings, clock: StoppedClock) -> None:
    world = await enterprise(clock, settings)
    round_id = await locked(world, clock, settings, ("80", "75"))
    (candidate,) = await candidates_of(round_id)
    await add_photo(world.clerk, round_id, candidate.id, photo(), now=clock.now())

    first = await order_certificates(world.approver, round_id, now=clock.now())
    assert await order_certificates(world.approver, round_id, now=clock.now()) == first
    await do_jobs(clock, settings)

    assert await Certificate.count() == 1
    with pytest.raises(Conflict):
        await order_certificates(world.approver, round_id, now=clock.now())


async def test_an_issued_round_is_closed_and_not_cancelled(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await issued(world, clock, settings)

    with pytest.raises(Conflict):
        await cancel_round(world.approver, round_id, "不办了", now=clock.now())
    await close_round(world.approver, round_id, now=clock.now())

    assert (await round_line(round_id)).state is RoundState.CLOSED


async def test_cancelling_asks_for_a_reason_and_keeps_it(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await drafted(world, clock)
    with pytest.raises(Refusal) as caught:
        await cancel_round(world.approver, round_id, "  ", now=clock.now())
    assert caught.value.problems[0].where == "reason"

    await cancel_round(world.approver, round_id, "考场停电", now=clock.now())

    row = await Round.select(Round.state, Round.cancelled_for).where(Round.id == round_id).first()
    assert row == {"state": "cancelled", "cancelled_for": "考场停电"}


async def test_another_enterprise_sees_and_does_nothing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    round_id = await admitted(world, clock, settings)

    for act in (
        admit_candidates(other.approver, round_id, now=clock.now()),
        lock_scores(other.assessor, round_id, now=clock.now()),
        close_round(other.approver, round_id, now=clock.now()),
        cancel_round(other.approver, round_id, "不办了", now=clock.now()),
        order_certificates(other.approver, round_id, now=clock.now()),
    ):
        with pytest.raises(Absent):
            await act


async def test_each_step_leaves_its_event_and_none_holds_a_number(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await issued(world, clock, settings)

    events = await AuditEvent.select(AuditEvent.act, AuditEvent.details).where(AuditEvent.subject == round_id)

    assert [event["act"] for event in events if event["act"] != "candidate:send-photos"] == [
        "round:open",
        "roster:send",
        "roster:confirm",
        "round:admit",
        "score:enter",
        "score:lock",
        "round:issue",
        "round:issued",
    ]
    assert not any("140101" in event["details"] for event in events)


async def test_a_worker_reads_the_own_marks_once_they_are_locked_and_nobody_elses_round(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await admitted(world, clock, settings)
    await give_marks(world, clock, round_id, ("80", "75"), ("59.5", "缺考"))
    first, second = [Viewer(role=Role.WORKER, person=one.person) for one in await candidates_of(round_id)]
    (before,) = await own_rounds(second)
    assert (before.outcome, before.marks) == (None, {})

    await lock_scores(world.assessor, round_id, now=clock.now())

    (own,) = await own_rounds(second)
    assert (own.outcome, own.marks) == ("failed", {Part.THEORY: Mark(Decimal("59.5")), Part.PRACTICAL: ABSENT})
    (others,) = await own_rounds(first)
    assert (others.outcome, others.candidate) == ("passed", (await candidates_of(round_id))[0].id)
    assert await own_rounds(Viewer(role=Role.WORKER, person=uuid4())) == []
