"""What was found for a condition, fact by fact: each function says in words what the course has decided."""

from collections.abc import Callable, Sequence

from registry.foundation.problems import Message, message
from registry.policy.catalogue import SkillLevel
from registry.policy.rules.courses import is_of_kind
from registry.policy.rules.looking import (
    Finding,
    Look,
    empty_list,
    not_known,
    record_as_json,
    to_be_known,
    unknown_list,
)
from registry.policy.rules.vocabulary import VOCABULARY
from registry.policy.rules.work_findings import plain_time, worked, works_now
from registry.policy.rules.years import anniversary, years_between

FITS = ("occupation", "related_to")


def find(look: Look) -> Finding:
    """Return what was found for a condition, and what is missing where it is not met or not known."""
    fact = VOCABULARY[look.condition.fact]
    if fact.record is not None and look.index is None:
        return empty_list(fact.members[0])
    for member in fact.members:
        if getattr(look.case.facts, member) is None:
            return unknown_list(member)
    return _FINDERS[_family(look.condition.fact)](look)


def _family(fact: str) -> str:
    return fact.rstrip("12345").rstrip("_") if "certificate_" in fact and fact[-1].isdigit() else fact


# The person
def _age(look: Look) -> Finding:
    born = look.case.facts.birth_date
    assert born is not None
    years, _ = years_between(born, look.on)
    says = message("{born}出生，{day}时 {years} 周岁。", born=born, day=look.on, years=years)
    reached = anniversary(born, look.condition.value)
    waits = look.result == "not_met" and reached is not None and reached > look.on
    missing = message("{day}年满 {years} 周岁。", day=reached, years=look.condition.value) if waits else None
    return Finding({"birth_date": born.isoformat(), "years": years}, says, missing)


def _intends(look: Look) -> Finding:
    intended = look.case.facts.intends_to_work_in or ()
    if look.result == "met":
        return Finding(list(intended), message("已填报拟从事该职业。"))
    return Finding(list(intended), message("没有填报拟从事该职业。"), message("确有此意向的，请填报拟从事的职业。"))


def _student_kind(look: Look) -> Finding:
    kinds = look.case.facts.student_kind or ()
    if look.result == "met":
        return Finding(list(kinds), message("已登记相应的在校身份。"))
    return Finding(list(kinds), message("没有登记相应的在校身份。"))


def _apprenticeship(look: Look) -> Finding:
    served = look.case.facts.apprenticeships or ()
    said = [record_as_json("apprenticeships", index, record) for index, record in enumerate(served)]
    if look.result == "met":
        return Finding(said, message("已有本职业或相关职业的学徒期满记录。"))
    if look.result == "not_met":
        return Finding(said, message("到{day}没有本职业或相关职业的学徒期满记录。", day=look.on))
    places = [
        place
        for index, record in enumerate(served)
        if look.case.fits(record) is not False
        for place in not_known(index, record, (*FITS, "completed"))
    ]
    return to_be_known(said, message("学徒经历的职业或期满日期尚不清楚。"), "apprenticeships", places)


# One certificate
def _certificate(look: Look) -> Finding:
    held, level = look.record, SkillLevel.of_code(look.record.level)
    fits = look.case.fits(held)
    says = message("{day}取得{level}证书。", day=held.issued, level=level)
    if held.level != look.condition.value:
        says = message("所持证书为{level}，不是所要求的等级。", level=level)
    elif fits is False:
        says = message("所持{level}证书不属于本职业或相关职业。", level=level)
    elif held.issued is not None and held.issued > look.on:
        says = message("{level}证书{issued}颁发，{day}时尚未取得。", level=level, issued=held.issued, day=look.on)
    elif look.result == "unknown":
        says = message("{level}证书的职业或发证日期尚不清楚。", level=level)
    return _on_record(look, "certificates", says, ("issued",) if fits else (*FITS, "issued"))


def _years_after_certificate(look: Look) -> Finding:
    return worked(look, look.record.issued, "certificates", "issued")


def _years_since_certificate(look: Look) -> Finding:
    return plain_time(look, look.record.issued)


