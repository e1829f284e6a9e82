"""The closed list of facts that a condition may ask: what each reads, takes and means.

A new figure is no event; a new line here is one, and is reviewed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from registry.policy.facts import ExaminedLevel, PersonFacts
from registry.policy.law import Condition, Operator, RecordKind
from registry.policy.rules import courses
from registry.policy.rules.case import Case
from registry.policy.rules.kleene import Course

Takes = Literal["years", "level", "true", "diploma kinds", "student kinds", "tier"]
UNIT_OF: dict[Takes, str] = {
    "years": "year",
    "level": "level",
    "true": "bool",
    "diploma kinds": "enum",
    "student kinds": "enum",
    "tier": "enum",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the rules: the members that it reads (the first leads), its operators, what it takes.

    `record` names the kind of record on one and the same of which a path's conditions are judged; `needs` is
    another fact, with the same figure where `needs_level` is given, without which it may not stand in a path.
    """

    members: tuple[str, ...]
    operators: tuple[Operator, ...]
    takes: Takes
    course: Callable[[Case, Condition, Any], Course]
    record: RecordKind | None = None
    needs: str | None = None
    needs_level: int | None = None


RECORDS_OF: dict[RecordKind, Callable[[PersonFacts], tuple[Any, ...] | None]] = {
    "diploma": lambda facts: facts.education,
    "certificate": lambda facts: facts.certificates,
    "title": lambda facts: facts.titles,
}

_WORK = ("employment",)
_HELD = ("certificates",)
_DIPLOMA = ("education",)
_TITLE = ("titles",)


def _after_certificates() -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for level in get_args(ExaminedLevel):
        needed = {"record": "certificate", "needs": "holds_certificate_level", "needs_level": level}
        facts[f"years_after_certificate_{level}"] = Fact(
            (*_HELD, *_WORK), (">=",), "years", courses.years_after_certificate, **needed
        )
        facts[f"years_since_certificate_{level}"] = Fact(
            _HELD, (">=",), "years", courses.years_since_certificate, **needed
        )
    return facts


VOCABULARY: dict[str, Fact] = {
    "age": Fact(("birth_date",), (">=", "<="), "years", courses.age),
    "intends_to_work_in_occupation": Fact(
        ("intends_to_work_in",), ("==",), "true", courses.intends_to_work_in_occupation
    ),
    "works_in_occupation": Fact(_WORK, ("==",), "true", courses.works_in_occupation),
    "years_in_occupation": Fact(_WORK, (">=",), "years", courses.years_in_occupation),
    "apprenticeship_completed": Fact(("apprenticeships",), ("==",), "true", courses.apprenticeship_completed),
    "student_kind": Fact(("student_kind",), ("in",), "student kinds", courses.student_kind),
    "holds_certificate_level": Fact(_HELD, ("==",), "level", courses.holds_certificate_level, record="certificate"),
    **_after_certificates(),
    "title_level": Fact(_TITLE, (">=",), "tier", courses.title_level, record="title"),
    "title_field_match": Fact(_TITLE, ("==",), "true", courses.title_field_match, record="title", needs="title_level"),
    "years_after_title": Fact(
        (*_TITLE, *_WORK), (">=",), "years", courses.years_after_title, record="title", needs="title_level"
    ),
    "diploma_kind": Fact(_DIPLOMA, ("in",), "diploma kinds", courses.diploma_kind, record="diploma"),
    "diploma_major_match": Fact(
        _DIPLOMA, ("==",), "true", courses.diploma_major_match, record="diploma", needs="diploma_kind"
    ),
    "graduating_student_counts": Fact(
        _DIPLOMA, ("==",), "true", courses.graduating_student_counts, record="diploma", needs="diploma_kind"
    ),
    "school_evaluated": Fact(
        _DIPLOMA, ("==",), "true", courses.school_evaluated, record="diploma", needs="diploma_kind"
    ),
}
