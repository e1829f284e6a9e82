"""The closed lists of docs/reference/, read from the program itself.

`python -m tests.house.reference` (make reference) writes them; the test run compares them with what is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

import click
from litestar import Litestar
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from registry.app import create_app
from registry.cli import COMMANDS
from registry.foundation.authentication import routes_of
from registry.foundation.jobs import known_jobs
from registry.foundation.keys import make_keys
from registry.foundation.places import PROJECT
from registry.foundation.viewers import EVERYONE, PUBLIC, SIGNED_IN, SIGNED_IN_ROLES, Permission, Role
from registry.piccolo_app import APP_CONFIG
from registry.policy.law import NotInForce
from registry.policy.shipped import shipped_policy
from registry.settings import listed_settings, load_settings
from registry.timetable import TIMETABLE, load_jobs
from tests.house.personal_data import PERSONAL
from tests.house.sources import sources

REFERENCE = PROJECT / "docs" / "reference"
_MADE = "<!-- Made by `make reference`. The test run compares it with the program; edit the program, not this page. -->"


def pages() -> dict[str, str]:
    """Return every page of the reference by the name of its file."""
    return {
        "routes.md": _page("Routes · 路由", "Every address, what it needs, and who may try it.", _routes()),
        "permissions.md": _page("Permissions · 权限", "Every act with the roles that may try it.", _permissions()),
        "settings.md": _page("Settings · 设置", "Every setting, as an environment variable.", _settings()),
        "commands.md": _page("Commands · 命令", "Every command; `--help` says the same.", _commands()),
        "policy.md": _page("Figures of the law · 规则数值", "Every figure, with its dates and its source.", _policy()),
        "tables.md": _page("Tables · 数据表", "Every table and column, and how long personal data stay.", _tables()),
        "jobs.md": _page("Jobs · 后台任务", "Every repeating job, then every job. Times in UTC.", _jobs()),
    }


def write_pages() -> None:
    """Write the pages, and remove what is none of them."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    for path in REFERENCE.iterdir():
        if path.name not in pages():
            path.unlink()


def _page(title: str, line: str, body: Iterable[str]) -> str:
    return "\n".join([f"# {title}", _MADE, "", line, "", *body]) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def application() -> Litestar:
    """Return the application as a demonstration would start it; it opens nothing before it is served."""
    return create_app(load_settings({"REGISTRY_MODE": "demo", "REGISTRY_KEYS": make_keys()}))


def _routes() -> Iterator[str]:
    rows = [
        (
            f"`{path}`",
            " ".join(methods),
            f"`{handler.opt['permission'].act}`",
            roles_in_words(handler.opt["permission"]),
        )
        for path, methods, handler in routes_of(application())
    ]
    return _table(("address", "methods", "permission", "roles"), sorted(rows))


def roles_in_words(permission: Permission) -> str:
    """Return the roles of a permission, in their one order."""
    if permission.roles == EVERYONE:
        return "everyone"
    if permission.roles == SIGNED_IN_ROLES:
        return "all who are signed in"
    return ", ".join(role.value for role in Role if role in permission.roles)


def permissions() -> dict[str, Permission]:
    """Return every permission by the name under which code finds it."""
    found = {"registry.foundation.viewers.PUBLIC": PUBLIC, "registry.foundation.viewers.SIGNED_IN": SIGNED_IN}
    for source in sources():
        if source.room == "access":
            for name, value in vars(import_module(source.module)).items():
                if isinstance(value, Permission) and re.search(rf"^{name}\b", source.text, re.MULTILINE):
                    found[f"{source.module}.{name}"] = value
    return found


def _permissions() -> Iterator[str]:
    rows = [(f"`{each.act}`", roles_in_words(each), f"`{name}`") for name, each in permissions().items()]
    return _table(("act", "roles", "in code"), sorted(rows))


def _settings() -> Iterator[str]:
    rows = [(f"`{each.variable}`", each.default or "–", each.meaning) for each in listed_settings().values()]
    return _table(("variable", "default", "meaning"), rows)


def _commands() -> Iterator[str]:
    for name, lazy in COMMANDS.items():
        module, _, attribute = lazy.path.partition(":")
        yield from _command(f"registry {name}", getattr(import_module(module), attribute))


def _command(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner, each in command.commands.items():
            yield from _command(f"{name} {inner}", each)
        return
    context = click.Context(command, info_name=name)
    yield from (
        f"## `{' '.join([name, *command.collect_usage_pieces(context)])}`",
        "",
        command.get_short_help_str(300),
        "",
    )
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            yield f"- `{record[0]}` {record[1]}".rstrip()
    yield ""


def _policy() -> Iterator[str]:
    policy = shipped_policy()
    rows = [_period(name, period) for name in policy.figure_names for period in policy.periods(name)]
    return _table(("figure", "region", "from", "to", "value", "source"), rows)


def _period(name: str, period: Any) -> Sequence[object]:
    when = (period.region, period.valid_from or "–", period.valid_to or "–")
    if isinstance(period, NotInForce):
        return (f"`{name}`", *when, "not in force", period.reason.zh)
    source = period.source
    where = " ".join(part for part in (source.title, source.number, source.article) if part)
    return (f"`{name}`", *when, f"{_value(period.value)} {period.unit}".strip(), f"{where}（{source.confidence}）")


def _value(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def tables() -> dict[str, type[Table]]:
    """Return every table by its name."""
    return {table._meta.tablename: table for table in APP_CONFIG.table_classes}


def _tables() -> Iterator[str]:
    for name, table in sorted(tables().items()):
        yield from (f"## `{name}`", "", " ".join((table.__doc__ or "").split()), "")
        if name in PERSONAL:
            yield from (
                f"Personal data: {PERSONAL[name]}. Kept: {', '.join(f'`{key}`' for key in retention_keys(name))}.",
                "",
            )
        yield from _table(("column", "kind", "may be empty", "meaning"), map(_column, table._meta.columns))
        yield ""


def retention_keys(table: str) -> list[str]:
    """Return the figures that say how long a table's rows are kept."""
    names = shipped_policy().figure_names
    return [name for name in names if name == f"retention.{table}" or name.startswith(f"retention.{table}.")]


def _column(column: Column) -> Sequence[object]:
    meaning = str(column._meta.help_text or "")
    if isinstance(column, ForeignKey):
        meaning = " ".join(part for part in (f"→ `{_target(column)}`", meaning) if part)
    if column._meta.primary_key and not meaning:
        meaning = "random; may stand in an address"
    kind = column.__class__.__name__
    length = getattr(column, "length", None)
    return (
        f"`{column._meta.name}`",
        f"{kind}({length})" if length else kind,
        "yes" if column._meta.null else "no",
        meaning,
    )


def _target(column: ForeignKey[Any]) -> str:
    return str(column._foreign_key_meta.resolved_references._meta.tablename)


def _jobs() -> Iterator[str]:
    load_jobs()
    yield from _table(("when", "job", "why"), [(f"`{line.when}`", f"`{line.name}`", line.why) for line in TIMETABLE])
    yield ""
    # Tests of the queue know jobs of their own, in the same process.
    ours = {name: known for name, known in known_jobs().items() if known.act.__module__.startswith("registry.")}
    rows = [(f"`{name}`", f"`{known.act.__module__}`", _first_line(known.act)) for name, known in ours.items()]
    yield from _table(("job", "done in", "what it does"), sorted(rows))


def _first_line(act: Any) -> str:
    return str(act.__doc__ or "").split("\n\n")[0].replace("\n    ", " ")


if __name__ == "__main__":
    write_pages()
