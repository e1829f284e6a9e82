"""Who is eligible, read like the law: before, on and after each limit; one record; what is not known."""

from datetime import date
from typing import Any

import pytest

from registry.policy.decisions import ConditionDecision, Decision
from registry.policy.facts import LegalSource, Privileges, RelaxedKind, read_facts
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy

ELECTRICIAN = "6-31-01-03"
FITTER = "6-31-01-02"
NOTHING: dict[str, Any] = {
    "birth_date": "1985-05-05",
    "education": [],
    "employment": [],
    "certificates": [],
    "titles": [],
    "apprenticeships": [],
    "student_kind": [],
    "intends_to_work_in": [],
}
NOTICE = LegalSource(
    title="关于做好支持民营经济发展壮大有关工作的通知", number="晋人社厅发〔2024〕11号", article="一、1"
)


def judged(level: int, on: str, *relax: RelaxedKind, **facts: Any) -> Decision:
    day = date.fromisoformat(on)
    return judge(
        read_facts(NOTHING | facts),
        rules=shipped_policy().eligibility_rules(ELECTRICIAN, day),
        level=level,
        occupation=ELECTRICIAN,
        on=day,
        privileges=Privileges(relax=relax, source=NOTICE) if relax else None,
    )


def result(decision: Decision, path: str) -> str:
    return next(outcome.result for outcome in decision.outcomes if outcome.path == path)


def opens(decision: Decision, path: str) -> date | None:
    return next(outcome.opens_on for outcome in decision.outcomes if outcome.path == path)


def condition(decision: Decision, condition_id: str) -> ConditionDecision:
    return next(c for path in decision.paths for c in path.conditions if c.condition == condition_id)


def works(first: str, last: str | None = None, occupation: str | None = ELECTRICIAN, **more: Any) -> dict[str, Any]:
    return {"from": first, "to": last, "occupation": occupation, "related_to": []} | more


def certificate(level: int, issued: str | None, occupation: str = ELECTRICIAN, **more: Any) -> dict[str, Any]:
    return {"level": level, "issued": issued, "occupation": occupation, "related_to": []} | more


def diploma(school: str, level: str, **more: Any) -> dict[str, Any]:
    return {"school_kind": school, "level": level, "completed": "2020-07-01", "fits": [ELECTRICIAN]} | more


# Dated facts
@pytest.mark.parametrize(("on", "held"), [("2024-03-14", "not_met"), ("2024-03-15", "met"), ("2024-03-16", "met")])
def test_a_certificate_issued_tomorrow_is_not_held_today(on: str, held: str) -> None:
    student = {"certificates": [certificate(4, "2024-03-15")], "education": [diploma("普通高校", "本科")]}

    assert result(judged(3, on, **student), "E3-5") == held
    assert opens(judged(3, on, **student), "E3-5") == max(date(2024, 3, 15), date.fromisoformat(on))


def test_a_certificate_without_a_day_may_or_may_not_be_held() -> None:
    decision = judged(3, "2024-06-01", certificates=[certificate(4, None)], education=[diploma("普通高校", "本科")])

    assert result(decision, "E3-5") == "unknown"
    assert opens(decision, "E3-5") is None
    assert condition(decision, "E3-5-1").unknown == ("certificates[0].issued",)


def test_years_from_a_day_that_is_not_known_are_unknown_even_where_all_work_is_too_little() -> None:
    decision = judged(4, "2024-06-01", certificates=[certificate(5, None)], employment=[works("2024-05-01")])

    assert result(decision, "E4-2") == "unknown"
    assert condition(decision, "E4-2-2").result == "unknown"


def test_a_certificate_of_another_level_needs_no_day_to_be_useless() -> None:
    assert result(judged(4, "2024-06-01", certificates=[certificate(3, None)]), "E4-2") == "not_met"


def test_a_higher_certificate_does_not_stand_for_the_one_required() -> None:
    long_held = [certificate(3, "2010-01-01")]

    assert (
        result(judged(3, "2024-06-01", certificates=long_held, employment=[works("2010-01-01")]), "E3-2") == "not_met"
    )


# Fitting the occupation
@pytest.mark.parametrize(
    ("spell", "expected"),
    [
        (works("2015-01-01"), "met"),
        (works("2015-01-01", occupation=FITTER), "not_met"),
        (works("2015-01-01", occupation=FITTER, related_to=[ELECTRICIAN]), "met"),
        (works("2015-01-01", occupation=FITTER, related_to=None), "unknown"),
        (works("2015-01-01", occupation=None), "unknown"),
        (works("2015-01-01", occupation=None, related_to=[ELECTRICIAN]), "met"),
        (works("2015-01-01", related_to=None), "met"),
    ],
)
def test_work_counts_in_the_occupation_or_a_related_one(spell: dict[str, Any], expected: str) -> None:
    assert result(judged(4, "2024-06-01", employment=[spell]), "E4-1") == expected


