"""How commands answer: one JSON object on standard output, what is wrong in both languages on standard error."""

import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

import click
import msgspec

from registry.foundation.dates import read_day
from registry.foundation.problems import Problem, Refusal, message


def print_line(line: bytes) -> None:
    """Write one line as it is, in UTF-8 whatever the terminal's own encoding."""
    sys.stdout.buffer.write(line + b"\n")


def print_json(answer: Mapping[str, Any]) -> None:
    """Write one JSON object on a line of its own."""
    print_line(msgspec.json.encode(answer))


def error_object(problem: Problem, line: int | None = None) -> dict[str, Any]:
    """Return a problem as scripts read it; `line` counts from 1 in a file of many questions."""
    places = [f"line {line}" if line else "", problem.where or ""]
    where = ": ".join(place for place in places if place) or None
    return {"error": {"code": problem.code, "message": problem.in_both(), "where": where}}


def end_with(problem: Problem, *, as_json: bool) -> NoReturn:
    """End with 2: the input cannot be read; with --json standard output holds the error object."""
    texts = problem.in_both()
    if as_json:
        print_json(error_object(problem))
    click.echo(f"{problem.where or ''}: {texts['zh']}\n{texts['en']}".removeprefix(": "), err=True)
    sys.exit(2)


def read_day_option(typed: str, *, code: str, where: str) -> date:
    """Return a day that was given as an option; raises `Refusal` with the code at the option."""
    day = read_day(typed)
    if day is None:
        raise Refusal(
            Problem(
                code,
                message("“{day}”不是能识别的日期。", day=typed),
                where=where,
                cure=message("请按 2024-06-01 的形式填写。"),
            )
        )
    return day
