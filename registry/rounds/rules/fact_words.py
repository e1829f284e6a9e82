"""Facts of a person in plain words (事实的文字说明), in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from registry.foundation.problems import Message, message
from registry.rounds.rules.fact_entry import Member

_WORDS = {
    words.text: words
    for words in (
        message("普通中学"),
        message("中等职业学校"),
        message("技工学校"),
        message("高级技工学校"),
        message("技师学院"),
        message("高等职业学校"),
        message("普通高校"),
        message("初中"),
        message("高中"),
        message("中专"),
        message("大专"),
        message("本科"),
        message("第二学士学位"),
        message("硕士"),
        message("博士"),
        message("中级工班"),
        message("高级工班"),
        message("预备技师班"),
        message("技师班"),
        message("职业技能等级"),
        message("职业资格"),
        message("技术员"),
        message("助理工程师"),
        message("工程师"),
        message("高级工程师"),
        message("正高级工程师"),
        message("技师学院预备技师班"),
        message("技师学院预备技师证书持有者"),
    )
}
_NUMERALS = {1: message("一级"), 2: message("二级"), 3: message("三级"), 4: message("四级"), 5: message("五级")}


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What is given for one member: its records in words; None: not known; none at all where there are no records."""

    member: Member
    records: tuple[Message, ...] | None
    committed: bool


def word_of(value: str) -> Message:
    """Return a word of the law that a field allows, with its English."""
    return _WORDS[value]


def certificate_level(level: int) -> Message:
    """Return the level of a certificate as people call it: 五级 to 一级."""
    return _NUMERALS[level]


def given_facts(facts: Mapping[str, Any], occupation: str) -> tuple[GivenFacts, ...]:
    """Return a person's facts, member by member, in the order of the form."""
    commitments = set(facts.get("commitments") or ())
    return tuple(
        GivenFacts(member, _records(member, facts.get(member.value), occupation), committed=member.value in commitments)
        for member in Member
    )


def _records(member: Member, given: Sequence[Any] | None, occupation: str) -> tuple[Message, ...] | None:
    return None if given is None else tuple(_READ[member](record, occupation) for record in given)


def _education(record: Mapping[str, Any], occupation: str) -> Message:
    # What a record does not know is left out of its sentence, not guessed.
    return _joined(
        word_of(record["school_kind"]),
        word_of(record["level"]),
        _completed(record),
        _fits(record, occupation),
        _evaluated(record.get("school_evaluated")),
    )


def _completed(record: Mapping[str, Any]) -> Message | None:
    if record.get("completed"):
        return message("{day}毕业", day=_day(record["completed"]))
    if record.get("graduating") is None:
        return None
    return message("应届毕业生") if record["graduating"] else message("尚未毕业")


def _fits(record: Mapping[str, Any], occupation: str) -> Message | None:
    fits = record.get("fits")
    if fits is None:
        return None
    return message("专业对口") if occupation in fits else message("专业不对口")


def _evaluated(evaluated: bool | None) -> Message | None:
    if evaluated is None:
        return None
    return message("学校经评估论证") if evaluated else message("学校未经评估论证")


def _employment(record: Mapping[str, Any], occupation: str) -> Message:
    first, last = _day(record["from"]), record.get("to")
    spell = (
        message("{first}至今", first=first)
        if last is None
        else message("{first}至{last}", first=first, last=_day(last))
    )
    return _joined(spell, _relation(record, occupation))


def _certificate(record: Mapping[str, Any], occupation: str) -> Message:
    kind = record.get("kind")
    level = certificate_level(record["level"])
    held = (
        message("{level}证书", level=level)
        if kind is None
        else message("{level}，{kind}证书", level=level, kind=word_of(kind))
    )
    issued = record.get("issued")
    return _joined(
        held, None if issued is None else message("{day}发证", day=_day(issued)), _relation(record, occupation)
    )


def _title(record: Mapping[str, Any], occupation: str) -> Message:
    title, awarded = record.get("title"), record.get("awarded")
    return _joined(
        message("职称级别不详") if title is None else word_of(title),
        None if awarded is None else message("{day}取得", day=_day(awarded)),
        _fits(record, occupation),
    )


def _apprenticeship(record: Mapping[str, Any], occupation: str) -> Message:
    completed = record.get("completed")
    end = message("期满日期不详") if completed is None else message("{day}学徒期满", day=_day(completed))
    return _joined(end, _relation(record, occupation))


def _student_kind(record: str, _occupation: str) -> Message:
    return word_of(record)


def _relation(record: Mapping[str, Any], occupation: str) -> Message:
    """How a record stands to the occupation of the round; without its occupation that is not known."""
    if record.get("occupation") == occupation:
        return message("本职业")
    if occupation in (record.get("related_to") or ()):
        return message("相关职业")
    known = record.get("occupation") is not None and record.get("related_to") is not None
    return message("其他职业") if known else message("与本职业的关系不详")


_READ: dict[Member, Callable[[Any, str], Message]] = {
    Member.EDUCATION: _education,
    Member.EMPLOYMENT: _employment,
    Member.CERTIFICATES: _certificate,
    Member.TITLES: _title,
    Member.APPRENTICESHIPS: _apprenticeship,
    Member.STUDENT_KIND: _student_kind,
}


def _joined(*parts: Message | None) -> Message:
    """Join what is known of a record, with the comma of the language."""
    known = [part for part in parts if part is not None]
    return reduce(lambda before, after: message("{before}，{after}", before=before, after=after), known)


def _day(value: str) -> date:
    return date.fromisoformat(value)
