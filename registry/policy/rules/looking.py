"""How a condition is looked at when it is to be explained, and what such a look brings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import msgspec

from registry.foundation.problems import Message, message
from registry.policy.law import Condition
from registry.policy.rules.case import Case
from registry.policy.rules.kleene import Result

_NOT_GIVEN: dict[str, Message] = {
    "birth_date": message("尚未提供出生日期。"),
    "education": message("尚未提供学历。"),
    "employment": message("尚未提供工作经历。"),
    "certificates": message("尚未提供证书。"),
    "titles": message("尚未提供职称。"),
    "apprenticeships": message("尚未提供学徒经历。"),
    "student_kind": message("尚未提供在校身份。"),
    "intends_to_work_in": message("尚未提供拟从事的职业。"),
}
_TO_GIVE: dict[str, Message] = {
    "birth_date": message("请补充出生日期。"),
    "education": message("请补充学历。"),
    "employment": message("请补充工作经历。"),
    "certificates": message("请补充证书。"),
    "titles": message("请补充职称。"),
    "apprenticeships": message("请补充学徒经历。"),
    "student_kind": message("请补充在校身份。"),
    "intends_to_work_in": message("请补充拟从事的职业。"),
}
_NONE: dict[str, Message] = {
    "education": message("没有登记任何学历。"),
    "certificates": message("没有登记任何证书。"),
    "titles": message("没有登记任何职称。"),
}
_PLACES: dict[str, Callable[[int], Message]] = {
    "employment.occupation": lambda number: message("第 {number} 段工作经历的职业", number=number),
    "employment.related_to": lambda number: message("第 {number} 段工作经历的相关职业", number=number),
    "certificates.occupation": lambda number: message("第 {number} 项证书的职业", number=number),
    "certificates.related_to": lambda number: message("第 {number} 项证书的相关职业", number=number),
    "certificates.issued": lambda number: message("第 {number} 项证书的发证日期", number=number),
    "titles.title": lambda number: message("第 {number} 项职称的名称", number=number),
    "titles.awarded": lambda number: message("第 {number} 项职称的取得日期", number=number),
    "titles.fits": lambda number: message("第 {number} 项职称对应的职业", number=number),
    "apprenticeships.occupation": lambda number: message("第 {number} 段学徒经历的职业", number=number),
    "apprenticeships.related_to": lambda number: message("第 {number} 段学徒经历的相关职业", number=number),
    "apprenticeships.completed": lambda number: message("第 {number} 段学徒经历的期满日期", number=number),
    "education.fits": lambda number: message("第 {number} 项学历专业对口的职业", number=number),
    "education.completed": lambda number: message("第 {number} 项学历的毕业日期", number=number),
    "education.graduating": lambda number: message("第 {number} 项学历是否应届", number=number),
    "education.school_evaluated": lambda number: message("第 {number} 项学历的学校和专业是否经评估论证", number=number),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A condition of a case on a day, on one record of a list (None where the list is empty), and its result."""

    case: Case
    condition: Condition
    on: date
    index: int | None
    record: Any
    result: Result


@dataclass(frozen=True, slots=True)
class Finding:
    """The fact that was used, as JSON; what it says; what is missing; the members that are not known."""

    fact: Any
    says: Message
    missing: Message | None = None
    unknown: tuple[str, ...] = ()


def unknown_list(member: str) -> Finding:
    """Return the finding where a member is not known at all."""
    return Finding(None, _NOT_GIVEN[member], _TO_GIVE[member], (member,))


def empty_list(member: str) -> Finding:
    """Return the finding where a list of records is known to be empty."""
    return Finding([], _NONE[member])


def record_as_json(member: str, index: int, record: Any) -> dict[str, Any]:
    """Return what is known of a record, with its place: `{"record": "certificates[0]", "level": 4, …}`."""
    known = {key: value for key, value in msgspec.to_builtins(record).items() if value is not None}
    lists = {key: list(value) for key, value in known.items() if isinstance(value, tuple)}
    return {"record": f"{member}[{index}]"} | known | lists


def to_be_known(fact: Any, says: Message, member: str, places: Sequence[tuple[int, str]]) -> Finding:
    """Return the finding where members of records are not known; `places` are record numbers and members."""
    missing = message("请补充{members}。", members=_listed([_place(member, *place) for place in places]))
    return Finding(fact, says, missing, tuple(f"{member}[{index}].{key}" for index, key in places))


def _place(member: str, index: int, key: str) -> Message:
    return _PLACES[f"{member}.{key}"](index + 1)


def _listed(places: Sequence[Message]) -> Message:
    return reduce(lambda one, other: message("{one}、{other}", one=one, other=other), places)


def not_known(index: int, record: Any, keys: Iterable[str]) -> list[tuple[int, str]]:
    """Return those members of a record that are not known, with the record's number."""
    return [(index, key) for key in keys if getattr(record, key) is None]
