"""The law that ships: every figure on every day, the worked examples, and the table from which the rules came."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from registry.policy.facts import read_facts
from registry.policy.files import EligibilityExample, EligibilityFile, FigureExample, FiguresFile
from registry.policy.law import Figure, NoLawInForce, NotInForce
from registry.policy.rules.judging import judge
from registry.policy.rules.vocabulary import VOCABULARY
from registry.policy.shipped import POLICY, read_policy, rule_versions, shipped_policy

TABLE = Path(__file__).parents[2].parent / "shared" / "domain" / "eligibility_rules.csv"
ELIGIBLE = {True: "yes", False: "no", None: "unknown"}


def days_around_changes() -> list[date]:
    changes = shipped_policy().days_of_change()
    ends = [
        period.valid_to
        for name in shipped_policy().figure_names
        for period in shipped_policy().periods(name)
        if period.valid_to
    ]
    near = {day + timedelta(days=away) for day in [*changes, *ends] for away in (-1, 0, 1)}
    return sorted(near)


@pytest.mark.parametrize("region", ["14", "1401", "00"])
@pytest.mark.parametrize("name", shipped_policy().figure_names)
def test_every_figure_has_one_value_or_an_explicit_absence_on_every_day(name: str, region: str) -> None:
    for day in days_around_changes():
        holding = [
            period
            for period in shipped_policy().periods(name)
            if (period.valid_from or date.min) <= day <= (period.valid_to or date.max)
        ]
        assert len(holding) == 1, f"{name} on {day}"
        assert shipped_policy().period(name, day, region) == holding[0]


def test_the_days_of_change_are_known() -> None:
    assert shipped_policy().days_of_change() == (
        date(1995, 1, 1),
        date(2002, 12, 1),
        date(2018, 3, 7),
        date(2023, 10, 1),
    )


def test_a_figure_that_is_not_in_force_is_an_error_and_says_so_when_asked() -> None:
    day = date(2018, 3, 6)

    assert isinstance(shipped_policy().period("examination.pass_mark.theory", day), NotInForce)
    with pytest.raises(NoLawInForce) as refused:
        shipped_policy().figure("examination.pass_mark.theory", day)
    assert refused.value.problems[0].code == "policy.no-law-in-force"


def test_a_figure_comes_with_its_unit_and_its_source() -> None:
    figure = shipped_policy().figure("examination.pass_mark.practical", date(2024, 6, 1))

    assert (figure.value, figure.unit, figure.source.number) == (60, "mark", "人社厅发〔2023〕30号")


def test_a_name_that_no_file_has_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        shipped_policy().figure("examination.pass_mark.dancing", date(2024, 6, 1))


def test_the_edition_changes_on_the_first_of_october_2023() -> None:
    rules = shipped_policy().eligibility_rules

    assert rules("6-31-01-03", date(2023, 9, 30)).id == "skill-levels-2018"
    assert rules("6-31-01-03", date(2023, 10, 1)).id == "skill-levels-2023"
    assert rules("9-99-99-99", date(2023, 10, 1)).id == "skill-levels-2023"


def test_before_the_edition_of_2018_there_is_no_law() -> None:
    with pytest.raises(NoLawInForce):
        shipped_policy().eligibility_rules("6-31-01-03", date(2018, 3, 6))


def test_an_occupation_that_names_the_older_edition_keeps_it_without_end() -> None:
    rules = shipped_policy().eligibility_edition("2018", date(2024, 6, 1))

    paths = rules.paths_to(4, date(2024, 6, 1))
    assert [(path.id, path.valid_to) for path in paths] == [("F4-1", None), ("F4-2", None), ("F4-3", None)]
    with pytest.raises(NoLawInForce):
        shipped_policy().eligibility_edition("2023", date(2023, 9, 30))


def _figure_examples() -> Iterator[Any]:
    for file in shipped_policy().files:
        if isinstance(file, FiguresFile):
            for entry in file.figure:
                for example in entry.examples:
                    yield pytest.param(entry.name, example, id=f"{entry.name} on {example.on}")


@pytest.mark.parametrize(("name", "example"), list(_figure_examples()))
def test_worked_examples_of_figures(name: str, example: FigureExample) -> None:
    value = shipped_policy().figure(name, example.on, example.region).value

    assert (list(value) if isinstance(value, tuple) else value) == example.expected


def _eligibility_examples() -> Iterator[Any]:
    for file in shipped_policy().files:
        if isinstance(file, EligibilityFile):
            for example in file.example:
                yield pytest.param(example, id=f"{file.edition}, {example.words}")


@pytest.mark.parametrize("example", list(_eligibility_examples()))
def test_worked_examples_of_eligibility(example: EligibilityExample) -> None:
    for answer in example.answers:
        decision = judge(
            read_facts(_with_running_spells(example.person)),
            rules=shipped_policy().eligibility_rules(example.occupation, answer.on),
            level=example.level,
            occupation=example.occupation,
            on=answer.on,
            privileges=example.privileges,
        )
        results = {outcome.path: outcome.result for outcome in decision.outcomes}
        opens = {o.path: o.opens_on for o in decision.outcomes if o.opens_on and o.result != "met"}

        assert ELIGIBLE[decision.eligible] == answer.eligible
        assert {path: results[path] for path in answer.paths} == answer.paths
        assert opens == (answer.opens_on or opens)


def _with_running_spells(person: dict[str, Any]) -> dict[str, Any]:
    """TOML knows no null: in the examples a spell still runs where `to` says so."""
    spells = [
        spell | {"to": None if spell["to"] == "running" else spell["to"]} for spell in person.get("employment", [])
    ]
    return person | ({"employment": spells} if "employment" in person else {})


def test_every_path_is_met_in_a_worked_example() -> None:
    for file in shipped_policy().files:
        if isinstance(file, EligibilityFile):
            met = {path for e in file.example for a in e.answers for path, result in a.paths.items() if result == "met"}
            assert met == {path.id for path in file.path}


def test_the_rules_are_those_of_the_table_row_by_row() -> None:
    if not TABLE.exists():
        pytest.skip("the table of eligibility rules is not on this machine")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]

    assert [row for file in _editions_newest_first() for row in _rows(file)] == rows


def _editions_newest_first() -> list[EligibilityFile]:
    files = [file for file in shipped_policy().files if isinstance(file, EligibilityFile)]
    return sorted(files, key=lambda file: file.valid_from, reverse=True)


def _rows(file: EligibilityFile) -> Iterator[tuple[str, ...]]:
    for path in file.path:
        for entry in path.conditions:
            value = "|".join(entry.value) if isinstance(entry.value, list) else str(entry.value)
            yield (
                file.edition,
                str(path.level),
                path.id,
                entry.id,
                entry.fact,
                entry.operator,
                value.replace("True", "true"),
                entry.unit,
                file.source.title,
                file.source.number,
                file.source.article,
                file.valid_from.isoformat(),
                file.valid_to.isoformat() if file.valid_to else "",
                file.source.confidence,
            )


def test_the_words_of_every_condition_name_its_figure() -> None:
    rules = shipped_policy().eligibility_rules("6-31-01-03", date(2024, 6, 1))
    years = [c for path in rules.paths for c in path.conditions if VOCABULARY[c.fact].takes == "years"]

    for condition in years:
        assert str(condition.value) in condition.words.zh
        assert str(condition.value) in condition.words.en


def test_each_file_is_one_rule_version_with_the_hash_of_its_text() -> None:
    versions = {version.id: version for version in rule_versions()}

    assert sorted(versions) == sorted(path.stem for path in POLICY.glob("*.toml"))
    text = (POLICY / "examination.toml").read_bytes()
    assert versions["examination"].sha256 == hashlib.sha256(text).hexdigest()
    assert versions["examination"].text.encode() == text
    assert msgspec.toml.decode(text)["version"] == versions["examination"].version


def test_every_retention_is_a_time_or_says_that_the_data_stay() -> None:
    on = date(2024, 6, 1)
    figures = [shipped_policy().figure(n, on) for n in shipped_policy().figure_names if n.startswith("retention.")]

    assert {figure.unit for figure in figures} == {"hour", "day", "year", "kept"}
    assert [f.name for f in figures if f.unit == "kept" and f.value is not True] == []
    assert _value("retention.round_upload") == (24, "hour")


def _value(name: str) -> tuple[Any, str]:
    figure: Figure = shipped_policy().figure(name, date(2024, 6, 1))
    return figure.value, figure.unit


def test_the_policy_is_read_anew_from_any_folder() -> None:
    assert read_policy(POLICY).figure_names == shipped_policy().figure_names
