"""Migrations: from an empty database and from what each release left, to what the tables say; constraints and words."""

import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from piccolo.columns import Column, ForeignKey

from registry.constraint_problems import CONSTRAINT_PROBLEMS
from registry.foundation.database import migrate, use_database
from tests.database_server import DatabaseServer
from tests.house import releases
from tests.house.constraints import NEVER_MET, NEVER_MET_ENDINGS
from tests.house.reference import tables

RELEASES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(releases.__file__).parent.glob("*.sql"))
}
# A restored check reads the same and is written with other casts and parentheses.
_PARENTHESES_AND_CASTS = re.compile(r"[()]|::(text|character varying|numeric)(\[\])?")
_COLUMNS = """
select table_name || '.' || column_name as place, udt_name, character_maximum_length, numeric_precision_radix,
  is_nullable, column_default
from information_schema.columns where table_schema = 'public' and table_name not like 'procrastinate%'"""
_CONSTRAINTS = """
select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
where connamespace = 'public'::regnamespace and conrelid <> 0"""
_INDEXES = "select indexdef as line from pg_indexes where schemaname = 'public'"
_TRIGGERS = "select pg_get_triggerdef(oid) as line from pg_trigger where not tgisinternal"
_FUNCTIONS = """
select pg_get_functiondef(p.oid) as line from pg_proc p join pg_language l on l.oid = p.prolang
where p.pronamespace = 'public'::regnamespace and l.lanname in ('sql', 'plpgsql')"""
_NAMES = """
select conname as name from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
  and conrelid::regclass::text !~ '^(procrastinate|migration)'
union select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relname !~ '^(procrastinate|migration)'"""


async def _ask(url: str, query: str) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def _schema(url: str) -> dict[str, list[str]]:
    columns = [str(sorted(row.items())) for row in await _ask(url, _COLUMNS)]
    others = {
        name: sorted(_PARENTHESES_AND_CASTS.sub("", row["line"]) for row in await _ask(url, query))
        for name, query in (
            ("constraints", _CONSTRAINTS),
            ("indexes", _INDEXES),
            ("triggers", _TRIGGERS),
            ("functions", _FUNCTIONS),
        )
    }
    return {"columns": sorted(columns), **others}


async def test_from_an_empty_database_to_what_the_tables_say(database_url: str) -> None:
    rows = {
        row["place"]: row for row in await _ask(database_url, _COLUMNS) if not row["place"].startswith("migration.")
    }
    said = {f"{name}.{column._meta.name}": column for name, table in tables().items() for column in table._meta.columns}

    assert sorted(rows) == sorted(said)
    assert {place: _as_stored(row) for place, row in rows.items()} == {
        place: _as_said(column) for place, column in said.items()
    }


def _as_stored(row: dict[str, Any]) -> tuple[str, int | None, bool, str | None]:
    return row["udt_name"], row["character_maximum_length"], row["is_nullable"] == "YES", row["column_default"]


_STORED_AS = {
    "Varchar": "varchar",
    "Char": "bpchar",
    "Text": "text",
    "UUID": "uuid",
    "ForeignKey": "uuid",
    "Bytea": "bytea",
    "Boolean": "bool",
    "Integer": "int4",
    "SmallInt": "int2",
    "Numeric": "numeric",
    "Date": "date",
    "Timestamptz": "timestamptz",
    "JSONB": "jsonb",
}


def _as_said(column: Column) -> tuple[str, int | None, bool, str | None]:
    """What the database must hold of a column: never a default, so that what was forgotten is an error."""
    return _STORED_AS[type(column).__name__], getattr(column, "length", None), column._meta.null, None


async def test_every_foreign_key_of_the_tables_restricts_in_the_database(database_url: str) -> None:
    rows = await _ask(
        database_url,
        "select conrelid::regclass::text || '.' || a.attname as place, confrelid::regclass::text as target, confdeltype"
        " from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        " where contype = 'f' and conrelid::regclass::text !~ '^procrastinate'",
    )
    said = {
        f"{name}.{column._meta.name}": (column._foreign_key_meta.resolved_references._meta.tablename, b"r")
        for name, table in tables().items()
        for column in table._meta.columns
        if isinstance(column, ForeignKey)
    }

    assert {row["place"]: (row["target"], row["confdeltype"]) for row in rows} == said


@pytest.mark.parametrize("release", RELEASES)
async def test_what_a_release_left_becomes_the_newest_schema(
    server: DatabaseServer, empty_database_url: str, release: str
) -> None:
    connection = await asyncpg.connect(empty_database_url)
    await connection.execute(RELEASES[release])
    kept = await connection.fetchval("select count(*) from public.certificate")
    await connection.close()
    use_database(empty_database_url)

    await migrate()

    fresh = server.make_database()
    assert await _schema(empty_database_url) == await _schema(server.url(fresh))
    assert await _ask(empty_database_url, "select count(*) as kept from certificate") == [{"kept": kept}]
    assert kept == 1
    server.drop(fresh)


def test_the_first_release_is_kept() -> None:
    assert "0.1.0-first" in RELEASES


async def test_each_constraint_has_words_for_people_or_a_reason_why_nobody_meets_it(database_url: str) -> None:
    names = {row["name"] for row in await _ask(database_url, _NAMES)}
    plain = {name for name in names if name.endswith(NEVER_MET_ENDINGS)} - set(CONSTRAINT_PROBLEMS)

    assert sorted(names - plain) == sorted([*CONSTRAINT_PROBLEMS, *NEVER_MET])


async def test_every_constraint_of_ours_bears_the_name_of_its_table(database_url: str) -> None:
    names = {row["name"] for row in await _ask(database_url, _NAMES)}

    assert {name for name in names if not name.startswith(tuple(tables()))} == set()


@pytest.mark.parametrize("name", CONSTRAINT_PROBLEMS)
def test_the_words_for_a_constraint_are_complete_in_both_languages(name: str) -> None:
    problem = CONSTRAINT_PROBLEMS[name]

    assert problem.cure is not None
    assert problem.in_both()["en"] != problem.in_both()["zh"]
