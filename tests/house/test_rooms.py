"""What each room of a subject may use, and what it may not (docs/architecture.md)."""

import pytest

from tests.house.sources import Source, sources

WEB = ("litestar", "jinja2", "registry.foundation.pages", "registry.foundation.templating")
ROWS = ("piccolo", "asyncpg", "psycopg", "registry.foundation.database", "registry.foundation.tables")
OUTSIDE = ("registry.foundation.files", "registry.foundation.jobs", "registry.foundation.clock", "registry.settings")
MAY_NOT_USE: dict[str, tuple[str, ...]] = {
    "tables": (*WEB, "registry.foundation.database", "registry.foundation.jobs", "registry.foundation.clock"),
    "rules": (*WEB, *ROWS, *OUTSIDE),
    "access": WEB,
    "service": WEB,
    "queries": (*WEB, "registry.foundation.jobs"),
    "pages": ROWS,
    "api": (*ROWS, "jinja2"),
    "commands": ("litestar", "jinja2", "piccolo", "asyncpg"),
}
ROOMS_NOT_USED_BY: dict[str, frozenset[str]] = {
    "tables": frozenset({"rules", "access", "service", "queries", "pages", "api", "commands"}),
    "rules": frozenset({"tables", "access", "service", "queries", "pages", "api", "commands"}),
    "access": frozenset({"service", "pages", "api", "commands"}),
    "service": frozenset({"pages", "api", "commands"}),
    "queries": frozenset({"service", "pages", "api", "commands"}),
    "pages": frozenset({"tables", "api", "commands"}),
    "api": frozenset({"tables", "pages", "commands"}),
    "commands": frozenset({"tables", "pages", "api"}),
}
OPEN_TO_OTHERS = frozenset({"tables", "rules", "access", "service", "queries"})
ALSO_OPEN = {
    "policy": frozenset({"catalogue", "decisions", "facts", "law", "shipped", "rule_sets"}),
    "certificates": frozenset({"drawing"}),
    "people": frozenset({"slips"}),
}
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("registry/certificates/api.py", "registry.certificates.pages.checking"): "guesses are counted for one address",
    ("registry/certificates/api.py", "registry.certificates.pages.filters"): "one reading of the filter for both",
    ("registry/certificates/queries.py", "registry.certificates.service.tokens"): "how a token stands in an address",
    ("registry/filings/api.py", "registry.filings.pages.lists"): "one reading of the list's page and filter for both",
    ("registry/organisations/api.py", "registry.organisations.pages.organisations"): "one reading of the list for both",
    ("registry/rounds/pages/photos.py", "registry.rounds.tables"): "a photo is sent to whoever sees its candidate",
}


_SUBJECTS = {source.package for source in sources() if source.room is not None}


def _rooms_used(source: Source) -> set[tuple[str, str, str]]:
    used = set()
    for found in source.imports:
        for module in (found.module, *(f"{found.module}.{name}" for name in found.names)):
            parts = module.split(".")
            if len(parts) > 2 and parts[0] == "registry" and parts[1] in _SUBJECTS:
                used.add((parts[1], parts[2], found.module))
    return used


def _subjects() -> list[Source]:
    return [source for source in sources() if source.room is not None]


@pytest.mark.parametrize("source", _subjects(), ids=lambda source: source.name)
def test_a_room_uses_only_what_it_may(source: Source) -> None:
    forbidden = MAY_NOT_USE.get(source.room or "", ())
    modules = {found.module for found in source.imports}

    wrong = {module for module in modules for each in forbidden if module == each or module.startswith(f"{each}.")}

    assert {module for module in wrong if (source.name, module) not in EXCEPTIONS} == set()


@pytest.mark.parametrize("source", _subjects(), ids=lambda source: source.name)
def test_a_room_uses_no_room_above_it(source: Source) -> None:
    above = ROOMS_NOT_USED_BY.get(source.room or "", frozenset())

    wrong = {module for _, room, module in _rooms_used(source) if room in above}

    assert {module for module in wrong if (source.name, module) not in EXCEPTIONS} == set()


@pytest.mark.parametrize("source", _subjects(), ids=lambda source: source.name)
def test_other_subjects_are_met_only_in_their_open_rooms(source: Source) -> None:
    wrong = {
        module
        for package, room, module in _rooms_used(source)
        if package != source.package and room not in OPEN_TO_OTHERS | ALSO_OPEN.get(package, frozenset())
    }

    assert {module for module in wrong if (source.name, module) not in EXCEPTIONS} == set()


def test_every_exception_is_needed() -> None:
    used = {(source.name, found.module) for source in _subjects() for found in source.imports}

    assert set(EXCEPTIONS) - used == set()
