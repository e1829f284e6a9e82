"""`registry eligibility`: judges one person, or a file of many, without server or database.

Answers go to standard output, everything else to standard error. Ends with 0 (eligible, or all lines read),
1 (not eligible, or not known) or 2 (input that cannot be read).
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from registry.foundation.command_line import end_with, error_object, print_json, print_line, read_day_option
from registry.foundation.languages import Language
from registry.foundation.problems import Problem, Refusal, message
from registry.policy.decisions import Decision
from registry.policy.facts import ExaminedLevel, OccupationCode, read_facts, read_privileges, unreadable
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy

_BOM = b"\xef\xbb\xbf"
_NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_LEVELS = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 1}


@click.command("eligibility")
@click.option("--person", metavar="FILE", help="一个人的情况 / a person's facts (JSON)")
@click.option("--occupation", metavar="CODE", help="职业编码，如 6-31-01-03 / code of the occupation")
@click.option("--level", metavar="LEVEL", help="5（初级工）至 1（高级技师） / 5 (lowest) to 1")
@click.option("--on", "day", metavar="DATE", help="申报日期 / day of application, 2024-06-01")
@click.option(
    "--privileges", metavar="FILE", help="企业可放宽的限制 / limits from which the enterprise is freed (JSON)"
)
@click.option("--batch", metavar="CASES", help="每行一个问题 / one question a line (JSON lines)")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象 / print one JSON object")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="文字输出的语言 / language of the text")
def eligibility(batch: str | None, as_json: bool, language: Language, **asked: str | None) -> None:
    """判断申报条件 / judge whether a person may apply for a level, by every path."""
    try:
        if batch is not None:
            sys.exit(_answer_batch(batch, asked))
        decision = _answer(asked)
    except Refusal as refusal:
        end_with(refusal.problems[0], as_json=as_json)
    if as_json:
        print_json(decision.as_json())
    else:
        print_line("\n".join(_in_words(decision, language)).encode())
    sys.exit(0 if decision.eligible else 1)


# One question
class _Question(msgspec.Struct, kw_only=True):
    occupation: OccupationCode
    level: ExaminedLevel
    on: date
    person: dict[str, Any]
    privileges: dict[str, Any] | None = None


def _answer(asked: Mapping[str, str | None]) -> Decision:
    person, occupation = _given(asked, "person"), _given(asked, "occupation")
    level = _level(_given(asked, "level"))
    on = read_day_option(_given(asked, "day"), code="eligibility.day", where="on")
    privileges = asked["privileges"]
    question = {
        "person": _object(person, "person"),
        "occupation": occupation,
        "level": level,
        "on": on,
        "privileges": None if privileges is None else _object(privileges, "privileges"),
    }
    return _judge(question)


def _judge(raw: Any) -> Decision:
    question = _read(raw)
    privileges = None if question.privileges is None else read_privileges(question.privileges)
    return judge(
        read_facts(question.person),
        rules=shipped_policy().eligibility_rules(question.occupation, question.on),
        level=question.level,
        occupation=question.occupation,
        on=question.on,
        privileges=privileges,
    )


def _read(raw: Any) -> _Question:
    if isinstance(raw, dict) and "level" in raw and raw["level"] not in _LEVELS.values():
        raise Refusal(_not_examined(raw["level"]))
    try:
        return msgspec.convert(raw, _Question)
    except msgspec.ValidationError as error:
        raise Refusal(unreadable(error, "")) from None


def _given(asked: Mapping[str, str | None], name: str) -> str:
    option = "--on" if name == "day" else f"--{name}"
    value = asked[name]
    if value is None:
        raise Refusal(Problem("eligibility.option-missing", message("缺少 {option}。", option=option), where=option))
    return value


def _level(typed: str) -> int:
    if typed not in _LEVELS:
        raise Refusal(_not_examined(typed))
    return _LEVELS[typed]


def _not_examined(level: object) -> Problem:
    return Problem(
        "eligibility.level",
        message("“{level}”不是可以判断的等级。", level=level),
        where="level",
        cure=message("只能判断 5（初级工）至 1（高级技师）；学徒工、特级技师和首席技师不按申报条件判断。"),
    )


# Files
def _object(path: str, where: str) -> Any:
    content = _content(path, where)
    try:
        return msgspec.json.decode(content.removeprefix(_BOM))
    except _NOT_JSON:
        raise Refusal(_no_json(where)) from None


def _content(path: str, where: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refusal(
            Problem(
                "eligibility.file",
                message("文件无法打开（{file}）：{reason}。", file=path, reason=error.strerror),
                where=where,
                cure=message("请核对文件的位置和权限。"),
            )
        ) from None


def _no_json(where: str) -> Problem:
    return Problem(
        "eligibility.no-json",
        message("这里不是合法的 UTF-8 编码 JSON。"),
        where=where,
        cure=message("请检查括号、引号和编码。"),
    )


# Many questions
def _answer_batch(path: str, asked: Mapping[str, str | None]) -> int:
    """Answer each line in its place; return how the program ends."""
    if any(value is not None for value in asked.values()):
        raise Refusal(Problem("eligibility.batch-alone", message("--batch 不能与其他选项同用。"), where="--batch"))
    unread = 0
    for number, line in enumerate(_lines(path), 1):
        try:
            print_json(_judge_line(line).as_json())
        except Refusal as refusal:
            unread += 1
            print_json(error_object(refusal.problems[0], number))
    return 2 if unread else 0


def _lines(path: str) -> Iterator[bytes]:
    content = _content(path, "--batch").removeprefix(_BOM).rstrip()
    yield from content.split(b"\n") if content else ()


def _judge_line(line: bytes) -> Decision:
    try:
        raw = msgspec.json.decode(line)
    except _NOT_JSON:
        raise Refusal(_no_json("")) from None
    return _judge(raw)


_ANSWERS = {
    True: message("可以申报。"),
    False: message("目前不能申报。"),
    None: message("资料不全，尚不能确定能否申报。"),
}
_RESULTS = {"met": message("［满足］"), "not_met": message("［不满足］"), "unknown": message("［不清楚］")}


def _in_words(decision: Decision, language: Language) -> Iterator[str]:
    yield _ANSWERS[decision.eligible].in_language(language)
    if decision.barred is not None:
        yield decision.barred.message.in_language(language)
    for path in decision.paths:
        yield f"\n{path.path}  {_RESULTS[path.result].in_language(language)}  {path.words.in_language(language)}"
        if path.opens_on is not None and path.result != "met":
            opens = message("最早在{day}满足。", day=path.opens_on)
            yield f"    {opens.in_language(language)}"
        for condition in path.conditions:
            missing = condition.missing.in_language(language) if condition.missing else ""
            result = _RESULTS[condition.result].in_language(language)
            yield f"    {result}  {condition.message.in_language(language)} {missing}".rstrip()
