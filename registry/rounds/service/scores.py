"""Entering and locking scores (成绩录入与锁定)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from registry.foundation.batches import BATCH, batched
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.policy.catalogue import SkillLevel
from registry.policy.shipped import shipped_policy
from registry.rounds.rules.scores import Mark, Part, judge_scores, parts_asked, passed
from registry.rounds.rules.states import RoundAct, RoundState
from registry.rounds.service.loading import round_to_change, take_step
from registry.rounds.tables import Candidate, Score


@dataclass(frozen=True, slots=True)
class ScoreToEnter:
    """A candidate's mark for one part; `where` is the field or cell from which it came."""

    candidate: UUID
    part: Part
    mark: Mark
    where: str | None = None


async def enter_scores(viewer: Viewer, round_id: UUID, scores: Sequence[ScoreToEnter], *, now: datetime) -> RoundState:
    """Write marks, over those that were there, and return where the round stands then.

    Raises `Refusal` at the places of marks for somebody who is not an admitted candidate of the round, or for a part
    that its level does not ask for; then nothing is written.
    """
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ENTER_SCORES)
        asked = asked_of(row)
        admitted = await _admitted(round_id)
        problems = [problem for score in scores if (problem := _fault(score, asked, admitted)) is not None]
        problems += _given_twice(scores)
        if problems:
            raise Refusal(problems)
        await _write(viewer, scores, now)
        state = await _state_after(row, len(admitted) * len(asked))
        await record("score:enter", viewer=viewer, subject_kind="round", subject=round_id, now=now, marks=len(scores))
    return state


def asked_of(row: Mapping[str, Any]) -> dict[Part, Decimal]:
    """Return the parts that a round asks for and their pass marks, by the law of its day of application."""
    day: date = row["application_day"]
    level = SkillLevel(row["rank"]).code
    assert level is not None, "a round is opened for an examined level"
    return parts_asked(shipped_policy(), level, day)


async def _admitted(round_id: UUID) -> frozenset[UUID]:
    rows = await Candidate.select(Candidate.id).where(Candidate.round == round_id, Candidate.admitted_at.is_not_null())
    return frozenset(row["id"] for row in rows)


def _fault(score: ScoreToEnter, asked: Mapping[Part, Decimal], admitted: frozenset[UUID]) -> Problem | None:
    if score.candidate not in admitted:
        return Problem(
            "score.not-a-candidate",
            message("此人不是本批次已准考的考生。"),
            score.where,
            message("请核对姓名和证件号码；未准考的人不能录入成绩。"),
        )
    if score.part not in asked:
        return Problem("score.part-not-asked", message("本批次的等级不考这个科目。"), score.where)
    return None


def _given_twice(scores: Sequence[ScoreToEnter]) -> list[Problem]:
    seen: set[tuple[UUID, Part]] = set()
    problems = []
    for score in scores:
        if (score.candidate, score.part) in seen:
            problems.append(Problem("score.twice", message("同一人的这个科目给了两次成绩。"), score.where))
        seen.add((score.candidate, score.part))
    return problems


async def _write(viewer: Viewer, scores: Sequence[ScoreToEnter], now: datetime) -> None:
    for some in batched(scores, BATCH):
        rows = [
            Score(
                id=uuid4(),
                candidate=score.candidate,
                part=score.part.value,
                mark=score.mark.value,
                absent=score.mark.absent,
                entered_by=viewer.acting_account(),
                entered_at=now,
            )
            for score in some
        ]
        await Score.insert(*rows).on_conflict(
            target=(Score.candidate, Score.part),
            action="DO UPDATE",
            values=[Score.mark, Score.absent, Score.entered_by, Score.entered_at],
        )


async def _state_after(row: dict[str, Any], marks_asked: int) -> RoundState:
    """The scores are complete with a mark for every part of every admitted candidate."""
    entered = await Score.count().where(Score.candidate.round == row["id"])
    if entered == marks_asked and row["state"] == RoundState.ADMITTED:
        return await take_step(row, RoundAct.COMPLETE_SCORES)
    return RoundState(row["state"])


async def lock_scores(viewer: Viewer, round_id: UUID, *, now: datetime) -> tuple[int, int]:
    """Lock the scores, judge every candidate, and return how many passed and how many failed.

    After this no mark changes here. Raises `Refusal` where marks are missing.
    """
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.LOCK_SCORES)
        outcomes = await _outcomes(row)
        for outcome in ("passed", "failed"):
            ids = [candidate for candidate, found in outcomes.items() if found == outcome]
            if ids:
                await Candidate.update({Candidate.outcome: outcome}).where(Candidate.id.is_in(ids))
        await take_step(row, RoundAct.LOCK_SCORES)
        counts = {word: list(outcomes.values()).count(word) for word in ("passed", "failed")}
        await record("score:lock", viewer=viewer, subject_kind="round", subject=round_id, now=now, **counts)
    return counts["passed"], counts["failed"]


async def _outcomes(row: Mapping[str, Any]) -> dict[UUID, str]:
    asked = asked_of(row)
    marks = await marks_of_round(row["id"])
    return {
        candidate: "passed" if passed(judge_scores(marks.get(candidate, {}), asked)) else "failed"
        for candidate in await _admitted(row["id"])
    }


async def marks_of_round(round_id: UUID) -> dict[UUID, dict[Part, Mark]]:
    """Return every mark of a round by candidate and part. One statement."""
    rows = await Score.select(Score.candidate, Score.part, Score.mark).where(Score.candidate.round == round_id)
    marks: dict[UUID, dict[Part, Mark]] = {}
    for row in rows:
        marks.setdefault(row["candidate"], {})[Part(row["part"])] = Mark(row["mark"])
    return marks
