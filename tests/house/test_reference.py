"""The closed lists of docs/reference/ equal the program, both ways, and nothing in them is without its words."""

import pytest

from registry.foundation.authentication import routes_of
from registry.foundation.jobs import known_jobs
from registry.policy.shipped import shipped_policy
from registry.timetable import TIMETABLE, load_jobs
from tests.house.personal_data import NOT_PERSONAL, PERSONAL
from tests.house.reference import (
    REFERENCE,
    application,
    pages,
    permissions,
    retention_keys,
    tables,
)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


@pytest.mark.parametrize(
    "name", ["routes.md", "permissions.md", "settings.md", "commands.md", "policy.md", "tables.md", "jobs.md"]
)
def test_a_page_says_what_the_program_does(made: dict[str, str], name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")

    assert written.splitlines() == made[name].splitlines(), "run `make reference` and look at what changed"


def test_there_is_no_other_page(made: dict[str, str]) -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(made)


def test_every_permission_of_a_route_stands_in_an_access_room() -> None:
    known = set(permissions().values())

    assert {path for path, _, handler in routes_of(application()) if handler.opt["permission"] not in known} == set()


def test_every_act_has_one_set_of_roles() -> None:
    acts: dict[str, set[frozenset[str]]] = {}
    for permission in permissions().values():
        acts.setdefault(permission.act, set()).add(permission.roles)

    assert {act for act, roles in acts.items() if len(roles) > 1} == set()


# Asked by an act that another subject's route leads to: a round issues certificates.
ASKED_INSIDE = {"certificate:issue"}


def test_every_permission_is_asked_by_a_route() -> None:
    asked = {handler.opt["permission"].act for _, _, handler in routes_of(application())}

    assert {permission.act for permission in permissions().values()} - asked == ASKED_INSIDE


def test_every_repeating_job_is_known_and_every_module_with_jobs_is_loaded() -> None:
    load_jobs()

    assert {line.name for line in TIMETABLE} - set(known_jobs()) == set()


def test_every_table_and_every_column_says_what_it_holds() -> None:
    silent = [
        f"{name}.{column._meta.name}"
        for name, table in tables().items()
        for column in table._meta.columns
        if not column._meta.help_text and not column._meta.primary_key and not hasattr(column, "_foreign_key_meta")
    ]

    assert silent == []
    assert [name for name, table in tables().items() if not table.__doc__] == []


def test_every_table_is_marked_as_personal_or_not() -> None:
    assert sorted([*PERSONAL, *NOT_PERSONAL]) == sorted(tables())


def test_every_table_with_personal_data_names_its_retention_and_no_other_has_one() -> None:
    keys = [name for name in shipped_policy().figure_names if name.startswith("retention.")]

    assert {table for table in PERSONAL if not retention_keys(table)} == set()
    assert sorted(key for table in PERSONAL for key in retention_keys(table)) == sorted(keys)


def test_every_purpose_of_a_stored_file_names_its_retention() -> None:
    keys = {key.rpartition(".")[2] for key in retention_keys("stored_file")}

    assert keys == {"roster", "scores", "refused_rows", "photo", "proof", "certificate"}
