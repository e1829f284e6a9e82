"""The one Piccolo app: all tables, and one line of migrations for all of them."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="registry",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=table_finder(
        [
            f"registry.{subject}.tables"
            for subject in (
                "foundation",
                "policy",
                "people",
                "organisations",
                "filings",
                "certificates",
                "rounds",
            )
        ],
        exclude_imported=True,
    ),
)
