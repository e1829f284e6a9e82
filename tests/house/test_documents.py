"""What people read first: both READMEs say the same, every link leads somewhere, every decision has its number."""

import re
from pathlib import Path

import pytest

from registry.cli import COMMANDS
from registry.foundation.places import PROJECT
from registry.foundation.viewers import Role
from registry.settings import listed_settings

_LINK = re.compile(r"\]\(([^)#]+)\)")
_SETTING = re.compile(r"`((?:REGISTRY_|DATABASE_URL|PUBLIC_URL|HOST|PORT)[A-Z_]*)`")
_COMMAND = re.compile(r"(?:`|bin/)registry ([a-z-]+)")
READ_FIRST = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", READ_FIRST, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    links = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/guides/operator.md", "docs/rotating-keys.md"])
def test_only_settings_and_commands_that_exist_are_named(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    variables = {setting.variable for setting in listed_settings().values()}

    assert set(_SETTING.findall(text)) - variables == set()
    assert set(_COMMAND.findall(text)) - set(COMMANDS) == set()


def test_both_readmes_speak_of_the_same_things() -> None:
    english, chinese = ((PROJECT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))

    assert sorted(set(_LINK.findall(english)) - {"README.zh-CN.md"}) == sorted(
        set(_LINK.findall(chinese)) - {"README.md"}
    )
    assert set(_SETTING.findall(english)) == set(_SETTING.findall(chinese))
    assert english.count("\n## ") == chinese.count("\n## ")


def test_every_role_but_the_reading_ones_has_a_guide() -> None:
    guides = {path.stem for path in (PROJECT / "docs" / "guides").glob("*.md")}

    assert guides == {role.value for role in Role} - {"visitor", "auditor"} | {"operator"}


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((PROJECT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
