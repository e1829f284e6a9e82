"""The commands that run the registry: all of it, or one of its processes."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from registry.foundation.problems import Message, Problem, Refusal, message
from registry.settings import Settings, load_settings

_DEMO = "registry.demo"


@click.command()
def serve() -> None:
    """启动数据库、网页和后台任务，直到 Ctrl-C / start everything, until Ctrl-C."""
    from registry.foundation.embedded_postgres import EmbeddedPostgres
    from registry.foundation.supervisor import Supervisor

    settings = load_settings(os.environ)
    embedded = None if settings.database_url else EmbeddedPostgres(settings.data, settings.database_user)
    Supervisor(
        data=settings.data,
        host=settings.host,
        port=settings.port,
        embedded=embedded,
        environ={**os.environ, "REGISTRY_DATA": str(settings.data)},
        preparing=_preparing(settings),
        welcome=lambda: _welcome(settings),
        say=_say,
    ).run()


def _preparing(settings: Settings) -> list[tuple[Message, Sequence[str]]]:
    steps: list[tuple[Message, Sequence[str]]] = [(message("正在检查数据库结构"), ["migrate"])]
    if settings.is_demo and find_spec(_DEMO) is not None:
        steps.append((message("正在载入演示数据，首次启动需要一会儿"), ["load-demo"]))
    return steps


def _welcome(settings: Settings) -> list[str]:
    ready = message("已就绪：{address}（按 Ctrl-C 停止）", address=settings.public_url).in_both()
    lines = [ready["zh"], ready["en"]]
    if settings.is_demo and find_spec(_DEMO) is not None:
        lines.extend(import_module(_DEMO).sign_ins())
    return lines


def _say(line: str) -> None:
    try:
        click.echo(line)
        sys.stdout.flush()
    except OSError:  # the terminal is gone; what runs goes on or stops in order all the same
        return


@click.command()
def web() -> None:
    """只启动网页 / the web server alone."""
    import uvicorn

    settings = load_settings(os.environ)
    _write_warnings_only()
    uvicorn.run(
        "registry.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,  # addresses hold no numbers, but nobody needs a second record of who looked at what
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=5,
    )


@click.command()
@click.option("--alone", is_flag=True, hidden=True, help="no other worker serves this database")
def worker(*, alone: bool) -> None:
    """只启动后台任务 / the job worker alone."""
    from registry.foundation.clock import clock_for
    from registry.foundation.jobs import run_worker
    from registry.timetable import TIMETABLE, load_jobs

    settings = load_settings(os.environ)
    _write_warnings_only()
    load_jobs()
    supplied = {"clock": clock_for(settings.today), "settings": settings}
    _with_database(settings, run_worker, TIMETABLE, supplied=supplied, alone=alone)


@click.command()
def migrate() -> None:
    """把数据库结构更新到最新 / bring the database to the newest schema."""
    from registry.foundation.clock import clock_for
    from registry.installation import bring_up_to_date

    settings = load_settings(os.environ)
    _with_database(settings, bring_up_to_date, clock_for(settings.today))


@click.command(hidden=True)
def load_demo() -> None:
    """载入演示数据（只载入一次） / load the demonstration, once."""
    from registry.foundation.clock import clock_for

    settings = load_settings(os.environ)
    if not settings.is_demo:
        raise Refusal(
            Problem(
                "demo.not-a-demo",
                message("演示数据只能载入演示环境。"),
                where="REGISTRY_MODE",
                cure=message("请设置 REGISTRY_MODE=demo，并使用单独的数据文件夹。"),
            )
        )
    _write_warnings_only()
    _with_database(settings, import_module(_DEMO).seed, settings, clock_for(settings.today))


@click.command()
@click.option(
    "--add", type=click.Choice(["sealing", "hashing", "signing"]), help="在已有的文件中增加一个密钥 / add a key"
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def make_keys(file: Path, *, add: str | None) -> None:
    """生成密钥文件 FILE，已有的文件不会被覆盖 / make a file of keys; never overwrites one."""
    told = (_write_keys(file) if add is None else _add_key(file, add)).in_both()
    click.echo(f"{told['zh']}\n{told['en']}", err=True)


def _write_keys(file: Path) -> Message:
    from registry.foundation.keys import for_the_owner_alone
    from registry.foundation.keys import make_keys as fresh_keys

    try:
        with open(file, "x", encoding="utf-8", opener=for_the_owner_alone) as written:
            written.write(fresh_keys())
    except OSError as cause:
        raise Refusal(
            Problem(
                "keys.not-written",
                message("无法新建密钥文件 {file}。", file=file),
                cure=message("请换一个尚不存在、当前用户可以写入的路径。"),
            )
        ) from cause
    return message("密钥已写入 {file}。请妥善备份：没有它，已加密的信息无法恢复。", file=file)


def _add_key(file: Path, kind: str) -> Message:
    from registry.foundation.keys import add_key
    from registry.foundation.setting_values import Unreadable

    try:
        number = add_key(file, kind)
    except Unreadable as found:
        raise Refusal(Problem(found.code, found.what, where=str(file), cure=found.cure)) from found
    except (OSError, UnicodeDecodeError) as cause:
        raise Refusal(
            Problem(
                "keys.not-added",
                message("无法读取或改写密钥文件 {file}，文件没有改变。", file=file),
                cure=message("请检查路径，并以有权改写该文件及其所在文件夹的用户运行。"),
            )
        ) from cause
    return message(
        "密钥 {kind}:{number} 已加入 {file}，重新启动全部进程后开始使用。请先备份新的密钥文件。",
        kind=kind,
        number=number,
        file=file,
    )


def _with_database(settings: Settings, act: Any, *given: Any, **more: Any) -> None:
    asyncio.run(_with_pool(settings, act, *given, **more))


async def _with_pool(settings: Settings, act: Any, *given: Any, **more: Any) -> None:
    from registry.foundation.database import pool, require_database, use_database
    from registry.foundation.encryption import use_keys
    from registry.foundation.files import keep_files_in

    use_keys(settings.keys.ring)
    keep_files_in(settings.files)
    use_database(settings.database_url, settings.data)
    await require_database()
    async with pool(settings.pool_size):
        await act(*given, **more)


def _write_warnings_only() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
