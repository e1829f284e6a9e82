"""Occupations and levels as they ship."""

import pytest

from registry.policy.catalogue import SkillLevel, occupations
from registry.policy.checking import repeated


def test_levels_rise_by_rank_while_the_code_falls() -> None:
    assert [(level.rank, level.code, level.as_printed) for level in SkillLevel] == [
        (1, None, "学徒工"),
        (2, 5, "五级/初级工"),
        (3, 4, "四级/中级工"),
        (4, 3, "三级/高级工"),
        (5, 2, "二级/技师"),
        (6, 1, "一级/高级技师"),
        (7, None, "特级技师"),
        (8, None, "首席技师"),
    ]


@pytest.mark.parametrize(
    ("typed", "level"), [("5", SkillLevel.JUNIOR), ("apprentice", SkillLevel.APPRENTICE), ("chief", SkillLevel.CHIEF)]
)
def test_a_level_is_found_by_the_word_of_the_command_line(typed: str, level: SkillLevel) -> None:
    assert SkillLevel.of_option(typed) is level


def test_only_the_five_middle_levels_are_examined() -> None:
    assert [level.code for level in SkillLevel if level.examined] == [5, 4, 3, 2, 1]


def test_an_occupation_knows_its_levels_job_types_and_conditions_of_safety() -> None:
    miner, brewer = occupations()["6-16-01-05"], occupations()["6-02-06-01"]

    assert (miner.name_zh, miner.in_language("en")) == ("井下采矿工", "Underground miner")
    assert "采煤机司机" in miner.job_types
    assert [condition.id for condition in miner.safety] == ["underground-mine", "special-operation"]
    assert [level.code for level in brewer.levels] == [3, 2, 1]
    assert brewer.edition is None


def test_every_occupation_has_a_code_of_its_own_and_both_names() -> None:
    assert repeated(occupation.code for occupation in occupations().values()) == []
    assert [o.code for o in occupations().values() if not (o.name_zh and o.name_en and o.levels)] == []