def test_work_of_which_it_is_not_known_whether_it_fits_is_counted_with_and_without() -> None:
    perhaps = works("2016-01-01", "2018-12-31", FITTER, related_to=None)

    enough_without = judged(4, "2024-06-01", employment=[perhaps, works("2019-06-01")])
    too_little_with = judged(4, "2024-06-01", employment=[perhaps, works("2024-01-01")])
    only_with = judged(4, "2024-06-01", employment=[perhaps, works("2022-01-01")])

    assert result(enough_without, "E4-1") == "met"
    assert result(too_little_with, "E4-1") == "not_met"
    assert result(only_with, "E4-1") == "unknown"
    assert opens(only_with, "E4-1") == date(2027, 1, 1)


# One record
def test_two_diplomas_that_each_meet_half_do_not() -> None:
    halves = [diploma("技师学院", "高级工班", fits=[]), diploma("普通高校", "本科")]

    assert result(judged(3, "2024-06-01", education=halves), "E3-4") == "not_met"
    assert result(judged(3, "2024-06-01", education=[diploma("技师学院", "高级工班"), *halves]), "E3-4") == "met"


def test_two_certificates_that_each_meet_half_do_not() -> None:
    new_here_old_there = [certificate(4, "2024-01-01"), certificate(4, "2010-01-01", FITTER)]

    decision = judged(3, "2024-06-01", certificates=new_here_old_there, employment=[works("2010-01-01")])

    assert result(decision, "E3-2") == "not_met"
    assert opens(decision, "E3-2") == date(2028, 1, 1)


def test_two_titles_that_each_meet_half_do_not() -> None:
    titles = [
        {"title": "工程师", "awarded": "2024-05-01", "fits": [ELECTRICIAN]},
        {"title": "工程师", "awarded": "2015-05-01", "fits": []},
    ]

    decision = judged(2, "2024-06-01", titles=titles, employment=[works("2010-01-01")])

    assert (result(decision, "E2-3"), opens(decision, "E2-3")) == ("not_met", date(2025, 5, 1))


# Titles
@pytest.mark.parametrize(
    ("title", "junior", "intermediate"),
    [
        ("技术员", "met", "not_met"),
        ("助理工程师", "met", "not_met"),
        ("工程师", "met", "met"),
        ("正高级工程师", "met", "met"),
        (None, "unknown", "unknown"),
    ],
)
def test_a_title_reaches_its_own_tier_and_those_below(title: str | None, junior: str, intermediate: str) -> None:
    facts = {
        "titles": [{"title": title, "awarded": "2015-01-01", "fits": [ELECTRICIAN]}],
        "employment": [works("2015-01-01")],
    }

    assert result(judged(3, "2024-06-01", **facts), "E3-3") == junior
    assert result(judged(2, "2024-06-01", **facts), "E2-3") == intermediate


# Diplomas
@pytest.mark.parametrize(
    ("school", "level", "e43", "e34", "e36"),
    [
        ("普通中学", "高中", "not_met", "not_met", "not_met"),
        ("中等职业学校", "中专", "met", "not_met", "not_met"),
        ("技工学校", "中级工班", "met", "not_met", "not_met"),
        ("高级技工学校", "高级工班", "met", "met", "not_met"),
        ("技师学院", "技师班", "met", "met", "not_met"),
        ("高等职业学校", "大专", "met", "not_met", "met"),
        ("普通高校", "博士", "met", "not_met", "met"),
    ],
)
def test_which_schools_count_in_the_edition_of_2023(school: str, level: str, e43: str, e34: str, e36: str) -> None:
    education = [diploma(school, level, school_evaluated=True)]

    assert result(judged(4, "2024-06-01", education=education), "E4-3") == e43
    assert result(judged(3, "2024-06-01", education=education), "E3-4") == e34
    assert result(judged(3, "2024-06-01", education=education), "E3-6") == e36


@pytest.mark.parametrize(
    ("school", "level", "evaluated", "f43", "f32", "f33"),
    [
        ("技工学校", "中级工班", None, "met", "not_met", "not_met"),
        ("高级技工学校", "中级工班", False, "met", "met", "not_met"),
        ("中等职业学校", "中专", True, "met", "not_met", "not_met"),
        ("中等职业学校", "中专", None, "unknown", "not_met", "not_met"),
        ("高等职业学校", "大专", False, "not_met", "not_met", "met"),
        ("高等职业学校", "大专", True, "met", "met", "met"),
        ("普通高校", "本科", True, "not_met", "not_met", "met"),
    ],
)
def test_which_schools_count_in_the_edition_of_2018(
    school: str, level: str, evaluated: bool | None, f43: str, f32: str, f33: str
) -> None:
    facts = {
        "education": [diploma(school, level, school_evaluated=evaluated)],
        "certificates": [certificate(4, "2018-01-01")],
        "employment": [works("2018-01-01")],
    }

    assert result(judged(4, "2021-06-01", **facts), "F4-3") == f43
    assert result(judged(3, "2021-06-01", **facts), "F3-2") == f32
    assert result(judged(3, "2021-06-01", **facts), "F3-3") == f33


