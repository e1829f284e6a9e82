"""A filed enterprise with its people, and rounds at the stage that a test needs; all of them are invented."""

import asyncio
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from openpyxl import Workbook
from PIL import Image

from registry.filings.rules.privileges import PrivilegeGround
from registry.filings.rules.scope import ScopeLine
from registry.filings.service import FilingToEnter, enter_filing
from registry.foundation.clock import Clock, StoppedClock
from registry.foundation.files import keep_files_in
from registry.foundation.jobs import run_waiting_jobs
from registry.foundation.viewers import Role, Viewer
from registry.organisations.tables import Body
from registry.policy.catalogue import SkillLevel
from registry.rounds.queries import candidates_of
from registry.rounds.rules.scores import Mark, Part, read_mark
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.issuing import order_certificates
from registry.rounds.service.opening import RoundToOpen, open_round
from registry.rounds.service.photos import add_photo
from registry.rounds.service.rosters import confirm_roster, send_roster
from registry.rounds.service.scores import ScoreToEnter, enter_scores, lock_scores
from registry.rounds.tables import RoundUpload
from registry.settings import Settings
from registry.timetable import load_jobs
from tests.people.world import (
    member,
    number_with_check_character,
    organisation_named,
    person_named,
    province,
    viewer_as,
)

ELECTRICIAN = "6-31-01-03"
APPLICATION_DAY = date(2024, 6, 1)
HEADER = ("姓名", "证件号码", "参加工作时间", "从事本职业年限", "现有证书等级", "发证日期")
# Twelve years of work: eligible for level three by years alone; two years: not; no word of work: not known.
LONG, SHORT, SILENT = "12", "2", ""


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A filed enterprise: who acts for it, its body and filing."""

    organisation: UUID
    body: UUID
    filing: UUID
    clerk: Viewer
    approver: Viewer
    assessor: Viewer
    officer: Viewer


def number_of(place: int) -> str:
    """An invented identity number, another one for each place."""
    return number_with_check_character(f"140101{1970 + place % 30}0307{place // 30:03d}")


_people = iter(range(100_000))


async def enterprise(
    clock: Clock,
    settings: Settings,
    name: str = "晋安机械有限公司",
    *,
    privileges: tuple[PrivilegeGround, ...] = (),
    prefix: str = "Y000014000123",
) -> Enterprise:
    """Make an enterprise that is filed for electricians up to level two, with a clerk, an approver and an assessor."""
    keep_files_in(settings.files)
    load_jobs()
    organisation = await organisation_named(name, clock)
    officer = await _acting(Role.OFFICER, clock, authority=await province(clock))
    body = Body(
        id=uuid4(), organisation=organisation, name=name, number_prefix=prefix, address=None, created_at=clock.now()
    )
    await Body.insert(body)
    entered = FilingToEnter(
        body=body.id,
        number=f"晋技评备〔2023〕{prefix[-6:]}号",
        valid_from=date(2023, 1, 1),
        valid_to=date(2035, 12, 31),
        scopes=(ScopeLine(ELECTRICIAN, None, SkillLevel.TECHNICIAN.rank),),
        privileges=privileges,
    )
    return Enterprise(
        organisation,
        body.id,
        await enter_filing(officer, entered, now=clock.now()),
        await _acting(Role.CLERK, clock, organisation=organisation),
        await _acting(Role.APPROVER, clock, organisation=organisation),
        await _acting(Role.ASSESSOR, clock, organisation=organisation),
        officer,
    )


async def _acting(role: Role, clock: Clock, **side: UUID) -> Viewer:
    place = next(_people)
    person = await person_named(
        "员工甲", number_with_check_character(f"140301{1960 + place % 40}0101{place // 40:03d}"), clock
    )
    return await viewer_as(await member(person, f"{role.value}{place}", role, clock, **side), clock)


def to_open(world: Enterprise, **changed: object) -> RoundToOpen:
    """A round for electricians of level three, as a clerk opens it."""
    usual: dict[str, object] = {
        "body": world.body,
        "title": "2024年第一批",
        "occupation": ELECTRICIAN,
        "job_type": None,
        "level": SkillLevel.SENIOR,
        "application_day": APPLICATION_DAY,
        "place": "本公司培训中心",
        "assessors": (world.assessor.membership,),
    }
    return RoundToOpen(**{**usual, **changed})  # type: ignore[arg-type]


async def drafted(world: Enterprise, clock: StoppedClock, **changed: object) -> UUID:
    """Open a round."""
    return await open_round(world.clerk, to_open(world, **changed), now=clock.now())


def roster(*years: str, names: tuple[str, ...] = ("张三", "李四", "王五", "赵六", "阿卜杜拉·买买提")) -> bytes:
    """A roster with one person for each figure of years in the occupation."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for place, figure in enumerate(years):
        sheet.append((names[place % len(names)], number_of(place), "", figure, "", ""))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def with_roster(
    world: Enterprise, clock: StoppedClock, settings: Settings, content: bytes, round_id: UUID | None = None
) -> UUID:
    """Open a round, or take one, and confirm a roster for it; returns the round."""
    round_id = round_id or await drafted(world, clock)
    upload = await send_roster(world.clerk, round_id, content, "名册.xlsx", now=clock.now())
    await do_jobs(clock, settings)
    await confirm_roster(world.clerk, round_id, upload, now=clock.now())
    return round_id


