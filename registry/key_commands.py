"""`registry rotate-keys` and `registry keys status`: go over to the newest keys, and see which are still needed."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from registry.foundation.clock import Clock, clock_for
from registry.foundation.database import pool, require_database, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.foundation.problems import Message, message
from registry.foundation.work import Progress
from registry.key_rotation import KeyUse, keys_in_use, order_rotation, rotation_progress
from registry.settings import load_settings

_EVERY_SECONDS = 1.0
T = TypeVar("T")


@click.command()
@click.option("--wait", is_flag=True, help="等待完成并显示进度 / wait for the end and show how far it is")
def rotate_keys(*, wait: bool) -> None:
    """把全部数据改用密钥文件中最新的密钥，由后台任务分批办理 / have all data go over to the newest keys."""
    ended = _with_registry(_order_and_watch if wait else _order)
    for problem in ended.problems:
        click.echo("\n".join(problem["message"].values()), err=True)
    sys.exit(1 if ended.state == "failed" else 0)


async def _order(clock: Clock) -> Progress:
    ordered = await order_rotation(now=clock.now())
    _say(message("密钥轮换已交给后台任务，可运行 registry keys status 查看进度。"))
    return ordered


async def _order_and_watch(clock: Clock) -> Progress:
    """Ctrl-C ends the watching alone; the work goes on."""
    progress, shown = await order_rotation(now=clock.now()), ""
    while progress.under_way:
        if (line := _line(progress)) != shown:
            click.echo(line)
            shown = line
        await asyncio.sleep(_EVERY_SECONDS)
        progress = await rotation_progress() or progress
    click.echo(_line(progress))
    return progress


_STATES = {
    "waiting": "等待后台任务进程 / waiting for the worker",
    "running": "正在办理 / under way",
    "done": "已完成 / done",
    "failed": "没有完成 / not completed",
}


def _line(progress: Progress) -> str:
    return f"{_STATES[progress.state]}  {progress.done}/{progress.total}"


@click.group()
def keys() -> None:
    """查看密钥的使用情况 / ask which keys are needed."""


@keys.command()
def status() -> None:
    """列出各密钥还保护多少项内容，哪些可以从文件中移除 / how many values each key holds, and which may go."""
    found, progress = _with_registry(_counted)
    for key in found:
        click.echo(f"{key.kind}:{key.id}  {_standing(key)}")
        for what, values in key.holds.items():
            click.echo(f"  {what}  {values}")
    if progress is not None:
        click.echo(f"rotate-keys  {_line(progress)}")
    sys.exit(1 if any(not key.in_file for key in found) else 0)


async def _counted(clock: Clock) -> tuple[list[KeyUse], Progress | None]:
    return await keys_in_use(now=clock.now()), await rotation_progress()


def _standing(key: KeyUse) -> str:
    if not key.in_file:
        return "密钥文件中没有，数据却需要它 / needed, but not in the file of keys"
    if key.newest:
        return "最新 / the newest"
    return "仍需要 / still needed" if key.needed else "不再需要，可以移除 / not needed any more, may be removed"


def _say(words: Message) -> None:
    told = words.in_both()
    click.echo(f"{told['zh']}\n{told['en']}", err=True)


def _with_registry(act: Callable[[Clock], Awaitable[T]]) -> T:
    settings = load_settings(os.environ)
    use_keys(settings.keys.ring)
    keep_files_in(settings.files)
    use_database(settings.database_url, settings.data)
    return asyncio.run(_with_pool(act, clock_for(settings.today)))


async def _with_pool(act: Callable[[Clock], Awaitable[T]], clock: Clock) -> T:
    await require_database()
    async with pool(2):
        return await act(clock)
