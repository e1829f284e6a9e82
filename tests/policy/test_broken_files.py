"""One broken file for each mistake: the program does not start, and the words name file, key and what must be true."""

import shutil
from pathlib import Path

import pytest

from registry.policy.law import BrokenPolicy
from registry.policy.shipped import POLICY, read_policy

NEW = "skill-levels-2023.toml"
OLD = "skill-levels-2018.toml"
EXAM = "examination.toml"
LADDERS = "diplomas-and-titles.toml"
PRIVILEGES = "privileges.toml"
E42 = 'id = "E4-2-2", fact = "years_after_certificate_5", operator = ">=", value = 3, unit = "year"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "policy"
    shutil.copytree(POLICY, copy, ignore=lambda _folder, names: [n for n in names if not n.endswith(".toml")])
    return copy


def broken(folder: Path, name: str, old: str, new: str, times: int = 1) -> str:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, "the mistake to be planted has no place"
    (folder / name).write_text(text.replace(old, new, times), encoding="utf-8")
    with pytest.raises(BrokenPolicy) as stopped:
        read_policy(folder)
    return str(stopped.value)


MISTAKES = [
    (EXAM, 'kind = "figures"', "kind = figures", f"{EXAM}: -: 必须是合法的 TOML"),
    (
        EXAM,
        'kind = "figures"',
        'kind = "poem"',
        f"{EXAM}: kind: kind 必须是以下之一：figures, eligibility, ladders, privileges",
    ),
    (EXAM, 'id = "examination"', 'id = "exam"', f"{EXAM}: id: id 必须与文件名相同，应为 examination"),
    (EXAM, 'version = "1"\n', "", f"{EXAM}: -: 此处的键和值必须符合文件格式：Object missing required field `version`"),
    (EXAM, 'version = "1"\n', 'version = "1"\nauthor = "x"\n', "Object contains unknown field `author`"),
    (EXAM, 'unit = "mark"', 'unit = "point"', f"{EXAM}: figure.examination.full_mark.unit: 单位必须是以下之一"),
    (
        EXAM,
        "value = 100 }",
        'value = "100" }',
        "figure.examination.full_mark.periods[2].value: 单位 mark 的值必须是 int",
    ),
    (
        EXAM,
        "valid_to = 2023-09-30, value = 100",
        "valid_to = 2018-01-01, value = 100",
        "periods[1].valid_to: valid_to 不能早于 valid_from",
    ),
    (
        EXAM,
        "valid_to = 2023-09-30, value = 100",
        "valid_to = 2023-09-29, value = 100",
        "figure.examination.full_mark.periods[2]: 地区 00 的各段必须前后相接，不重叠、不留空",
    ),
    (
        EXAM,
        "valid_to = 2023-09-30, value = 100",
        "valid_to = 2023-10-01, value = 100",
        "figure.examination.full_mark.periods[2]: 地区 00 的各段必须前后相接，不重叠、不留空",
    ),
    (
        EXAM,
        "valid_from = 2023-10-01, value = 100",
        "valid_from = 2023-10-01, valid_to = 2030-01-01, value = 100",
        "periods[2]: 地区 00 的最后一段必须没有 valid_to",
    ),
    (
        EXAM,
        "{ valid_to = 2018-03-06, not_in_force",
        "{ valid_from = 2000-01-01, valid_to = 2018-03-06, not_in_force",
        "periods[0]: 地区 00 的第一段必须从头开始",
    ),
    (
        EXAM,
        "valid_from = 2023-10-01, value = 100",
        "valid_from = 2023-10-01",
        "periods[2]: value 与 not_in_force 必须有且只有一个",
    ),
    (
        EXAM,
        "examples = [{ on = 2024-06-01, is = 100 }]",
        "examples = []",
        "figure.examination.full_mark.examples: 每个数值至少要有一个例子",
    ),
    (
        EXAM,
        "满分 {number} 分",
        "满分 {marks} 分",
        "figure.examination.full_mark.words: 中英文都要有，其中只能用 {value} 和 {number}",
    ),
    (
        EXAM,
        '"examination.full_mark"',
        '"examination.pass_mark.theory"',
        "figure.examination.pass_mark.theory: 数值名称在所有文件中只能出现一次",
    ),
    (
        EXAM,
        'confidence = "confirmed"',
        'confidence = "certain"',
        f"{EXAM}: source.confidence: 此处的键和值必须符合文件格式：Invalid enum value 'certain'",
    ),
    ("child-labour.toml", "work.minimum_age", "work.minimum", "figure.work.minimum_age: 必须有最低就业年龄"),
    (NEW, "valid_from = 2023-10-01", "valid_from = 2023-10-02", f"{NEW}: valid_from: 各版必须前后相接，不重叠、不留空"),
    (OLD, "valid_to = 2023-09-30", "valid_to = 2017-09-30", f"{OLD}: valid_to: valid_to 不能早于 valid_from"),
    (OLD, 'edition = "2018"', 'edition = "2023"', "edition: edition 不能重复：2023"),
    (OLD, 'id = "F5-2"', 'id = "E5-2"', "path.E5-2: 路径编号不能在两版中重复"),
    (NEW, 'id = "E5-2-1"', 'id = "E5-2-2"', f"{NEW}: path.E5-2-2: 编号不能重复"),
    (NEW, 'id = "E5-2-1"', 'id = "E6-2-1"', f"{NEW}: path.E5-2.E6-2-1: 条件编号必须以路径编号开头"),
    (
        NEW,
        E42,
        E42.replace("years_after_certificate_5", "years_after_certificate_4"),
        f"{NEW}: path.E4-2.E4-2-2: 这一路径还必须有条件 holds_certificate_level = 4",
    ),
    (
        NEW,
        E42,
        E42.replace("years_after_certificate_5", "holds_certificate_level"),
        "path.E4-2.conditions: 同一路径的一个事实只能出现一次",
    ),
    (
        NEW,
        E42,
        E42.replace("years_after_certificate_5", "shoe_size"),
        "path.E4-2.E4-2-2.fact: fact 必须是已知的事实，shoe_size 不是",
    ),
    (NEW, E42, E42.replace(">=", "=="), "path.E4-2.E4-2-2.operator: years_after_certificate_5 的 operator 必须是 >="),
    (NEW, E42, E42.replace(">=", "~"), f"{NEW}: path[3].conditions[1].operator: 此处的键和值必须符合文件格式"),
    (
        NEW,
        E42,
        E42.replace('"year"', '"month"'),
        "path.E4-2.E4-2-2.unit: years_after_certificate_5 的 unit 必须是 year",
    ),
    (
        NEW,
        E42,
        E42.replace("value = 3", 'value = "3"'),
        "path.E4-2.E4-2-2.value: years_after_certificate_5 的 value 必须是：years",
    ),
    (
        NEW,
        'value = ["技工院校高级工班及以上"]',
        'value = ["技校"]',
        "path.E3-4.E3-4-1.value: diploma_kind 的 value 必须是：diploma kinds",
    ),
    (NEW, 'value = "中级职称"', 'value = "中等职称"', "path.E2-3.E2-3-1.value: title_level 的 value 必须是：tier"),
    (NEW, "level = 5", "level = 6", f"{NEW}: path[0].level: 此处的键和值必须符合文件格式：Invalid enum value 6"),
    (NEW, "age = { zh", "old = { zh", f"{NEW}: words.age: 每个条件都要有中英文说明"),
    (NEW, "满 {value}", "满 {years}", f"{NEW}: words.years_in_occupation: 中英文都要有"),
    (PRIVILEGES, '"diploma_kind", ', "", f"{NEW}: path.E4-3.E4-3-1: diploma_kind 必须在 {PRIVILEGES} 中恰好列出一次"),
    (
        PRIVILEGES,
        '["age >="',
        '["age >=", "diploma_kind"',
        f"{NEW}: path.E4-3.E4-3-1: diploma_kind 必须在 {PRIVILEGES} 中恰好列出一次",
    ),
    (PRIVILEGES, 'kind = "privileges"', 'kind = "figures"', f"{PRIVILEGES}: "),
    (
        LADDERS,
        'schools = ["普通高校"]',
        'schools = ["大学"]',
        "diploma_kind.专科及以上普通高校.schools: 学校类型必须是已知的：['大学']",
    ),
    (LADDERS, '"硕士", "博士"]', '"硕士", "博士后"]', "levels: 学历层次必须是已知的：['博士后']"),
    (LADDERS, 'titles = ["工程师"]', 'titles = ["高级工程师"]', f"{LADDERS}: title_tier: 每个职称必须恰好属于一个层级"),
    (LADDERS, 'name = "技工学校"', 'name = "技工院校"', f"{LADDERS}: 技工院校: 名称不能重复"),
    (
        LADDERS,
        '"初中" = "junior secondary"\n',
        "",
        f"{LADDERS}: names: 学校类型、层次和职称都要有英文，此外不能有：['初中']",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_broken_file_says_what_must_be_true(folder: Path, name: str, old: str, new: str, says: str) -> None:
    assert says in broken(folder, name, old, new)


def test_a_file_without_conditions_in_a_path_is_broken(folder: Path) -> None:
    said = broken(
        folder,
        NEW,
        '  { id = "E4-1-1", fact = "years_in_occupation", operator = ">=", value = 5, unit = "year" },\n',
        "",
    )

    assert f"{NEW}: path.E4-1.conditions: 每条路径至少要有一个条件" in said


@pytest.mark.parametrize("kind", ["ladders", "privileges"])
def test_a_missing_file_is_named_by_its_kind(folder: Path, kind: str) -> None:
    (folder / {"ladders": LADDERS, "privileges": PRIVILEGES}[kind]).unlink()

    with pytest.raises(BrokenPolicy) as stopped:
        read_policy(folder)

    assert f"*.toml: kind: 必须有且只有一个 kind = {kind} 的文件" in str(stopped.value)


def test_all_mistakes_are_said_at_once(folder: Path) -> None:
    (folder / EXAM).write_text(
        (folder / EXAM).read_text(encoding="utf-8").replace('unit = "mark"', 'unit = "point"'), encoding="utf-8"
    )

    said = broken(folder, NEW, 'id = "E5-2-1"', 'id = "E6-2-1"')

    assert f"{EXAM}: figure.examination.full_mark.unit" in said
    assert f"{NEW}: path.E5-2.E6-2-1" in said
