"""Columns as all tables write them: random identifiers, no silent defaults, foreign keys that restrict.

Piccolo would give each column a default of its own ('' or 0 or the present moment). There are none here: a
forgotten value is an error, and the database refuses empty texts.
"""

from typing import Any

from piccolo.columns import UUID, Boolean, Bytea, Date, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import JSONB
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table


def identifier() -> UUID:
    """Return a primary key of random bits: it may stand in an address."""
    return UUID(primary_key=True, default=UUID4())


def reference(table: "type[Table] | LazyTableReference | str", *, null: bool = False, **more: Any) -> ForeignKey[Any]:
    """Return a foreign key; the row that it names cannot be deleted while it is named."""
    return ForeignKey(
        references=table,
        null=null,
        on_delete=OnDelete.restrict,
        on_update=OnUpdate.restrict,
        index=True,
        **more,
    )


def lower_reference(table: str, module: str, *, null: bool = False) -> ForeignKey[Any]:
    """Return a foreign key to a table of a package further down, which may not be imported from here."""
    return reference(LazyTableReference(table_class_name=table, module_path=module), null=null)


def words(length: int, meaning: str, **more: Any) -> Varchar:
    """Return a text that must be there."""
    return Varchar(length=length, default=None, help_text=meaning, **more)


def optional_words(length: int, meaning: str, **more: Any) -> Varchar:
    """Return a text that may be missing; it is never empty."""
    return Varchar(length=length, null=True, default=None, help_text=meaning, **more)


def moment(meaning: str, **more: Any) -> Timestamptz:
    """Return a moment (UTC) that the act supplies."""
    return Timestamptz(default=None, help_text=meaning, **more)


def optional_moment(meaning: str, **more: Any) -> Timestamptz:
    """Return a moment (UTC) that may not have come yet."""
    return Timestamptz(null=True, default=None, help_text=meaning, **more)


def day(meaning: str, **more: Any) -> Date:
    """Return a legal day (Asia/Shanghai)."""
    return Date(default=None, help_text=meaning, **more)


def optional_day(meaning: str, **more: Any) -> Date:
    """Return a legal day that may not be known."""
    return Date(null=True, default=None, help_text=meaning, **more)


def sealed(meaning: str, **more: Any) -> Bytea:
    """Return a value encrypted for its own row."""
    return Bytea(default=None, help_text=meaning, **more)


def optional_sealed(meaning: str, **more: Any) -> Bytea:
    """Return a value encrypted for its own row that may be missing."""
    return Bytea(null=True, default=None, help_text=meaning, **more)


def yes_or_no(meaning: str, **more: Any) -> Boolean:
    """Return a truth value that must be given."""
    return Boolean(default=None, help_text=meaning, **more)


def count(meaning: str, **more: Any) -> Integer:
    """Return a whole number."""
    return Integer(**{"default": None, "help_text": meaning, **more})


def small(meaning: str, **more: Any) -> SmallInt:
    """Return a small whole number."""
    return SmallInt(default=None, help_text=meaning, **more)


def structured(meaning: str, *, null: bool = False, **more: Any) -> JSONB:
    """Return structured data; it never holds a document number."""
    if null:
        return JSONB(null=True, default=None, help_text=meaning, **more)
    return JSONB(default=None, help_text=meaning, **more)
