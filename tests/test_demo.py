"""The demonstration: what must be there on whatever day it is loaded, and that each of its accounts can sign in."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from piccolo.querystring import QueryString

import registry.demo.loading
from registry.demo import seed, sign_ins
from registry.demo.days import Calendar, years_before
from registry.demo.people import Inventor, Worker
from registry.demo.photos import HEIGHT, WIDTH, draw_photo
from registry.demo.plans import PASSWORD, enterprises, names, rounds
from registry.demo.rosters import full_years
from registry.doctor.invariants import violations
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB, pool, use_database
from registry.foundation.dates import SHANGHAI
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.foundation.guesses import patience
from registry.people.rules.documents import DocumentKind
from registry.people.rules.identity import check_document
from registry.people.rules.names import name_problems
from registry.people.service.sign_in import SignIn, sign_in
from registry.rounds.rules.photos import prepared_photo
from registry.settings import Settings, load_settings
from tests.database_server import DatabaseServer

AFTERNOON = datetime(2024, 6, 3, 14, tzinfo=SHANGHAI)
DAYS = [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2028, 2, 29)]
STAGES = {
    "drafted": 3,
    "roster-confirmed": 2,
    "admitted": 2,
    "scored": 1,
    "locked": 1,
    "issued": 2,
    "closed": 5,
    "cancelled": 1,
}
ACCOUNTS = [
    *((office.sign_in_name, office.role) for office in enterprises().office),
    *((staff.sign_in_name, staff.role) for each in enterprises().enterprise for staff in each.staff),
    (names().worker.sign_in_name, "worker"),
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database with the demonstration in it."""

    url: str
    settings: Settings
    clock: StoppedClock


