"""The rounds of the demonstration, each told from its opening to its stage by those whose acts they are."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from registry.demo.enterprises import Cast
from registry.demo.people import Worker
from registry.demo.photos import draw_photo, photo_archive
from registry.demo.plans import RoundPlan, Stage
from registry.demo.rosters import Held, RosterToWrite, write_roster, write_roster_with_faults
from registry.foundation.clock import StoppedClock
from registry.foundation.dates import legal_day
from registry.foundation.jobs import do_jobs_of_transaction
from registry.foundation.viewers import Role, Viewer
from registry.policy.shipped import shipped_policy
from registry.rounds.queries import candidates_of, documents_of
from registry.rounds.rules.scores import ABSENT, Mark, Part, parts_asked
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.ending import cancel_round, close_round
from registry.rounds.service.issuing import order_certificates
from registry.rounds.service.opening import RoundToOpen, open_round
from registry.rounds.service.photos import add_photos
from registry.rounds.service.rosters import order_confirmation, send_roster
from registry.rounds.service.scores import ScoreToEnter, enter_scores, lock_scores

_ORDER: tuple[Stage, ...] = (
    "drafted", "read", "confirmed", "admitted", "half-scored", "scored", "locked", "issued", "closed",
)  # fmt: skip
# Days from the day of application on which each step is taken.
_OPENED, _SENT, _CONFIRMED, _ADMITTED, _SCORED, _LOCKED, _PHOTOS, _ISSUED, _CLOSED = -9, -2, 1, 3, 6, 8, 10, 13, 24
_HALF = 2


@dataclass(slots=True)
class Told:
    """What has been told so far: who took part in a round, and what each holds, by number."""

    people: dict[str, list[Worker]] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)


@dataclass(slots=True)
class RoundTeller:
    """Tells one round."""

    cast: Cast
    told: Told
    plan: RoundPlan
    id: UUID = field(init=False)
    _upload: UUID = field(init=False)

    @property
    def enterprise(self) -> str:
        """The enterprise whose round it is."""
        return self.cast.enterprise_of_body[self.plan.body]

    @property
    def application_day(self) -> date:
        """The day on which the conditions are judged."""
        return self.cast.calendar.days_ago(self.plan.days_ago)

    @property
    def title(self) -> str:
        """Its title, with the year of its day of application."""
        return f"{self.application_day.year}年{self.plan.title}"

    def reaches(self, stage: Stage) -> bool:
        """Whether the round is told up to a stage or beyond; a cancelled one was confirmed before."""
        last = "confirmed" if self.plan.stage == "cancelled" else self.plan.stage
        return _ORDER.index(last) >= _ORDER.index(stage)

    def moment(self, days: int, hour: int) -> datetime:
        """Return an hour so many days after the day of application."""
        return self.cast.calendar.at_work(self.application_day + timedelta(days=days), hour)

    async def one(self, role: Role, now: datetime) -> Viewer:
        """Return the first of the enterprise's people in a role."""
        return (await self.cast.staff(self.enterprise, role, now))[0]

    async def tell(self) -> None:
        """Tell the round up to its stage."""
        await self._open()
        if self.reaches("read"):
            await self._send_roster()
        if self.reaches("confirmed"):
            await self._confirm()
        if self.reaches("admitted"):
            await self._admit()
        if self.reaches("half-scored"):
            await self._score()
        if self.reaches("locked"):
            await self._lock()
        if self.reaches("issued"):
            await self._issue()
        if self.plan.stage == "closed":
            now = self.moment(_CLOSED, 16)
            await close_round(await self.one(Role.APPROVER, now), self.id, now=now)
        if self.plan.stage == "cancelled":
            now = self.moment(_ADMITTED, 11)
            await cancel_round(await self.one(Role.APPROVER, now), self.id, self.plan.cancelled_for, now=now)

    async def _open(self) -> None:
        now = self.moment(_OPENED, 9)
        assessors = await self.cast.staff(self.enterprise, Role.ASSESSOR, now)
        opened = RoundToOpen(
            body=self.cast.bodies[self.plan.body],
            title=self.title,
            occupation=self.plan.occupation,
            job_type=self.plan.job_type,
            level=self.plan.skill_level,
            application_day=self.application_day,
            place=self.plan.place,
            assessors=tuple(each.membership for each in assessors if each.membership is not None),
        )
        self.id = await open_round(await self.one(Role.CLERK, now), opened, now=now)
        self.told.ids[self.plan.id] = self.id

    async def _send_roster(self) -> None:
        """A roster that still waits is sent at the present moment: it is kept for a day only."""
        waits = self.plan.stage == "read"
        now = self.cast.calendar.now if waits else self.moment(_SENT, 10)
        people = self._people()
        self.told.people[self.plan.id] = people
        roster = RosterToWrite(
            enterprise=self.enterprise,
            title=self.title,
            occupation=self.plan.occupation,
            job_type=self.plan.job_type,
            level=self.plan.skill_level,
            on=self.application_day,
            workers=people,
            held=self.told.held,
            years_left_blank=self.plan.years_left_blank,
        )
        content, name = (write_roster_with_faults if self.plan.with_faults else write_roster)(roster)
        clerk = await self.one(Role.CLERK, now)
        self._upload = await send_roster(clerk, self.id, content, name, now=now)
        await self._do_jobs(now)

    def _people(self) -> list[Worker]:
        """Who is put forward: the worker with an account in their first round, people who come again, recruits."""
        worker = self.cast.names.worker
        people = []
        if worker.first_round == self.plan.id:
            started = self.application_day - timedelta(days=3 * 366)
            people.append(self.cast.inventor.named(worker.name, worker.sex, started))
        if self.plan.again is not None:
            earlier = self.told.people[self.plan.again.round]
            people += [each for each in earlier if each.number in self.told.held][: self.plan.again.people]
        count = self.plan.recruits - (worker.first_round == self.plan.id)
        recruits = self.cast.inventor.recruits(self.enterprise, count, self.plan.worked, self.application_day)
        return people + recruits

    async def _do_jobs(self, now: datetime) -> None:
        await do_jobs_of_transaction({"clock": StoppedClock(now), "settings": self.cast.settings})

    async def _confirm(self) -> None:
        now = self.moment(_CONFIRMED, 10)
        clerk = await self.one(Role.CLERK, now)
        await order_confirmation(clerk, self.id, self._upload, now=now)
        await self._do_jobs(now)

    async def _admit(self) -> None:
        now = self.moment(_ADMITTED, 14)
        await admit_candidates(await self.one(Role.APPROVER, now), self.id, now=now)

    async def _score(self) -> None:
        now = self.moment(_SCORED, 17)
        admitted = await candidates_of(self.id, only="admitted", page=None)
        if self.plan.stage == "half-scored":
            admitted = admitted[: len(admitted) // _HALF]
        parts = parts_asked(shipped_policy(), self.plan.level, self.application_day)
        scores = [ScoreToEnter(each.id, part, self._mark(part)) for each in admitted for part in parts]
        await enter_scores(await self.one(Role.ASSESSOR, now), self.id, scores, now=now)

    def _mark(self, part: Part) -> Mark:
        """Most pass; one in twenty-five fails a part, one in fifty does not come to it."""
        random = self.cast.inventor.random
        fate = random.random()
        if fate < 0.02:
            return ABSENT
        low, high = (41, 59) if fate < 0.06 else (62, 96)
        halves = random.randint(low * 2, high * 2) if part is Part.THEORY else random.randint(low, high) * 2
        return Mark(Decimal(halves) / 2)

    async def _lock(self) -> None:
        now = self.moment(_LOCKED, 9)
        await lock_scores(await self.one(Role.ASSESSOR, now), self.id, now=now)
        now = self.moment(_PHOTOS, 11)
        passed = await candidates_of(self.id, only="passed", page=None)
        numbers = await documents_of(self.id)
        workers = {each.number: each for each in self.told.people[self.plan.id]}
        with_photo = passed[: len(passed) - self.plan.photos_missing]
        photos = {numbers[each.id]: draw_photo(workers[numbers[each.id]]) for each in with_photo}
        _, problems = await add_photos(await self.one(Role.CLERK, now), self.id, photo_archive(photos), now=now)
        assert not problems, problems

    async def _issue(self) -> None:
        now = self.moment(_ISSUED, 15)
        await order_certificates(await self.one(Role.APPROVER, now), self.id, now=now)
        await self._do_jobs(now)
        numbers = await documents_of(self.id)
        for each in await candidates_of(self.id, only="passed", page=None):
            self.told.held[numbers[each.id]] = Held(self.plan.level, self.plan.occupation, legal_day(now))
