"""`registry …`: joins the commands of all subjects, each loaded only when it is asked for.

A command that reads a file and answers must not wait for a web framework, and one that cannot be loaded must
not take the others with it.
"""

import sys
from dataclasses import dataclass
from importlib import import_module

import click

from registry.foundation.languages import Language
from registry.foundation.problems import Refusal


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command stands, and its line in the list of commands."""

    path: str
    line: str


COMMANDS = {
    "serve": LazyCommand("registry.commands:serve", "启动全部：数据库、网页、后台任务 / start everything"),
    "web": LazyCommand("registry.commands:web", "只启动网页 / the web server alone"),
    "worker": LazyCommand("registry.commands:worker", "只启动后台任务 / the job worker alone"),
    "migrate": LazyCommand("registry.commands:migrate", "更新数据库结构 / bring the database up to date"),
    "load-demo": LazyCommand("registry.commands:load_demo", "载入演示数据，只载入一次 / load the demonstration once"),
    "open-office": LazyCommand(
        "registry.office_commands:open_office_command", "开设首位主管部门工作人员 / make the first officer"
    ),
    "make-keys": LazyCommand("registry.commands:make_keys", "生成密钥文件 / make a file of keys"),
    "rotate-keys": LazyCommand("registry.key_commands:rotate_keys", "改用最新的密钥 / go over to the newest keys"),
    "keys": LazyCommand("registry.key_commands:keys", "查看密钥的使用情况 / ask which keys are needed"),
    "doctor": LazyCommand("registry.doctor.commands:doctor", "检查数据是否完好，只查不改 / ask whether all is sound"),
    "eligibility": LazyCommand(
        "registry.rounds.commands.eligibility:eligibility", "判断申报条件 / judge who may be graded"
    ),
    "import-roster": LazyCommand("registry.rounds.commands.roster:import_roster", "检查名册 / check a roster"),
    "certificate-number": LazyCommand(
        "registry.certificates.commands:certificate_number", "解读和检查证书编号 / read and check a number"
    ),
}


class LazyGroup(click.Group):
    """A group that imports a command when it runs and lists it without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, in the order in which they are written."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, imported now; None where there is none of that name."""
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        module, _, name = found.path.partition(":")
        try:
            command = getattr(import_module(module), name)
        except ImportError as cause:
            raise click.ClickException(f"命令 {cmd_name} 无法载入 / {cmd_name} cannot be loaded: {cause}") from cause
        if not isinstance(command, click.Command):
            raise TypeError(f"{found.path} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from the table, without loading them."""
        with formatter.section("命令 / Commands"):
            formatter.write_dl([(name, command.line) for name, command in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def registry() -> None:
    """职业技能等级认定登记系统 / a registry for skill-level certification."""


def main() -> None:
    """Run the command line; what is refused is said in both languages on standard error."""
    try:
        registry()
    except Refusal as refusal:
        for problem in refusal.problems:
            say_problem(problem.in_both(), problem.where)
        sys.exit(2)


def say_problem(texts: dict[Language, str], where: str | None) -> None:
    """Write one problem to standard error, Chinese first."""
    start = f"{where}: " if where else ""
    click.echo(f"{start}{texts['zh']}\n{' ' * len(start)}{texts['en']}", err=True)


if __name__ == "__main__":
    main()
