"""Says why: each condition of each path with its fact, the figure asked, its source and what is missing.

A condition about a record is shown on the record that does best; a path's result is always that of the
conditions shown, joined by *and*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from registry.foundation.problems import Message, message
from registry.policy.decisions import ConditionDecision, Outcome, PathDecision
from registry.policy.facts import Privileges
from registry.policy.law import Condition, Path, RecordKind, Words
from registry.policy.rules.case import Case
from registry.policy.rules.findings import find
from registry.policy.rules.kleene import LAST_DAY, Course, Result, all_of
from registry.policy.rules.looking import Finding, Look, unknown_list
from registry.policy.rules.vocabulary import RECORDS_OF, VOCABULARY

_RANK: dict[Result, int] = {"not_met": 0, "unknown": 1, "met": 2}


@dataclass(frozen=True)
class Question:
    """What is asked: a case on a day, under the privileges of an enterprise."""

    case: Case
    on: date
    privileges: Privileges | None

    @cached_property
    def day(self) -> int:
        """The day asked, as an ordinal."""
        return self.on.toordinal()

    @cached_property
    def relaxed_kinds(self) -> frozenset[str]:
        """The kinds of limits from which the enterprise is freed."""
        return frozenset() if self.privileges is None else frozenset(self.privileges.relax)

    def relaxes(self, condition: Condition) -> bool:
        """Tell whether a privilege lets the condition fall."""
        return condition.privilege is not None and condition.privilege in self.relaxed_kinds


def explain(question: Question, paths: Sequence[Path], outcomes: Sequence[Outcome]) -> tuple[PathDecision, ...]:
    """Return the paths with the reasons of their results."""
    return tuple(
        PathDecision(
            path=path.id,
            result=outcome.result,
            opens_on=outcome.opens_on,
            words=path.words,
            conditions=_conditions(question, path),
        )
        for path, outcome in zip(paths, outcomes, strict=True)
    )


def _conditions(question: Question, path: Path) -> tuple[ConditionDecision, ...]:
    shown: dict[RecordKind, int | None] = {}
    decided = []
    for condition in path.conditions:
        kind = VOCABULARY[condition.fact].record
        if kind is not None and kind not in shown:
            shown[kind] = _best_record(question, kind, path)
        decided.append(_decide(question, condition, None if kind is None else shown[kind]))
    return tuple(decided)


def _best_record(question: Question, kind: RecordKind, path: Path) -> int | None:
    """Return the record on which a path's conditions do best: by result, then by day, then by how many are met."""
    records = RECORDS_OF[kind](question.case.facts) or ()
    if len(records) < 2:
        return 0 if records else None
    asked = [condition for condition in path.conditions if VOCABULARY[condition.fact].record == kind]
    return max(range(len(records)), key=lambda i: _merit(question, asked, records[i]), default=None)


def _merit(question: Question, asked: Sequence[Condition], record: Any) -> tuple[int, int, int]:
    courses = [_course(question.case, condition, record) for condition in asked]
    joint = all_of(course for course, c in zip(courses, asked, strict=True) if not question.relaxes(c))
    opens = joint.first_met(question.day)
    return (
        _RANK[joint.on(question.day)],
        -LAST_DAY if opens is None else -opens,
        sum(_RANK[course.on(question.day)] for course in courses),
    )


def _course(case: Case, condition: Condition, record: Any) -> Course:
    return VOCABULARY[condition.fact].course(case, condition, record)


def _decide(question: Question, condition: Condition, index: int | None) -> ConditionDecision:
    result, finding = _found(question, condition, index)
    relaxed = question.relaxes(condition)
    return ConditionDecision(
        condition=condition.id,
        result="met" if relaxed else result,
        fact=finding.fact,
        required=_required(condition),
        source=condition.source,
        message=_said(condition, _fallen(question) if relaxed else finding.says),
        missing=None if relaxed or finding.missing is None else Words(**finding.missing.in_both()),
        unknown=() if relaxed else finding.unknown,
        relaxed=relaxed,
        relaxed_by=question.privileges.source if relaxed and question.privileges else None,
        commitments=_commitments(question, condition),
    )


def _required(condition: Condition) -> dict[str, Any]:
    value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    return {"operator": condition.operator, "value": value, "unit": condition.unit}


def _found(question: Question, condition: Condition, index: int | None) -> tuple[Result, Finding]:
    facts = question.case.facts
    fact = VOCABULARY[condition.fact]
    record = None
    if fact.record is not None:
        records = RECORDS_OF[fact.record](facts)
        if records is None:
            return "unknown", unknown_list(fact.members[0])
        if index is None:
            return "not_met", find(Look(question.case, condition, question.on, None, None, "not_met"))
        record = records[index]
    result = _course(question.case, condition, record).on(question.day)
    return result, find(Look(question.case, condition, question.on, index, record, result))


def _said(condition: Condition, says: Message) -> Words:
    said = message("要求：{words}。{finding}", words=condition.words, finding=says)
    return Words(said.in_language("zh"), said.in_language("en"))


def _fallen(question: Question) -> Message:
    source = question.privileges.source if question.privileges else None
    if source is None:
        return message("企业享有放宽该限制的政策，本条件视为满足。")
    return message(
        "按《{title}》（{number}，{article}），企业享有放宽该限制的政策，本条件视为满足。",
        title=source.title,
        number=source.number,
        article=source.article,
    )


def _commitments(question: Question, condition: Condition) -> tuple[str, ...]:
    given = question.case.facts.commitments or ()
    return tuple(member for member in VOCABULARY[condition.fact].members if member in given)
