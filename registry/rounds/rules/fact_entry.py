"""Facts that a clerk adds to a candidate afterwards (补充事实): one record each, as a form gives it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from registry.foundation.form_readers import day, one_of, whole_number
from registry.foundation.forms import Answer, Form
from registry.foundation.problems import Message, Problem, message
from registry.policy.facts import CertificateKind, EducationLevel, SchoolKind, StudentKind, TitleName


class Member(StrEnum):
    """The members of a person's facts that can be added to."""

    EDUCATION = "education"
    EMPLOYMENT = "employment"
    CERTIFICATES = "certificates"
    TITLES = "titles"
    APPRENTICESHIPS = "apprenticeships"
    STUDENT_KIND = "student_kind"

    @property
    def in_words(self) -> Message:
        """The member as a person calls it."""
        return _MEMBER_WORDS[self]


_MEMBER_WORDS = {
    Member.EDUCATION: message("学历"),
    Member.EMPLOYMENT: message("工作经历"),
    Member.CERTIFICATES: message("已有的证书"),
    Member.TITLES: message("职称"),
    Member.APPRENTICESHIPS: message("学徒经历"),
    Member.STUDENT_KIND: message("在读班次"),
}

NONE_AT_ALL = "none"
# No occupation of the classification: it says only that a record is of another one, which nobody asked to name.
NO_OCCUPATION = "0-00-00-00"
# How a record stands to the round's occupation: it is the same, a related one, or another one.
RELATIONS = {"same": message("就是本职业"), "related": message("是相关职业"), "other": message("是别的职业")}
YES_NO = {"yes": True, "no": False}
_MOST_RECORDS = 200
_LEVELS = {str(level): level for level in range(5, 0, -1)}


@dataclass(frozen=True, slots=True)
class FactToAdd:
    """A record to add to a member, or the statement that there is none at all (`record` is None).

    `replaces` counts from 0 and names a record that was given incompletely and is completed by this one.
    """

    member: Member
    record: Any | None
    committed: bool
    replaces: int | None = None


def choices_of(kind: object) -> dict[str, str]:
    """Return the words that the law allows for a field, as choices."""
    return {word: word for word in get_args(kind)}


def read_fact(member: Member, form: Form, occupation: str) -> FactToAdd:
    """Return the record that a form gives for a member; raises `Refusal` with every problem at its field."""
    committed = form.ticked("committed")
    if form.typed("none_at_all") == NONE_AT_ALL:
        return FactToAdd(member, None, committed)
    replaces = form.optional("replaces", whole_number(0, _MOST_RECORDS))
    record = _READERS[member](form, occupation)
    return FactToAdd(member, record, committed, replaces.value)


def _education(form: Form, occupation: str) -> Mapping[str, Any]:
    school = form.asked("school_kind", one_of(choices_of(SchoolKind)), missing=message("请选择学校类型。"))
    level = form.asked("level", one_of(choices_of(EducationLevel)), missing=message("请选择学历层次或班次。"))
    completed = form.optional("completed", day)
    fits = form.asked("fits", one_of(YES_NO), missing=message("请选择所学专业是否对应。"))
    evaluated = form.optional("school_evaluated", one_of(YES_NO))
    graduating = form.ticked("graduating")
    record = {
        "school_kind": school.value,
        "level": level.value,
        "completed": _iso(completed.value),
        "graduating": graduating if completed.value is None else False,
        "fits": [occupation] if fits.value else [],
        "school_evaluated": evaluated.value,
    }
    return {name: value for name, value in record.items() if value is not None}


def _employment(form: Form, occupation: str) -> Mapping[str, Any]:
    first = form.asked("from", day, missing=message("请填写开始日期。"))
    last = form.optional("to", day)
    related = _asked_relation(form)
    if first.given is not None and last.given is not None and last.given < first.given:
        form.problems.append(
            Problem("facts.order", message("结束日期早于开始日期。"), "to", message("请核对两个日期。"))
        )
    spell = {"from": _iso(first.value), "to": _iso(last.value), "work": ["技能"]}
    return {**spell, **_relation(related.value, occupation)}


