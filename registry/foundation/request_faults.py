"""What is wrong with a request that could not be read, as problems with the path of each field (请求的格式)."""

import re
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from registry.foundation.problems import Message, Problem, message

_MOST = 20
_NAMED = re.compile(r"Object (?P<fault>missing required|contains unknown) field `(?P<field>[^`]+)`")
_MISSING = message("缺少这一项。")
_UNKNOWN = message("没有这一项。")
_FAULTS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"Expected `(?P<expected>[^`]+)`, got `(?P<found>[^`]+)`"), message("应为 {expected}，实为 {found}。")),
    (
        re.compile(r"Expected `(?P<expected>[^`]+)` (?:of length )?(?P<sign>[<>]=?) (?P<bound>\S+)"),
        message("{expected} 的大小或长度须 {sign} {bound}。"),
    ),
    (re.compile(r"Expected `str` matching regex .*"), message("写法不符合要求的格式。")),
    (re.compile(r"Invalid enum value (?P<value>.+)"), message("{value} 不是可用的值。")),
    (re.compile(r"Invalid UUID"), message("这不是一个 UUID。")),
    (re.compile(r"Invalid RFC3339 encoded \w+"), message("日期应写成 2024-05-06 这样的形式。")),
)


def faults_of(error: Exception) -> tuple[Problem, ...]:
    """Return what the framework found wrong, field by field; nothing where it names no field."""
    entries = getattr(error, "extra", None)
    if not isinstance(entries, list):
        return ()
    return tuple(_fault(entry) for entry in entries[:_MOST] if isinstance(entry, Mapping))


def _fault(entry: Mapping[str, Any]) -> Problem:
    said, place = str(entry.get("message", "")), str(entry.get("key", ""))
    path = "" if place == "data" else place
    named = _NAMED.fullmatch(said)
    if named is not None:
        words = _MISSING if named["fault"].startswith("missing") else _UNKNOWN
        return Problem("request.field", words, f"{path}.{named['field']}".lstrip("."))
    if said == "'data'":
        return Problem("request.empty", message("请求没有内容，这里需要一个 JSON 对象。"))
    return Problem("request.field", _in_words(said), path or None)


def _in_words(said: str) -> Message:
    for pattern, words in _FAULTS:
        if found := pattern.fullmatch(said):
            return Message(words.text, found.groupdict())
    return message("这一项不符合要求。")


def is_nested_too_deeply(error: Exception) -> bool:
    """Whether reading the JSON itself went too deep: the sender's doing, and no fault of the program."""
    if not isinstance(error, RecursionError):
        return False
    trace: TracebackType | None = error.__traceback__
    innermost = ""
    while trace is not None:
        innermost = trace.tb_frame.f_globals.get("__name__", "")
        trace = trace.tb_next
    return innermost.startswith(("litestar.serialization", "msgspec"))