# One title
def _title(look: Look) -> Finding:
    held = look.record
    reaches = None if held.title is None else look.case.ladders.reaches(held.title, look.condition.value)
    title = look.case.ladders.names.get(held.title)
    says = message("{day}取得职称“{title}”。", day=held.awarded, title=title)
    if reaches is False:
        says = message("职称“{title}”低于所要求的层级。", title=title)
    elif held.awarded is not None and held.awarded > look.on:
        says = message("职称于{awarded}取得，{day}时尚未取得。", awarded=held.awarded, day=look.on)
    elif look.result == "unknown":
        says = message("职称的名称或取得日期尚不清楚。")
    return _on_record(look, "titles", says, ("title", "awarded"))


def _title_field(look: Look) -> Finding:
    says = {
        "met": message("职称的专业与该职业对应。"),
        "not_met": message("职称的专业与该职业不对应。"),
        "unknown": message("职称的专业与该职业是否对应尚不清楚。"),
    }[look.result]
    return _on_record(look, "titles", says, ("fits",))


def _years_after_title(look: Look) -> Finding:
    return worked(look, look.record.awarded, "titles", "awarded")


# One diploma
def _diploma_kind(look: Look) -> Finding:
    diploma, condition = look.record, look.condition
    kinds = [is_of_kind(diploma, look.case.ladders.diploma_kinds[name]) for name in condition.value]
    names = look.case.ladders.names
    school = {"school": names[diploma.school_kind], "level": names[diploma.level]}
    if all(answer is False for answer in kinds):
        return _on_record(look, "education", message("学历为{school}（{level}），不在所列范围。", **school))
    if look.result == "unknown" and True not in kinds:
        says = message("学历为{school}（{level}），是否经评估论证尚不清楚。", **school)
        unfinished = condition.with_completion and diploma.completed is None and diploma.graduating is None
        keys = ("school_evaluated", "completed", "graduating") if unfinished else ("school_evaluated",)
        return _on_record(look, "education", says, keys)
    if condition.with_completion:
        return _completion(look)
    return _on_record(look, "education", message("学历为{school}（{level}）。", **school))


def _graduating(look: Look) -> Finding:
    if look.record.graduating and look.result == "met":
        return _on_record(look, "education", message("为应届毕业生。"))
    return _completion(look)


def _completion(look: Look) -> Finding:
    completed = look.record.completed
    says = message("{day}毕业。", day=completed)
    if look.result == "unknown":
        says = message("是否已毕业尚不清楚。")
    elif completed is None:
        says = message("尚未毕业。")
    elif completed > look.on:
        says = message("{completed}毕业，{day}时尚未毕业。", completed=completed, day=look.on)
    return _on_record(look, "education", says, ("completed", "graduating"))


def _major(look: Look) -> Finding:
    says = {
        "met": message("所学专业与该职业对口。"),
        "not_met": message("所学专业与该职业不对口。"),
        "unknown": message("所学专业与该职业是否对口尚不清楚。"),
    }[look.result]
    return _on_record(look, "education", says, ("fits",))


def _evaluated(look: Look) -> Finding:
    says = {
        "met": message("学校和专业已经评估论证。"),
        "not_met": message("学校或专业未经评估论证。"),
        "unknown": message("学校和专业是否经评估论证尚不清楚。"),
    }[look.result]
    return _on_record(look, "education", says, ("school_evaluated",))


def _on_record(look: Look, member: str, says: Message, keys: Sequence[str] = ()) -> Finding:
    assert look.index is not None
    said = record_as_json(member, look.index, look.record)
    if look.result != "unknown":
        return Finding(said, says)
    return to_be_known(said, says, member, not_known(look.index, look.record, keys))


_FINDERS: dict[str, Callable[[Look], Finding]] = {
    "age": _age,
    "intends_to_work_in_occupation": _intends,
    "works_in_occupation": works_now,
    "years_in_occupation": lambda look: worked(look, None, "employment", ""),
    "apprenticeship_completed": _apprenticeship,
    "student_kind": _student_kind,
    "holds_certificate_level": _certificate,
    "years_after_certificate": _years_after_certificate,
    "years_since_certificate": _years_since_certificate,
    "title_level": _title,
    "title_field_match": _title_field,
    "years_after_title": _years_after_title,
    "diploma_kind": _diploma_kind,
    "diploma_major_match": _major,
    "graduating_student_counts": _graduating,
    "school_evaluated": _evaluated,
}
