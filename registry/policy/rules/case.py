"""A person looked at for one occupation: which records fit it, and which days were worked in it."""

from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.policy.facts import Apprenticeship, Employment, HeldCertificate, PersonFacts
from registry.policy.law import Ladders
from registry.policy.rules.kleene import LAST_DAY, UNKNOWN, Course, Days, Span, certain, days_from, joined


def listed(occupation: str, fits: Collection[str] | None) -> bool | None:
    """Tell whether a list of fitting occupations holds this one; None where the list is not known."""
    return None if fits is None else occupation in fits


def same_or_related(occupation: str, record: Employment | HeldCertificate | Apprenticeship) -> bool | None:
    """Tell whether a record is of the occupation or a related one (本职业或相关职业); None: not known."""
    if record.occupation == occupation or (record.related_to and occupation in record.related_to):
        return True
    return None if record.occupation is None or record.related_to is None else False


def dated(day: date | None) -> Course:
    """Return the course of a fact that counts from its day on; without a known day it is not known."""
    return UNKNOWN if day is None else certain(days_from(day.toordinal()))


def span_of(spell: Employment) -> Span:
    """Return the days of a spell, both ends included; one that still runs goes on if nothing but time passes."""
    last = LAST_DAY if spell.last_day is None else spell.last_day.toordinal()
    return spell.first_day.toordinal(), last


class WorkedDays(NamedTuple):
    """The days worked in spells that count, and the same with those of which it is not known."""

    surely: Days
    perhaps: Days


class Case:
    """One person's facts, looked at for one occupation; what several conditions ask is worked out once."""

    def __init__(self, facts: PersonFacts, occupation: str, ladders: Ladders) -> None:
        self.facts = facts
        self.occupation = occupation
        self.ladders = ladders

    def fits(self, record: Employment | HeldCertificate | Apprenticeship) -> bool | None:
        """Tell whether a record is of the occupation asked or a related one; None where that is not known."""
        return same_or_related(self.occupation, record)

    @cached_property
    def work_in_occupation(self) -> WorkedDays | None:
        """The days worked in the occupation or a related one; None where the employment is not known."""
        return self.work_that(self.fits)

    def work_that(self, counts: Callable[[Employment], bool | None]) -> WorkedDays | None:
        """Return the days of the spells that count; None where the employment is not known."""
        if self.facts.employment is None:
            return None
        judged = [(counts(spell), span_of(spell)) for spell in self.facts.employment]
        surely = joined(span for answer, span in judged if answer)
        if all(answer is not None for answer, _ in judged):
            return WorkedDays(surely, surely)
        return WorkedDays(surely, joined(span for answer, span in judged if answer is not False))
