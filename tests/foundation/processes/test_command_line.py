"""The command line starts at once, and what cannot be loaded takes nothing else with it."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from registry.cli import COMMANDS, LazyCommand, registry
from registry.foundation.keys import read_keys
from tests.database_server import DatabaseServer

_HEAVY = ("litestar", "piccolo", "procrastinate", "uvicorn", "asyncpg", "typst")


def run(*arguments: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "registry.cli", *arguments], env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_that_is_listed_can_be_loaded(name: str) -> None:
    module, _, attribute = COMMANDS[name].path.partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name


@pytest.mark.parametrize("arguments", [["--help"], ["certificate-number", "--help"], ["eligibility", "--help"]])
def test_a_command_that_needs_no_server_loads_none(arguments: list[str]) -> None:
    asked = (
        f"import sys; from registry.cli import registry; registry({arguments}, standalone_mode=False);"
        f"print([name for name in {_HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_list_of_commands_loads_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "broken", LazyCommand("registry.no_such_module:command", "坏的 / broken"))
    shown = CliRunner().invoke(registry, ["--help"])
    assert shown.exit_code == 0
    assert "坏的 / broken" in shown.output


def test_a_command_that_cannot_be_loaded_says_so_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "broken", LazyCommand("registry.no_such_module:command", "坏的 / broken"))
    done = CliRunner().invoke(registry, ["broken"])
    assert done.exit_code == 1
    assert "命令 broken 无法载入 / broken cannot be loaded" in done.output
    assert CliRunner().invoke(registry, ["make-keys", "--help"]).exit_code == 0


def test_an_unknown_command_is_no_command() -> None:
    assert CliRunner().invoke(registry, ["no-such-command"]).exit_code == 2


def test_what_is_refused_is_said_in_both_languages_on_standard_error() -> None:
    done = run("migrate", environ={"PUBLIC_URL": "https://registry.example.cn"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "REGISTRY_KEYS: 没有设置密钥。没有密钥，个人信息无法加密。请运行 registry make-keys 生成密钥文件，妥善备份，"
        "并把 REGISTRY_KEYS_FILE 设为它的路径。",
        "               No keys are set. Without keys, personal data cannot be encrypted. Run registry make-keys to "
        "make a file of keys, back it up, and set REGISTRY_KEYS_FILE to its path.",
    ]


def test_keys_are_made_once_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    assert run("make-keys", str(path)).returncode == 0
    made = path.read_text()
    assert sorted(read_keys(made).ring.sealing) == [1]
    assert run("make-keys", str(path)).returncode == 2
    assert path.read_text() == made


def test_a_database_that_does_not_run_is_named_in_words(tmp_path: Path) -> None:
    done = run("migrate", environ={"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(tmp_path)})
    assert done.returncode == 2
    assert "DATABASE_URL: 无法连接数据库。" in done.stderr


def test_a_database_that_does_not_exist_is_named_in_words(server: DatabaseServer, tmp_path: Path) -> None:
    url = server.url(server.name_for("nowhere"))
    done = run("migrate", environ={"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(tmp_path), "DATABASE_URL": url})
    assert done.returncode == 2
    assert "DATABASE_URL: 无法连接数据库。" in done.stderr


def test_a_demonstration_is_never_loaded_into_production(tmp_path: Path) -> None:
    run("make-keys", str(tmp_path / "keys"))
    environ = {"PUBLIC_URL": "https://registry.example.cn", "REGISTRY_KEYS_FILE": str(tmp_path / "keys")}
    done = run("load-demo", environ=environ)
    assert done.returncode == 2
    assert "REGISTRY_MODE: 演示数据只能载入演示环境。" in done.stderr
