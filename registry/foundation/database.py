"""The database of this process: `DB`, its pool of connections, and the way from an older schema to the newest.

Where the database is, is said once at start (`use_database`); until then the environment says it, so that
Piccolo's own command line works too.
"""

import io
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import MigrationModule
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.embedded_address import embedded_url
from registry.foundation.problems import Problem, Refusal, message
from registry.settings import data_folder

APP_NAME = "registry"
_MIGRATION_LOCK = 0x5265_6769_7374  # any number that nothing else in this database locks


class _Engine(PostgresEngine):
    """Piccolo's engine, which does not knock at the database only because it is imported."""

    async def check_version(self) -> None:
        return None

    async def prep_database(self) -> None:
        return None


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back to the pool without a statement that clears it: that would double each way there.

    Nothing is ever left on it: what is set or locked ends with its transaction, and asyncpg rolls back what is open.
    """

    def get_reset_query(self) -> str:
        return ""


def _connection_config(url: str) -> dict[str, Any]:
    settings = {"application_name": "registry", "timezone": "UTC"}
    return {"dsn": url, "server_settings": settings, "connection_class": _Connection}


def database_url(environ: Mapping[str, str]) -> str:
    """Return DATABASE_URL, or the address of the embedded server in the data folder."""
    return environ.get("DATABASE_URL") or embedded_url(data_folder(environ))


DB = _Engine(config=_connection_config(database_url(os.environ)))


def use_database(url: str | None, data: Path | None = None) -> None:
    """Point `DB` at a server, or at the embedded one of a data folder; called once at start."""
    if DB.pool is not None:
        raise RuntimeError("the pool is open: close it before pointing at another database")
    DB.config = _connection_config(url or embedded_url(data or data_folder(os.environ)))


async def require_database() -> None:
    """Raise `Refusal` where the database cannot be reached, or does not let us in."""
    try:
        connection = await DB.get_new_connection()
    except (OSError, asyncpg.PostgresError) as cause:
        raise Refusal(
            Problem(
                "database.not-reachable",
                message("无法连接数据库。"),
                where="DATABASE_URL",
                cure=message("请检查 DATABASE_URL；使用内置数据库时，请先运行 registry serve。"),
            )
        ) from cause
    await connection.close()


@asynccontextmanager
async def pool(size: int = 8) -> AsyncIterator[PostgresEngine]:
    """Hold a pool of at most `size` connections open for the length of a block, in the running event loop."""
    await DB.start_connection_pool(min_size=min(2, size), max_size=size)
    try:
        yield DB
    finally:
        await DB.close_connection_pool()


async def migrate() -> tuple[str, ...]:
    """Bring the database to the newest schema and return the ids of the migrations that ran.

    Many may call it at once: one runs, the others wait and then find nothing to do. Each migration and its mark
    that it ran are one transaction. Raises `Refusal` where the database is newer than this program.
    """
    connection = await DB.get_new_connection()
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _MIGRATION_LOCK)
        return await _run_what_is_missing()
    finally:
        await connection.close()


async def _run_what_is_missing() -> tuple[str, ...]:
    manager = BaseMigrationManager()
    await manager.create_migration_table()
    folder = manager.get_app_config(app_name=APP_NAME).resolved_migrations_folder_path
    modules = manager.get_migration_modules(folder)
    have_run = set(await Migration.get_migrations_which_ran(app_name=APP_NAME))
    unknown = have_run - set(modules)
    if unknown:
        raise Refusal(
            Problem(
                "database.newer-than-program",
                message("数据库比程序新：其中有程序不认识的结构变更 {unknown}。", unknown="、".join(sorted(unknown))),
                cure=message("请安装较新的程序后再启动。"),
            )
        )
    missing = sorted(set(modules) - have_run)
    for identifier in missing:
        await _run_one(identifier, modules[identifier])
    return tuple(missing)


async def _run_one(identifier: str, module: MigrationModule) -> None:
    steps = await module.forwards()
    if isinstance(steps, MigrationManager) and not steps.wrap_in_transaction:
        await _run_quietly(steps)
        await Migration.insert().add(Migration(name=identifier, app_name=APP_NAME))
        return
    async with DB.transaction():
        if isinstance(steps, MigrationManager) and not steps.fake:
            await _run_quietly(steps)
        await Migration.insert().add(Migration(name=identifier, app_name=APP_NAME))


async def _run_quietly(steps: MigrationManager) -> None:
    with redirect_stdout(io.StringIO()):  # Piccolo prints each step; standard output is not its own here
        await steps.run()
