"""The queue of jobs: the tables and functions of procrastinate 3.10, by its own SQL."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from registry.foundation.jobs import apply_job_schema

ID = "2026-11-24T10:00:02:000000"
VERSION = "1.38.0"
DESCRIPTION = "Queue of jobs"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="registry", description=DESCRIPTION)
    manager.add_raw(apply_job_schema)
    return manager