@pytest.mark.parametrize(
    ("completed", "graduating", "counts", "must_be_completed"),
    [
        ("2024-06-01", None, "met", "met"),
        ("2024-06-02", None, "not_met", "not_met"),
        ("2024-06-02", True, "met", "not_met"),
        (None, True, "met", "not_met"),
        (None, False, "not_met", "not_met"),
        (None, None, "unknown", "unknown"),
    ],
)
def test_a_graduating_student_counts_only_where_the_path_says_so(
    completed: str | None, graduating: bool | None, counts: str, must_be_completed: str
) -> None:
    education = [diploma("高等职业学校", "大专", completed=completed, graduating=graduating, school_evaluated=True)]
    facts = {"education": education, "certificates": [certificate(4, "2020-01-01")]}

    assert result(judged(3, "2024-06-01", **facts), "E3-5") == counts
    assert result(judged(3, "2024-06-01", **facts), "E3-6") == must_be_completed


# Work that holds the day
@pytest.mark.parametrize(
    ("on", "expected", "first"),
    [
        ("2024-04-30", "not_met", date(2024, 5, 1)),
        ("2024-05-01", "met", date(2024, 5, 1)),
        ("2024-05-31", "met", date(2024, 5, 31)),
        ("2024-06-01", "not_met", date(2024, 9, 1)),
        ("2024-10-01", "not_met", None),
    ],
)
def test_first_and_last_day_of_a_spell_are_both_worked(on: str, expected: str, first: date | None) -> None:
    spells = [works("2024-05-01", "2024-05-31"), works("2024-09-01", "2024-09-30")]

    decision = judged(5, on, employment=spells)

    assert (result(decision, "E5-2"), opens(decision, "E5-2")) == (expected, first)


def test_work_that_ended_before_the_sixteenth_birthday_never_opens_the_path() -> None:
    decision = judged(5, "2024-01-01", birth_date="2008-06-15", employment=[works("2023-09-01", "2024-06-14")])

    assert opens(decision, "E5-2") is None


# The end of an edition
def test_what_opens_after_the_last_day_of_the_edition_does_not_open() -> None:
    on_the_last_day = judged(4, "2023-09-01", employment=[works("2017-09-30")])
    the_day_after = judged(4, "2023-09-01", employment=[works("2017-10-01")])

    assert opens(on_the_last_day, "F4-2") == date(2023, 9, 30)
    assert opens(the_day_after, "F4-2") is None


def test_exactly_the_paths_in_force_are_answered() -> None:
    assert [o.path for o in judged(5, "2023-09-30").outcomes] == ["F5-1", "F5-2"]
    assert [o.path for o in judged(5, "2023-10-01").outcomes] == ["E5-1", "E5-2"]


# Child labour
@pytest.mark.parametrize(
    ("on", "eligible", "barred"),
    [("2024-05-04", False, True), ("2024-05-05", True, False), ("2024-05-06", True, False)],
)
def test_nobody_is_eligible_before_the_sixteenth_birthday(on: str, eligible: bool, barred: bool) -> None:
    decision = judged(4, on, "seniority", birth_date="2008-05-05")

    assert (decision.eligible, decision.barred is not None) == (eligible, barred)
    assert result(decision, "E4-1") == "met"


def test_who_may_be_under_sixteen_is_not_known_to_be() -> None:
    assert judged(4, "2024-05-04", "seniority", birth_date=None).eligible is True


def test_the_bar_names_its_source() -> None:
    bar = judged(5, "2024-05-04", birth_date="2008-05-05").barred

    assert bar is not None
    assert (bar.code, bar.source.number, bar.required["value"]) == ("eligibility.under-age", "国务院令第364号", 16)


# Privileges
def test_seniority_relaxes_years_certificates_titles_and_apprenticeship_whatever_the_facts() -> None:
    unknown = dict.fromkeys(NOTHING)
    decision = judged(2, "2024-06-01", "seniority", **unknown)

    results = {outcome.path: outcome.result for outcome in decision.outcomes}
    assert results == {"E2-1": "met", "E2-2": "met", "E2-3": "met", "E2-4": "unknown", "E2-5": "unknown"}
    assert judged(5, "2022-06-01", "seniority").eligible is True


