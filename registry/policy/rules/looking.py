"""How a condition is looked at when it is to be explained, and what such a look brings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import msgspec

from registry.foundation.problems import Message, message
from registry.policy.law import Condition
from registry.policy.rules.case import Case
from registry.policy.rules.kleene import Result

MEMBERS: dict[str, Message] = {
    "birth_date": message("出生日期"),
    "education": message("学历"),
    "employment": message("工作经历"),
    "certificates": message("证书"),
    "titles": message("职称"),
    "apprenticeships": message("学徒经历"),
    "student_kind": message("在校身份"),
    "intends_to_work_in": message("拟从事的职业"),
}

KEYS: dict[str, Message] = {
    "occupation": message("职业"),
    "related_to": message("相关职业"),
    "issued": message("发证日期"),
    "awarded": message("取得日期"),
    "title": message("职称名称"),
    "fits": message("对口的职业"),
    "completed": message("毕业或期满日期"),
    "graduating": message("是否应届毕业"),
    "school_evaluated": message("是否经评估论证"),
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
    name = MEMBERS[member]
    return Finding(
        None, message("尚未提供{member}。", member=name), message("请补充{member}。", member=name), (member,)
    )


def empty_list(member: str) -> Finding:
    """Return the finding where a list is known to be empty."""
    return Finding([], message("没有登记任何{member}。", member=MEMBERS[member]))


def record_as_json(member: str, index: int, record: Any) -> dict[str, Any]:
    """Return what is known of a record, with its place: `{"record": "certificates[0]", "level": 4, …}`."""
    known = msgspec.to_builtins(record)
    return {"record": f"{member}[{index}]"} | {key: value for key, value in known.items() if value is not None}


def to_be_known(fact: Any, says: Message, member: str, places: Sequence[tuple[int, str]]) -> Finding:
    """Return the finding where members of records are not known; `places` are record numbers and members."""
    missing = message("请补充{members}。", members=_listed([_place(member, *place) for place in places]))
    return Finding(fact, says, missing, tuple(f"{member}[{index}].{key}" for index, key in places))


def _place(member: str, index: int, key: str) -> Message:
    return message("第 {number} 项{member}的{key}", number=index + 1, member=MEMBERS[member], key=KEYS[key])


def _listed(places: Sequence[Message]) -> Message:
    return reduce(lambda one, other: message("{one}、{other}", one=one, other=other), places)


def not_known(index: int, record: Any, keys: Iterable[str]) -> list[tuple[int, str]]:
    """Return those members of a record that are not known, with the record's number."""
    return [(index, key) for key in keys if getattr(record, key) is None]
