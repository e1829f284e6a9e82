"""The code of the registry as a reader of it sees it: files, rooms, functions, imports and numbers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from registry.foundation.places import PROJECT

CODE = PROJECT / "registry"
NOT_A_SUBJECT = frozenset({"demo", "doctor", "foundation", "migrations", "locale", "static"})


@dataclass(frozen=True)
class Import:
    """One import: what is named, and the function inside which it stands, if any."""

    module: str
    names: tuple[str, ...]
    inside: str | None


@dataclass(frozen=True)
class Source:
    """One file of code."""

    path: Path

    @cached_property
    def name(self) -> str:
        """The path from the project's folder, as an editor opens it."""
        return str(self.path.relative_to(PROJECT))

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """The name under which it is imported."""
        parts = self.path.relative_to(PROJECT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str | None:
        """The package in which it stands; None for modules at the top."""
        parts = self.path.relative_to(CODE).parts
        return parts[0] if len(parts) > 1 else None

    @property
    def room(self) -> str | None:
        """The room of its subject in which it stands; None at the top and in what is no subject."""
        if self.package is None or self.package in NOT_A_SUBJECT:
            return None
        return self.path.relative_to(CODE / self.package).with_suffix("").parts[0]

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Return every function, methods and inner ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import of the file."""
        return tuple(_imports(self.tree, None))


@cache
def sources() -> tuple[Source, ...]:
    """Return every file of code that people write; migrations are written by a tool once and never changed."""
    return tuple(Source(path) for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the number of lines of a body without its docstring."""
    body = function.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    if documented and len(body) == 1:
        return 0
    assert function.end_lineno is not None
    return function.end_lineno - body[int(documented)].lineno + 1


def _imports(node: ast.AST, inside: str | None) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, (), inside)
        elif isinstance(child, ast.ImportFrom):
            yield Import(child.module or "", tuple(alias.name for alias in child.names), inside)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imports(child, child.name)
        else:
            yield from _imports(child, inside)


def imported_modules(source: Source) -> Iterator[str]:
    """Return the modules of the registry that a file imports when it is loaded."""
    known = {each.module for each in sources()}
    for found in source.imports:
        if found.inside is not None:
            continue
        deeper = {f"{found.module}.{name}" for name in found.names}
        yield from deeper & known
        if found.module in known and (not found.names or deeper - known):
            yield found.module


def numbers(source: Source) -> Iterator[tuple[int | float, int]]:
    """Return each number written in a file that is not 0 or 1, and its line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            value = node.value
            assert isinstance(value, int | float)
            if abs(value) not in {0, 1}:
                yield value, node.lineno


def clock_reads(source: Source) -> Iterator[str]:
    """Return each place where a file asks the machine what time it is."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked = f"{node.value.id}.{node.attr}"
            if asked in _CLOCKS:
                yield asked


_CLOCKS = frozenset(
    {
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.monotonic",
        "time.perf_counter",
    }
)