async def do_jobs(clock: StoppedClock, settings: Settings) -> None:
    """Do what waits in the queue."""
    await run_waiting_jobs({"clock": clock, "settings": settings})


async def admitted(world: Enterprise, clock: StoppedClock, settings: Settings, *years: str) -> UUID:
    """A round whose eligible candidates are admitted; all of them by twelve years of work where nothing is said."""
    round_id = await with_roster(world, clock, settings, roster(*(years or (LONG, LONG))))
    await admit_candidates(world.approver, round_id, now=clock.now())
    return round_id


async def give_marks(world: Enterprise, clock: Clock, round_id: UUID, *marks: tuple[str, str]) -> None:
    """Enter theory and practical marks for the first candidates of a round, in order."""
    candidates = await candidates_of(round_id, only="admitted", page=None)
    scores = [
        ScoreToEnter(candidate.id, part, mark)
        for candidate, pair in zip(candidates, marks, strict=False)
        for part, typed in zip((Part.THEORY, Part.PRACTICAL), pair, strict=True)
        if isinstance(mark := read_mark(typed), Mark)
    ]
    await enter_scores(world.assessor, round_id, scores, now=clock.now())


async def locked(world: Enterprise, clock: StoppedClock, settings: Settings, *marks: tuple[str, str]) -> UUID:
    """A round whose scores are locked; as many candidates as marks."""
    round_id = await admitted(world, clock, settings, *[LONG] * len(marks))
    await give_marks(world, clock, round_id, *marks)
    await lock_scores(world.assessor, round_id, now=clock.now())
    return round_id


async def locked_now(world: Enterprise, clock: Clock, settings: Settings, passing: int) -> UUID:
    """A round of today whose candidates have all passed, read and judged by whatever worker serves the database."""
    today = clock.today()
    round_id = await open_round(world.clerk, to_open(world, application_day=today), now=clock.now())
    upload = await send_roster(world.clerk, round_id, roster(*[LONG] * passing), "名册.xlsx", now=clock.now())
    while not await RoundUpload.exists().where(RoundUpload.id == upload, RoundUpload.state == "read"):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    await confirm_roster(world.clerk, round_id, upload, now=clock.now())
    await admit_candidates(world.approver, round_id, now=clock.now())
    await give_marks(world, clock, round_id, *[("80", "75")] * passing)
    await lock_scores(world.assessor, round_id, now=clock.now())
    return round_id


def photo(colour: str = "white") -> bytes:
    """A photo of the shape of one inch."""
    out = io.BytesIO()
    Image.new("RGB", (295, 413), colour).save(out, "JPEG")
    return out.getvalue()


async def issued(world: Enterprise, clock: StoppedClock, settings: Settings, passing: int = 2) -> UUID:
    """A round whose certificates are issued."""
    round_id = await locked(world, clock, settings, *[("80", "75")] * passing)
    for candidate in await candidates_of(round_id, page=None):
        await add_photo(world.clerk, round_id, candidate.id, photo(), now=clock.now())
    await order_certificates(world.approver, round_id, now=clock.now())
    await do_jobs(clock, settings)
    return round_id


def written(folder: Path, content: bytes) -> Path:
    """Write a file into a test's folder."""
    path = folder / "file"
    path.write_bytes(content)
    return path
