"""Kleene's logic of met, not met and unknown, followed over time.

A condition is not judged for one day but for all: a `Course` holds the days on which it is met and the days on
which it may be met. The answer of one day and the first day of being met are both read off it, exactly.
Days are ordinals (`date.toordinal`); a set of days is a sorted tuple of spans, both ends included, that
neither overlap nor touch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Result = Literal["met", "not_met", "unknown"]
Span = tuple[int, int]
Days = tuple[Span, ...]

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
NO_DAY: Days = ()
EVERY_DAY: Days = ((FIRST_DAY, LAST_DAY),)


def days_from(day: int | None) -> Days:
    """Return the day and all later ones; none where there is no such day."""
    return NO_DAY if day is None or day > LAST_DAY else ((day, LAST_DAY),)


def joined(spans: Iterable[Span]) -> Days:
    """Return the days that lie in any of the spans, each once however many spans hold it."""
    ordered = sorted(spans)
    if len(ordered) < 2:
        return tuple(ordered)
    merged = [ordered[0]]
    for first, last in ordered[1:]:
        if first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def in_both(one: Days, other: Days) -> Days:
    """Return the days that lie in both sets."""
    if one is EVERY_DAY or one == other:
        return other
    if other is EVERY_DAY:
        return one
    return tuple(
        (max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)
    )  # both are sorted and without overlap, so the result is too


def in_either(one: Days, other: Days) -> Days:
    """Return the days that lie in at least one of the sets."""
    if not one or other is EVERY_DAY:
        return other
    if not other or one is EVERY_DAY or one == other:
        return one
    return joined(one + other)


def lies_in(day: int, days: Days) -> bool:
    """Tell whether the day is one of the days."""
    return any(first <= day <= last for first, last in days)


def first_day_from(day: int, days: Days) -> int | None:
    """Return the first of the days that is not before the day; None where there is none."""
    return next((max(first, day) for first, last in days if last >= day), None)


@dataclass(frozen=True, slots=True)
class Course:
    """On which days a condition is met, and on which it may be met; on all others it is not met."""

    met: Days
    possible: Days

    def on(self, day: int) -> Result:
        """Return the result on one day."""
        if lies_in(day, self.met):
            return "met"
        return "unknown" if lies_in(day, self.possible) else "not_met"

    def first_met(self, day: int) -> int | None:
        """Return the first day, from the day on, on which the condition is met; None where there is none."""
        return first_day_from(day, self.met)


ALWAYS = Course(EVERY_DAY, EVERY_DAY)
NEVER = Course(NO_DAY, NO_DAY)
UNKNOWN = Course(NO_DAY, EVERY_DAY)


def certain(days: Days) -> Course:
    """Return the course of a condition that is met on these days, and not met on all others."""
    return Course(days, days)


def known(truth: bool | None) -> Course:
    """Return the course of a fact that does not change: true, false, or None for not known."""
    if truth is None:
        return UNKNOWN
    return ALWAYS if truth else NEVER


def both(one: Course, other: Course) -> Course:
    """*And*: not met if one is not met, else unknown if one is unknown, else met."""
    if one is ALWAYS or other is NEVER:
        return other
    if other is ALWAYS or one is NEVER:
        return one
    return Course(in_both(one.met, other.met), in_both(one.possible, other.possible))


def either(one: Course, other: Course) -> Course:
    """*Or*: met if one is met, else unknown if one is unknown, else not met."""
    if one is NEVER or other is ALWAYS:
        return other
    if other is NEVER or one is ALWAYS:
        return one
    return Course(in_either(one.met, other.met), in_either(one.possible, other.possible))


def all_of(courses: Iterable[Course]) -> Course:
    """Join by *and*; nothing asked is always met."""
    joint = ALWAYS
    for course in courses:
        joint = both(joint, course)
        if joint is NEVER:
            break
    return joint


def any_of(courses: Iterable[Course]) -> Course:
    """Join by *or*; an empty list is never met."""
    joint = NEVER
    for course in courses:
        joint = either(joint, course)
        if joint is ALWAYS:
            break
    return joint


def any_result(results: Iterable[Result]) -> Result:
    """Join the results of one day by *or*."""
    seen = set(results)
    return "met" if "met" in seen else "unknown" if "unknown" in seen else "not_met"


def all_results(results: Iterable[Result]) -> Result:
    """Join the results of one day by *and*."""
    seen = set(results)
    return "not_met" if "not_met" in seen else "unknown" if "unknown" in seen else "met"