def _settings(keys: str, data: Path) -> Settings:
    chosen = load_settings({"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(data), "REGISTRY_KEYS": keys})
    use_keys(chosen.keys.ring)
    keep_files_in(chosen.files)
    return chosen


async def _load(there: Loaded) -> None:
    use_database(there.url)
    async with pool(4):
        await seed(there.settings, there.clock)


@pytest.fixture(scope="module")
def loaded(server: DatabaseServer, throw_away_keys: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    before = DB.config
    database = server.make_database()
    settings = _settings(throw_away_keys, tmp_path_factory.mktemp("demo"))
    there = Loaded(server.url(database), settings, StoppedClock(AFTERNOON))
    asyncio.run(_load(there))
    yield there
    DB.config = before
    server.drop(database)


def ask(there: Loaded, question: str) -> list[dict[str, Any]]:
    """Ask one question of the loaded database."""

    async def asked() -> list[dict[str, Any]]:
        use_database(there.url)
        async with pool(2):
            return [dict(row) for row in await DB.run_querystring(QueryString(question))]

    return asyncio.run(asked())


def one(there: Loaded, question: str) -> Any:
    """Return the one value that a question has for an answer."""
    return next(iter(ask(there, question)[0].values()))


def stages(there: Loaded) -> dict[str, int]:
    return {row["state"]: row["count"] for row in ask(there, "select state, count(*) from round group by state")}


def later_than_now(there: Loaded) -> dict[str, int]:
    """Count what bears a date after the day of loading; validity that still runs is no event."""
    moment = there.clock.now().isoformat()
    today = there.clock.today().isoformat()
    asked = {
        "events": f"select count(*) from audit_event where at > '{moment}'",
        "rounds": f"select count(*) from round where application_day > '{today}' or opened_at > '{moment}'",
        "certificates": f"select count(*) from certificate where issued_on > '{today}' or issued_at > '{moment}'",
        "steps": f"select count(*) from certificate_step where at > '{moment}'",
        "scores": f"select count(*) from score where entered_at > '{moment}'",
        "filings": f"select count(*) from filing where valid_from > '{today}' or entered_at > '{moment}'",
        "accounts": f"select count(*) from account where opened_at > '{moment}'",
        "births": f"select count(*) from person where birth_date > '{today}'",
    }
    return {name: one(there, question) for name, question in asked.items()}


NOTHING_LATER = dict.fromkeys(
    ("events", "rounds", "certificates", "steps", "scores", "filings", "accounts", "births"), 0
)


@pytest.mark.long
class TestLoaded:
    """What is there after one loading."""

    def test_rounds_stand_at_every_stage(self, loaded: Loaded) -> None:
        assert stages(loaded) == STAGES

    def test_about_three_hundred_people_are_known(self, loaded: Loaded) -> None:
        assert 270 <= one(loaded, "select count(*) from person") <= 330

    def test_nothing_bears_a_date_in_the_future(self, loaded: Loaded) -> None:
        assert later_than_now(loaded) == NOTHING_LATER

    def test_the_registry_is_sound(self, loaded: Loaded) -> None:
        async def asked() -> list[Any]:
            use_database(loaded.url)
            async with pool(2):
                return await violations()

        assert asyncio.run(asked()) == []

    @pytest.mark.parametrize(("name", "role"), ACCOUNTS)
    def test_each_account_signs_in_and_acts_in_its_role(self, loaded: Loaded, name: str, role: str) -> None:
        async def tried() -> None:
            use_database(loaded.url)
            async with pool(2):
                await sign_in(
                    SignIn(name, PASSWORD, "192.0.2.1"),
                    lasting=timedelta(hours=1),
                    allowed=patience(loaded.settings),
                    now=loaded.clock.now(),
                )

        asyncio.run(tried())

        acting = ask(
            loaded,
            "select m.role from session s join account a on a.id = s.account left join membership m"
            f" on m.id = s.membership where a.sign_in_name = '{name}'",
        )
        assert acting == [{"role": None if role == "worker" else role}]

    def test_a_roster_waits_with_refused_warned_and_repeated_rows(self, loaded: Loaded) -> None:
        (waiting,) = ask(loaded, "select state, counts from round_upload where state <> 'confirmed'")
        counts = json.loads(waiting["counts"])

        assert waiting["state"] == "read"
        assert {status: counts[status] for status in ("accepted", "warning", "refused", "duplicate", "candidates")} == {
            "accepted": 12,
            "warning": 2,
            "refused": 7,
            "duplicate": 1,
            "candidates": 14,
        }

    def test_two_who_passed_have_no_photo_yet(self, loaded: Loaded) -> None:
        question = "select count(*) from candidate c join round r on r.id = c.round where c.outcome = 'passed' and"
        assert one(loaded, f"{question} c.photo is null and r.state = 'locked'") == 2

    def test_half_of_one_rounds_marks_are_entered(self, loaded: Loaded) -> None:
        marked = ask(
            loaded,
            "select count(distinct s.candidate) as marked, count(distinct c.id) as admitted from round r"
            " join candidate c on c.round = r.id and c.admitted_at is not null left join score s on s.candidate = c.id"
            " where r.state = 'admitted' group by r.id order by marked",
        )
        assert marked == [{"marked": 0, "admitted": 14}, {"marked": 12, "admitted": 24}]

    def test_everybody_who_passed_in_a_closed_round_has_one_certificate(self, loaded: Loaded) -> None:
        question = (
            "select count(*) from round r join candidate c on c.round = r.id left join certificate k on k.source = c.id"
            " where r.state in ('issued', 'closed') and (c.outcome = 'passed') <> (k.id is not null)"
        )
        assert one(loaded, question) == 0

    def test_one_certificate_is_suspended_and_one_revoked(self, loaded: Loaded) -> None:
        states = ask(loaded, "select state, count(*) from certificate where state <> 'valid' group by state order by 1")
        assert states == [{"state": "revoked", "count": 1}, {"state": "suspended", "count": 1}]

    def test_the_worker_holds_two_certificates_and_reads_why_a_third_is_too_early(self, loaded: Loaded) -> None:
        of_worker = "join account a on a.person = {}.person where a.sign_in_name = 'worker'"
        levels = ask(loaded, f"select k.level from certificate k {of_worker.format('k')} order by k.level")
        judged = ask(
            loaded,
            f"select c.eligible, c.decision::jsonb from candidate c join round r on r.id = c.round"
            f" {of_worker.format('c')} and r.state = 'roster-confirmed'",
        )

        assert levels == [{"level": 4}, {"level": 5}]
        assert [row["eligible"] for row in judged] == [False]
        assert "opens_on" in judged[0]["decision"]

    def test_some_facts_are_still_to_be_completed(self, loaded: Loaded) -> None:
        question = "select count(*) from candidate c join round r on r.id = c.round where r.state = 'roster-confirmed'"
        assert one(loaded, f"{question} and c.eligible is null") > 5

    def test_decisions_lean_on_the_notice_where_its_filing_is_freed(self, loaded: Loaded) -> None:
        question = "select count(*) from candidate where decision::text like '%晋人社厅发〔2024〕11号%'"
        assert one(loaded, question) > 0

    def test_names_with_the_dot_rare_characters_and_a_passport_stand_on_certificates_or_lists(
        self, loaded: Loaded
    ) -> None:
        known = {row["name"] for row in ask(loaded, "select name from person")}

        assert {person.name for person in names().special} - known == set()
        assert one(loaded, "select count(*) from person_document where kind = 'passport'") == 1

    def test_nothing_is_left_in_the_queue(self, loaded: Loaded) -> None:
        assert one(loaded, "select count(*) from procrastinate_jobs where status <> 'succeeded'") == 0

    def test_loading_again_changes_nothing(self, loaded: Loaded) -> None:
        before = one(loaded, "select count(*) from audit_event")

        asyncio.run(_load(loaded))

        assert one(loaded, "select count(*) from audit_event") == before


@pytest.mark.long
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_is_as_sensible_on_any_day(server: DatabaseServer, throw_away_keys: str, tmp_path: Path, day: date) -> None:
    """The morning of that day, before anybody has come to work."""
    before = DB.config
    clock = StoppedClock(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI))
    database = server.make_database()
    there = Loaded(server.url(database), _settings(throw_away_keys, tmp_path), clock)
    try:
        asyncio.run(_load(there))

        assert stages(there) == STAGES
        assert later_than_now(there) == NOTHING_LATER
        assert one(there, "select count(*) from round_upload where state = 'read'") == 1
    finally:
        DB.config = before
        server.drop(database)


@pytest.mark.long
def test_a_loading_that_breaks_off_leaves_nothing(
    server: DatabaseServer, throw_away_keys: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = DB.config
    database = server.make_database()
    there = Loaded(server.url(database), _settings(throw_away_keys, tmp_path), StoppedClock(AFTERNOON))
    monkeypatch.setattr(registry.demo.loading, "_tell_rounds", broken)
    try:
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(_load(there))

        assert one(there, "select count(*) from organisation") == 0
        assert one(there, "select count(*) from account") == 0
    finally:
        DB.config = before
        server.drop(database)


# What needs no database
def test_a_line_for_each_account_says_its_name_and_role() -> None:
    lines = sign_ins()

    assert [line.split()[0] for line in lines[2:]] == [name for name, _ in ACCOUNTS]
    assert lines[0].count(PASSWORD) == 1
    assert lines[0] != lines[1]


def test_every_role_can_sign_in() -> None:
    assert {str(role) for _, role in ACCOUNTS} == {
        "officer", "auditor", "clerk", "approver", "assessor", "worker",
    }  # fmt: skip


def _everybody() -> list[Worker]:
    inventor = Inventor(names())
    return [
        worker
        for enterprise in ("machinery", "chemical", "vinegar")
        for worker in inventor.recruits(enterprise, 120, (1, 20), date(2024, 2, 29))
    ]


def test_invented_people_have_names_and_numbers_that_pass_every_check() -> None:
    faults = [
        (worker.name, check_document(worker.document_kind, worker.number, date(2024, 2, 29)).problems)
        for worker in _everybody()
        if check_document(worker.document_kind, worker.number, date(2024, 2, 29)).document is None
        or name_problems(worker.name)
    ]

    assert faults == []


def test_nobody_is_invented_twice() -> None:
    people = _everybody()

    assert len({worker.number for worker in people}) == len(people)
    assert len({worker.name for worker in people}) == len(people)


def test_areas_belong_to_no_district() -> None:
    cards = [worker.number for worker in _everybody() if worker.document_kind is DocumentKind.IDENTITY_CARD]

    assert {number[:6] for number in cards} == {"140101", "140201", "140301"}


def test_everybody_was_of_age_when_they_began_to_work() -> None:
    assert min(full_years(worker.birth_date, worker.started) for worker in _everybody()) >= 18


def test_the_same_people_are_invented_every_time() -> None:
    assert _everybody() == _everybody()


def test_a_drawn_photo_is_taken_as_one() -> None:
    photo = draw_photo(_everybody()[0])

    assert (WIDTH, HEIGHT) == (295, 413)
    assert prepared_photo(photo)[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2024, 2, 29), -1, date(2025, 2, 28)),
        (date(2025, 12, 31), 3, date(2022, 12, 31)),
    ],
)
def test_years_are_counted_back_over_leap_days(day: date, years: int, expected: date) -> None:
    assert years_before(day, years) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 5, 31), datetime(2024, 5, 31, 1, tzinfo=UTC)),  # a Friday stays
        (date(2024, 6, 1), datetime(2024, 5, 31, 1, tzinfo=UTC)),  # a Saturday goes back to it
        (date(2024, 6, 2), datetime(2024, 5, 31, 1, tzinfo=UTC)),  # so does a Sunday
        (date(2024, 6, 9), AFTERNOON),  # what lies ahead happens now
    ],
)
def test_work_is_done_on_weekdays_and_never_in_the_future(day: date, expected: datetime) -> None:
    assert Calendar.of(StoppedClock(AFTERNOON)).at_work(day, 9) == expected


def test_every_round_is_of_a_body_that_is_there() -> None:
    bodies = {body.id for enterprise in enterprises().enterprise for body in enterprise.body}

    assert {plan.body for plan in rounds()} == bodies