def test_education_relaxes_diplomas_and_kinds_of_students() -> None:
    decision = judged(2, "2024-06-01", "education", certificates=[certificate(3, "2022-06-01")])

    assert (result(decision, "E2-4"), result(decision, "E2-5")) == ("not_met", "met")


@pytest.mark.parametrize("kind", ["age", "ratio"])
def test_age_and_ratio_relax_no_condition_of_todays_rules(kind: RelaxedKind) -> None:
    with_it, without = judged(5, "2024-06-01", kind), judged(5, "2024-06-01")

    assert with_it.outcomes == without.outcomes
    assert [c for path in with_it.paths for c in path.conditions if c.relaxed] == []


def test_work_and_intended_work_in_the_occupation_are_never_relaxed() -> None:
    decision = judged(5, "2024-06-01", "education", "seniority", "age", "ratio")

    assert decision.eligible is False
    assert [c.result for path in decision.paths for c in path.conditions if c.relaxed] == []


def test_a_condition_that_is_relaxed_bears_the_mark_and_its_source() -> None:
    relaxed = condition(judged(4, "2024-06-01", "seniority"), "E4-2-1")

    assert (relaxed.result, relaxed.relaxed, relaxed.relaxed_by) == ("met", True, NOTICE)
    assert relaxed.message.zh == (
        "要求：取得本职业或相关职业的五级/初级工证书。按《关于做好支持民营经济发展壮大有关工作的通知》"
        "（晋人社厅发〔2024〕11号，一、1），企业享有放宽该限制的政策，本条件视为满足。"
    )
    assert judged(4, "2024-06-01", "seniority").leans_on_privilege is True
    assert judged(4, "2024-06-01", "education", employment=[works("2010-01-01")]).leans_on_privilege is False


# Reasons
def test_a_condition_says_fact_figure_source_and_what_is_missing() -> None:
    asked = condition(judged(4, "2024-05-22", employment=[works("2019-06-01")]), "E4-1-1")

    assert asked.as_json() == {
        "condition": "E4-1-1",
        "result": "not_met",
        "fact": {
            "since": None,
            "first_day": "2019-06-01",
            "days": 1817,
            "years": 4,
            "further_days": 356,
            "spells": [{"record": "employment[0]", "from": "2019-06-01", "occupation": ELECTRICIAN, "counts": "yes"}],
        },
        "required": {"operator": ">=", "value": 5, "unit": "year"},
        "source": {
            "title": "国家职业标准编制技术规程(2023年版)",
            "number": "人社厅发〔2023〕30号",
            "article": "申报条件",
            "confidence": "confirmed",
        },
        "message": {
            "zh": "要求：累计从事本职业或相关职业工作满 5 年。截至2024年5月22日，累计 4 年 356 天。",
            "en": "Required: has worked 5 years in the occupation or a related one. "
            "Before 22 May 2024: years of work 4, days 356.",
        },
        "missing": {"zh": "还差 10 天。", "en": "Days still missing: 10."},
    }


def test_commitments_are_shown_on_the_conditions_concerned_and_change_nothing() -> None:
    facts = {"employment": [works("2010-01-01")], "certificates": [certificate(5, "2012-01-01")]}

    decision = judged(4, "2024-06-01", **facts, commitments=["employment"])

    assert condition(decision, "E4-1-1").commitments == ("employment",)
    assert condition(decision, "E4-2-1").commitments == ()
    assert condition(decision, "E4-2-2").commitments == ("employment",)
    assert decision.outcomes == judged(4, "2024-06-01", **facts).outcomes


def test_the_record_shown_is_the_one_that_does_best() -> None:
    held = [certificate(4, "2020-01-01", FITTER), certificate(4, "2021-01-01"), certificate(3, "2023-01-01")]

    decision = judged(3, "2024-06-01", certificates=held, employment=[works("2019-01-01")])

    assert condition(decision, "E3-2-1").fact["record"] == "certificates[1]"


def test_what_is_not_known_is_named_for_people() -> None:
    decision = judged(4, "2024-06-01", employment=[works("2015-01-01", occupation=None)])

    asked = condition(decision, "E4-1-1")
    assert asked.unknown == ("employment[0].occupation",)
    assert asked.missing is not None
    assert asked.missing.as_json() == {
        "zh": "请补充第 1 段工作经历的职业。",
        "en": "Please add the occupation of spell 1 of the employment.",
    }


def test_the_same_question_always_has_an_equal_answer() -> None:
    assert judged(4, "2024-06-01", employment=[works("2015-01-01")]) == judged(
        4, "2024-06-01", employment=[works("2015-01-01")]
    )
