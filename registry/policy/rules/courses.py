"""What each fact of the rules means, as a course over time: one short function for each.

A function takes the case, the condition and the record on which it is judged (None where the fact is not of
a record). Nothing here knows of one day: the answer of a day is read off the course.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.policy.facts import Apprenticeship, Education, Employment, HeldCertificate, HeldTitle
from registry.policy.law import Condition, DiplomaKind
from registry.policy.rules.case import Case, WorkedDays, dated, listed, span_of
from registry.policy.rules.kleene import (
    ALWAYS,
    FIRST_DAY,
    NEVER,
    UNKNOWN,
    Course,
    any_of,
    both,
    certain,
    days_from,
    in_either,
    known,
)
from registry.policy.rules.years import anniversary, full_on

Records = Iterable[Any]


# The person
def age(case: Case, condition: Condition, _: None) -> Course:
    """Age (年龄) by plain time from birth; an upper limit holds until the day before the next birthday."""
    born = case.facts.birth_date
    if born is None:
        return UNKNOWN
    if condition.operator == "<=":
        past = anniversary(born, condition.value + 1)
        return ALWAYS if past is None else certain(((FIRST_DAY, past.toordinal() - 1),))
    reached = anniversary(born, condition.value)
    return NEVER if reached is None else dated(reached)


def intends_to_work_in_occupation(case: Case, _: Condition, __: None) -> Course:
    """The person means to work in the occupation (拟从事)."""
    return known(listed(case.occupation, case.facts.intends_to_work_in))


def student_kind(case: Case, condition: Condition, _: None) -> Course:
    """The person is a student of one of these classes, or holds its certificate (预备技师班 etc.)."""
    kinds = case.facts.student_kind
    return known(None if kinds is None else any(kind in condition.value for kind in kinds))


def apprenticeship_completed(case: Case, _: Condition, __: None) -> Course:
    """An apprenticeship in the occupation was completed (学徒期满)."""
    if case.facts.apprenticeships is None:
        return UNKNOWN
    return any_of(_apprenticeship(case, served) for served in case.facts.apprenticeships)


def _apprenticeship(case: Case, served: Apprenticeship) -> Course:
    return both(known(case.fits(served)), dated(served.completed))


# Work
def works_in_occupation(case: Case, _: Condition, __: None) -> Course:
    """A fitting spell holds the day (从事)."""
    if case.facts.employment is None:
        return UNKNOWN
    return any_of(_spell(case, spell) for spell in case.facts.employment)


def _spell(case: Case, spell: Employment) -> Course:
    return both(known(case.fits(spell)), certain((span_of(spell),)))


def years_in_occupation(case: Case, condition: Condition, _: None) -> Course:
    """Years of work in the occupation, cumulated over gaps and employers (累计从事)."""
    return years_of(case.work_in_occupation, FIRST_DAY, condition.value)


def years_of(worked: WorkedDays | None, since: int, years: int) -> Course:
    """Years of work on or after a day: full without the spells that are not known, and full with them."""
    if worked is None:
        return UNKNOWN
    surely = days_from(full_on(worked.surely, since, years))
    if worked.perhaps is worked.surely:
        return certain(surely)
    return Course(surely, in_either(surely, days_from(full_on(worked.perhaps, since, years))))


# One certificate
def holds_certificate_level(case: Case, condition: Condition, held: HeldCertificate) -> Course:
    """A certificate of exactly this level in the occupation, from its day of issue on (取得证书)."""
    if held.level != condition.value:
        return NEVER
    return both(known(case.fits(held)), dated(held.issued))


def years_after_certificate(case: Case, condition: Condition, held: HeldCertificate) -> Course:
    """Years of work in the occupation on or after the day of issue (取得证书后累计从事)."""
    return _years_after(case, condition, held.issued)


def years_since_certificate(_: Case, condition: Condition, held: HeldCertificate) -> Course:
    """Plain time since the day of issue (取得证书满)."""
    if held.issued is None:
        return UNKNOWN
    full = anniversary(held.issued, condition.value)
    return NEVER if full is None else dated(full)


def _years_after(case: Case, condition: Condition, day: date | None) -> Course:
    if day is None:
        return UNKNOWN
    return years_of(case.work_in_occupation, day.toordinal(), condition.value)


# One title
def title_level(case: Case, condition: Condition, held: HeldTitle) -> Course:
    """A title of at least this tier, from its day on (初级职称 < 中级职称 < 高级职称)."""
    reaches = None if held.title is None else case.ladders.reaches(held.title, condition.value)
    return both(known(reaches), dated(held.awarded))


def title_field_match(case: Case, _: Condition, held: HeldTitle) -> Course:
    """The title's field corresponds to the occupation (专业对应)."""
    return known(listed(case.occupation, held.fits))


def years_after_title(case: Case, condition: Condition, held: HeldTitle) -> Course:
    """Years of work in the occupation on or after the day of the title (取得职称后累计从事)."""
    return _years_after(case, condition, held.awarded)


# One diploma
def diploma_kind(case: Case, condition: Condition, diploma: Education) -> Course:
    """The diploma is of one of these kinds (毕业证书); asks for its completion where no other condition does."""
    kinds = (case.ladders.diploma_kinds[name] for name in condition.value)
    of_kind = any_of(known(is_of_kind(diploma, kind)) for kind in kinds)
    return both(of_kind, completed(diploma)) if condition.with_completion else of_kind


def is_of_kind(diploma: Education, kind: DiplomaKind) -> bool | None:
    """Tell whether a diploma is of a kind; None where it is not known whether its school is evaluated as fit."""
    if diploma.school_kind not in kind.schools:
        return False
    if kind.levels is not None and diploma.level not in kind.levels:
        return False
    return diploma.school_evaluated if kind.evaluated else True


def completed(diploma: Education) -> Course:
    """The diploma has been completed (已毕业)."""
    if diploma.completed is not None:
        return dated(diploma.completed)
    return UNKNOWN if diploma.graduating is None else NEVER


def graduating_student_counts(_: Case, __: Condition, diploma: Education) -> Course:
    """The diploma has been completed, or its student is in the graduating year (含应届毕业生)."""
    return ALWAYS if diploma.graduating else completed(diploma)


def diploma_major_match(case: Case, _: Condition, diploma: Education) -> Course:
    """The major is the right or a related one (本专业或相关专业)."""
    return known(listed(case.occupation, diploma.fits))


def school_evaluated(_: Case, __: Condition, diploma: Education) -> Course:
    """School and programme were evaluated as fit (经评估论证)."""
    return known(diploma.school_evaluated)
