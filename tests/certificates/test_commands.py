"""`registry certificate-number` as scripts use it."""

import json

import pytest
from click.testing import CliRunner

from registry.certificates.commands import certificate_number


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(certificate_number, list(arguments))
    return result.exit_code, result.stdout


def test_parse_gives_the_parts_as_strings_in_order() -> None:
    code, out = run("parse", "y0000 14 000123 24 4 ００００17", "--json")
    assert code == 0
    assert out == (
        '{"valid": true, "number": "Y000014000123244000017", "scheme": "national-22", "parts": '
        '{"body_kind": "Y", "ministry_code": "0000", "province": "14", "site": "000123", '
        '"year": "24", "level": "4", "serial": "000017"}}\n'
    )


def test_an_old_number_is_parsed_by_the_old_scheme() -> None:
    code, out = run("parse", "1204001001400123", "--json")
    assert (code, json.loads(out)["scheme"]) == (0, "legacy-16")


@pytest.mark.parametrize("command", ["parse", "check"])
def test_a_wrong_number_ends_with_1_and_says_where_it_is_wrong(command: str) -> None:
    code, out = run(command, "Y0000140001232A4000017", "--json")
    answer = json.loads(out)
    assert (code, answer["valid"]) == (1, False)
    assert [(problem["position"], problem["code"]) for problem in answer["problems"]] == [([14, 15], "number.year")]
    assert set(answer["problems"][0]["message"]) == {"zh", "en"}


def test_check_finds_nothing_wrong_with_a_right_number() -> None:
    code, out = run("check", "Y000014000123244000017", "--json")
    assert (code, json.loads(out)["problems"]) == (0, [])


def test_without_json_people_read_lines() -> None:
    code, out = run("parse", "Y000014000123244000017")
    assert code == 0
    assert out.splitlines()[3] == "   6–7   14      评价机构（站点）所在地省级代码  山西省"
    code, out = run("check", "Y000014000123206000001")
    assert code == 1
    assert out.splitlines()[1] == (
        "  第 16 位（职业技能等级代码）应为 5 / 4 / 3 / 2 / 1 之一，现为“6”。请对照证书上的编号逐位核对。"
    )
