"""Reading a person's facts: what is not known stays apart from what is not so; what breaks the format is named."""

from datetime import date
from typing import Any

import pytest

from registry.foundation.problems import Refusal
from registry.policy.facts import Employment, facts_as_json, read_facts, read_privileges

WHOLE: dict[str, Any] = {
    "birth_date": "1994-02-28",
    "education": [
        {
            "school_kind": "技师学院",
            "level": "高级工班",
            "completed": "2014-07-01",
            "graduating": False,
            "fits": ["6-31-01-03"],
            "school_evaluated": True,
        }
    ],
    "employment": [
        {
            "from": "2014-08-01",
            "to": "2019-12-31",
            "occupation": "6-31-01-02",
            "related_to": ["6-31-01-03"],
            "work": ["技能"],
            "employer_kind": "private",
            "front_line": True,
        },
        {"from": "2020-03-01", "to": None, "occupation": "6-31-01-03", "related_to": [], "work": []},
    ],
    "certificates": [
        {"kind": "职业资格", "occupation": "6-31-01-03", "related_to": [], "level": 4, "issued": "2016-03-15"}
    ],
    "titles": [{"title": "助理工程师", "awarded": "2021-12-20", "fits": ["6-31-01-03"]}],
    "apprenticeships": [{"occupation": "6-31-01-03", "related_to": [], "completed": "2012-06-30"}],
    "student_kind": [],
    "intends_to_work_in": ["6-31-01-03"],
    "probation_assessment_passed": True,
    "long_service_in_hard_or_grassroots_area": False,
    "outstanding_results": False,
    "commitments": ["employment"],
}


def test_a_whole_person_is_read_and_written_without_loss() -> None:
    facts = read_facts(WHOLE)

    assert read_facts(facts_as_json(facts)) == facts
    assert facts.employment is not None
    assert facts.employment[1] == Employment(
        first_day=date(2020, 3, 1), last_day=None, occupation="6-31-01-03", related_to=(), work=()
    )


def test_a_missing_list_is_not_an_empty_one() -> None:
    assert read_facts({}).certificates is None
    assert read_facts({"certificates": []}).certificates == ()


@pytest.mark.parametrize(
    ("person", "where", "says"),
    [
        ({"birth_date": "2024-2-3"}, "person.birth_date", "日期应写成 2024-05-06 这样的形式"),
        ({"birth_date": 20240203}, "person.birth_date", "应为 date | null，实为 int"),
        ({"education": [{"level": "初中"}]}, "person.education[0]", "缺少 school_kind"),
        (
            {"education": [{"school_kind": "大学", "level": "本科"}]},
            "person.education[0].school_kind",
            "'大学' 不是可用的值",
        ),
        ({"employment": [{"from": "2024-01-02"}]}, "person.employment[0]", "缺少 to"),
        (
            {"employment": [{"from": "2024-01-02", "to": "2024-01-01"}]},
            "person.employment[0]",
            "结束日期不能早于开始日期",
        ),
        ({"certificates": [{"level": 6}]}, "person.certificates[0].level", "6 不是可用的值"),
        ({"titles": [{"fits": ["电工"]}]}, "person.titles[0].fits[0]", "职业编码应写成 6-31-01-03 这样的形式"),
        ({"titles": {}}, "person.titles", "应为 array | null，实为 object"),
    ],
)
def test_what_breaks_the_format_is_named_with_its_place(person: dict[str, Any], where: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_facts(person)

    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("facts.unreadable", where)
    assert problem.message.in_language("zh") == f"这里的内容不符合格式（{where}）：{says}。"


def test_a_privilege_is_one_of_four_kinds() -> None:
    with pytest.raises(Refusal) as refused:
        read_privileges({"relax": ["health"]})

    assert refused.value.problems[0].where == "privileges.relax[0]"
