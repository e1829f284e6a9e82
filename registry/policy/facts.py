"""A person's facts, as the rules of eligibility read them: skill levels and titles read the same facts.

A member that is None is not known. An empty tuple means none; a tuple that is given is complete. The one
exception is `Employment.last_day`: None means that the spell still runs.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from registry.foundation.problems import Message, Problem, Refusal, message

OccupationCode = Annotated[str, Meta(pattern=r"^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}\Z")]
SchoolKind = Literal["普通中学", "中等职业学校", "技工学校", "高级技工学校", "技师学院", "高等职业学校", "普通高校"]
EducationLevel = Literal[
    "初中", "高中", "中专", "大专", "本科", "第二学士学位", "硕士", "博士",
    "中级工班", "高级工班", "预备技师班", "技师班",
]  # fmt: skip
KindOfWork = Literal["技术", "技能"]
CertificateKind = Literal["职业技能等级", "职业资格"]
TitleName = Literal["技术员", "助理工程师", "工程师", "高级工程师", "正高级工程师"]
StudentKind = Literal["技师学院预备技师班", "技师班", "技师学院预备技师证书持有者"]
ExaminedLevel = Literal[5, 4, 3, 2, 1]
RelaxedKind = Literal["education", "seniority", "age", "ratio"]


class Education(Struct, frozen=True, kw_only=True):
    """A course of education (学历): at a 技工院校 `level` is the class, elsewhere the degree.

    Neither `completed` nor `graduating` known: it is not known whether there is a diploma.
    """

    school_kind: SchoolKind
    level: EducationLevel
    completed: date | None = None
    graduating: bool | None = None
    fits: tuple[OccupationCode, ...] | None = None
    school_evaluated: bool | None = None


class Employment(Struct, frozen=True, kw_only=True):
    """A spell of work (工作经历), first and last day both worked; it still runs where `last_day` is None."""

    first_day: date = field(name="from")
    last_day: date | None = field(name="to")
    occupation: OccupationCode | None = None
    related_to: tuple[OccupationCode, ...] | None = None
    work: tuple[KindOfWork, ...] | None = None
    employer_kind: str | None = None
    front_line: bool | None = None

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("'to' must not lie before 'from'")


class HeldCertificate(Struct, frozen=True, kw_only=True):
    """A certificate of a skill level or of the older 职业资格; both count alike. Level 5 is the lowest."""

    level: ExaminedLevel
    kind: CertificateKind | None = None
    occupation: OccupationCode | None = None
    related_to: tuple[OccupationCode, ...] | None = None
    issued: date | None = None


class HeldTitle(Struct, frozen=True, kw_only=True):
    """A professional title (职称); `fits` are the occupations to which its field corresponds."""

    title: TitleName | None = None
    awarded: date | None = None
    fits: tuple[OccupationCode, ...] | None = None


class Apprenticeship(Struct, frozen=True, kw_only=True):
    """An apprenticeship that was completed (学徒期满)."""

    occupation: OccupationCode | None = None
    related_to: tuple[OccupationCode, ...] | None = None
    completed: date | None = None


class PersonFacts(Struct, frozen=True, kw_only=True):
    """All that is known of a person for judging eligibility.

    `commitments` names members that only the person's word backs (告知承诺制); it changes no result.
    """

    birth_date: date | None = None
    education: tuple[Education, ...] | None = None
    employment: tuple[Employment, ...] | None = None
    certificates: tuple[HeldCertificate, ...] | None = None
    titles: tuple[HeldTitle, ...] | None = None
    apprenticeships: tuple[Apprenticeship, ...] | None = None
    student_kind: tuple[StudentKind, ...] | None = None
    intends_to_work_in: tuple[OccupationCode, ...] | None = None
    probation_assessment_passed: bool | None = None
    long_service_in_hard_or_grassroots_area: bool | None = None
    outstanding_results: bool | None = None
    commitments: tuple[str, ...] | None = None


class LegalSource(Struct, frozen=True, kw_only=True):
    """Where a rule of law is written: document, its number, the article."""

    title: str
    number: str = ""
    article: str = ""


class Privileges(Struct, frozen=True, kw_only=True):
    """The limits from which the law frees a filed enterprise (打破学历、资历、年龄、比例限制)."""

    relax: tuple[RelaxedKind, ...]
    source: LegalSource | None = None


Read = TypeVar("Read", PersonFacts, Privileges)


def read_facts(data: Mapping[str, Any], where: str = "person") -> PersonFacts:
    """Return a person's facts from a JSON object; raises `Refusal` (`facts.unreadable`) with the JSON path."""
    return _read(data, PersonFacts, where)


def read_privileges(data: Mapping[str, Any], where: str = "privileges") -> Privileges:
    """Return the privileges of an enterprise; raises `Refusal` (`facts.unreadable`) with the JSON path."""
    return _read(data, Privileges, where)


def facts_as_json(facts: PersonFacts) -> dict[str, Any]:
    """Return the facts as the JSON object from which `read_facts` makes them again."""
    known = msgspec.to_builtins(facts)
    return {member: value for member, value in known.items() if value is not None}


def unreadable(error: msgspec.ValidationError, where: str) -> Problem:
    """Return the problem of a JSON value that breaks the format: what was found, and its JSON path."""
    fault, _, path = str(error).partition(" - at `$")
    place = (where + path.rstrip("`")).lstrip(".")
    return Problem(
        "facts.unreadable",
        message("这里的内容不符合格式（{where}）：{fault}。", where=place, fault=_in_words(fault)),
        where=place,
        cure=message("请按格式说明改正后再提交。"),
    )


def _read(data: Mapping[str, Any], kind: type[Read], where: str) -> Read:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise Refusal(unreadable(error, where)) from None


_FAULTS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"Expected `(?P<expected>[^`]+)`, got `(?P<found>[^`]+)`"), message("应为 {expected}，实为 {found}")),
    (re.compile(r"Object missing required field `(?P<field>[^`]+)`"), message("缺少 {field}")),
    (re.compile(r"Invalid enum value (?P<value>.+)"), message("{value} 不是可用的值")),
    (re.compile(r"Invalid RFC3339 encoded (?:date|datetime)"), message("日期应写成 2024-05-06 这样的形式")),
    (re.compile(r"Expected `str` matching regex .*"), message("职业编码应写成 6-31-01-03 这样的形式")),
    (re.compile(r"'to' must not lie before 'from'"), message("结束日期不能早于开始日期")),
)


def _in_words(fault: str) -> Message:
    for pattern, text in _FAULTS:
        if found := pattern.fullmatch(fault):
            return Message(text.text, found.groupdict())
    return message("{fault}", fault=fault)
