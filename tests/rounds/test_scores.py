"""Marks: read as people write them, every part must be passed, none makes up for another."""

from datetime import date
from decimal import Decimal

import pytest

from registry.foundation.problems import Problem
from registry.policy.shipped import shipped_policy
from registry.rounds.rules.scores import ABSENT, Mark, Part, judge_scores, parts_asked, passed, read_mark

SIXTY = {Part.THEORY: Decimal(60), Part.PRACTICAL: Decimal(60)}


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("85", Decimal("85.0")),
        (" 85.5分 ", Decimal("85.5")),
        ("８５．５", Decimal("85.5")),
        (85.0, Decimal("85.0")),
        ("0", Decimal("0.0")),
        ("100", Decimal("100.0")),
        ("缺考", None),
        ("absent", None),
    ],
)
def test_a_mark_is_read_as_people_write_it(typed: object, mark: Decimal | None) -> None:
    assert read_mark(typed) == Mark(mark)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("100.1", "score.out-of-range"),
        ("-1", "score.out-of-range"),
        ("85.55", "score.too-fine"),
        ("合格", "score.not-a-mark"),
        ("NaN", "score.out-of-range"),
        ("1e9", "score.out-of-range"),
        (True, "score.not-a-mark"),
        (None, "score.not-a-mark"),
        ("", "score.not-a-mark"),
    ],
)
def test_what_is_no_mark_is_refused_with_its_reason(typed: object, code: str) -> None:
    outcome = read_mark(typed)

    assert isinstance(outcome, Problem)
    assert outcome.code == code


@pytest.mark.parametrize(
    ("theory", "practical", "both"),
    [("60", "60", True), ("59.9", "60", False), ("60", "59.9", False), ("100", "59.9", False), ("60", "缺考", False)],
)
def test_every_part_must_reach_sixty_and_none_makes_up_for_another(theory: str, practical: str, both: bool) -> None:
    marks = {Part.THEORY: read_mark(theory), Part.PRACTICAL: read_mark(practical)}
    assert all(isinstance(mark, Mark) for mark in marks.values())

    outcomes = judge_scores({part: mark for part, mark in marks.items() if isinstance(mark, Mark)}, SIXTY)

    assert passed(outcomes) is both


def test_a_part_without_a_mark_counts_as_absence_and_is_not_passed() -> None:
    outcomes = judge_scores({Part.THEORY: Mark(Decimal(90))}, SIXTY)

    assert [(outcome.part, outcome.mark, outcome.passed) for outcome in outcomes] == [
        (Part.THEORY, Mark(Decimal(90)), True),
        (Part.PRACTICAL, ABSENT, False),
    ]


def test_nobody_passes_an_examination_that_asks_for_nothing() -> None:
    assert not passed(())


@pytest.mark.parametrize(
    ("level", "parts"),
    [
        (5, [Part.THEORY, Part.PRACTICAL]),
        (3, [Part.THEORY, Part.PRACTICAL]),
        (2, [Part.THEORY, Part.PRACTICAL, Part.REVIEW]),
        (1, [Part.THEORY, Part.PRACTICAL, Part.REVIEW]),
    ],
)
def test_technicians_are_reviewed_as_well(level: int, parts: list[Part]) -> None:
    asked = parts_asked(shipped_policy(), level, date(2024, 6, 1))

    assert list(asked) == parts
    assert set(asked.values()) == {Decimal(60)}
