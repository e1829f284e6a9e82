"""Opening a round for a filed body (开设评价批次)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError  # type: ignore[import-untyped]

from registry.filings.queries import filing_in_force
from registry.filings.rules.scope import covers
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Conflict, Problem, Refusal, message
from registry.foundation.viewers import Role, Viewer, not_your_role
from registry.organisations.tables import Body
from registry.people.tables import Membership
from registry.policy.catalogue import SkillLevel, occupations
from registry.rounds.access import OPEN_ROUND
from registry.rounds.rules.states import RoundState
from registry.rounds.tables import Round, RoundAssessor

_RANDOM = 4  # the version of a UUID that is made of random bits alone
EARLIEST_ROUND = date(2018, 3, 7)  # before it the law in this registry knows no examinations


@dataclass(frozen=True, slots=True)
class RoundToOpen:
    """A round as a clerk opens it; `application_day` is the day on which the conditions are judged."""

    body: UUID
    title: str
    occupation: str
    job_type: str | None
    level: SkillLevel
    application_day: date
    place: str
    assessors: tuple[UUID, ...]
    id: UUID | None = None
    """Where the sender chose it, so that opening can be sent again."""


async def open_round_once(viewer: Viewer, opened: RoundToOpen, *, now: datetime) -> bool:
    """Open a round under the random id that its sender chose; return whether it was opened now.

    Sent again word for word it changes nothing (False). Raises `Refusal` at "round_id" for an id that is not random,
    `Conflict` where the id stands for another round, and as `open_round` does.
    """
    if opened.id is None or opened.id.version != _RANDOM:
        raise Refusal(_id_not_random())
    try:
        async with DB.transaction():
            there: dict[str, Any] | None = await Round.select().where(Round.id == opened.id).first()
            if there is None:
                await open_round(viewer, opened, now=now)
                return True
            named = await RoundAssessor.select(RoundAssessor.membership).where(RoundAssessor.round == opened.id)
    except UniqueViolationError as error:
        if error.constraint_name != "round_pkey":
            raise
        raise Conflict(_id_taken()) from None
    assert there is not None, "the block returns where there was no such round"
    if not OPEN_ROUND.allows(viewer.role) or not _is_same(viewer, opened, there, {row["membership"] for row in named}):
        raise Conflict(_id_taken())
    return False


def _is_same(viewer: Viewer, opened: RoundToOpen, there: Mapping[str, Any], assessors: set[UUID]) -> bool:
    return assessors == set(opened.assessors) and all(
        there[name] == value
        for name, value in {
            "opened_by": viewer.account,
            "body": opened.body,
            "title": opened.title,
            "occupation": opened.occupation,
            "job_type": opened.job_type,
            "rank": opened.level.rank,
            "application_day": opened.application_day,
            "place": opened.place,
        }.items()
    )


def _id_not_random() -> Problem:
    return Problem(
        "round.id-not-random",
        message("批次的编号须是随机的 UUID（第 4 版）。"),
        "round_id",
        message("请由程序生成一个新的随机 UUID 再提交。"),
    )


def _id_taken() -> Problem:
    return Problem(
        "round.id-taken",
        message("这个编号已用于另一个批次。"),
        "round_id",
        message("同一批次重新提交时内容须完全一致；另开批次请换一个编号。"),
    )


async def open_round(viewer: Viewer, opened: RoundToOpen, *, now: datetime) -> UUID:
    """Open a round and return its id.

    Raises `Refusal` beside each field that the filing does not cover, that the catalogue does not know, or that
    names an assessor of another organisation.
    """
    if not OPEN_ROUND.allows(viewer.role):
        raise not_your_role(OPEN_ROUND)
    async with DB.transaction():
        problems = [*_unknown_to_catalogue(opened), *await _not_own(viewer, opened)]
        filing = None
        if not problems:
            filing = await filing_in_force(opened.body, opened.application_day)
            problems = list(
                covers(filing, opened.occupation, opened.job_type, opened.level.rank, opened.application_day)
            )
        if problems or filing is None:
            raise Refusal(problems)
        round_id = await _insert(viewer, opened, filing.id, now)
        await record("round:open", viewer=viewer, subject_kind="round", subject=round_id, now=now)
    return round_id


async def _insert(viewer: Viewer, opened: RoundToOpen, filing: UUID, now: datetime) -> UUID:
    row = Round(
        id=opened.id or uuid4(),
        body=opened.body,
        filing=filing,
        title=opened.title,
        occupation=opened.occupation,
        job_type=opened.job_type,
        rank=opened.level.rank,
        application_day=opened.application_day,
        place=opened.place,
        state=RoundState.DRAFTED.value,
        opened_by=viewer.acting_account(),
        opened_at=now,
    )
    await Round.insert(row)
    await RoundAssessor.insert(
        *(RoundAssessor(id=uuid4(), round=row.id, membership=membership) for membership in set(opened.assessors))
    )
    return row.id


def _unknown_to_catalogue(opened: RoundToOpen) -> list[Problem]:
    known = occupations().get(opened.occupation)
    if known is None:
        return [Problem("round.occupation", message("职业目录里没有这个职业。"), "occupation")]
    problems: list[Problem] = []
    if opened.level not in known.levels:
        problems.append(_no_such_level(known.name_zh))
    if opened.job_type is not None and known.job_types and opened.job_type not in known.job_types:
        problems.append(
            Problem(
                "round.job-type",
                message("“{occupation}”之下没有这个工种。", occupation=known.name_zh),
                "job_type",
                message("可选的工种：{job_types}。", job_types="、".join(known.job_types)),
            )
        )
    if opened.application_day < EARLIEST_ROUND:
        problems.append(Problem("round.too-early", message("申报日期过早，本系统没有当时的规则。"), "application_day"))
    return problems


def _no_such_level(occupation: str) -> Problem:
    return Problem(
        "round.level",
        message("“{occupation}”没有这个等级。", occupation=occupation),
        "level",
        message("请选择该职业标准设有的等级。"),
    )


async def _not_own(viewer: Viewer, opened: RoundToOpen) -> list[Problem]:
    body = await Body.select(Body.organisation).where(Body.id == opened.body).first()
    problems: list[Problem] = []
    if body is None or body["organisation"] != viewer.organisation:
        problems.append(Problem("round.body", message("请选择本单位的评价机构。"), "body"))
    if not opened.assessors:
        problems.append(Problem("round.no-assessor", message("请至少选择一名考评员。"), "assessors"))
    known = await assessors_of(viewer, opened.application_day)
    if not set(opened.assessors) <= {assessor["id"] for assessor in known}:
        problems.append(
            Problem("round.assessor", message("有一名考评员不属于本单位，或聘期不含申报日期。"), "assessors")
        )
    return problems


async def assessors_of(viewer: Viewer, on: date) -> list[dict[str, Any]]:
    """Return the organisation's assessors on a day: membership id, name and card number. One statement."""
    rows: list[dict[str, Any]] = await Membership.raw(
        "select m.id, p.name, m.card_number from membership m join account a on a.id = m.account"
        " join person p on p.id = a.person where m.organisation = {} and m.role = {} and m.valid_from <= {}"
        " and (m.valid_to is null or m.valid_to >= {}) order by p.name, m.id",
        viewer.organisation,
        Role.ASSESSOR.value,
        on,
        on,
    )
    return rows
