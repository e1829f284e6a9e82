"""During a rotation of hashing keys, each next hash names the key under which it was made."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import SmallInt
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-25T01:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The key of the next hash of a document"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="registry", description=DESCRIPTION)

    manager.add_column(
        table_class_name="PersonDocument",
        tablename="person_document",
        column_name="next_hash_key",
        db_column_name="next_hash_key",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PersonDocument",
        tablename="person_document",
        constraint_name="person_document_next_hash_names_its_key",
        constraint_class=Check,
        params={"condition": "(next_number_hash IS NULL) = (next_hash_key IS NULL)"},
        schema=None,
    )

    return manager
