"""`registry doctor`: says what is not as it must be; ends with 0 where all is well and with 1 where it is not."""

import asyncio
import json
import os
import sys

import click

from registry.doctor.invariants import Violation, invariants, violations
from registry.foundation.database import pool, require_database, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.settings import Settings, load_settings


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="列出所有检查项 / list what is asked")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象 / print one JSON object")
def doctor(codes: tuple[str, ...], *, only_list: bool, as_json: bool) -> None:
    """检查登记系统的数据是否完好；只查不改。CODES 只查这几项 / ask whether the registry is sound; changes nothing."""
    unknown = sorted(set(codes) - invariants().keys())
    if unknown:
        raise click.UsageError(f"没有这样的检查项 / no such code: {', '.join(unknown)}")
    if only_list:
        _print_list(as_json=as_json)
        return
    found = asyncio.run(_asked(load_settings(os.environ), codes or None))
    _print(found, as_json=as_json)
    sys.exit(1 if found else 0)


async def _asked(settings: Settings, codes: tuple[str, ...] | None) -> list[Violation]:
    use_keys(settings.keys.ring)
    keep_files_in(settings.files)
    use_database(settings.database_url, settings.data)
    await require_database()
    async with pool(settings.pool_size):
        return await violations(codes)


def _print_list(*, as_json: bool) -> None:
    known = invariants()
    if as_json:
        listed = [
            {"code": each.code, "table": each.table, "message": each.sentence.in_both()} for each in known.values()
        ]
        click.echo(json.dumps({"invariants": listed}, ensure_ascii=False))
        return
    for each in known.values():
        told = each.sentence.in_both()
        click.echo(f"{each.code}\n  {told['zh']}\n  {told['en']}")


def _print(found: list[Violation], *, as_json: bool) -> None:
    if as_json:
        answer = {"sound": not found, "asked": len(invariants()), "violations": [each.as_json() for each in found]}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for violation in found:
        told = violation.sentence.in_both()
        click.echo(f"{violation.code} {violation.table} {violation.row or '-'}\n  {told['zh']}\n  {told['en']}")
    click.echo(f"不符 {len(found)} 处 / {len(found)} found" if found else "一切正常 / all is well")
