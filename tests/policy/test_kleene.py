"""Three-valued logic over days."""

from hypothesis import given
from hypothesis import strategies as st

from registry.policy.rules.kleene import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Course,
    Days,
    all_of,
    all_results,
    any_of,
    any_result,
    both,
    either,
    in_both,
    in_either,
    joined,
    lies_in,
)

DAYS = range(1, 30)
spans = st.tuples(st.integers(1, 28), st.integers(0, 6)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 29)))
some_days = st.lists(spans, max_size=4).map(joined)
courses = st.builds(lambda met, more: Course(met, in_either(met, more)), some_days, some_days)


def test_and_is_not_met_if_one_is_not_met_else_unknown_if_one_is_unknown() -> None:
    assert all_results(["met", "unknown", "not_met"]) == "not_met"
    assert all_results(["met", "unknown"]) == "unknown"
    assert all_results(["met", "met"]) == "met"
    assert all_results([]) == "met"


def test_or_is_met_if_one_is_met_else_unknown_if_one_is_unknown() -> None:
    assert any_result(["not_met", "unknown", "met"]) == "met"
    assert any_result(["not_met", "unknown"]) == "unknown"
    assert any_result(["not_met"]) == "not_met"
    assert any_result([]) == "not_met"


def test_nothing_asked_is_always_met_and_an_empty_list_never() -> None:
    assert all_of([]) is ALWAYS
    assert any_of([]) is NEVER
    assert (ALWAYS.on(5), NEVER.on(5), UNKNOWN.on(5)) == ("met", "not_met", "unknown")


@given(some_days, some_days)
def test_sets_of_days_are_joined_and_cut_day_by_day(one: Days, other: Days) -> None:
    for day in DAYS:
        assert lies_in(day, in_both(one, other)) == (lies_in(day, one) and lies_in(day, other))
        assert lies_in(day, in_either(one, other)) == (lies_in(day, one) or lies_in(day, other))


@given(courses, courses)
def test_courses_are_joined_as_the_results_of_each_day(one: Course, other: Course) -> None:
    for day in DAYS:
        assert both(one, other).on(day) == all_results([one.on(day), other.on(day)])
        assert either(one, other).on(day) == any_result([one.on(day), other.on(day)])


@given(courses, st.integers(1, 29))
def test_the_first_day_of_being_met_is_the_first_that_is_met(course: Course, start: int) -> None:
    expected = next((day for day in range(start, 60) if course.on(day) == "met"), None)

    assert course.first_met(start) == expected
