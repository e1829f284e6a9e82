"""Judges day by day in the plainest way, straight from the wording of the rules: a second opinion for the tests.

It shares nothing with `registry.policy.rules` but the rules' own data. Truth is True, False or None (unknown).
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from registry.policy.law import Condition, Path

Truth = bool | None
HORIZON = date(2060, 1, 1)
CRAFT = {"技工学校", "高级技工学校", "技师学院"}
COLLEGE = ["大专", "本科", "第二学士学位", "硕士", "博士"]
TIERS = {"技术员": 1, "助理工程师": 1, "工程师": 2, "高级工程师": 3, "正高级工程师": 3}
ASKED_TIER = {"初级职称": 1, "中级职称": 2, "高级职称": 3}


def every(truths: Iterable[Truth]) -> Truth:
    seen = list(truths)
    return False if False in seen else None if None in seen else True


def some(truths: Iterable[Truth]) -> Truth:
    seen = list(truths)
    return True if True in seen else None if None in seen else False


def years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class PlainJudge:
    """One person (the JSON object) asked for one occupation."""

    def __init__(self, person: dict[str, Any], occupation: str, relaxed: frozenset[str] = frozenset()) -> None:
        self.person, self.occupation, self.relaxed = person, occupation, relaxed
        self._worked: dict[tuple[bool, int], list[int]] = {}

    def path(self, path: Path, on: date) -> Truth:
        return every(
            self._about(kind, [c for c in path.conditions if _kind(c.fact) == kind], path, on)
            for kind in {_kind(condition.fact) for condition in path.conditions}
        )

    def opens_on(self, path: Path, on: date, scan_to: date) -> date | None:
        day = on
        while day <= min(scan_to, path.valid_to or scan_to):
            if self.path(path, day) is True:
                return day
            day += timedelta(days=1)
        return None

    def _about(self, kind: str | None, conditions: list[Condition], path: Path, on: date) -> Truth:
        asked = [condition for condition in conditions if condition.privilege not in self.relaxed]
        if kind is None:
            return every(self._plain(condition, on) for condition in asked)
        if not asked:
            return True
        records = self.person.get(kind)
        if records is None:
            return None
        return some(every(self._of_record(c, record, path, on) for c in asked) for record in records)

    def _plain(self, condition: Condition, on: date) -> Truth:
        match condition.fact:
            case "age":
                born = self.person.get("birth_date")
                return None if born is None else years_later(_day(born), condition.value) <= on
            case "intends_to_work_in_occupation":
                return self._listed(self.person.get("intends_to_work_in"))
            case "works_in_occupation":
                return self._any(
                    "employment", lambda spell: every([self._fits(spell), _first(spell) <= on <= _last(spell)])
                )
            case "apprenticeship_completed":
                return self._any("apprenticeships", lambda a: every([self._fits(a), _held(a.get("completed"), on)]))
            case "student_kind":
                kinds = self.person.get("student_kind")
                return None if kinds is None else bool(set(kinds) & set(condition.value))
            case "years_in_occupation":
                return self._years(date.min, on, condition.value)
        raise AssertionError(condition.fact)

    def _of_record(self, condition: Condition, record: dict[str, Any], path: Path, on: date) -> Truth:
        fact = condition.fact
        day = record.get("issued", record.get("awarded"))
        if fact.startswith("years_after"):
            return None if day is None else self._years(_day(day), on, condition.value)
        if fact.startswith("years_since"):
            return None if day is None else years_later(_day(day), condition.value) <= on
        match fact:
            case "holds_certificate_level":
                return every([record["level"] == condition.value, self._fits(record), _held(day, on)])
            case "title_level":
                title = record.get("title")
                high = None if title is None else TIERS[title] >= ASKED_TIER[condition.value]
                return every([high, _held(day, on)])
            case "title_field_match" | "diploma_major_match":
                return self._listed(record.get("fits"))
            case "school_evaluated":
                return record.get("school_evaluated")
            case "graduating_student_counts":
                return some([record.get("graduating") or False, _completed(record, on)])
            case "diploma_kind":
                counts = {"graduating_student_counts"} & {c.fact for c in path.conditions}
                kind = some(_diploma(record, value) for value in condition.value)
                return kind if counts else every([kind, _completed(record, on)])
        raise AssertionError(fact)

    def _any(self, member: str, holds: Any) -> Truth:
        records = self.person.get(member)
        return None if records is None else some(holds(record) for record in records)

    def _listed(self, fits: list[str] | None) -> Truth:
        return None if fits is None else self.occupation in fits

    def _fits(self, record: dict[str, Any]) -> Truth:
        code, related = record.get("occupation"), record.get("related_to")
        if code == self.occupation or self.occupation in (related or []):
            return True
        return None if code is None or related is None else False

    def _years(self, since: date, on: date, years: int) -> Truth:
        if self.person.get("employment") is None:
            return None
        if self._full(False, since, on, years):
            return True
        return None if self._full(True, since, on, years) else False

    def _full(self, with_unknown: bool, since: date, on: date, years: int) -> bool:
        days = self._days_worked(with_unknown, since.toordinal())
        number = bisect_left(days, on.toordinal())
        if number == 0:
            return False
        first = date.fromordinal(days[0])
        return first + timedelta(days=number) >= years_later(first, years)

    def _days_worked(self, with_unknown: bool, since: int) -> list[int]:
        if (with_unknown, since) not in self._worked:
            days: set[int] = set()
            for spell in self.person["employment"]:
                fits = self._fits(spell)
                if fits or (with_unknown and fits is None):
                    last = min(_last(spell), HORIZON).toordinal()
                    days.update(range(max(_first(spell).toordinal(), since), last + 1))
            self._worked[with_unknown, since] = sorted(days)
        return self._worked[with_unknown, since]


def _kind(fact: str) -> str | None:
    if "certificate" in fact:
        return "certificates"
    if "title" in fact:
        return "titles"
    diploma = ("diploma_kind", "diploma_major_match", "graduating_student_counts", "school_evaluated")
    return "education" if fact in diploma else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _first(spell: dict[str, Any]) -> date:
    return _day(spell["from"])


def _last(spell: dict[str, Any]) -> date:
    return date.max if spell["to"] is None else _day(spell["to"])


def _held(day: str | None, on: date) -> Truth:
    return None if day is None else _day(day) <= on


def _completed(diploma: dict[str, Any], on: date) -> Truth:
    if diploma.get("completed") is not None:
        return _day(diploma["completed"]) <= on
    return None if diploma.get("graduating") is None else False


def _diploma(diploma: dict[str, Any], value: str) -> Truth:
    school, level = diploma["school_kind"], diploma["level"]
    plain = value.removeprefix("经评估论证的")
    of_kind = {
        "技工院校": school in CRAFT,
        "技工学校": school in CRAFT,
        "技工院校高级工班及以上": school in CRAFT and level in {"高级工班", "预备技师班", "技师班"},
        "高级技工学校": school == "高级技工学校",
        "技师学院": school == "技师学院",
        "中等及以上职业院校": school in {"中等职业学校", "高等职业学校"},
        "中等及以上职业学校": school in {"中等职业学校", "高等职业学校"},
        "高等职业学校": school == "高等职业学校",
        "专科及以上普通高校": school == "普通高校" and level in COLLEGE,
        "大专及以上": school not in CRAFT and level in COLLEGE,
    }[plain]
    return every([of_kind, diploma.get("school_evaluated")]) if plain != value else of_kind
