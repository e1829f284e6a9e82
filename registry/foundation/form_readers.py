"""Readers of typed strings: text, days, whole numbers, choices. Each gives a value, or a problem without a field."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from registry.foundation.dates import read_day
from registry.foundation.forms import Reader
from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import code_as_typed, half_width, single_line, without_invisible

T = TypeVar("T")


def text(longest: int = 200) -> Reader[str]:
    """Return the reader of one line of text of at most so many characters."""
    return lambda typed: _not_longer(single_line(typed), longest)


def long_text(longest: int = 2000) -> Reader[str]:
    """Return the reader of text that may have several lines."""
    return lambda typed: _not_longer(without_invisible(typed).replace("\r\n", "\n").strip(), longest)


def code(typed: str) -> str:
    """Return a number or code without blanks and dashes, half-width and in capitals."""
    return code_as_typed(typed)


def day(typed: str) -> date | Problem:
    """Return the day that was typed in any of the usual spellings."""
    found = read_day(typed)
    if found is not None:
        return found
    return Problem(
        "form.day",
        message("这不是一个能识别的日期。"),
        cure=message("请按年、月、日填写，例如 2024-5-6 或 2024年5月6日。"),
    )


def day_between(first: date | None, last: date | None) -> Reader[date]:
    """Return the reader of a day within limits, both included; None is no limit."""

    def read(typed: str) -> date | Problem:
        found = day(typed)
        if isinstance(found, Problem):
            return found
        if first is not None and found < first:
            return Problem(
                "form.too-early",
                message("填写的是{day}。", day=found),
                cure=message("请填写{first}或以后的日期。", first=first),
            )
        if last is not None and found > last:
            return Problem(
                "form.too-late",
                message("填写的是{day}。", day=found),
                cure=message("请填写{last}或以前的日期。", last=last),
            )
        return found

    return read


def whole_number(least: int, most: int) -> Reader[int]:
    """Return the reader of a whole number within limits, both included; commas and blanks are passed over."""

    def read(typed: str) -> int | Problem:
        digits = half_width(typed).replace(",", "").replace(" ", "")
        if digits.isdecimal() and digits.isascii() and len(digits) <= 18 and least <= int(digits) <= most:
            return int(digits)
        return Problem(
            "form.whole-number",
            message("这里需要一个整数。"),
            cure=message("请填写 {least} 到 {most} 之间的整数。", least=least, most=most),
        )

    return read


def decimal_number(least: Decimal, most: Decimal, places: int) -> Reader[Decimal]:
    """Return the reader of a number with at most so many decimal places, within limits, both included (marks)."""
    shape = re.compile(rf"\d{{1,12}}(\.\d{{1,{places}}})?", re.ASCII)

    def read(typed: str) -> Decimal | Problem:
        digits = half_width(typed).replace(",", "").replace(" ", "")
        if shape.fullmatch(digits) and least <= Decimal(digits) <= most:
            return Decimal(digits)
        return Problem(
            "form.number",
            message("这里需要一个数。"),
            cure=message(
                "请填写 {least} 到 {most} 之间的数，小数最多 {places} 位。", least=least, most=most, places=places
            ),
        )

    return read


def one_of(choices: Mapping[str, T], cure: Message | None = None) -> Reader[T]:
    """Return the reader of a choice: what the field sends for each value."""
    advice = cure or message("请从列出的选项中选择一项。")

    def read(typed: str) -> T | Problem:
        if typed in choices:
            return choices[typed]
        return Problem("form.choice", message("所选的项目不在可选范围内。"), cure=advice)

    return read


def _not_longer(typed: str, longest: int) -> str | Problem:
    if len(typed) <= longest:
        return typed
    return Problem(
        "form.too-long",
        message("这里写了 {length} 个字，超过了 {longest} 个字。", length=len(typed), longest=longest),
        cure=message("请缩短后再提交。"),
    )


def identifier(typed: str) -> UUID | Problem:
    """Return the id that a hidden field or a choice sends."""
    try:
        return UUID(typed)
    except ValueError:
        return Problem("form.choice", message("没有这个选项。"), cure=message("请从列出的选项中选择一项。"))
