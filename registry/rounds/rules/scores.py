"""Marks and what follows from them (成绩评定): each part has its own hundred marks, and every part must be passed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import half_width, single_line
from registry.policy.shipped import Policy

FULL_MARK = Decimal(100)
_TENTH = Decimal("0.1")
_ABSENT_WORDS = frozenset({"缺考", "缺", "未到", "未参加", "absent", "缺席"})


class Part(StrEnum):
    """A part of the examination that has marks of its own."""

    THEORY = "theory"
    PRACTICAL = "practical"
    REVIEW = "review"

    @property
    def in_words(self) -> Message:
        """The part as a person reads it."""
        return _PART_WORDS[self]


_PART_WORDS = {
    Part.THEORY: message("理论知识"),
    Part.PRACTICAL: message("操作技能"),
    Part.REVIEW: message("综合评审"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark from 0 to 100 in tenths, or absence (缺考), which is a result of its own and not a zero."""

    value: Decimal | None

    @property
    def absent(self) -> bool:
        """Whether the candidate did not come."""
        return self.value is None


ABSENT = Mark(None)


def read_mark(typed: object) -> Mark | Problem:
    """Return the mark that was typed or stood in a cell (85, 85.5, 缺考), or what is wrong with it."""
    if isinstance(typed, bool) or typed is None:
        return _not_a_mark()
    text = half_width(single_line(str(typed))).removesuffix("分").strip()
    if text.lower() in _ABSENT_WORDS:
        return ABSENT
    try:
        value = Decimal(text)
    except InvalidOperation:
        return _not_a_mark()
    if not value.is_finite() or not 0 <= value <= FULL_MARK:
        return Problem(
            "score.out-of-range", message("分数不在 0 至 100 之间。"), cure=message("请填写 0 至 100 的分数。")
        )
    if value != value.quantize(_TENTH):
        return Problem("score.too-fine", message("分数最多保留一位小数。"), cure=message("请四舍五入到一位小数。"))
    return Mark(value.quantize(_TENTH))


def _not_a_mark() -> Problem:
    return Problem(
        "score.not-a-mark", message("这里不是分数。"), cure=message("请填写 0 至 100 的分数；没有参加的填“缺考”。")
    )


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """One part of one candidate: the mark, what was asked, and whether it was reached."""

    part: Part
    mark: Mark
    asked: Decimal
    passed: bool


def parts_asked(policy: Policy, level: int, on: date) -> dict[Part, Decimal]:
    """Return the parts that a level (5 to 1) asks for on a day, each with the mark that passes it (合格线)."""
    names = [Part(name) for name in policy.figure(f"examination.parts.{level}", on).value]
    if policy.figure(f"examination.review.{level}", on).value:
        names.append(Part.REVIEW)
    return {part: Decimal(policy.figure(f"examination.pass_mark.{part}", on).value) for part in names}


def judge_scores(marks: Mapping[Part, Mark], asked: Mapping[Part, Decimal]) -> tuple[PartOutcome, ...]:
    """Return the outcome of each part that is asked; there is no weighing and no making up for one by another."""
    return tuple(
        PartOutcome(part, marks.get(part, ABSENT), mark, _reaches(marks.get(part, ABSENT), mark))
        for part, mark in asked.items()
    )


def _reaches(mark: Mark, asked: Decimal) -> bool:
    return mark.value is not None and mark.value >= asked


def passed(outcomes: tuple[PartOutcome, ...]) -> bool:
    """Whether every part was passed."""
    return bool(outcomes) and all(outcome.passed for outcome in outcomes)
