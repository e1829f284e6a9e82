"""`registry open-office`: make the first officer of a real installation; numbers and passwords are only ever typed."""

import asyncio
import os
import sys
from collections.abc import Callable

import click

from registry.foundation.clock import Clock, clock_for
from registry.foundation.database import pool, require_database, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.problems import Problem, Refusal, message
from registry.organisations.service.office import OfficeToOpen, open_office, require_no_officer
from registry.organisations.service.staff import grant_offered
from registry.people.rules.documents import DocumentKind, document_kind_named
from registry.people.service.accounts import when_account_opens
from registry.settings import Settings, load_settings

_ASKED = {
    "kind": "证件类型（身份证、护照……） / kind of document",
    "number": "证件号码（不显示） / document number, not shown",
    "name": "姓名 / name",
    "region": "主管部门的行政区划代码，省级为 140000 / region code of the authority, the province is 140000",
    "sign_in_name": "登录名 / sign-in name",
    "password": "口令（不显示） / password, not shown",
}
_UNSEEN = {"number", "password"}


@click.command()
@click.option("--another", is_flag=True, help="已有工作人员时再增加一名 / add one more officer")
def open_office_command(*, another: bool) -> None:
    """开设首位主管部门工作人员的账户 / open the account of the first officer.

    每一项都逐行询问，或从标准输入逐行读取，顺序相同：证件类型、证件号码、姓名、行政区划代码、登录名、口令。
    All is asked line by line, or read from standard input in the same order.
    """
    settings = load_settings(os.environ)
    asyncio.run(_open(settings, clock_for(settings.today), another=another))
    told = message("账户已开设，可以登录：{address}/sign-in", address=settings.public_url).in_both()
    click.echo(f"{told['zh']}\n{told['en']}")


async def _open(settings: Settings, clock: Clock, *, another: bool) -> None:
    use_keys(settings.keys.ring)
    use_database(settings.database_url, settings.data)
    when_account_opens(grant_offered)
    await require_database()
    async with pool(settings.pool_size):
        await require_no_officer(another=another, now=clock.now())
        await open_office(_typed(_asking()), another=another, now=clock.now())


def _asking() -> Callable[[str], str]:
    return _from_terminal if sys.stdin.isatty() else _from_lines


def _from_terminal(what: str) -> str:
    unseen = what in _UNSEEN
    return str(click.prompt(_ASKED[what], hide_input=unseen, confirmation_prompt=what == "password"))


def _from_lines(what: str) -> str:
    line = sys.stdin.readline()
    if not line.strip():
        raise Refusal(
            Problem(
                "office.line-missing",
                message("标准输入缺少一行：{what}。", what=_ASKED[what]),
                cure=message("请按顺序每行写一项。"),
            )
        )
    return line.rstrip("\r\n")


def _typed(ask: Callable[[str], str]) -> OfficeToOpen:
    return OfficeToOpen(
        document_kind=_kind(ask("kind")),
        document_number=ask("number"),
        name=ask("name"),
        region_code=ask("region").strip(),
        sign_in_name=ask("sign_in_name"),
        password=ask("password"),
    )


def _kind(typed: str) -> DocumentKind:
    kind = document_kind_named(typed)
    if kind is None:
        raise Refusal(
            Problem(
                "document-kind.unknown",
                message("没有这种证件类型。"),
                cure=message("请填写身份证、护照等证件的名称。"),
            )
        )
    return kind
