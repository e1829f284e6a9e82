"""Names are cleaned without changing a letter, compared across spellings, sorted by sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.people.rules.names import clean_name, comparison_key, name_problems, sort_key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("沈 飞", "沈飞"),
        ("　张 桂 芳 ", "张桂芳"),
        ("王\u200b小\ufeff明", "王小明"),
        ("王䶮\U000e0100", "王䶮"),
        ("张\n三", "张三"),
        ("John  F. Kennedy", "John F. Kennedy"),
        ("Ｊｏｈｎ Smith", "John Smith"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉•买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉．买买提"),
        ("李𠮷", "李𠮷"),
        ("㛃梅", "㛃梅"),
        ("𬭎泽宇", "𬭎泽宇"),
        ("\ufa11", "\ufa11"),
        ("Jose\u0301", "José"),
    ],
)
def test_a_name_is_cleaned_without_changing_a_letter(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    "other",
    [
        "阿卜杜拉•买买提",
        "阿卜杜拉‧买买提",
        "阿卜杜拉・买买提",
        "阿卜杜拉．买买提",
        "阿卜杜拉.买买提",
        "阿卜杜拉∙买买提",
        "阿卜杜拉 ⋅ 买买提",
    ],
)
def test_the_dot_of_minority_names_is_the_same_in_all_its_spellings(other: str) -> None:
    assert comparison_key(other) == comparison_key("阿卜杜拉·买买提")


def test_case_blanks_and_compatibility_ideographs_do_not_tell_names_apart() -> None:
    assert comparison_key("JOHN SMITH") == comparison_key("John  Smith")
    assert comparison_key("John F. Kennedy") == comparison_key("John F.Kennedy")
    assert comparison_key("\uf9e1") == comparison_key("李")
    assert comparison_key("李明") != comparison_key("李鸣")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name.missing"),
        ("测试123", "name.digits"),
        ("张１", "name.digits"),
        ("张①", "name.digits"),
        ("·", "name.only-signs"),
        ("--", "name.only-signs"),
        ("张" * 51, "name.too-long"),
        ("张\ue000", "name.lost-character"),
        ("李?", "name.lost-character"),
        ("李□", "name.lost-character"),
        ("王*", "name.lost-character"),
        ("李\ufffd", "name.lost-character"),
        ("张(大)", "name.signs"),
    ],
)
def test_what_is_wrong_with_a_name_is_said(name: str, code: str) -> None:
    assert [problem.code for problem in name_problems(name)] == [code]


@pytest.mark.parametrize(
    "name",
    ["张三", "欧阳娜娜", "阿卜杜拉·买买提", "John O'Neill-Smith", "李〇", "𠮷", "\U0002ebf0明", "\U00031350", "བཀྲ་ཤིས"],
)
def test_a_right_name_has_no_problem(name: str) -> None:
    assert name_problems(name) == ()


def test_unusual_signs_are_a_warning_only() -> None:
    assert [problem.severity for problem in name_problems("张三（大）")] == ["warning"]


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean_name(clean_name(typed)) == clean_name(typed)


@given(st.text(max_size=60))
def test_the_comparison_key_of_a_cleaned_name_is_that_of_the_name(typed: str) -> None:
    assert comparison_key(clean_name(typed)) == comparison_key(typed)


def test_names_sort_by_sound_with_surnames_as_surnames_sound() -> None:
    names = ["张三", "曾军", "李四", "王五", "阿卜", "单雄", "尉迟恭", "仇英"]

    assert sorted(names, key=sort_key) == ["阿卜", "李四", "仇英", "单雄", "王五", "尉迟恭", "曾军", "张三"]
