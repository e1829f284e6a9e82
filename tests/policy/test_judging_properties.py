"""What must hold for every person whatever: agreement with the plain judge, and the directions of change."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.policy.decisions import Decision
from registry.policy.facts import Privileges, read_facts
from registry.policy.rules.judging import judge
from registry.policy.rules.kleene import all_results
from registry.policy.shipped import shipped_policy
from tests.policy.people import OCCUPATION, asked_days, levels, persons, privileges, spells
from tests.policy.plain_judge import PlainJudge, some

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RESULTS = {True: "met", False: "not_met", None: "unknown"}
UNDER_SIXTEEN = "2015-01-01"


def judged(person: dict[str, Any], level: int, on: date, relax: list[str] | None = None) -> Decision:
    return judge(
        read_facts(person),
        rules=shipped_policy().eligibility_rules(OCCUPATION, on),
        level=level,
        occupation=OCCUPATION,
        on=on,
        privileges=None if relax is None else Privileges(relax=tuple(relax)),  # type: ignore[arg-type]
    )


@SLOW
@given(persons, levels, asked_days, privileges)
def test_every_path_agrees_with_the_plain_judge(person: dict[str, Any], level: int, on: date, relax: list[str]) -> None:
    paths = shipped_policy().eligibility_rules(OCCUPATION, on).paths_to(level, on)
    plain = PlainJudge(person, OCCUPATION, frozenset(relax))

    decision = judged(person, level, on, relax)

    expected = {path.id: RESULTS[plain.path(path, on)] for path in paths}
    assert {outcome.path: outcome.result for outcome in decision.outcomes} == expected
    if decision.barred is None:
        assert decision.eligible is some(plain.path(path, on) for path in paths)


@settings(SLOW, max_examples=60)
@given(persons, levels, asked_days, privileges)
def test_opens_on_is_the_first_day_that_judging_day_by_day_finds(
    person: dict[str, Any], level: int, on: date, relax: list[str]
) -> None:
    scan_to = date(2040, 1, 1)
    paths = shipped_policy().eligibility_rules(OCCUPATION, on).paths_to(level, on)
    plain = PlainJudge(person, OCCUPATION, frozenset(relax))

    opens = {outcome.path: outcome.opens_on for outcome in judged(person, level, on, relax).outcomes}

    within = {path: day if day is not None and day <= scan_to else None for path, day in opens.items()}
    assert within == {path.id: plain.opens_on(path, on, scan_to) for path in paths}


@SLOW
@given(persons, levels, asked_days, privileges)
def test_a_path_is_what_its_conditions_together_are(
    person: dict[str, Any], level: int, on: date, relax: list[str]
) -> None:
    decision = judged(person, level, on, relax)

    for path in decision.paths:
        assert all_results(condition.result for condition in path.conditions) == path.result
        assert (path.opens_on == on) == (path.result == "met")


@SLOW
@given(persons, levels, asked_days)
def test_what_is_unknown_names_what_would_have_to_be_known(person: dict[str, Any], level: int, on: date) -> None:
    conditions = [c for path in judged(person, level, on).paths for c in path.conditions]

    assert [c for c in conditions if (c.result == "unknown") != bool(c.unknown)] == []
    assert [c for c in conditions if c.result == "met" and c.missing is not None] == []


@SLOW
@given(persons, levels, asked_days, privileges)
def test_a_stored_decision_reads_the_same_again(person: dict[str, Any], level: int, on: date, relax: list[str]) -> None:
    decision = judged(person, level, on, relax)

    again = Decision.from_json(json.loads(json.dumps(decision.as_json())))

    assert again == decision
    assert again.as_json() == decision.as_json()


@SLOW
@given(persons, spells(), levels, asked_days)
def test_more_work_never_turns_met_into_not_met(
    person: dict[str, Any], spell: dict[str, Any], level: int, on: date
) -> None:
    more = person | {"employment": [*(person["employment"] or []), spell]}
    if person["employment"] is None:
        return

    before, after = judged(person, level, on), judged(more, level, on)

    assert _turned(before, after, "met", "not_met") == []


@SLOW
@given(persons, levels, asked_days, st.data())
def test_learning_what_was_unknown_never_overturns_an_answer(
    person: dict[str, Any], level: int, on: date, data: st.DataObject
) -> None:
    known = data.draw(persons)
    learned = {member: known[member] if value is None else value for member, value in person.items()}

    before, after = judged(person, level, on), judged(learned, level, on)

    assert _turned(before, after, "met", "not_met") == []
    assert _turned(before, after, "not_met", "met") == []


@SLOW
@given(persons, levels, asked_days, privileges)
def test_a_privilege_never_makes_a_path_harder(person: dict[str, Any], level: int, on: date, relax: list[str]) -> None:
    without, with_it = judged(person, level, on), judged(person, level, on, relax)

    assert _turned(without, with_it, "met", "not_met") == []
    assert _turned(without, with_it, "met", "unknown") == []
    assert _turned(without, with_it, "unknown", "not_met") == []


@SLOW
@given(persons, levels, asked_days)
def test_nobody_under_sixteen_is_eligible_with_all_privileges_together(
    person: dict[str, Any], level: int, on: date
) -> None:
    child = person | {"birth_date": UNDER_SIXTEEN}

    decision = judged(child, level, on, ["education", "seniority", "age", "ratio"])

    assert decision.eligible is False
    assert decision.barred is not None


@pytest.mark.parametrize("missing", ["birth_date", "employment", "certificates", "education", "titles"])
def test_null_and_left_out_are_the_same(missing: str) -> None:
    person = {"birth_date": "1990-01-01", "employment": [], "certificates": [], "education": [], "titles": []}
    with_null = person | {missing: None}
    left_out = {member: value for member, value in person.items() if member != missing}

    assert read_facts(with_null) == read_facts(left_out)


def _turned(before: Decision, after: Decision, was: str, became: str) -> list[str]:
    results = {outcome.path: outcome.result for outcome in after.outcomes}
    return [o.path for o in before.outcomes if o.result == was and results[o.path] == became]
