"""Who of a roster may be graded."""

from dataclasses import replace
from datetime import date

from registry.policy.catalogue import SkillLevel
from registry.policy.facts import Privileges
from registry.rounds.roster.judging import judge_person, judge_roster, rules_for
from tests.rounds.roster.sheets import ASKED, LI, WANG, ZHANG, numbered, read

HEADER = ("姓名", "证件号码", "从事本职业年限")


def test_ten_years_open_level_three_and_five_leave_it_open_since_certificates_are_not_known() -> None:
    reading = read(HEADER, (*ZHANG, 10.0), (*LI, 5.0))

    assert judge_roster(reading, rules=rules_for(ASKED)).eligible == (True, None)


def test_nobody_under_sixteen_may_be_graded() -> None:
    child = numbered("14010120100504269")
    reading = read(HEADER, ("林东", child, 0.0))

    assert judge_roster(reading, rules=rules_for(ASKED)).eligible == (False,)


def test_refused_rows_and_repeats_are_not_judged() -> None:
    reading = read(HEADER, (*ZHANG, 10.0), (*ZHANG, 10.0), (WANG[0], "123", 10.0))
    judged = judge_roster(reading, rules=rules_for(ASKED))

    assert [row.status for row, _ in judged.rows] == ["accepted", "duplicate", "refused"]
    assert judged.eligible == (True, None, None)
    assert [judged.count(answer) for answer in (True, False, None)] == [1, 0, 0]


def test_a_level_without_examination_is_not_judged() -> None:
    asked = replace(ASKED, level=SkillLevel.CHIEF)
    reading = read(HEADER, (*ZHANG, 10.0), asked=asked)

    assert rules_for(asked) is None
    assert judge_roster(reading, rules=None).eligible == (None,)


def test_a_privilege_of_the_enterprise_opens_what_years_do_not() -> None:
    reading = read(HEADER, (*ZHANG, 1.0))
    free = Privileges(relax=("seniority", "education"))

    assert judge_roster(reading, rules=rules_for(ASKED)).eligible == (None,)
    assert judge_roster(reading, rules=rules_for(ASKED), privileges=free).eligible == (True,)


def test_the_day_decides_which_edition_rules() -> None:
    """Ten years alone open level three since 2023-10-01 only."""
    before = replace(ASKED, on=date(2023, 9, 30))
    reading = read(HEADER, (*ZHANG, 10.0), asked=before)

    assert judge_roster(reading, rules=rules_for(before)).eligible == (None,)


def test_the_reasons_of_one_person_agree_with_the_answer() -> None:
    reading = read(HEADER, (*ZHANG, 10.0))
    rules = rules_for(ASKED)
    assert rules is not None

    assert judge_person(reading.rows[0].facts, ASKED, rules).eligible is True
