"""The words over a roster's columns, and the fact that each of them names."""

import re
import tomllib
from enum import StrEnum
from functools import cache

from registry.foundation.places import SEEDS
from registry.foundation.problems import Message, message
from registry.foundation.typing_habits import half_width, without_invisible


class Fact(StrEnum):
    """What a column tells of a person; also the names under which columns are mapped by hand."""

    SEQUENCE = "sequence"
    NAME = "name"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_KIND = "document_kind"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    EDUCATION = "education"
    SCHOOL = "school"
    MAJOR = "major"
    WORK_START = "work_start"
    YEARS_IN_OCCUPATION = "years_in_occupation"
    YEARS_OF_WORK = "years_of_work"
    OCCUPATION_START = "occupation_start"
    HELD_LEVEL = "held_level"
    HELD_OCCUPATION = "held_occupation"
    HELD_NUMBER = "held_number"
    HELD_ISSUED = "held_issued"
    TITLE = "title"
    TITLE_AWARDED = "title_awarded"
    OCCUPATION = "occupation"
    JOB_TYPE = "job_type"
    LEVEL = "level"
    PHONE = "phone"
    UNIT = "unit"
    APPLIED_ON = "applied_on"
    REMARK = "remark"
    RETURNED_FOR = "returned_for"
    NOT_USED = "not_used"

    @property
    def full_name(self) -> Message:
        """What the page calls the fact."""
        return _NAMES[self]


_NAMES = {
    Fact.SEQUENCE: message("序号"),
    Fact.NAME: message("姓名"),
    Fact.DOCUMENT_NUMBER: message("证件号码"),
    Fact.DOCUMENT_KIND: message("证件类型"),
    Fact.SEX: message("性别"),
    Fact.BIRTH_DATE: message("出生日期"),
    Fact.EDUCATION: message("文化程度"),
    Fact.SCHOOL: message("毕业院校"),
    Fact.MAJOR: message("所学专业"),
    Fact.WORK_START: message("参加工作时间"),
    Fact.YEARS_IN_OCCUPATION: message("从事本职业年限"),
    Fact.YEARS_OF_WORK: message("工龄"),
    Fact.OCCUPATION_START: message("从事本职业起始时间"),
    Fact.HELD_LEVEL: message("现有证书等级"),
    Fact.HELD_OCCUPATION: message("现有证书职业"),
    Fact.HELD_NUMBER: message("现有证书编号"),
    Fact.HELD_ISSUED: message("现有证书发证日期"),
    Fact.TITLE: message("职称"),
    Fact.TITLE_AWARDED: message("职称取得时间"),
    Fact.OCCUPATION: message("申报职业"),
    Fact.JOB_TYPE: message("申报工种"),
    Fact.LEVEL: message("申报级别"),
    Fact.PHONE: message("联系电话"),
    Fact.UNIT: message("单位"),
    Fact.APPLIED_ON: message("申报日期"),
    Fact.REMARK: message("备注"),
    Fact.RETURNED_FOR: message("退回原因"),
    Fact.NOT_USED: message("不使用"),
}


@cache
def _words(part: str) -> dict[str, Fact]:
    """Return the words of one part of the catalogue of headings, each with its fact."""
    with (SEEDS / "catalogue" / "roster-headings.toml").open("rb") as file:
        facts = tomllib.load(file)[part]
    return {word: Fact(fact) for fact, words in facts.items() for word in words.split()}


_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}|<[^<>]*>")
_MARKS = re.compile(r"[*★☆●※▲△◆·•:：;；,，。!?'\"`“”‘’_]")
_ITEM_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z](?=[.、)]))[.、)]\s*")
_DUTY = re.compile(r"^(?:必填|选填|必录)(?:项)?|(?:必填|选填|必录)(?:项)?$")
_HELD = re.compile("(?:现|原|已|所持|持有|取得|获得).*(?:证书|资格|等级|技能|持证)|^证书|持证|原证")


@cache
def plain_heading(text: str) -> str:
    """Return a heading without blanks, line ends, notes in brackets, stars and numbering, in lower case."""
    plain = re.sub(r"\s", "", half_width(without_invisible(text))).lower()
    plain = _MARKS.sub("", _ITEM_NUMBER.sub("", plain)).rstrip(".")
    without_notes = _NOTE.sub("", plain)
    return _DUTY.sub("", without_notes or plain)


@cache
def fact_of_heading(text: str, group: str = "") -> Fact | None:
    """Return the fact that a heading names, under the heading of a group of columns where there is one."""
    plain = plain_heading(text)
    if group and (fact := _in_group(plain, plain_heading(group))):
        return fact
    return _words("headings").get(plain) or _fact_of_parts(plain)


def _fact_of_parts(plain: str) -> Fact | None:
    """Return the fact of a heading such as 身份证号码/护照号: all its known parts must name the same."""
    parts = re.split(r"[/、或|及和&]", plain)
    known = _words("headings")
    facts = {known[part] for part in parts if part in known}
    return facts.pop() if len(parts) > 1 and len(facts) == 1 else None


def _in_group(plain: str, group: str) -> Fact | None:
    if re.search("申报|报考|拟|认定|申请", group) and not re.search("证书|现有|原", group):
        return None
    if "职称" in group or "专业技术" in group:
        return _words("under_title").get(plain)
    if _HELD.search(group):
        return _words("under_held").get(plain)
    if "证件" in group or "身份" in group:
        return _words("under_document").get(plain)
    return _words("headings").get(group + plain)
