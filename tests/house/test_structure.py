"""The rules of docs/architecture.md that a program can check: sizes, layers, rooms, clocks, imports."""

import re
from collections import defaultdict
from graphlib import TopologicalSorter
from statistics import median, quantiles

import pytest
from importlinter.cli import lint_imports

from registry.foundation.places import PROJECT
from tests.house.sources import CODE, NOT_A_SUBJECT, Source, body_lines, clock_reads, imported_modules, sources

LONGEST_BODY = 60
LONGEST_FILE = 400
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "manager", "tools", "base"}
ROOMS = {"__init__", "tables", "rules", "access", "service", "queries", "pages", "api", "commands"}
FURTHER_ROOMS = {
    "policy": {
        "catalogue": "occupations and levels as the national catalogue has them, for all subjects",
        "checking": "what must be true of the files of the law; the program does not start otherwise",
        "decisions": "a decision as a value that subjects keep and pages show",
        "facts": "what is known of a person, as a value that subjects bring",
        "files": "the files of the law as they are written",
        "law": "figures, conditions and rules as values",
        "rule_sets": "from the files to the rules",
        "shipped": "the law that ships with the program",
    },
    "certificates": {"drawing": "the certificate on paper: typst, fonts, the QR code, the seal's place"},
    "people": {"slips": "activation codes as slips to print and fold, for enterprises and counters alike"},
    "rounds": {"roster": "rows of a spreadsheet become people: pure functions that rules and service both use"},
}
LOCAL_IMPORTS = {
    "registry/commands.py": "each command loads only what it runs; a roster is checked without a web framework",
    "registry/foundation/fonts.py": "fontTools is needed only where a name is unusual",
    "registry/foundation/grids/child/kinds.py": "the child process loads the one reader that the file asks for",
    "registry/people/rules/names.py": "pypinyin's dictionary is large, and few names need it",
}
CLOCKS = {
    "registry/foundation/clock.py": "the clock itself",
    "registry/foundation/child_processes.py": "how long a process is waited for, and when it began",
    "registry/foundation/embedded_postgres.py": "how long the database is waited for",
    "registry/foundation/supervisor.py": "how often a part has died lately",
    "registry/foundation/jobs.py": "the moment at which the queue itself takes a job up again",
}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_no_file_and_no_body_is_too_long(source: Source) -> None:
    too_long = [function.name for function in source.functions() if body_lines(function) > LONGEST_BODY]

    assert (source.name, too_long) == (source.name, [])
    assert len(source.text.splitlines()) <= LONGEST_FILE


def test_bodies_are_short_as_a_rule() -> None:
    lengths = [body_lines(function) for source in sources() for function in source.functions()]

    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[8] <= 25
    assert sum(length > 40 for length in lengths) <= len(lengths) * 0.02


def test_the_bodies_of_rules_are_shorter_still() -> None:
    lengths = [
        body_lines(function) for source in sources() if source.room == "rules" for function in source.functions()
    ]

    assert median(lengths) <= 5
    assert quantiles(lengths, n=10)[8] <= 12


def test_no_name_says_nothing() -> None:
    places = [path for path in CODE.rglob("*") if path.is_dir() or path.suffix == ".py"]

    assert [str(path) for path in places if NAMES_THAT_SAY_NOTHING & set(path.stem.split("_"))] == []


def test_packages_import_downwards_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)

    assert lint_imports(no_cache=True, verbose=False) == 0


def test_every_package_stands_in_the_contract_of_layers_and_on_the_ground_plan() -> None:
    packages = {path.name for path in CODE.iterdir() if (path / "__init__.py").is_file()} - {"migrations"}
    contract = (PROJECT / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2].partition("]")[0]
    plan = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert {name for name in packages if not re.search(rf"\bregistry\.{name}\b", contract)} == set()
    assert {name for name in packages if f"\n  {name}/" not in plan} == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {source.module: set(imported_modules(source)) for source in sources()}

    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


def test_every_module_of_a_subject_is_a_known_room() -> None:
    found = defaultdict(set)
    for source in sources():
        if source.package is not None and source.room is not None:
            found[source.package].add(source.room)

    assert {package: rooms - ROOMS for package, rooms in found.items() if rooms - ROOMS} == {
        package: set(reasons) for package, reasons in FURTHER_ROOMS.items()
    }


def test_imports_inside_functions_have_a_reason() -> None:
    inside = {source.name for source in sources() if any(found.inside for found in source.imports)}

    assert inside == set(LOCAL_IMPORTS)


def test_only_listed_files_ask_the_machine_for_the_time() -> None:
    assert {source.name for source in sources() if list(clock_reads(source))} == set(CLOCKS)


def test_what_is_no_subject_is_named_here() -> None:
    assert {name for name in NOT_A_SUBJECT if not (CODE / name).is_dir()} == set()
