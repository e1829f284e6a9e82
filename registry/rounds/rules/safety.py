"""Conditions of health and safety that an occupation brings with it (职业的安全健康条件): no privilege touches them."""

from dataclasses import replace
from datetime import date

from registry.foundation.problems import message
from registry.policy.catalogue import SafetyCondition, occupations
from registry.policy.decisions import Bar, Decision
from registry.policy.facts import PersonFacts
from registry.policy.law import Words
from registry.policy.rules.years import anniversary


def with_safety(decision: Decision, facts: PersonFacts, occupation: str) -> Decision:
    """Return a decision in which nobody is eligible whom the work's own safety keeps away.

    Who is too young for the work on the day is not eligible, whatever the paths say. Where an age is asked and the
    birth date is not known, a yes becomes "not known".
    """
    asked = strictest_age(occupation)
    if asked is None or decision.barred is not None:
        return decision
    if facts.birth_date is None:
        return replace(decision, eligible=None if decision.eligible else decision.eligible)
    if _old_enough(facts.birth_date, asked, decision.on):
        return decision
    return replace(decision, eligible=False, barred=_bar(asked, decision.on))


def strictest_age(occupation: str) -> SafetyCondition | None:
    """Return the condition with the highest age that an occupation's work asks for; None where none asks for one."""
    known = occupations().get(occupation)
    asked = [one for one in (known.safety if known else ()) if one.minimum_age is not None]
    return max(asked, key=lambda one: one.minimum_age or 0, default=None)


def too_young(born: date | None, occupation: str, on: date) -> bool:
    """Return whether somebody is known to be too young for the work of an occupation on a day."""
    asked = strictest_age(occupation)
    return asked is not None and born is not None and not _old_enough(born, asked, on)


def _old_enough(born: date, asked: SafetyCondition, on: date) -> bool:
    reached = anniversary(born, asked.minimum_age or 0)
    return reached is not None and reached <= on


def _bar(asked: SafetyCondition, on: date) -> Bar:
    said = message(
        "{day}尚未年满 {age} 周岁。{law}这一条不因任何政策放宽。", day=on, age=asked.minimum_age, law=asked.words
    )
    return Bar(
        code="eligibility.safety",
        required={"operator": ">=", "value": asked.minimum_age, "unit": "year"},
        source=asked.source,
        message=Words(**said.in_both()),
    )
