"""`registry import-roster --dry-run`: reads, checks and judges a roster without server or database.

The answer goes to standard output, everything else to standard error. Ends with 0 where the file is a roster,
with 2 where it cannot be read, has no header with name and document number, or the question is unclear.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from registry.certificates.drawing.fonts import undrawable
from registry.foundation.command_line import end_with, print_json, print_line, read_day_option
from registry.foundation.grids.reading import read_workbook
from registry.foundation.languages import Language
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.typing_habits import half_width
from registry.policy.catalogue import SkillLevel
from registry.rounds.roster.judging import JudgedRoster, judge_roster, rules_for
from registry.rounds.roster.model import AskedRound, RosterRow, Status
from registry.rounds.roster.reading import read_roster

_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}", re.ASCII)


@click.command("import-roster")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不保存 / check only, save nothing")
@click.option("--occupation", metavar="CODE", help="职业编码，如 6-31-01-03 / code of the occupation")
@click.option("--level", metavar="LEVEL", help="5（初级工）至 1（高级技师）、apprentice、special、chief")
@click.option("--on", "day", metavar="DATE", help="申报日期 / day of application, 2024-06-01")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象 / print one JSON object")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="文字输出的语言 / language of the text")
def import_roster(file: Path, dry_run: bool, as_json: bool, language: Language, **asked: str | None) -> None:
    """检查名册：谁能进入批次，谁不能，为什么 / check a roster: who comes in, who does not, and why."""
    try:
        judged = _check(file, dry_run=dry_run, **asked)
    except Refusal as refusal:
        end_with(refusal.problems[0], as_json=as_json)
    if as_json:
        print_json(roster_as_json(judged))
    else:
        for line in _in_words(judged, language):
            print_line(line.encode())


def _check(file: Path, *, dry_run: bool, occupation: str | None, level: str | None, day: str | None) -> JudgedRoster:
    if not dry_run:
        raise Refusal(_saved_on_the_page())
    on = read_day_option(_given(day, "--on"), code="roster.day", where="--on")
    asked = AskedRound(_occupation(occupation), _level(level), on)
    rules = rules_for(asked)
    return judge_roster(read_roster(read_workbook(file), asked, undrawable=undrawable), rules=rules)


def _saved_on_the_page() -> Problem:
    return Problem(
        "roster.dry-run-only",
        message("命令行只检查名册，不保存。"),
        where="--dry-run",
        cure=message("请加上 --dry-run 检查；名册由企业在网页上确认后保存。"),
    )


# The question
def _given(typed: str | None, option: str) -> str:
    if typed is None:
        raise Refusal(Problem("roster.option-missing", message("缺少 {option}。", option=option), where=option))
    return half_width(typed).strip()


def _occupation(typed: str | None) -> str:
    code = _given(typed, "--occupation")
    if not _CODE.fullmatch(code):
        raise Refusal(
            Problem(
                "roster.occupation",
                message("“{code}”不是职业编码。", code=code),
                where="--occupation",
                cure=message("请写成 6-31-01-03 这样的形式。"),
            )
        )
    return code


def _level(typed: str | None) -> SkillLevel:
    option = _given(typed, "--level")
    try:
        return SkillLevel.of_option(option)
    except KeyError:
        raise Refusal(
            Problem(
                "roster.level",
                message("“{level}”不是等级。", level=option),
                where="--level",
                cure=message("可以写 5、4、3、2、1、apprentice、special 或 chief。"),
            )
        ) from None


# The answer as JSON
def roster_as_json(judged: JudgedRoster) -> dict[str, Any]:
    """Return a judged roster as its JSON object; document numbers are masked."""
    reading = judged.reading
    return {
        "file": {
            "format": reading.file.format,
            "encoding": reading.file.encoding,
            "sheet": reading.file.sheet,
            "header_row": reading.file.header_row,
        },
        "columns": [
            {"column": column.letters, "heading": column.heading, "fact": column.fact} for column in reading.columns
        ],
        "problems": [_problem_as_json(problem) for problem in reading.problems],
        "rows": [_row_as_json(row, eligible) for row, eligible in judged.rows],
        "passed_over": [{"row": row.row, "kind": row.kind} for row in reading.passed_over],
        "candidates": reading.candidates,
    }


def _row_as_json(row: RosterRow, eligible: bool | None) -> dict[str, Any]:
    return {
        "row": row.number,
        "status": row.status,
        "name": row.name,
        "document": row.masked,
        "problems": [_problem_as_json(problem) for problem in row.problems],
        "eligible": eligible,
    }


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "cell": problem.where,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.in_both(),
    }


# The answer in words
_STATUS: dict[Status, Message] = {
    "accepted": message("采用"),
    "warning": message("采用，有提示"),
    "refused": message("退回"),
    "duplicate": message("重复"),
}
_ELIGIBLE = {True: message("可以申报"), False: message("不能申报"), None: message("待补资料")}
_WIDTHS = (6, 14, 20, 20, 10)


def _in_words(judged: JudgedRoster, language: Language) -> Iterator[str]:
    headings = (message("行"), message("结果"), message("姓名"), message("证件号码"), message("申报条件"))
    yield _line([heading.in_language(language) for heading in headings])
    for row, eligible in judged.rows:
        answer = _ELIGIBLE[eligible].in_language(language) if row.is_candidate else ""
        yield _line([str(row.number), _STATUS[row.status].in_language(language), row.name, row.masked, answer])
        for problem in row.problems:
            yield f"       {problem.where}: {problem.in_language(language)}"
    for problem in judged.reading.problems:
        yield problem.in_language(language)
    yield _sum(judged).in_language(language)


def _sum(judged: JudgedRoster) -> Message:
    return message(
        "共{rows}行，采用{candidates}人；其中可以申报{able}人，不能申报{unable}人，待补资料{unknown}人。",
        rows=len(judged.reading.rows),
        candidates=judged.reading.candidates,
        able=judged.count(True),
        unable=judged.count(False),
        unknown=judged.count(None),
    )


def _line(texts: list[str]) -> str:
    return "  ".join(_padded(text, width) for text, width in zip(texts, _WIDTHS, strict=True)).rstrip()


def _padded(text: str, width: int) -> str:
    shown = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(width - shown, 0)
