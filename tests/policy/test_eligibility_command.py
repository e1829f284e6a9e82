"""`registry eligibility`: one person or a file of many, without server or database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from registry.foundation.places import PROJECT
from registry.rounds.commands.eligibility import eligibility

CASES = Path(__file__).parents[2].parent / "shared" / "data" / "eligibility" / "skills"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the cases of eligibility are not on this machine")

MAY = {"employment": [{"from": "2015-01-01", "to": None, "occupation": "6-31-01-03", "related_to": []}]}
QUESTION = {"person": MAY, "occupation": "6-31-01-03", "level": 4, "on": "2024-06-01"}


@pytest.fixture
def person(tmp_path: Path) -> Path:
    return written(tmp_path / "person.json", MAY)


def written(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(eligibility, [str(word) for word in words])


def ask(
    person: Path, occupation: str = "6-31-01-03", level: object = 4, on: str = "2024-06-01", *more: object
) -> Result:
    return run("--person", person, "--occupation", occupation, "--level", level, "--on", on, "--json", *more)


def error(result: Result) -> tuple[int, str, str | None]:
    said = json.loads(result.stdout)["error"]
    assert set(said) == {"code", "message", "where"}
    assert set(said["message"]) == {"zh", "en"}
    return result.exit_code, said["code"], said["where"]


def test_a_person_who_may_apply_ends_with_0(person: Path) -> None:
    result = ask(person)
    answer = json.loads(result.stdout)

    assert (result.exit_code, result.stderr) == (0, "")
    assert list(answer) == ["eligible", "on", "rules", "paths"]
    assert (answer["eligible"], answer["on"]) == (True, "2024-06-01")
    assert answer["rules"] == {"id": "skill-levels-2023", "version": "1"}
    assert [(path["path"], path["result"], path["opens_on"]) for path in answer["paths"]] == [
        ("E4-1", "met", "2024-06-01"),
        ("E4-2", "unknown", None),
        ("E4-3", "unknown", None),
    ]


def test_no_and_not_known_end_with_1(tmp_path: Path) -> None:
    nobody = written(tmp_path / "nobody.json", {"employment": [], "certificates": [], "education": []})
    unknown = written(tmp_path / "unknown.json", {})

    assert (ask(nobody).exit_code, json.loads(ask(nobody).stdout)["eligible"]) == (1, False)
    assert (ask(unknown).exit_code, json.loads(ask(unknown).stdout)["eligible"]) == (1, None)


def test_who_is_too_young_reads_why(tmp_path: Path) -> None:
    child = written(tmp_path / "child.json", MAY | {"birth_date": "2010-01-01"})

    answer = json.loads(ask(child).stdout)

    assert (answer["eligible"], answer["barred"]["code"]) == (False, "eligibility.under-age")


@pytest.mark.parametrize("level", ["apprentice", "special", "chief", "6", "0", "三级"])
def test_other_levels_end_with_2(person: Path, level: str) -> None:
    assert error(ask(person, level=level)) == (2, "eligibility.level", "level")


def test_input_that_cannot_be_read_ends_with_2_and_says_where(tmp_path: Path, person: Path) -> None:
    wrong_day = written(tmp_path / "day.json", {"birth_date": "1990-13-01"})
    no_object = written(tmp_path / "list.json", [])
    no_json = tmp_path / "text.json"
    no_json.write_bytes(b"\xff\xfe{")
    privileges = written(tmp_path / "privileges.json", {"relax": ["health"]})

    assert error(ask(wrong_day)) == (2, "facts.unreadable", "person.birth_date")
    assert error(ask(no_object)) == (2, "facts.unreadable", "person")
    assert error(ask(no_json)) == (2, "eligibility.no-json", "person")
    assert error(ask(tmp_path / "absent.json")) == (2, "eligibility.file", "person")
    assert error(ask(person, occupation="电工")) == (2, "facts.unreadable", "occupation")
    assert error(ask(person, on="soon")) == (2, "eligibility.day", "on")
    assert error(ask(person, "6-31-01-03", 4, "2018-03-06")) == (2, "policy.no-law-in-force", "on")
    assert error(ask(person, "6-31-01-03", 4, "2024-06-01", "--privileges", privileges)) == (
        2,
        "facts.unreadable",
        "privileges.relax[0]",
    )
    assert error(run("--person", person, "--level", "4", "--on", "2024-06-01", "--json")) == (
        2,
        "eligibility.option-missing",
        "--occupation",
    )


def test_without_json_the_answer_is_text_in_the_language_asked_for(person: Path) -> None:
    words = ["--person", person, "--occupation", "6-31-01-03", "--level", "4", "--on", "2024-06-01"]

    assert run(*words).stdout.startswith("可以申报。\n\nE4-1  ［满足］")
    assert run(*words, "--language", "en").stdout.startswith("May apply.\n\nE4-1  [met]")


def test_a_batch_answers_each_line_in_its_place(tmp_path: Path) -> None:
    lines = [
        json.dumps(QUESTION),
        "{",
        json.dumps(QUESTION | {"level": "chief"}),
        json.dumps(QUESTION | {"person": {"birth_date": 5}}),
        json.dumps(QUESTION | {"privileges": {"relax": ["seniority"]}, "person": {}}),
        "",
        json.dumps({"person": {}}),
        json.dumps(QUESTION | {"on": "2017-01-01"}),
        "[" * 100_000,
        json.dumps(QUESTION | {"person": MAY | {"outstanding_results": None}}, ensure_ascii=False),
    ]
    batch = tmp_path / "cases.jsonl"
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")

    result = run("--batch", batch, "--json")
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 2
    assert [answer.get("eligible", answer.get("error", {}).get("code")) for answer in answers] == [
        True,
        "eligibility.no-json",
        "eligibility.level",
        "facts.unreadable",
        True,
        "eligibility.no-json",
        "facts.unreadable",
        "policy.no-law-in-force",
        "eligibility.no-json",
        True,
    ]
    assert answers[3]["error"]["where"] == "line 4: person.birth_date"


def test_a_batch_of_which_all_lines_are_read_ends_with_0(tmp_path: Path) -> None:
    batch = tmp_path / "cases.jsonl"
    batch.write_bytes(b"\xef\xbb\xbf" + (json.dumps(QUESTION) + "\r\n").encode() * 3)

    result = run("--batch", batch, "--json")

    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 3)


def test_an_answer_in_a_batch_is_the_answer_of_the_single_question(tmp_path: Path, person: Path) -> None:
    batch = tmp_path / "cases.jsonl"
    batch.write_text(json.dumps(QUESTION) + "\n", encoding="utf-8")

    assert run("--batch", batch, "--json").stdout == ask(person).stdout


def test_a_batch_stands_alone(tmp_path: Path, person: Path) -> None:
    assert error(run("--batch", tmp_path / "x.jsonl", "--person", person, "--json"))[1] == "eligibility.batch-alone"


def _cases() -> dict[str, dict[str, Any]]:
    if not CASES.exists():
        return {}
    expected: dict[str, dict[str, Any]] = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
    return expected


@needs_cases
@pytest.mark.parametrize("name", list(_cases()))
def test_the_cases_of_eligibility(name: str) -> None:
    case = _cases()[name]
    privileges = ["--privileges", CASES / case["privileges"]] if "privileges" in case else []

    result = ask(CASES / case["person"], case["occupation"], case["level"], case["on"], *privileges)
    answer = json.loads(result.stdout)

    paths = {path["path"]: {"result": path["result"], "opens_on": path["opens_on"]} for path in answer["paths"]}
    assert {"eligible": answer["eligible"], "paths": paths} == case["answer"]
    assert result.exit_code == (0 if answer["eligible"] else 1)


def test_the_command_loads_neither_web_framework_nor_database() -> None:
    program = (
        "import sys, registry.rounds.commands.eligibility as _;"
        "print(sorted({'litestar', 'piccolo', 'asyncpg', 'lxml', 'typst'} & set(sys.modules)))"
    )

    run = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
