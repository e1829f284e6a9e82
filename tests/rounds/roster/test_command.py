"""`registry import-roster --dry-run`, held against the rosters that enterprises send."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from registry.rounds.commands.roster import import_roster

ROSTERS = Path(__file__).parents[3].parent / "shared" / "data" / "rosters"
QUESTION = ("--occupation", "6-31-01-03", "--level", "3", "--on", "2024-06-01")
NUMBER_IN_THE_CLEAR = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
CSV = "姓名,身份证号,从事本职业年限\n张三,140101198807251310,12\n李四,140101198103169550,12\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_roster, [str(argument) for argument in arguments])


def expected() -> dict[str, Any]:
    path = ROSTERS / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名册.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.mark.skipif(not ROSTERS.exists(), reason="the folder of shared rosters is absent")
@pytest.mark.parametrize("name", expected())
def test_each_shared_roster_brings_in_and_refuses_whom_it_should(name: str) -> None:
    want = expected()[name]
    result = run("--dry-run", ROSTERS / name, *QUESTION, "--json")
    if "error" in want:
        assert (result.exit_code, list(json.loads(result.stdout))) == (2, ["error"])
        return
    answer = json.loads(result.stdout)
    rows = {row["row"]: row for row in answer["rows"]}
    found = {
        "accepted": [number for number, row in rows.items() if row["status"] in ("accepted", "warning")],
        "refused": [number for number, row in rows.items() if row["status"] == "refused"],
        "candidates": answer["candidates"],
        "names": [row["name"] for row in rows.values()],
        "sheet": answer["file"]["sheet"],
        "not_eligible_on_2024-06-01": [number for number, row in rows.items() if row["eligible"] is False],
        "eligible": {str(number): row["eligible"] for number, row in rows.items()},
    }

    assert result.exit_code == 0
    assert {key: found[key] for key in want if key in found} == {key: want[key] for key in want if key in found}
    assert not NUMBER_IN_THE_CLEAR.search(result.stdout + result.stderr)
    assert all(rows[number]["problems"] for number in found["refused"])


def test_the_answer_has_the_form_that_scripts_rely_on(roster: Path) -> None:
    result = run("--dry-run", roster, *QUESTION, "--json")
    answer = json.loads(result.stdout)

    assert result.exit_code == 0
    assert answer["file"] == {"format": "csv", "encoding": "utf-8", "sheet": None, "header_row": 1}
    assert answer["rows"][0] == {
        "row": 2,
        "status": "accepted",
        "name": "张三",
        "document": "140101********1310",
        "problems": [],
        "eligible": True,
    }
    assert [(problem["cell"], problem["code"]) for problem in answer["rows"][1]["problems"]] == [
        ("B3", "id.check-character")
    ]
    assert (answer["rows"][1]["eligible"], answer["candidates"]) == (None, 1)


@pytest.mark.parametrize("level", ["apprentice", "special", "chief"])
def test_levels_without_examination_are_not_judged(roster: Path, level: str) -> None:
    result = run("--dry-run", roster, "--occupation", "6-31-01-03", "--level", level, "--on", "2024-06-01", "--json")

    assert [row["eligible"] for row in json.loads(result.stdout)["rows"]] == [None, None]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (QUESTION, "roster.dry-run-only"),
        (("--dry-run", *QUESTION[:4]), "roster.option-missing"),
        (("--dry-run", "--occupation", "电工", *QUESTION[2:]), "roster.occupation"),
        (("--dry-run", *QUESTION[:2], "--level", "6", *QUESTION[4:]), "roster.level"),
        (("--dry-run", *QUESTION[:4], "--on", "some day"), "roster.day"),
    ],
)
def test_an_unclear_question_ends_with_two_and_says_what_is_unclear(
    roster: Path, arguments: tuple[str, ...], code: str
) -> None:
    result = run(roster, *arguments, "--json")

    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (2, code)


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    result = run("--dry-run", tmp_path / "none.xlsx", *QUESTION, "--json")

    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (2, "file.cannot-open")


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["采用", "退回", "可以申报"]), ("en", ["accepted", "refused", "may apply"])]
)
def test_without_json_people_get_a_table(roster: Path, language: str, words: list[str]) -> None:
    result = run("--dry-run", roster, *QUESTION, "--language", language)

    assert result.exit_code == 0
    assert [word for word in words if word not in result.stdout] == []
    assert not NUMBER_IN_THE_CLEAR.search(result.stdout)