def _certificate(form: Form, occupation: str) -> Mapping[str, Any]:
    kind = form.asked("kind", one_of(choices_of(CertificateKind)), missing=message("请选择证书种类。"))
    level = form.asked("certificate_level", one_of(_LEVELS), missing=message("请选择证书等级。"))
    issued = form.asked("issued", day, missing=message("请填写发证日期。"))
    related = _asked_relation(form)
    held = {"kind": kind.value, "level": level.value, "issued": _iso(issued.value)}
    return {**held, **_relation(related.value, occupation)}


def _title(form: Form, occupation: str) -> Mapping[str, Any]:
    title = form.asked("title", one_of(choices_of(TitleName)), missing=message("请选择职称。"))
    awarded = form.asked("awarded", day, missing=message("请填写取得日期。"))
    fits = form.asked("fits", one_of(YES_NO), missing=message("请选择职称专业是否对应。"))
    return {"title": title.value, "awarded": _iso(awarded.value), "fits": [occupation] if fits.value else []}


def _apprenticeship(form: Form, occupation: str) -> Mapping[str, Any]:
    completed = form.asked("completed", day, missing=message("请填写学徒期满日期。"))
    related = _asked_relation(form)
    return {"completed": _iso(completed.value), **_relation(related.value, occupation)}


def _student_kind(form: Form, _occupation: str) -> str:
    kind = form.asked("student_kind", one_of(choices_of(StudentKind)), missing=message("请选择在读班次。"))
    return kind.value


_READERS = {
    Member.EDUCATION: _education,
    Member.EMPLOYMENT: _employment,
    Member.CERTIFICATES: _certificate,
    Member.TITLES: _title,
    Member.APPRENTICESHIPS: _apprenticeship,
    Member.STUDENT_KIND: _student_kind,
}


def _asked_relation(form: Form) -> Answer[str]:
    return form.asked("relation", one_of({name: name for name in RELATIONS}), missing=message("请选择与本职业的关系。"))


def _relation(relation: str, occupation: str) -> Mapping[str, Any]:
    """The occupation of a record: the round's own, one related to it, or one that is neither and need not be named."""
    if relation == "same":
        return {"occupation": occupation, "related_to": []}
    return {"occupation": NO_OCCUPATION, "related_to": [occupation] if relation == "related" else []}


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _with_record(records: Sequence[Any], added: FactToAdd) -> list[Any]:
    if added.record is None:
        return []
    if added.replaces is None or added.replaces >= len(records):
        return [*records, added.record]
    return [*records[: added.replaces], added.record, *records[added.replaces + 1 :]]


def values_of(member: Member, record: Any, occupation: str) -> dict[str, str]:
    """Return what a form shows of a record that is to be completed; what is not known stays empty."""
    if isinstance(record, str):
        return {member.value: record}
    known = {name: value for name, value in record.items() if isinstance(value, str)}
    if "level" in record and member is Member.CERTIFICATES:
        known["certificate_level"] = str(record["level"])
    derived = {"fits": _fits(record, occupation), "relation": _relation_of(record, occupation)}
    known |= {name: value for name, value in derived.items() if value is not None}
    if isinstance(record.get("school_evaluated"), bool):
        known["school_evaluated"] = "yes" if record["school_evaluated"] else "no"
    return known | ({"graduating": "on"} if record.get("graduating") else {})


def _fits(record: Mapping[str, Any], occupation: str) -> str | None:
    fits = record.get("fits")
    return None if fits is None else "yes" if occupation in fits else "no"


def _relation_of(record: Mapping[str, Any], occupation: str) -> str | None:
    if record.get("occupation") == occupation:
        return "same"
    if occupation in (record.get("related_to") or ()):
        return "related"
    return "other" if record.get("occupation") and record.get("related_to") is not None else None


def with_fact(facts: Mapping[str, Any], added: FactToAdd) -> dict[str, Any]:
    """Return facts with a record added; a member that was not known becomes the list of what is known now.

    A commitment is noted for the member; evidence for it takes the commitment away.
    """
    name = added.member.value
    records = _with_record(facts.get(name) or [], added)
    commitments = {*facts.get("commitments", [])} - {name} | ({name} if added.committed else set())
    changed = {**facts, name: records, "commitments": sorted(commitments)}
    if not commitments:
        del changed["commitments"]
    return changed
