"""Adding facts to a candidate and judging again (补充事实, 重新判定)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.filings.queries import privileges_of
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.files import FileToStore, store_file
from registry.foundation.problems import Absent, Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.policy.catalogue import SkillLevel
from registry.policy.decisions import Decision
from registry.policy.facts import PersonFacts, Privileges, read_facts
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy
from registry.rounds.rules.fact_entry import FactToAdd, with_fact
from registry.rounds.rules.safety import with_safety
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.loading import round_to_change
from registry.rounds.tables import Candidate


@dataclass(frozen=True, slots=True)
class Proof:
    """A scan that backs a fact: what it holds and what it is."""

    content: bytes
    media_type: str
    name: str


async def add_fact(
    viewer: Viewer, round_id: UUID, candidate_id: UUID, added: FactToAdd, proof: Proof | None, *, now: datetime
) -> Decision:
    """Add a fact with its proof, or on the person's word, judge the candidate again, and return the decision.

    Raises `Refusal` at "proof" where there is neither proof nor commitment.
    """
    if proof is None and not added.committed:
        raise Refusal(_no_proof())
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ENTER_FACTS)
        candidate = await _candidate(round_id, candidate_id)
        given = json.loads(candidate["facts"])
        if added.record is None and given.get(added.member.value):
            raise Refusal(_not_none())
        facts = with_fact(given, added)
        proofs = await _with_proof(viewer, row, json.loads(candidate["proofs"]), added, proof, now)
        decision = judge_facts(read_facts(facts), row, await privileges_of(row["filing"]))
        await Candidate.update(
            {
                Candidate.facts: json.dumps(facts, ensure_ascii=False),
                Candidate.proofs: json.dumps(proofs),
                Candidate.eligible: decision.eligible,
                Candidate.decision: json.dumps(decision.as_json(), ensure_ascii=False),
                Candidate.judged_at: now,
            }
        ).where(Candidate.id == candidate_id)
        await record(
            "candidate:enter-facts",
            viewer=viewer,
            subject_kind="round",
            subject=round_id,
            now=now,
            candidate=candidate_id,
            member=added.member.value,
            committed=added.committed,
        )
    return decision


async def _candidate(round_id: UUID, candidate_id: UUID) -> Mapping[str, Any]:
    row = await (
        Candidate.select(Candidate.facts, Candidate.proofs)
        .where(Candidate.id == candidate_id, Candidate.round == round_id)
        .first()
        .lock_rows("UPDATE")
    )
    if row is None:
        raise Absent
    found: Mapping[str, Any] = row
    return found


async def _with_proof(
    viewer: Viewer,
    row: Mapping[str, Any],
    proofs: dict[str, list[dict[str, str]]],
    added: FactToAdd,
    proof: Proof | None,
    now: datetime,
) -> dict[str, list[dict[str, str]]]:
    """Beside each member: how each of its later records is backed, by a file or by the person's word."""
    backing = {"by": "commitment", "at": now.isoformat()}
    if proof is not None:
        file = FileToStore(
            proof.content, "proof", proof.media_type, row["organisation"], name=proof.name, uploaded_by=viewer.account
        )
        backing = {"by": "file", "file": str(await store_file(file, now=now)), "at": now.isoformat()}
    return {**proofs, added.member.value: [*proofs.get(added.member.value, []), backing]}


def judge_facts(facts: PersonFacts, row: Mapping[str, Any], privileges: Privileges | None) -> Decision:
    """Judge facts by the law of the round's day of application and the edition of its occupation's standard."""
    day: date = row["application_day"]
    level = SkillLevel(row["rank"]).code
    assert level is not None, "a round is opened for an examined level"
    decision = judge(
        facts,
        rules=shipped_policy().eligibility_rules(row["occupation"], day),
        level=level,
        occupation=row["occupation"],
        on=day,
        privileges=privileges,
    )
    return with_safety(decision, facts, row["occupation"])


def _not_none() -> Problem:
    return Problem(
        "facts.not-none",
        message("这一项已有登记，不能填“没有”。"),
        "none_at_all",
        message("登记有误的，请在考生页面逐条更正。"),
    )


def _no_proof() -> Problem:
    return Problem(
        "facts.no-proof",
        message("还没有上传证明材料。"),
        "proof",
        message("请上传扫描件；确实没有的，由本人书面承诺后勾选告知承诺。"),
    )
