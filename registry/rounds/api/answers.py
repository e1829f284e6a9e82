"""What programs are told of rounds, as values that the OpenAPI document describes (接口的返回内容)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from registry.foundation.languages import Language
from registry.foundation.viewers import AUTHORITY_ROLES, Viewer
from registry.foundation.work import Progress
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import PersonFacts, read_facts
from registry.policy.rules.kleene import Result
from registry.rounds.queries import CandidateLine, CandidatePage, RoundLine, known_only_to_registry
from registry.rounds.rules.reasons import decision_for_clerk, facts_for_clerk
from registry.rounds.rules.states import RoundAct, RoundState

Both = dict[Language, str]
LevelCode = Annotated[int, Meta(ge=1, le=5, description="5 (初级工, lowest) to 1 (高级技师)")]


class ProblemOut(Struct):
    """A problem of some part of what was sent: its code, its place (a cell, a row), whether it refuses or warns."""

    code: str
    where: str | None
    severity: str
    message: Both


class WorkOut(Struct):
    """Work in the background: waiting, running, done or failed; how many are done of how many."""

    id: UUID
    state: str
    done: int
    total: int
    problems: list[ProblemOut]


class RoundOut(Struct):
    """A round as lists hold it, with the number of its candidates by judgement and outcome."""

    id: UUID
    title: str
    occupation: str
    occupation_name: str
    job_type: str | None
    level: LevelCode
    application_day: date
    place: str
    state: RoundState
    opened_at: datetime
    body: str
    organisation: str
    candidates: int
    eligible: int
    not_eligible: int
    unknown: int
    admitted: int
    passed: int
    certificates: int


class RoundWithActs(Struct):
    """A round, what the token may do to it now, and how far its certificates are."""

    round: RoundOut
    acts: list[RoundAct]
    cancelled_for: str | None
    issuing: WorkOut | None


class CandidateOut(Struct):
    """A candidate as lists hold it; the document number is masked, `eligible` is null where something is not known."""

    id: UUID
    row: int
    name: str
    document: str
    eligible: bool | None
    admitted: bool
    outcome: str | None
    has_photo: bool
    certificate: UUID | None
    certificate_number: str | None


class RulesOut(Struct):
    """The rules that made a decision."""

    id: str
    version: str


class ConditionOut(Struct, omit_defaults=True):
    """One condition: on which fact, against which figure, by which source, and what is missing."""

    condition: str
    result: Result
    required: dict[str, Any]
    source: dict[str, Any]
    message: Both
    fact: Any = None
    missing: Both | None = None
    unknown: list[str] = []
    relaxed: bool = False
    relaxed_by: dict[str, Any] | None = None
    commitments: list[str] = []


class PathOut(Struct):
    """One path of the law: met, not met or not known, and the first day on which time alone opens it."""

    path: str
    result: Result
    opens_on: date | None
    words: Both
    conditions: list[ConditionOut]


class BarOut(Struct):
    """Why nobody like this is eligible, whatever the paths say."""

    code: str
    required: dict[str, Any]
    source: dict[str, Any]
    message: Both


class DecisionOut(Struct):
    """A decision on eligibility with every path that was tried."""

    eligible: bool | None
    on: date
    rules: RulesOut
    paths: list[PathOut]
    barred: BarOut | None = None


class CandidateWithDecision(Struct):
    """A candidate with the facts that were given and the whole decision.

    An enterprise sees what it gave; where only the registry's own records meet a condition, it is told no more.
    """

    candidate: CandidateOut
    facts: PersonFacts
    judged_on: date
    decision: DecisionOut


def level_code(level: SkillLevel) -> int:
    """Return the digit of an examined level, 5 (lowest) to 1."""
    assert level.code is not None, "a round is opened for an examined level"
    return level.code


def round_out(line: RoundLine) -> RoundOut:
    """Return a round as programs read it."""
    same = set(RoundOut.__struct_fields__) - {"level", "body", "organisation"}
    return RoundOut(
        **{name: getattr(line, name) for name in same},
        level=level_code(line.level),
        body=line.body_name,
        organisation=line.organisation_name,
    )


def work_out(progress: Progress | None) -> WorkOut | None:
    """Return work in the background as programs read it."""
    if progress is None:
        return None
    return WorkOut(progress.id, progress.state, progress.done, progress.total, problems_out(progress.problems))


def problems_out(problems: Sequence[Mapping[str, Any]]) -> list[ProblemOut]:
    """Return stored problems as programs read them."""
    return [msgspec.convert(problem, ProblemOut) for problem in problems]


def candidate_out(line: CandidateLine) -> CandidateOut:
    """Return a candidate as programs read it."""
    return CandidateOut(**{name: getattr(line, name) for name in CandidateOut.__struct_fields__})


def decision_out(decision: Mapping[str, Any]) -> DecisionOut:
    """Return a stored decision as programs read it."""
    return msgspec.convert(decision, DecisionOut)


def candidate_with_decision(viewer: Viewer, candidate: CandidatePage) -> CandidateWithDecision:
    """Return a candidate as this viewer may read it: an enterprise sees nothing that only the registry knows."""
    facts, decision = candidate.facts, candidate.decision
    if viewer.role not in AUTHORITY_ROLES:
        hidden = known_only_to_registry(candidate)
        facts, decision = facts_for_clerk(facts, hidden), decision_for_clerk(decision, hidden)
    return CandidateWithDecision(
        candidate_out(candidate.line), read_facts(facts), candidate.judged_on, decision_out(decision)
    )
