"""The first officer of an installation is made on the machine, once; number and password are never arguments."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Conflict, Refusal
from registry.organisations.service.office import OfficeToOpen, open_office
from registry.people.rules.documents import DocumentKind
from registry.people.tables import Account, Membership, Person
from tests.people.world import PASSWORD, ZHANG, number_with_check_character, province, zhang

WANG = number_with_check_character("14030119851212103")


def typed(**other: str) -> OfficeToOpen:
    given = {
        "document_number": WANG,
        "name": "王五",
        "region_code": "140000",
        "sign_in_name": "Wangwu",
        "password": PASSWORD,
    }
    return OfficeToOpen(document_kind=DocumentKind.IDENTITY_CARD, **{**given, **other})


async def code_of(clock: StoppedClock, **other: str) -> str:
    with pytest.raises(Refusal) as caught:
        await open_office(typed(**other), another=False, now=clock.now())
    return caught.value.problems[0].code


async def test_the_first_officer_has_an_account_and_acts_for_the_authority(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    authority = await province(clock)

    membership = await open_office(typed(), another=False, now=clock.now())

    rows = await Membership.select(
        Membership.id, Membership.role, Membership.authority, Membership.valid_from, Membership.valid_to
    )
    assert rows == [
        {
            "id": membership,
            "role": "officer",
            "authority": authority,
            "valid_from": clock.today(),
            "valid_to": None,
        }
    ]
    assert await Account.select(Account.sign_in_name, Account.opened_by) == [
        {"sign_in_name": "wangwu", "opened_by": "installation"}
    ]


async def test_a_second_officer_is_made_only_where_another_is_asked_for(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    await province(clock)
    await open_office(typed(), another=False, now=clock.now())
    other = {"document_number": ZHANG, "name": "张三", "sign_in_name": "zhangsan"}

    with pytest.raises(Conflict):
        await open_office(typed(**other), another=False, now=clock.now())
    await open_office(typed(**other), another=True, now=clock.now())

    assert await Membership.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"document_number": WANG[:-1] + ("0" if WANG[-1] != "0" else "1")}, "id.check-character"),
        ({"region_code": "149999"}, "office.region"),
        ({"sign_in_name": "wu"}, "sign-in-name.form"),
        ({"password": "short"}, "password.too-short"),
    ],
    ids=["number", "region", "sign-in name", "password"],
)
async def test_what_is_typed_wrong_makes_nobody(
    database: PostgresEngine, clock: StoppedClock, wrong: dict[str, str], code: str
) -> None:
    await province(clock)

    assert await code_of(clock, **wrong) == code
    assert (await Person.count(), await Account.count()) == (0, 0)


async def test_a_number_known_under_another_name_makes_no_officer(
    database: PostgresEngine, clock: StoppedClock
) -> None:
    await province(clock)
    await zhang(clock)

    assert await code_of(clock, document_number=ZHANG) == "office.name-differs"


def run(database_url: str, keys: str, data: Path, lines: str) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "REGISTRY_MODE": "demo",
        "DATABASE_URL": database_url,
        "REGISTRY_DATA": str(data),
        "REGISTRY_KEYS": keys,
    }
    return subprocess.run(
        [sys.executable, "-m", "registry.cli", "open-office"],
        input=lines,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


async def test_the_command_reads_everything_from_standard_input_and_says_nothing_secret(
    database: PostgresEngine, database_url: str, clock: StoppedClock, throw_away_keys: str, tmp_path: Path
) -> None:
    await province(clock)
    lines = f"身份证\n{WANG}\n王五\n140000\nwangwu\n{PASSWORD}\n"

    short = run(database_url, throw_away_keys, tmp_path, "身份证\n")
    done = run(database_url, throw_away_keys, tmp_path, lines)
    again = run(database_url, throw_away_keys, tmp_path, lines)

    assert (short.returncode, done.returncode, again.returncode) == (2, 0, 2), done.stderr
    assert "标准输入缺少一行" in short.stderr
    assert "--another" in again.stderr
    assert WANG not in done.stdout + done.stderr + again.stderr
    assert PASSWORD not in done.stdout + done.stderr + again.stderr
    assert await Account.select(Account.sign_in_name) == [{"sign_in_name": "wangwu"}]
