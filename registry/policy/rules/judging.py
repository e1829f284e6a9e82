"""Judges a person by a set of rules: every path by *and*, all paths by *or* (具备以下条件之一)."""

from datetime import date
from functools import cache, partial
from typing import Any

from registry.foundation.problems import message
from registry.policy.decisions import Bar, Decision, Outcome
from registry.policy.facts import PersonFacts, Privileges
from registry.policy.law import Condition, Path, RecordKind, RuleSet, Words
from registry.policy.rules.case import Case
from registry.policy.rules.explaining import Question, explain
from registry.policy.rules.kleene import ALWAYS, NEVER, UNKNOWN, Course, all_of, any_of, any_result, both
from registry.policy.rules.vocabulary import RECORDS_OF, VOCABULARY
from registry.policy.rules.years import anniversary

_ELIGIBLE = {"met": True, "not_met": False, "unknown": None}


def judge(
    facts: PersonFacts,
    *,
    rules: RuleSet,
    level: int,
    occupation: str,
    on: date,
    privileges: Privileges | None = None,
) -> Decision:
    """Return whether a person is eligible for a level (5 … 1) of an occupation on a day, with all paths tried.

    Who is known to be too young to work is eligible for no level, with any privilege; the paths' own results
    stay. `opens_on` is the first day, from the day asked on, on which a path is met if nothing but time
    passes, and not after the path's last day.
    """
    question = Question(Case(facts, occupation, rules.ladders), on, privileges)
    paths = rules.paths_to(level, on)
    outcomes = tuple(_outcome(question, path) for path in paths)
    barred = _bar(facts, rules, on)
    eligible = _ELIGIBLE[any_result(outcome.result for outcome in outcomes)]
    return Decision(
        eligible=False if barred is not None else eligible,
        on=on,
        rules_id=rules.id,
        rules_version=rules.version,
        outcomes=outcomes,
        barred=barred,
        explain=partial(explain, question, paths, outcomes),
    )


def _outcome(question: Question, path: Path) -> Outcome:
    course = path_course(question, path)
    opens = course.first_met(question.day)
    opens_on = None if opens is None else date.fromordinal(opens)
    too_late = opens_on is not None and path.valid_to is not None and opens_on > path.valid_to
    return Outcome(path.id, course.on(question.day), None if too_late else opens_on)


def path_course(question: Question, path: Path) -> Course:
    """Return on which days a path is met: its conditions, those about a record on one and the same."""
    asked = _parts(path)
    joint = ALWAYS
    for kind, conditions in asked:
        joint = both(joint, _part(question, kind, conditions))
        if joint is NEVER:
            break
    return joint


Part = tuple[RecordKind | None, tuple[Condition, ...]]


@cache
def _parts(path: Path) -> tuple[Part, ...]:
    kinds = dict.fromkeys(VOCABULARY[condition.fact].record for condition in path.conditions)
    return tuple((kind, tuple(c for c in path.conditions if VOCABULARY[c.fact].record == kind)) for kind in kinds)


def _part(question: Question, kind: RecordKind | None, conditions: tuple[Condition, ...]) -> Course:
    asked = [condition for condition in conditions if not question.relaxes(condition)]
    if kind is None or not asked:
        return _on_record(question.case, asked, None)
    records = RECORDS_OF[kind](question.case.facts)
    if records is None:
        return UNKNOWN
    return any_of(_on_record(question.case, asked, record) for record in records)


def _on_record(case: Case, asked: list[Condition], record: Any) -> Course:
    return all_of(VOCABULARY[condition.fact].course(case, condition, record) for condition in asked)


def _bar(facts: PersonFacts, rules: RuleSet, on: date) -> Bar | None:
    """Known to be under the age at which work is lawful: barred, with any privilege (禁止使用童工)."""
    figure = rules.minimum_age_on(on)
    if facts.birth_date is None or figure is None:
        return None
    reached = anniversary(facts.birth_date, figure.value)
    if reached is not None and reached <= on:
        return None
    said = message("{day}尚未年满 {age} 周岁。法律禁止使用童工，本规定不因任何政策放宽。", day=on, age=figure.value)
    return Bar(
        code="eligibility.under-age",
        required={"operator": ">=", "value": figure.value, "unit": figure.unit},
        source=figure.source,
        message=Words(**said.in_both()),
    )
